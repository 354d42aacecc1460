import { describe, expect, test } from 'vitest';
import { gradual } from '../../src/analyze/prove/blend.ts';
import { generatedCases } from '../../src/analyze/prove/cases.ts';
import { conditionOf } from '../../src/analyze/prove/condition.ts';
import { delaysFor, isAwake } from '../../src/analyze/prove/delays.ts';
import { type Feed, type Level, notationOf, seriesKey, seriesOf } from '../../src/analyze/prove/feed.ts';
import { alikeChoices, hintsIn } from '../../src/analyze/prove/label-choice.ts';
import { type Attempt, isProven, proofsOf } from '../../src/analyze/prove/prove.ts';
import { without } from '../../src/analyze/prove/variants.ts';
import type { Matcher } from '../../src/promql/ast.ts';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { walk } from '../../src/promql/walk.ts';
import { analysisOfSample } from './prove/sample.ts';

const catalog = `
const server = it.scrapeJob('shop', { targets: ['shop:80'] });
const other = it.scrapeJob('depot', { targets: ['depot:80'], labels: { hall: 'west' } });
server.counter('requests_total', { help: 'x', counts: 'requests', labels: { route: upTo(9), code: upTo(9) } });
server.histogram('duration_seconds', { help: 'x', unit: 'seconds', buckets: [0.1, 0.5, 1, 5] });
server.gauge('waiting', { help: 'x', counts: 'orders', labels: { kind: oneOf('new', 'old') } });
server.gauge('temperature', { help: 'x', unit: 'celsius' });
server.gauge('leader', { help: 'x' });
server.gauge('space_bytes', { help: 'x', unit: 'bytes' });`;

const recorded = {
  'code:requests:rate5m': 'sum by (route, code) (rate(requests_total[5m]))',
  'requests:failed:ratio': 'sum(code:requests:rate5m{code="500"}) / sum(code:requests:rate5m)',
};

function analysed(alerts: Readonly<Record<string, string>>) {
  return analysisOfSample({ catalog, recorded, alerts });
}

function proofOf(expr: string) {
  const analysis = analysed({ One: expr });
  return proofsOf(analysis)(analysis.project.alerts[0]!);
}

function conditionIn(expr: string) {
  const analysis = analysed({ One: expr });
  return conditionOf(analysis.inference(analysis.project.alerts[0]!.expr)!, analysis);
}

/** What is fed in, each series with its first four samples; labels of the target left out. */
function fedIn(attempt: Attempt, kept?: 'instance'): Readonly<Record<string, string>> {
  if (!isProven(attempt)) throw new Error(attempt.reason);
  const written = attempt.fed.map(({ name, labels: { instance, ...labels }, level }) => {
    const { job, ...own } = labels;
    const shown = { ...(job === 'shop' ? own : labels), ...(kept && { instance: String(instance) }) };
    return [seriesKey(name, shown), notationOf(level, 4)] as const;
  });
  return Object.fromEntries(written);
}

describe('values stand close to the threshold, on either side', () => {
  test.each([
    ['an amount', 'waiting > 250', '300+0x3', '200+0x3'],
    ['an amount that is too small', 'waiting < 50', '40+0x3', '60+0x3'],
    ['bytes', 'space_bytes < 5e9', '4000000000+0x3', '6000000000+0x3'],
    ['a rate', 'rate(requests_total[5m]) > 5', '0+400x3', '0+200x3'],
    ['where anything is too much', 'sum(waiting) > 0', '1+0x3', '0+0x3'],
    ['nothing is plainer than very little', 'increase(requests_total[30m]) < 1', '0+0x3', '0+0.04x3'],
  ])('%s: %s', (_, expr, firing, quiet) => {
    const proof = proofOf(expr);
    expect(Object.values(fedIn(proof.firing))[0]).toBe(firing);
    expect(Object.values(fedIn(proof.quiet))[0]).toBe(quiet);
  });

  test('of a histogram some observations are slow, and no more than have to be', () => {
    const { firing } = proofOf('histogram_quantile(0.9, sum by (le) (rate(duration_seconds_bucket[5m]))) > 0.5');
    const slow = Object.entries(fedIn(firing)).find(([key]) => key.includes('le="0.1"'));
    expect(slow?.[1]).toBe('0+88x3');
  });

  test('of what is 1 or 0 there is nothing in between', () => {
    const flag = { feed: { isFlag: true, kind: 'gauge' } as Feed, from: steady(1), to: steady(0) };
    expect(gradual(flag)).toBeUndefined();
    expect(fedIn(proofOf('leader == 0').quiet)).toEqual({ 'leader{}': '1+0x3' });
  });

  function steady(start: number): Level {
    return { shape: 'ramp', start, step: 0 };
  }
});

