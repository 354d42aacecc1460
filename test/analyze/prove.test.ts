import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../src/analyze/analysis.ts';
import { generatedCases } from '../../src/analyze/prove/cases.ts';
import { notationOf, seriesKey } from '../../src/analyze/prove/feed.ts';
import { type Attempt, isProven, proofsOf } from '../../src/analyze/prove/prove.ts';
import { analysisOf } from '../check/judge.ts';
import { promtool, saidAgainst } from './prove/held.ts';

/** Alerts over the shop of the checks' examples: conditions of every kind that a test is derived from. */
const conditions: Readonly<Record<string, string>> = {
  Ratio: `requests.fraction({ status: 'error' }, { over: '5m' }).gt('5%')`,
  Quantile: `latency.quantile(0.95, { over: '5m', by: 'method' }).gt('1s')`,
  FractionBelow: `latency.fractionBelow('500ms', { over: '10m' }).lt('99%')`,
  Absent: 'promql`absent(up{job="shop"})`',
  AbsentOverTime: 'promql`absent_over_time(shop_queue_length[10m])`',
  Threshold: 'queueLength.gt(100)',
  Band: 'promql`shop_queue_length > 5 < 20`',
  Prediction: 'promql`deriv(shop_basket_bytes[10m]) > 0 and predict_linear(shop_basket_bytes[1h], 4 * 3600) > 8e9`',
  Stalled:
    'promql`shop_requests_total unless increase(shop_requests_total[15m]) > 0 unless max_over_time(shop_requests_total[1d]) == 0`',
  Recorded: 'promql`shop:errors:ratio5m > 0.1`',
  ShareDown: 'promql`count(up{job="shop"} == 0) / count(up{job="shop"}) > 0.5`',
  TooFew: 'promql`count(up{job="shop"} == 1) < 3`',
  Changes: 'promql`changes(shop_queue_length[15m]) > 4`',
  Resets: 'promql`resets(shop_requests_total[30m]) > 2`',
  Spread: 'promql`max(shop_queue_length) - min(shop_queue_length) > 50`',
  Yesterday: 'promql`rate(shop_requests_total[5m]) < 0.5 * rate(shop_requests_total[5m] offset 1d)`',
  Gone: 'promql`count by (instance) (shop_queue_length offset 1h) unless count by (instance) (shop_queue_length)`',
  Traffic:
    'promql`sum by (method) (rate(shop_requests_total{status!="success"}[5m])) > 10 and sum by (method) (rate(shop_requests_total[5m])) > 100`',
  Average:
    'promql`sum(rate(shop_request_duration_seconds_sum[5m])) / sum(rate(shop_request_duration_seconds_count[5m])) > 2`',
  Morning: 'promql`shop_queue_length > 5 and on () hour() > 8`',
};
const definitions = [
  `shop.recordingRule('shop:errors:ratio5m', { expr: requests.fraction({ status: 'error' }, { over: '5m' }) });`,
  ...Object.entries(conditions).map(([name, when]) => `shop.alert('${name}', { when: ${when}, ...warning });`),
  `shop.alert('Watchdog', { when: promql\`vector(1)\`, ...warning, alwaysFiring: 'Its absence is the fault.' });`,
].join('\n');

describe('tests that follow from alerts', () => {
  const analysis = analysisOf(definitions);
  const proofs = proofsOf(analysis);

  test.each(Object.keys(conditions))('%s is proven to fire and to stay quiet', (name) => {
    const { firing, quiet } = proofs(alertNamed(name, analysis));
    expect(firing).not.toHaveProperty('reason');
    expect(quiet).not.toHaveProperty('reason');
  });

  test.skipIf(promtool === undefined)('promtool finds all of them to hold (needs promtool)', () => {
    expect(saidAgainst([analysis])).toEqual([]);
  });

  test('what is well is one test of all that stay quiet in it', () => {
    const [well] = generatedCases(analysis);
    expect(well?.name).toBe('nothing fires while all is well');
    expect(well?.checks.length).toBeGreaterThan(10);
    expect(well?.checks.every(({ state }) => state === 'quiet')).toBe(true);
  });

  test('the texts of an alert are filled in', () => {
    const check = generatedCases(analysisOf(sayingValue)).flatMap(({ checks }) => checks);
    expect(check.find(({ state, alert }) => state === 'firing' && alert.startsWith('Fails'))?.exactly).toEqual([
      {
        labels: { severity: 'warning' },
        annotations: {
          summary: '5.66% fail',
          runbook_url: 'https://docs.example.com/shop/runbooks/first-steps.md',
        },
      },
    ]);
  });
});

