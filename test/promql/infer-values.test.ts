import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ValueRange } from '../../src/promql/values.ts';
import { between, calculated, contains, filtered, hull, meet, outcome, summed } from '../../src/promql/values.ts';
import { inferred, rootOf } from './infer-catalog.ts';

/** `[0, 1]`, `(0, Infinity]`, with `NaN` where it is possible. */
function shown(r: ValueRange): string {
  return `${r.minOpen ? '(' : '['}${r.min}, ${r.max}${r.maxOpen ? ')' : ']'}${r.nan ? ' NaN' : ''}`;
}

const any = '[-Infinity, Infinity] NaN';

describe('range of the result', () => {
  test.each<[string, string]>([
    ['5', '[5, 5]'],
    ['4 * 3600', '[14400, 14400]'],
    ['NaN', any],
    ['nobody_knows', any],
    ['memory_bytes', any],
    ['requests_total', '[0, Infinity]'],
    ['up', '[0, 1]'],
    ['build_info', '[1, 1]'],
    ['rate(requests_total[5m])', '[0, Infinity]'],
    ['rate(memory_bytes[5m])', any],
    ['deriv(requests_total[5m])', any],
    ['sum(up)', '[0, Infinity]'],
    ['avg(up)', '[0, 1]'],
    ['count(memory_bytes)', '[1, Infinity]'],
    ['quantile(0.9, up)', '[0, 1]'],
    ['quantile(1.5, up)', any],
    ['quantile_over_time(0.9, up[5m])', '[0, 1]'],
    ['quantile_over_time(scalar(up), up[5m])', any],
    ['avg_over_time(up[5m])', '[0, 1]'],
    ['sum_over_time(up[5m])', '[0, Infinity]'],
    ['changes(memory_bytes[5m])', '[0, Infinity]'],
    ['present_over_time(memory_bytes[5m])', '[1, 1]'],
    ['absent(memory_bytes)', '[1, 1]'],
    ['hour()', '[0, 23]'],
    ['clamp(memory_bytes, 0, 10)', '[0, 10] NaN'],
    ['clamp_min(memory_bytes, 1)', '[1, Infinity] NaN'],
    ['clamp_max(up, 0.5)', '[0, 0.5]'],
    ['round(hit_ratio)', '[0, 1]'],
    ['ceil(clamp_max(up, 0.5))', '[0, 1]'],
    ['scalar(up)', '[0, 1] NaN'],
    ['vector(3)', '[3, 3]'],
    ['histogram_quantile(0.9, rate(latency_seconds_bucket[5m]))', '[0, 1] NaN'],
    ['histogram_quantile(0.9, sum by (le) (rate(latency_seconds_bucket[5m])))', '[0, 1] NaN'],
    ['histogram_quantile(1.5, rate(latency_seconds_bucket[5m]))', any],
    ['histogram_quantile(0.9, rate(rpc_seconds[5m]))', any],
    ['sum(up == 0)', '[0, 0]'],
    ['sum(up > 0)', '(0, Infinity]'],
    ['sum_over_time((up == 0)[5m:])', '[0, 0]'],
    ['sum(-up)', '[-Infinity, 0]'],
    ['avg(memory_bytes == limit_bytes)', '[1, Infinity]'],
    ['avg(memory_bytes != bool limit_bytes)', '[0, 1]'],
    ['avg(memory_bytes == memory_bytes)', any],
    ['max_of(1, 5)', '[5, 5]'],
    ['min_of(1, scalar(up))', '[0, 1] NaN'],
    ['abs(memory_bytes)', '[0, Infinity] NaN'],
    ['abs(up - 3)', '[2, 3]'],
    ['sgn(up)', '[0, 1]'],
    ['sgn(up > 0)', '[1, 1]'],
    ['sgn(memory_bytes)', '[-1, 1] NaN'],
    ['sqrt(up)', '[0, 1]'],
    ['sqrt(memory_bytes)', '[0, Infinity] NaN'],
    ['exp(up)', '[1, Infinity]'],
    ['rate(limit_bytes[5m])', '[0, Infinity] NaN'],
    ['histogram_quantile(0.9, label_replace(latency_seconds_bucket, "le", "100", "le", "1"))', any],
    ['max(requests_total{status="error"}) / max(requests_total)', '[0, 1] NaN'],
    ['up + fill_left(5) up', '[0, 6]'],
    ['up > fill_left(5) up', '(0, 5]'],
    ['up * fill_right(0) build_info', '[0, 1]'],
    ['up * scalar(build_info)', '[0, 1] NaN'],
    ['up * on (job, instance) build_info', '[0, 1]'],
    // arithmetic
    ['1 - hit_ratio', '[0, 1]'],
    ['hit_ratio * 100', '[0, 100]'],
    ['-hit_ratio', '[-1, 0]'],
    ['hit_ratio - hit_ratio', '[-1, 1]'],
    ['hit_ratio + requests_total', '[0, Infinity]'],
    ['requests_total % 10', '[0, 10] NaN'],
    ['up / 0', '[-Infinity, Infinity] NaN'],
    ['hit_ratio / limit_bytes', '[0, 1]'],
    ['up ^ 2', '[0, Infinity]'],
    ['memory_bytes > bool 5', '[0, 1]'],
    // what comparisons let through
    ['memory_bytes > 5', '(5, Infinity]'],
    ['5 < memory_bytes', '(5, Infinity]'],
    ['memory_bytes >= 5', '[5, Infinity]'],
    ['memory_bytes < 5', '[-Infinity, 5)'],
    ['memory_bytes == 5', '[5, 5]'],
    ['up != 0', '(0, 1]'],
    ['(memory_bytes > 5) < 10', '(5, 10)'],
    ['memory_bytes > 5 and memory_bytes < 10', '(5, 10)'],
    ['memory_bytes > 5 and on (job) memory_bytes < 10', '(5, Infinity]'],
    ['memory_bytes > 5 or vector(0)', '[0, Infinity]'],
    // fractions
    ['rate(requests_total{status="error"}[5m]) / rate(requests_total[5m])', '[0, 1] NaN'],
    ['sum(rate(requests_total{status="error"}[5m])) / sum(rate(requests_total[5m]))', '[0, 1] NaN'],
    ['sum by (job) (rate(requests_total{status="error"}[5m])) / sum by (job) (rate(requests_total[5m]))', '[0, 1] NaN'],
    [
      'sum by (job, method) (rate(requests_total[5m])) / on (job) group_left sum by (job) (rate(requests_total[5m]))',
      '[0, 1] NaN',
    ],
    [
      'sum by (job, method) (rate(requests_total[5m])) / ignoring (method) group_left sum by (job) (rate(requests_total[5m]))',
      '[0, 1] NaN',
    ],
    ['rate(requests_total[5m]) / on (job) group_left sum by (job) (rate(requests_total[5m]))', '[0, 1] NaN'],
    [
      'rate(requests_total[5m]) / ignoring (status) group_left sum without (status) (rate(requests_total[5m]))',
      '[0, 1] NaN',
    ],
    [
      '(sum(rate(requests_total[5m])) - sum(rate(requests_total{status="success"}[5m]))) / sum(rate(requests_total[5m]))',
      '[0, 1] NaN',
    ],
    ['sum(rate(latency_seconds_bucket{le="0.5"}[5m])) / sum(rate(latency_seconds_count[5m]))', '[0, 1] NaN'],
    [
      'sum(rate(latency_seconds_bucket{le="0.5"}[5m])) / sum(rate(latency_seconds_bucket{le="+Inf"}[5m]))',
      '[0, 1] NaN',
    ],
    ['sum(up) / count(up)', '[0, 1] NaN'],
    ['count(up == 0) / count(up)', '[0, 1] NaN'],
    ['rate(cpu_seconds_total[5m]) / (rate(cpu_seconds_total[5m]) + rate(requests_total[5m]))', '[0, 1] NaN'],
    ['100 * rate(requests_total{status="error"}[5m]) / rate(requests_total[5m])', '[0, 100] NaN'],
    ['sum(rate(requests_total{status="error"}[5m])) * 100 / sum(rate(requests_total[5m]))', '[0, 100] NaN'],
    // no fractions
    ['sum(rate(requests_total[5m])) / sum(rate(requests_total{status="error"}[5m]))', '[0, Infinity] NaN'],
    [
      'sum(rate(requests_total{status="error"}[5m])) / sum(rate(requests_total{method="GET"}[5m]))',
      '[0, Infinity] NaN',
    ],
    ['sum(rate(requests_total{status="error"}[5m])) / sum(rate(requests_total[10m]))', '[0, Infinity] NaN'],
    ['sum(rate(requests_total{status="error"}[5m] offset 1h)) / sum(rate(requests_total[5m]))', '[0, Infinity] NaN'],
    ['sum(rate(requests_total{status="error"}[5m])) / avg(rate(requests_total[5m]))', '[0, Infinity] NaN'],
    ['sum(rate(errors_total[5m])) / sum(rate(requests_total[5m]))', '[0, Infinity] NaN'],
    [
      'sum by (job) (rate(requests_total[5m])) / on (job) group_left sum by (job, method) (rate(requests_total[5m]))',
      '[0, Infinity] NaN',
    ],
    [
      'sum by (job) (rate(requests_total[5m])) / ignoring (job) group_left sum by (job) (rate(requests_total[5m]))',
      '[0, Infinity] NaN',
    ],
    ['sum(rate(latency_seconds_bucket[5m])) / sum(rate(latency_seconds_count[5m]))', '[0, Infinity] NaN'],
    ['sum(rate(latency_seconds_bucket{le="0.5"}[5m])) / sum(rate(latency_seconds_sum[5m]))', '[0, Infinity] NaN'],
    [
      'sum(rate(latency_seconds_bucket{le="+Inf"}[5m])) / sum(rate(latency_seconds_bucket{le="0.5"}[5m]))',
      '[0, Infinity] NaN',
    ],
    ['memory_bytes{job="api"} / memory_bytes', any],
    ['sum(rate(nobody_knows{a="b"}[5m])) / sum(rate(nobody_knows[5m]))', any],
    ['sum(rate(requests_total{status="error"}[5m])) / fill(1) sum(rate(requests_total[5m]))', '[0, Infinity] NaN'],
  ])('%s: %s', (text, range) => {
    expect(shown(rootOf(text).values)).toBe(range);
  });
});

