/** Random expressions about time: ranges, offsets, `@`, subqueries, over series with gaps, resets and ends. */
import fc from 'fast-check';
import type { InputSeries } from './evaluated.ts';

export const unevenSeries: readonly InputSeries[] = [
  { series: 'counter{job="a",instance="1"}', values: '0+7x9 3+5x20 _x4 200+1x30' },
  { series: 'counter{job="a",instance="2"}', values: '1000+11x12 stale _x5 4+4x40' },
  { series: 'counter{job="b",instance="3"}', values: '_x7 5+0x10 5+1.5x44' },
  { series: 'counter{job="b",instance="4"}', values: '3 _x2 9 _x3 2 _x11 40 41 _ 43x3 _x30 50' },
  { series: 'gauge{job="a",instance="1"}', values: '5 -3 2.5 NaN 7 Inf -Inf 1 2 3 4-0.25x50' },
  { series: 'gauge{job="a",instance="2"}', values: '-10+0.3x63' },
  { series: 'gauge{job="b",instance="3"}', values: '1e9x12 NaN NaN NaN 1e-9+1e-9x45' },
  { series: 'gauge{job="b",instance="4",zone=""}', values: '42x5 stale stale _x6 17 _x9 18 stale 19x20' },
  { series: 'other{job="a",instance="1",zone="x"}', values: '100-1x63' },
  { series: 'other{job="b",instance="3",zone="y"}', values: '0x20 1x43' },
  { series: 'unnamed_bucket{job="a",le="0.1"}', values: '0+1x63' },
  { series: 'unnamed_bucket{job="a",le="1"}', values: '0+3x63' },
  { series: 'unnamed_bucket{job="a",le="1e1"}', values: '0+2x63' },
  { series: 'unnamed_bucket{job="a",le="+Inf"}', values: '0+5x63' },
  { series: 'unnamed_bucket{job="b",le="-1"}', values: '0+1x63' },
  { series: 'unnamed_bucket{job="b",le="0"}', values: '0+2x63' },
  { series: 'unnamed_bucket{job="b",le="inf"}', values: '0+2x63' },
  { series: 'unnamed_bucket{job="c",le="5"}', values: '0+2x63' },
  { series: 'unnamed_bucket{job="c",le="x"}', values: '0+2x63' },
  { series: 'unnamed_bucket{job="d",le="0.5"}', values: '0x63' },
  { series: 'unnamed_bucket{job="d",le="+Inf"}', values: '0x63' },
];

const name = fc.constantFrom('counter', 'gauge', 'other', 'unnamed_bucket', '{__name__=~"counter|gauge"}');
const matchers = fc.constantFrom(
  '',
  '',
  '{job="a"}',
  '{instance!="1"}',
  '{zone=""}',
  '{zone!=""}',
  '{instance=~"[23]"}',
  '{job!~"a|c"}',
);
const selector = fc
  .tuple(name, matchers)
  .map(([n, m]) => (n.startsWith('{') && m !== '' ? `{${n.slice(1, -1)},${m.slice(1)}` : n + m));
const range = fc.constantFrom('1m', '2m', '90s', '5m', '10m', '30m', '61s');
const modifier = fc.constantFrom(
  '',
  '',
  '',
  ' offset 2m',
  ' offset -90s',
  ' @ 1200',
  ' @ start()',
  ' @ end() offset 4m',
  ' offset 1m @ 700.5',
);
const step = fc.constantFrom('1m', '', '30s', '7m', '100s');

const simple = ['rate', 'increase', 'delta', 'irate', 'idelta', 'deriv', 'changes', 'resets', 'absent_over_time'];
const overTime = ['avg', 'count', 'last', 'max', 'min', 'present', 'stddev', 'stdvar', 'sum'].map(
  (what) => `${what}_over_time`,
);
const call = (matrix: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.tuple(fc.constantFrom(...simple, ...overTime), matrix).map(([f, m]) => `${f}(${m})`) },
    fc
      .tuple(fc.constantFrom('-1', '0', '0.3', '0.99', '1', '2'), matrix)
      .map(([q, m]) => `quantile_over_time(${q}, ${m})`),
    fc.tuple(fc.constantFrom('60', '-300', '1e3'), matrix).map(([s, m]) => `predict_linear(${m}, ${s})`),
  );

/** Vectors that look at times: what aggregations and operators are made of below. */
export const timed = fc.letrec<{ vector: string }>((tie) => ({
  vector: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 3, arbitrary: fc.tuple(selector, modifier).map(([s, m]) => s + m) },
    { weight: 6, arbitrary: call(fc.tuple(selector, range, modifier).map(([s, r, m]) => `${s}[${r}]${m}`)) },
    {
      weight: 3,
      arbitrary: call(fc.tuple(tie('vector'), range, step, modifier).map(([v, r, s, m]) => `(${v})[${r}:${s}]${m}`)),
    },
    { weight: 1, arbitrary: fc.tuple(selector, modifier).map(([s, m]) => `timestamp(${s}${m})`) },
    { weight: 1, arbitrary: tie('vector').map((v) => `timestamp(${v})`) },
    { weight: 1, arbitrary: tie('vector').map((v) => `absent(${v})`) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.constantFrom('sum', 'avg', 'min', 'max', 'count', 'stddev', 'stdvar', 'group', 'quantile'),
          fc.constantFrom('', ' by (job)', ' without (instance)', ' by (__name__)', ' by (zone, job)', ' without ()'),
          tie('vector'),
        )
        .map(([op, by, v]) => `${op}${by} (${op === 'quantile' ? `0.4, ${v}` : v})`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom('0.5', '0', '1', '0.9', '0.01'),
          range,
          fc.constantFrom('rate', 'increase', 'max_over_time'),
        )
        .map(([q, r, f]) => `histogram_quantile(${q}, ${f}(unnamed_bucket[${r}]))`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(tie('vector'), fc.constantFrom('and', 'or', 'unless', '+', '/', '> bool', '<='), tie('vector'))
        .map(([a, op, b]) => `(${a} ${op} ${b})`),
    },
  ),
})).vector;
