import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';

/** Behind a cast anything can be written; what is wrong with it is said when it is loaded, and checks still come to an end. */
describe('checks bear options that do not hold', () => {
  it.each([
    `server.gauge('shop_x', undefined as any);`,
    `server.gauge(undefined as any, { help: 'X.' });`,
    `server.gauge('shop_x', { help: 'X.', labels: { a: 'b', c: oneOf(), d: null } as any });`,
    `server.gauge('shop_x', { help: 'X.', unit: 7 as any, counts: 7 as any });`,
    `server.gauge('shop_x', { help: 'X.', labels: 'a' as any });`,
    `server.histogram('shop_x', { help: 'X.', buckets: ['a', null, NaN] as any });`,
    `server.histogram('shop_x', { help: 'X.' } as any);`,
    `server.summary('shop_x', { help: 'X.', quantiles: [2] as any });`,
    `shop.alert('A', { severity: 7 } as any);`,
    `shop.alert('A', undefined as any);`,
    `shop.alert('A', { when: 'up == 0', severity: 'warning' } as any);`,
    `shop.alert('A', { when: queueLength, severity: 'warning', labels: { a: 7 }, annotations: { b: () => 7 } } as any);`,
    `shop.alert('A', { when: latency, severity: 'warning' } as any);`,
    `shop.recordingRule('r', {} as any);`,
    `shop.scrapeJob('b', {} as any).gauge('shop_y', { help: 'Y.' });`,
    `shop.scrapeJob('b', { targets: 'x' } as any).gauge('shop_queue_length', { help: 'Y.' });`,
    `shop.dashboard('d', { title: 'D' } as any);`,
    `shop.dashboard('d', { title: 'D', rows: 7, variables: [7] } as any);`,
    `shop.runbook('x', {} as any);`,
    `(shop as any).guide('troubleshooting', { scenarios: [{}] });`,
    `shop.ruleTest({} as any);`,
    `shop.ruleTest(undefined as any);`,
    `shop.ruleTest({ alert: shop.alert('A', { severity: 7 } as any), series: [7], firing: ['x'], quiet: 7 } as any);`,
    `shop.ruleTest({ alert: shop.alert('A', { when: queueLength, severity: 'warning' } as any), series: [], firing: [{ at: '1m', labels: { a: 7 } }, 7] } as any);`,
  ])('%s', (body) => {
    let found: readonly unknown[] = [];
    try {
      found = judge(body);
    } catch (error) {
      expect((error as Error).name).toBe('DefinitionError');
    }
    expect(found).toBeInstanceOf(Array);
  });
});

describe('of a metric whose options do not hold only the names are known', () => {
  const facts = (body: string) => judge(body).filter(({ check }) => /^promql-|^dashboard-unit$/.test(check));
  const panel = (query: string) =>
    `shop.dashboard('d', { title: 'D', rows: [row('R', [timeseries('T', { query: ${query}, description: 'T.' })])] });`;

  it.each([
    `server.gauge('shop_x', { help: 'X.', unit: 'kb' as any });${panel('promql`shop_x`')}`,
    `server.gauge('shop_x', { help: 'X.', unit: 7 as any, labels: { a: 'b' } as any });${panel('promql`sum by (a) (shop_x{b="c"})`')}`,
    `server.histogram('shop_x', { help: 'X.', unit: 'seconds' } as any);${panel('promql`sum(shop_x_bucket{le="0.5"})`')}`,
  ])('%s', (body) => {
    expect(facts(body)).toEqual([]);
  });

  it('a name that nobody declares is unknown beside it', () => {
    const body = `server.gauge('shop_x', { help: 'X.', unit: 'kb' as any });${panel('promql`shop_xx`')}`;
    expect(facts(body)).toMatchObject([{ check: 'promql-unknown-metric', help: 'did you mean shop_x?' }]);
  });
});
