import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analyze/analyze.ts';
import { conditionWords, thresholdOf } from '../../../src/emit/docs/condition.ts';
import { expression as anyExpression } from '../../promql/arbitrary.ts';
import { expression, metric, project } from './project.ts';

const status = { kind: 'oneOf', values: ['ok', 'error'] } as const;
const analysis = analyze(
  project({
    metrics: [
      metric('requests_total', 'counter', { counts: 'requests', labels: { method: { kind: 'upTo', max: 9 }, status } }),
      metric('duration_seconds', 'histogram', {
        unit: 'seconds',
        labels: { method: { kind: 'upTo', max: 9 } },
        buckets: [0.3, 1, 5],
      }),
      metric('native_seconds', 'nativeHistogram', { unit: 'seconds' }),
      metric('hits_total', 'counter', { counts: 'lookups' }),
      metric('misses_total', 'counter', { counts: 'lookups' }),
      metric('heap_bytes', 'gauge', { unit: 'bytes' }),
      metric('used_ratio', 'gauge', { unit: 'ratio' }),
      metric('last_run_timestamp_seconds', 'gauge', { unit: 'timestamp' }),
      metric('busy_seconds_total', 'counter', { unit: 'seconds' }),
    ],
  }),
);

function words(text: string): string {
  const { ast, ...rest } = expression(text);
  const inference = analysis.inference({ ast, ...rest });
  if (ast === undefined || inference === undefined) throw new Error(text);
  return conditionWords(ast, inference);
}

const errors = 'sum(rate(requests_total{status="error"}[5m])) / sum(rate(requests_total[5m]))';

describe('in words', () => {
  test.each([
    [`${errors} > 0.05`, 'the share of `requests_total` with `status="error"` over 5m is above 5 %'],
    [`0.05 < ${errors}`, 'the share of `requests_total` with `status="error"` over 5m is above 5 %'],
    [`100 * (${errors}) >= 5`, 'the share of `requests_total` with `status="error"` over 5m is at or above 5 %'],
    [`1 - ${errors} < 0.999`, 'the share of `requests_total` with `status!="error"` over 5m is below 99.9 %'],
    [
      'histogram_quantile(0.95, sum by (le, method) (rate(duration_seconds_bucket[5m]))) > 1',
      'the 95th percentile of `duration_seconds` by method over 5m is longer than 1 s',
    ],
    [
      'histogram_quantile(0.5, rate(native_seconds[5m])) > 0.25',
      'the median of `native_seconds` over 5m is longer than 250 ms',
    ],
    [
      'sum(rate(duration_seconds_sum[5m])) / sum(rate(duration_seconds_count[5m])) > 60',
      'the mean of `duration_seconds` over 5m is longer than 1 min',
    ],
    [
      'sum(rate(duration_seconds_bucket{le="0.3"}[5m])) / sum(rate(duration_seconds_count[5m])) < 0.99',
      'the share of `duration_seconds` up to 300 ms over 5m is below 99 %',
    ],
    [
      'sum(rate(duration_seconds_bucket{le=~"1(\\\\.0)?"}[5m])) / sum(rate(duration_seconds_count[5m])) < 0.99',
      'the share of `duration_seconds` up to 1 s over 5m is below 99 %',
    ],
    [
      'sum(rate(hits_total[10m])) / (sum(rate(hits_total[10m])) + sum(rate(misses_total[10m]))) < 0.5',
      'the share of `hits_total` in `hits_total` and `misses_total` over 10m is below 50 %',
    ],
    [
      'sum(rate(hits_total[10m])) / sum(rate(requests_total[10m])) < 0.5',
      'the ratio of the rate of `hits_total` to that of `requests_total` over 10m is below 50 %',
    ],
    // percent by a factor in the numerator: 10 is not 1000 %
    ['heap_bytes * 100 / heap_bytes < 10', '`heap_bytes * 100 / heap_bytes` is below 10 %'],
    ['(heap_bytes * 100) / heap_bytes < 0.5', '`(heap_bytes * 100) / heap_bytes` is below 0.5 %'],
    // each series divided by itself is 1: no share
    [
      'rate(requests_total{status="error"}[5m]) / rate(requests_total[5m]) > 0.05',
      'the ratio of the rate of `requests_total` with `status="error"` to that of `requests_total` over 5m is above 5 %',
    ],
    [
      'sum by (job) (rate(requests_total{status="error"}[5m])) / sum by (job) (rate(requests_total[5m])) > 0.05',
      'the share of `requests_total` with `status="error"` by job over 5m is above 5 %',
    ],
    ['heap_bytes > 1073741824', '`heap_bytes` is above 1 GiB'],
    ['heap_bytes{job="shop"} offset 1d > 1e9', '`heap_bytes` with `job="shop"` 1d ago is above 1 GB'],
    ['max by (job) (heap_bytes) != 0', 'the largest value of `heap_bytes` by job is not 0'],
    ['predict_linear(heap_bytes[1h], 4 * 3600) > 8e9', '`heap_bytes` 4h from now, by its trend over 1h is above 8 GB'],
    [
      'max_over_time(rate(hits_total[5m])[1h:]) == 0',
      'the largest value of the rate of `hits_total` over 5m within 1h is 0',
    ],
    ['time() - last_run_timestamp_seconds > 3600', 'the time since `last_run_timestamp_seconds` is longer than 1 h'],
    ['avg(rate(busy_seconds_total[5m])) > 0.9', 'the average rate of `busy_seconds_total` over 5m is above 90 %'],
    ['up == 0', '`up` is 0'],
    ['(used_ratio > 0.5) < 0.9', '`used_ratio` is above 50 % and below 90 %'],
    ['used_ratio > 0.5 and on () up == 1', '`used_ratio` is above 50 % and `up` is 1'],
    ['used_ratio > 0.5 unless heap_bytes', '`used_ratio` is above 50 %, unless `heap_bytes` has a value'],
    ['used_ratio > 0.5 and (up == 0 or up == 1)', '`used_ratio` is above 50 % and (`up` is 0, or `up` is 1)'],
    ['heap_bytes > native_seconds', '`heap_bytes` is above `native_seconds`'],
    ['absent(up{job="shop"})', '`up` with `job="shop"` is absent'],
    ['absent_over_time(hits_total[15m])', '`hits_total` has had no sample for 15m'],
    ['vector(1)', 'always'],
    ['unknown_thing > 5', '`unknown_thing` is above 5'],
  ])('%s', (text, expected) => expect(words(text)).toBe(expected));
});