describe('what a matcher keeps out is fed in too', () => {
  test.each([
    ['the fault of another', 'waiting{kind="old"} > 250', 'quiet', 'waiting{kind="new"}', '300+0x3'],
    [
      'another that is well',
      'sum(rate(requests_total{route="/pay"}[5m])) == 0',
      'firing',
      'requests_total{code="code-1", route="route-1"}',
      '0+100x3',
    ],
    ['another job', 'up{job="shop"} == 0', 'firing', 'up{job="depot"}', '0+0x3'],
  ] as const)('%s: %s', (_, expr, state, key, values) => {
    const proof = proofOf(expr);
    const all = { ...fedIn(proof.firing), ...fedIn(proof[state]) };
    expect(all[key]).toBe(values);
    expect(isProven(proof.firing) && isProven(proof.quiet)).toBe(true);
  });

  test.each([
    ['sum(waiting) > 100', 'firing', ['60+0x3', '60+0x3']],
    ['sum(waiting) < 10', 'quiet', ['6+0x3', '6+0x3']],
    ['max(temperature) > 80', 'firing', ['100+0x3', '70+0x3']],
  ] as const)('a second target tells aggregations apart: %s', (expr, state, values) => {
    expect(Object.values(fedIn(proofOf(expr)[state], 'instance'))).toEqual(values);
  });

  test('leaving a matcher out touches nothing else', () => {
    const expr = parse('sum(rate(a{x="1",y="2"}[5m])) / on (z) -(b{x="1"}) > 2').ast!;
    const matchers: Matcher[] = [];
    walk(expr, (node) => {
      if (node.kind === 'selector') matchers.push(...node.matchers);
    });
    expect(matchers.map((matcher) => print(without(matcher, expr)))).toEqual([
      'sum(rate(a{y="2"}[5m])) / on (z) -(b{x="1"}) > 2',
      'sum(rate(a{x="1"}[5m])) / on (z) -(b{x="1"}) > 2',
      'sum(rate(a{x="1",y="2"}[5m])) / on (z) -(b) > 2',
    ]);
  });
});

describe('recorded series', () => {
  test('what is asked of them is asked of what they are recorded from', () => {
    const { selections } = conditionIn('requests:failed:ratio > 0.1');
    expect(selections.map(({ asked }) => asked.map(({ label, value }) => `${label}=${value}`))).toEqual([['code=500']]);
    expect(hintsIn(conditionIn('code:requests:rate5m{route="/pay"} > 1')).get('route')).toBe('/pay');
  });

  test('look back as far as the longest way through the rules, and no further', () => {
    expect(conditionIn('requests:failed:ratio > 0.1').reach.whole).toBe(5 * 60_000);
    const { reach, recorded } = conditionIn(
      'max_over_time(requests:failed:ratio[1h]) > 0.1 and rate(requests_total[10m]) > 0',
    );
    expect(reach.whole).toBe(65 * 60_000);
    expect(Object.fromEntries([...recorded].map(([{ name }, back]) => [name, back]))).toMatchObject({
      'requests:failed:ratio': 3_600_000,
      'code:requests:rate5m': 0,
    });
  });
});