describe('comparisons that are decided', () => {
  test.each<[string, 'always' | 'never' | undefined]>([
    ['rate(requests_total[5m]) < 0', 'never'],
    ['rate(requests_total[5m]) >= 0', 'always'],
    ['rate(requests_total[5m]) > 0', undefined],
    ['up > 1', 'never'],
    ['up >= 1', undefined],
    ['up == 2', 'never'],
    ['up != 2', 'always'],
    ['2 < up', 'never'],
    ['up > bool 1', 'never'],
    ['1 > bool 0', 'always'],
    ['hit_ratio > 5', 'never'],
    ['hit_ratio * 100 > 5', undefined],
    ['histogram_quantile(0.9, rate(latency_seconds_bucket[5m])) > 1', 'never'],
    ['histogram_quantile(0.9, rate(latency_seconds_bucket[5m])) >= 1', undefined],
    // a quantile of nothing is NaN, which no comparison lets through
    ['histogram_quantile(0.9, rate(latency_seconds_bucket[5m])) <= 1', undefined],
    ['memory_bytes > 5', undefined],
    ['nobody_knows > 5', undefined],
    ['rate(nobody_knows[5m]) < 0', undefined],
    ['rpc_seconds > 5', undefined],
    ['memory_bytes / limit_bytes > 0', undefined],
    ['(up == 0)', undefined],
    ['count(memory_bytes) > 0', 'always'],
    ['count(memory_bytes > 5) > 0', undefined],
    ['count_over_time(up[5m]) > 0', 'always'],
    ['count_over_time((up == 0)[5m:]) > 0', undefined],
    ['(up > 1)', 'never'],
    ['sum(up == 0) > 0', 'never'],
    ['sum(up == bool 0) > 0', undefined],
    ['memory_bytes > memory_bytes', 'never'],
    ['memory_bytes > memory_bytes offset 1h', undefined],
    ['memory_bytes != memory_bytes', undefined],
    ['up == up', 'always'],
    ['memory_bytes == memory_bytes', undefined],
    ['memory_bytes > on (job) memory_bytes', undefined],
    ['memory_bytes > fill_right(0) memory_bytes', undefined],
    ['{job="api"} > {job="api"}', undefined],
    ['time() > bool time()', 'never'],
    ['max(up) > max(up)', 'never'],
  ])('%s: %s', (text, expected) => {
    expect(rootOf(text).outcome).toBe(expected);
  });

  test.each<[string, string | undefined]>([
    ['sum(up > 1) / 5', 'up > 1'],
    ['memory_bytes unless up > 1', undefined],
    ['(up > 1) unless memory_bytes', 'up > 1'],
    ['memory_bytes and up > 1', 'up > 1'],
    ['memory_bytes or up > 1', undefined],
    ['up < 0 or up > 1', 'up < 0'],
    ['absent(up > 1)', undefined],
    ['scalar(up > 1)', undefined],
    ['vector(1) == 0', 'vector(1) == 0'],
    ['memory_bytes == 0 and memory_bytes > 0', 'memory_bytes == 0 and memory_bytes > 0'],
    ['(memory_bytes) == 0 and (memory_bytes > 0)', '(memory_bytes) == 0 and (memory_bytes > 0)'],
    ['memory_bytes == 0 and memory_bytes offset 1h > 0', undefined],
    ['rate(requests_total[15m]) == 0 and rate(requests_total[1h]) > 0', undefined],
    ['memory_bytes == 0 and ignoring (job) memory_bytes > 0', undefined],
    ['{job="api"} == 0 and {job="api"} > 0', undefined],
    [
      '{__name__="up",job="api"} == 0 and {__name__="up",job="api"} > 0',
      '{__name__="up",job="api"} == 0 and {__name__="up",job="api"} > 0',
    ],
    ['((up > 0) < 1) == 1', '((up > 0) < 1) == 1'],
    ['memory_bytes > 10 < 5', 'memory_bytes > 10 < 5'],
    ['sum(memory_bytes > memory_bytes)', 'memory_bytes > memory_bytes'],
  ])('%s is empty because of %s', (text, because) => {
    const { empty } = rootOf(text);
    expect(empty && text.slice(empty.expr.start, empty.expr.end)).toBe(because);
  });
});