const sayingValue = `shop.alert('Fails', {
  when: requests.fraction({ status: 'error' }, { over: '5m' }).gt('5%'), ...warning, summary: ({ value }) => \`\${value.percentage} fail\`,
});`;

describe('a fault is one change of what is well', () => {
  test('errors among requests that go on', () => {
    expect(seriesOf('Ratio', 'firing')).toEqual({
      'shop_requests_total{instance="shop:9090", job="shop", method="method-1", status="error"}': '0+3x3',
      'shop_requests_total{instance="shop-2:9090", job="shop", method="method-1", status="error"}': '0+3x3',
      'shop_requests_total{instance="shop:9090", job="shop", method="method-1", status="success"}': '0+100x3',
    });
  });

  test('as many targets as are too few, and enough', () => {
    expect(Object.keys(seriesOf('TooFew', 'firing'))).toHaveLength(1);
    expect(Object.values(seriesOf('TooFew', 'quiet'))).toEqual(['1+0x3', '1+0x3', '1+0x3', '1+0x3']);
  });

  function seriesOf(name: string, state: 'firing' | 'quiet') {
    const analysis = analysisOf(definitions);
    const attempt = proofsOf(analysis)(alertNamed(name, analysis))[state];
    return written(attempt);
  }
});

test('of very many alerts each is proven, if not as closely', () => {
  const recipe = (count: number) =>
    `for (let limit = 1; limit <= ${count}; limit++) shop.alert('Over' + limit, { when: queueLength.gt(limit * 10), ...warning });`;
  const valuesIn = (count: number) => {
    const analysis = analysisOf(recipe(count));
    const { firing, quiet } = proofsOf(analysis)(alertNamed('Over50', analysis));
    return [firing, quiet].flatMap((attempt) => Object.values(written(attempt)));
  };
  expect(valuesIn(100)).toEqual(['600+0x3', '400+0x3']);
  expect(valuesIn(1001)).toEqual(['1000+0x3', '100+0x3']);
});

describe('where nothing can be derived, it says why', () => {
  test.each([
    ['ALERTS', 'ALERTS{alertstate="firing"} > 0', 'it reads ALERTS, which other alerts write'],
    ['no name', '{job="shop"} == 0', 'it selects series without saying the name of a metric'],
    [
      'never',
      'shop_queue_length > 5 and shop_requests_total > 5',
      'the sides of shop_queue_length > 5 and shop_requests_total > 5 never match: they differ in the label method',
    ],
  ])('%s', (_, when, reason) => {
    const analysis = analysisOf(`shop.alert('Odd', { when: promql\`${when}\`, ...warning });`);
    expect(proofsOf(analysis)(alertNamed('Odd', analysis)).firing).toEqual({ reason });
  });

  test('what fires all the time is never quiet', () => {
    const analysis = analysisOf(definitions);
    const { firing, quiet } = proofsOf(analysis)(alertNamed('Watchdog', analysis));
    expect(isProven(firing)).toBe(true);
    expect(quiet).toEqual({ reason: 'it is meant to fire all the time' });
  });
});

function alertNamed(name: string, { project }: Analysis) {
  return project.alerts.find((alert) => alert.name === name)!;
}

function written(attempt: Attempt): Readonly<Record<string, string>> {
  if (!isProven(attempt)) throw new Error(attempt.reason);
  return Object.fromEntries(
    attempt.fed.map(({ name, labels, level }) => [seriesKey(name, labels), notationOf(level, 4)]),
  );
}
