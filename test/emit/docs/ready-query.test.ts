import { expect, test } from 'vitest';
import { readyQuery } from '../../../src/emit/docs/ready-query.ts';
import { parse } from '../../../src/promql/parse.ts';
import { print } from '../../../src/promql/print.ts';
import { metric } from './project.ts';

const status = { kind: 'oneOf', values: ['ok', 'error'] } as const;
const method = { kind: 'upTo', max: 20 } as const;

test.each([
  [metric('a_total', 'counter', { labels: { method, status } }), 'sum by (status) (rate(a_total[5m]))'],
  [metric('a_total', 'counter', { labels: { method } }), 'sum by (method) (rate(a_total[5m]))'],
  [metric('a_total', 'counter'), 'sum(rate(a_total[5m]))'],
  [metric('a_seconds', 'histogram'), 'histogram_quantile(0.95, sum by (le) (rate(a_seconds_bucket[5m])))'],
  [metric('a_seconds', 'nativeHistogram'), 'histogram_quantile(0.95, sum(rate(a_seconds[5m])))'],
  [metric('a_bytes', 'gauge', { unit: 'bytes' }), 'a_bytes'],
  [metric('a_bytes', 'gauge', { unit: 'bytes', labels: { method } }), 'sum by (method) (a_bytes)'],
  [metric('a_ratio', 'gauge', { unit: 'ratio', labels: { method } }), 'avg by (method) (a_ratio)'],
  [metric('a_timestamp_seconds', 'gauge', { unit: 'timestamp' }), 'time() - a_timestamp_seconds'],
  [metric('a_seconds', 'summary', { quantiles: [0.5, 0.9, 0.99, 1] }), 'a_seconds{quantile="0.99"}'],
  [metric('a_seconds', 'summary'), 'sum(rate(a_seconds_sum[5m])) / sum(rate(a_seconds_count[5m]))'],
  [metric('a_info', 'info', { labels: { version: method } }), 'count by (version) (a_info)'],
  [metric('a_info', 'info'), 'a_info'],
  [metric('a', 'untyped'), 'a'],
])('$type $name', (of, query) => {
  const printed = print(readyQuery(of, 300_000));
  expect(printed).toBe(query);
  expect(parse(printed).errors).toEqual([]);
});