describe('as code, where words would only be nearly right', () => {
  test.each([
    ['label_replace(up, "a", "b", "c", "d") == 0', '`label_replace(up, "a", "b", "c", "d")` is 0'],
    ['stddev(heap_bytes) > 1024', '`stddev(heap_bytes)` is above 1 KiB'],
    ['heap_bytes @ start() > 1024', '`heap_bytes @ start()` is above 1 KiB'],
    ['(up + 1) * 2 > 5', '`(up + 1) * 2` is above 5'],
    ['sum(heap_bytes - 1e9) > 1024', '`sum(heap_bytes - 1000000000)` is above 1 KiB'],
    ['sum without () (heap_bytes) > 1024', '`sum without () (heap_bytes)` is above 1 KiB'],
    ['heap_bytes > vector(1024)', '`heap_bytes` is above `vector(1024)`'],
    ['heap_bytes > bool 1024', '`heap_bytes > bool 1024` has a value'],
    ['sum(sum by (job) (heap_bytes)) > 1024', '`sum(sum by (job) (heap_bytes))` is above 1 KiB'],
  ])('%s', (text, expected) => expect(words(text)).toBe(expected));
});

test('the threshold alone', () => {
  const threshold = (text: string) => {
    const { ast, ...rest } = expression(text);
    const inference = analysis.inference({ ast, ...rest });
    return ast && inference && thresholdOf(ast, inference);
  };
  expect(threshold(`${errors} > 0.05`)).toBe('above 5 %');
  expect(threshold('1 < histogram_quantile(0.95, rate(native_seconds[5m])) and up')).toBe('longer than 1 s');
  expect(threshold('used_ratio < 0.5')).toBe('below 50 %');
  expect(threshold('heap_bytes > native_seconds')).toBeUndefined();
});

test('any expression has words, on one line', () => {
  fc.assert(
    fc.property(anyExpression, (ast) => {
      const inference = analysis.inference({ ast, issues: [], origin: { file: '', line: 1, column: 1, callers: [] } });
      expect(inference && conditionWords(ast, inference)).toMatch(/^[^\n]+$/);
    }),
    { numRuns: 300 },
  );
});
