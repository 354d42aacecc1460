import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.ts';
import { metricCardinality } from '../../src/check/metric-cardinality.ts';
import { promqlCost } from '../../src/check/promql-cost.ts';
import { alert as declaredAlert, metric, project, scrapeJob } from '../analyze/project.ts';
import { type Judged, judge } from './judge.ts';

const of = (check: string, found: readonly Judged[]) =>
  found.filter((one) => one.check === check).map(({ at, message }) => `${at}: ${message}`);
const alert = (when: string) => `shop.alert('A', { when: promql\`${when}\`, ...warning });`;
const costOf = (when: string, before = '') => of('promql-cost', judge(before + alert(when)));

describe('promql-cost', () => {
  it.each([
    ['count({job="shop"}) < 1', '{job="shop"}: this names no metric: it reads the series of all of them'],
    ['count({__name__=~".+", job="shop"}) < 1', '{__name__=~".+", job="shop"}: this names no metric'],
    ['count({__name__!="up", job="shop"}) < 1', '{__name__!="up", job="shop"}: this names no metric'],
    [
      'max_over_time(rate(shop_requests_total[5m])[1h:5s]) > 1',
      '5s: the subquery steps every 5s, but its data comes every 15s',
    ],
    [
      'sum_over_time(shop_carts_total[1d]) > 1',
      'shop_carts_total[1d]: one evaluation reads up to 230,400,000 samples, over the budget of 50,000,000: shop_carts_total has up to 40,000 series (customer 40,000)',
    ],
    [
      'sum_over_time((shop_carts_total + shop_carts_total)[1d:1m]) > 1',
      'shop_carts_total + shop_carts_total: one evaluation reads up to 115,200,000 samples',
    ],
    [
      'shop_carts_total + shop_carts_total + shop_carts_total > 1',
      'one evaluation reads up to 120,000 series, over the budget of 100,000',
    ],
  ])('%s', (when, found) => {
    const carts = `server.gauge('shop_carts_total', { help: 'Carts.', counts: 'carts', labels: { customer: upTo(40_000) } });\n`;
    const [first, ...others] = costOf(when, carts);
    expect(first).toContain(found.replace(/^[^:]*: one/, 'one'));
    expect(others).toEqual([]);
  });

  it.each([
    'count({__name__="up", job="shop"}) < 1',
    'count({__name__=~"shop_.+"}) < 1',
    'up == 0',
    'max_over_time(rate(shop_requests_total[5m])[1h:15s]) > 1',
    'max_over_time(rate(shop_requests_total[5m])[1h:]) > 1',
    'max_over_time((time() - shop_queue_length)[1h:1s]) > 1',
    'max_over_time((nobody_knows)[1h:1s]) > 1',
    'sum_over_time(shop_requests_total[14d]) > 1',
    'sum(rate(nobody_knows[30d])) > 1',
  ])('nothing to say of %s', (when) => {
    expect(costOf(when)).toEqual([]);
  });

  it('lets people look through everything in a runbook', () => {
    const runbook = `shop.runbook('look', { title: 'Look', about: 'Look.', steps: [step('Look', alidade.query(promql\`count by (__name__) ({job="shop"})\`))] });`;
    expect(of('promql-cost', judge(runbook))).toEqual([]);
  });

  it('keeps the budget that the system sets', () => {
    const { system } = project();
    const budget = { seriesPerMetric: 3, seriesPerQuery: 4, samplesPerQuery: 20 };
    const shop = project({
      system: { ...system, budget },
      scrapeJobs: [scrapeJob('shop')],
      metrics: [metric('x', 'gauge', { labels: { a: { kind: 'upTo', max: 4 } } })],
      alerts: [declaredAlert('A', 'x + x > 0'), declaredAlert('B', 'max_over_time(x[6m]) > 0')],
    });
    const context = { checks: [], today: '2026-01-01', isUsed: () => true, findingsOf: () => [], elsewhere: [] };
    const messages = [metricCardinality, promqlCost].flatMap((check) => [...check.find(analyze(shop), context)]);
    expect(messages.map(({ subject, message }) => `${subject}: ${message.split(':')[0]}`)).toEqual([
      'metric x: x may have 4 series (a 4), over the budget of 3',
      'alert A: one evaluation reads up to 8 series, over the budget of 4',
      'alert B: one evaluation reads up to 24 samples, over the budget of 20',
    ]);
  });
});

describe('metric-cardinality', () => {
  const cardinalityOf = (options: string, type = 'counter') =>
    of('metric-cardinality', judge(`server.${type}('shop_x_total', { help: 'X.', counts: 'things', ${options} });`));

  it.each([
    ['labels: { a: upTo(101) }', 'upTo(101): label "a" may have up to 101 values, and each is a series'],
    [
      'labels: { a: { kind: "any" } }',
      '{ kind: "any" }: label "a" may have any number of values, and each is a series',
    ],
    [
      'labels: { a: upTo(100), b: upTo(100), c: oneOf("x", "y", "z", "w", "v", "u") }',
      `'shop_x_total': shop_x_total may have 60,000 series (a 100 × b 100 × c 6), over the budget of 50,000`,
    ],
  ])('%s', (options, found) => {
    expect(cardinalityOf(options)).toEqual([found]);
  });

  it('counts buckets', () => {
    const options = 'labels: { a: upTo(100), b: upTo(100) }, buckets: [1, 2, 3, 4, 5]';
    expect(cardinalityOf(options, 'histogram')).toEqual([
      `'shop_x_total': shop_x_total_bucket may have 60,000 series (a 100 × b 100 × le 6), over the budget of 50,000`,
    ]);
  });

  it.each(['', 'labels: { a: upTo(100) }', 'labels: { a: upTo(100), b: upTo(100) }'])('bears %s', (options) => {
    expect(cardinalityOf(options)).toEqual([]);
  });

  it("says nothing of somebody else's metrics", () => {
    const body = `server.catalog('theirs').gauge('theirs_x', { help: 'X.', counts: 'things', labels: { a: upTo(5000) } });`;
    expect(of('metric-cardinality', judge(body))).toEqual([]);
  });
});