describe('labels', () => {
  test('that only other jobs have are left out', () => {
    expect(fedIn(proofOf('up == 0').firing)).toEqual({ 'up{}': '0+0x3' });
    expect(Object.keys(fedIn(proofOf('sum by (hall) (up) == 0').firing))).toEqual(['up{hall="west"}']);
  });

  test('of copies have values that matchers do not tell apart', () => {
    const label = { name: 'code', presence: 'always' } as const;
    const { selections } = conditionIn('requests_total{code=~"5.."} > 1');
    expect(alikeChoices(label, selections[0]!.asked, '500', 3)).toEqual(['500', '501', '502']);
    expect(
      fedIn(proofOf('count by (instance) (count by (instance, code) (requests_total{code=~"5.."})) > 2').firing),
    ).toHaveProperty(['requests_total{code="501", route="route-2"}']);
  });
});

describe('the clock', () => {
  test('is asked for times at which a condition can hold', () => {
    const condition = conditionIn('waiting > 5 and on () hour() >= 8 < 18 and on () day_of_week() != 4');
    expect(delaysFor(condition)).toHaveLength(7 * 24);
    const hour = 3_600_000;
    const at = [0, 9, 24, 33].map((hours) => isAwake(condition, [hours * hour]));
    // Tests begin on a Thursday.
    expect(at).toEqual([false, false, false, true]);
  });
});

test('observations of a histogram may become others', () => {
  const feed = { kind: 'histogram', name: 'h', labels: {}, bounds: [1, 2], spell: String } as unknown as Feed;
  const level: Level = { shape: 'ramp', start: 0.5, step: 10, turn: { at: 2, start: 1.5 } };
  expect(seriesOf(feed, level).map((one) => notationOf(one.level, 4))).toEqual([
    '0+10x1 10+0x1',
    '0+10x1 20+10x1',
    '0+10x1 20+10x1',
    '0+5x1 20+15x1',
    '0+10x1 20+10x1',
  ]);
});

test('alerts close to thresholds of one metric do not share a test', () => {
  const cases = generatedCases(analysed({ Many: 'waiting > 250', More: 'waiting > 900', Hot: 'temperature > 80' }));
  const quiet = cases.filter(({ checks }) => checks.some(({ state }) => state === 'quiet'));
  expect(quiet.map(({ checks }) => checks.map(({ alert }) => alert.split('{')[0]))).toEqual([
    ['Many', 'Hot'],
    ['More'],
  ]);
});

test('no series are fed in with which another rule fails, for promtool evaluates all', () => {
  const analysis = analysed({
    Waiting: 'sum by (kind) (waiting) > 250',
    PerDegree: 'waiting{kind="new"} / on (job) temperature > 5',
  });
  const { firing } = proofsOf(analysis)(analysis.project.alerts[0]!);
  expect(Object.keys(fedIn(firing))).toEqual(['waiting{kind="new"}']);
});

describe('what is certain is the reason', () => {
  test.each([
    ['waiting > 5 and waiting < 3', 'firing', 'it can never be both: waiting > 5 and waiting < 3'],
    ['avg(up) > 1', 'firing', 'no value ever passes avg(up) > 1'],
    ['waiting > 3 unless waiting', 'firing', 'waiting > 3 unless waiting takes away every series that is on its left'],
    ['code:requests:rate5m{zone="a"} > 1', 'firing', 'no series of code:requests:rate5m that is declared has zone="a"'],
    [
      'month() == 2 and on () sum(waiting) > 3',
      'firing',
      'it asks for a time that does not come in the week after 1970-01-01, when tests are run',
    ],
    ['absent(up{job="till"})', 'quiet', 'no series of up that is declared has job="till"'],
    [
      'waiting > 5 + temperature',
      'firing',
      'the sides of waiting > 5 + temperature never match: they differ in the label kind',
    ],
  ] as const)('%s', (expr, state, reason) => {
    expect(proofOf(expr)[state]).toMatchObject({ reason });
  });
});