describe('interval arithmetic holds for every value in the intervals', () => {
  const value = fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constantFrom(0, 1, Infinity, -Infinity));
  const range = fc.tuple(value, value).map(([a, b]) => between(Math.min(a, b), Math.max(a, b)));
  const within = range.chain((r) =>
    fc
      .oneof(fc.double({ min: r.min, max: r.max, noNaN: true }), fc.constantFrom(r.min, r.max))
      .map((v) => ({ r, v: v + 0 })),
  );
  const compute: Record<string, (a: number, b: number) => number> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
    '%': (a, b) => a % b,
    '^': (a, b) => (Math.abs(a) === 1 && !Number.isFinite(b) ? 1 : a ** b),
    atan2: Math.atan2,
  };

  test.each(Object.keys(compute))('%s', (op) => {
    fc.assert(
      fc.property(within, within, (a, b) => {
        const result = calculated(op, a.r, b.r);
        const exact = compute[op]!(a.v, b.v);
        expect(Number.isNaN(exact) ? result.nan : contains(result, exact)).toBe(true);
      }),
    );
  });

  const holds: Record<string, (a: number, b: number) => boolean> = {
    '==': (a, b) => a === b,
    '!=': (a, b) => a !== b,
    '>': (a, b) => a > b,
    '<': (a, b) => a < b,
    '>=': (a, b) => a >= b,
    '<=': (a, b) => a <= b,
  };
  const small = fc.integer({ min: -3, max: 3 });
  const smallRange = fc
    .record({ a: small, b: small, minOpen: fc.boolean(), maxOpen: fc.boolean(), v: small })
    .map(({ a, b, minOpen, maxOpen, v }) => ({
      r: { min: Math.min(a, b), max: Math.max(a, b), minOpen, maxOpen, nan: false },
      v,
    }));

  test.each(Object.keys(holds) as ('==' | '!=' | '>' | '<' | '>=' | '<=')[])('%s', (op) => {
    fc.assert(
      fc.property(smallRange, smallRange, (a, b) => {
        fc.pre(contains(a.r, a.v) && contains(b.r, b.v));
        const passes = holds[op]!(a.v, b.v);
        if (passes) expect(contains(filtered(op, a.r, b.r), a.v)).toBe(true);
        expect(outcome(op, a.r, b.r)).not.toBe(passes ? 'never' : 'always');
      }),
      { numRuns: 500 },
    );
  });

  test('hull, meet and sums', () => {
    fc.assert(
      fc.property(smallRange, smallRange, (a, b) => {
        fc.pre(contains(a.r, a.v) && contains(b.r, b.v));
        expect(contains(hull(a.r, b.r), a.v) && contains(hull(a.r, b.r), b.v)).toBe(true);
        expect(contains(meet(a.r, b.r), a.v)).toBe(contains(b.r, a.v));
        expect(contains(summed(a.r), a.v)).toBe(true);
        expect(contains(summed(hull(a.r, b.r)), a.v + b.v)).toBe(true);
      }),
    );
  });
});

test('facts of a node of the tree', () => {
  const inference = inferred('sum(up) > 5');
  expect(inference.of(inference.root.expr)).toBe(inference.root);
  expect(inference.nodes.map((n) => n.expr.kind)).toEqual(['selector', 'aggregation', 'number', 'binary']);
  expect(inference.nodes.every((n, i) => n.index === i && n.operands.every((o) => o.parent === n))).toBe(true);
  expect(inference.nodes.map((n) => n.first)).toEqual([0, 0, 2, 0]);
});
