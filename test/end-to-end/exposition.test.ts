import { expect, test } from 'vitest';
import type { Metric } from '../../src/model/metric.ts';
import { pageOf } from './exposition.ts';

const metric = (name: string, type: Metric['type'], more: Partial<Metric> = {}) =>
  ({ name, type, help: 'A line\nand a \\.', labels: {}, ...more }) as Metric;

test('a counter counts as its last matching behaviour says', () => {
  const page = pageOf([metric('a_total', 'counter', { labels: { status: { kind: 'upTo', max: 9 } } })], {
    status: ['ok', 'error'],
  });
  const failing = { metric: 'a_total', labels: { status: 'error' }, perSecond: 2 };
  expect(page([{ ...failing, perSecond: 0 }], 3)).toBe(
    '# HELP a_total A line\\nand a \\\\.\n# TYPE a_total counter\na_total{status="ok"} 30\na_total{status="error"} 0\n',
  );
  expect(page([{ ...failing, perSecond: 0 }, failing], 0.5)).toContain(
    'a_total{status="ok"} 35\na_total{status="error"} 1\n',
  );
});

test('a gauge stays or grows', () => {
  const page = pageOf([metric('a', 'gauge')], {});
  expect(page([], 1)).toContain('\na 1\n');
  expect(page([{ metric: 'a', level: 5 }], 1)).toContain('\na 5\n');
  expect(page([{ metric: 'a', level: 5, perSecond: 2 }], 3)).toContain('\na 11\n');
});

test('a histogram has a bucket for each bound, and counts what is below', () => {
  const page = pageOf([metric('a_seconds', 'histogram', { buckets: [0.5, 1, 5] })], {});
  page([], 1);
  const lines = page([{ metric: 'a_seconds', observes: 3 }], 1)
    .split('\n')
    .slice(2, -1);
  expect(lines).toEqual([
    'a_seconds_bucket{le="0.5"} 10',
    'a_seconds_bucket{le="1"} 10',
    'a_seconds_bucket{le="5"} 20',
    'a_seconds_bucket{le="+Inf"} 20',
    'a_seconds_sum 35',
    'a_seconds_count 20',
  ]);
});

test('a summary has its quantiles, and info is a gauge of 1', () => {
  const page = pageOf([metric('s', 'summary', { quantiles: [0.5, 1] }), metric('i_info', 'info')], {});
  const text = page([], 2);
  expect(text).toContain('s{quantile="0.5"} 1\ns{quantile="1"} 1\ns_sum 20\ns_count 20\n');
  expect(text).toContain('# TYPE i_info gauge\ni_info 1\n');
});
