import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expr } from '../../src/promql/ast.ts';
import {
  CannotEvaluate,
  type EvaluateOptions,
  EvaluationError,
  evaluate,
  type Value,
} from '../../src/promql/evaluate.ts';
import { dateFunctions } from '../../src/promql/evaluate-date.ts';
import { valueFunctions } from '../../src/promql/evaluate-math.ts';
import { rangeFunctions } from '../../src/promql/evaluate-range.ts';
import { specialFunctions } from '../../src/promql/evaluate-special.ts';
import { functions } from '../../src/promql/functions.ts';
import { aggregatorNamed, aggregators } from '../../src/promql/operators.ts';
import { parse } from '../../src/promql/parse.ts';
import { expression } from './arbitrary.ts';
import { type InputSeries, storageOf } from './evaluated.ts';

const second = 1000;

/** Each line a series and its samples, 15 seconds apart. */
function seriesIn(text: string): readonly InputSeries[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [, series = '', values = ''] = /^\s*(\S+)\s+(.*)$/.exec(line) ?? [];
      return { series, values };
    });
}

function value(expr: string, at: number, series: string, options?: EvaluateOptions): Value {
  return evaluate(parse(expr, { experimental: true }).ast!, at, storageOf(seriesIn(series), 15 * second), options);
}

/** The only number of a result. */
function number(...args: Parameters<typeof value>): number | undefined {
  const result = value(...args);
  if (result.type === 'scalar') return result.value;
  return result.type === 'vector' ? result.samples[0]?.value : undefined;
}

const older = { leftOpen: false };
const ramp = 'x{a="1"} 0+15x40';

describe('Prometheus 3 leaves out the sample at the beginning of a range, Prometheus 2 takes it', () => {
  test.each([
    ['count_over_time(x[1m])', 4, 5],
    ['count_over_time(x[59s])', 4, 4],
    ['count_over_time(x[1m] offset 15s)', 4, 5],
    ['count_over_time(x[1m:15s])', 4, 5],
    ['count_over_time(x[1m:20s])', 3, 4],
    ['min_over_time(x[1m])', 255, 240],
    // Sampled are 255 to 300: 45 in 45 s, and 15 s more up to the beginning.
    ['increase(x[1m])', 60, 60],
    ['rate(x[1m])', 1, 1],
    ['increase(x[15s])', undefined, 15],
  ])('%s', (expr, now, then) => {
    expect(number(expr, 300 * second, ramp)).toBe(now);
    expect(number(expr, 300 * second, ramp, older)).toBe(then);
  });

  test('and that of the lookback window', () => {
    const at = 300 * second;
    expect(number('x', at, 'x 7')).toBe(undefined);
    expect(number('x', at - 1, 'x 7')).toBe(7);
    expect(number('x', at, 'x 7', older)).toBe(7);
    expect(number('x', at + 1, 'x 7', older)).toBe(undefined);
    expect(number('x', 61 * second, 'x 7', { lookbackDelta: 61 * second })).toBe(undefined);
    expect(number('x', 60 * second, 'x 7', { lookbackDelta: 61 * second })).toBe(7);
  });
});

describe('where Prometheus 3 gives another number than Prometheus 2', () => {
  test('a counter that began within the range and would reach zero before it: half a gap, or up to zero', () => {
    // 20 to 80 in 45 s: zero lies 15 s before, half a gap is 7.5 s, and so is what is left until now.
    const series = 'x _x10 20+20x3';
    const at = 195 * second;
    expect(number('increase(x[2m])', at, series)).toBeCloseTo((60 * (45 + 7.5 + 0)) / 45, 9);
    expect(number('increase(x[2m])', at, series, older)).toBeCloseTo((60 * (45 + 15 + 0)) / 45, 9);
  });

  test('a single infinite value has no deviation that is a number', () => {
    expect(number('stddev(x)', 0, 'x Inf')).toBe(NaN);
    expect(number('stddev(x)', 0, 'x Inf', older)).toBe(0);
  });

  test('buckets that differ by rounding count the same', () => {
    const series = 'x{le="1"} 0.3\nx{le="2"} 0.30000000000000004\nx{le="+Inf"} 0.30000000000000004';
    expect(number('histogram_quantile(1, x)', 0, series)).toBe(1);
    expect(number('histogram_quantile(1, x)', 0, series, older)).toBe(2);
  });
});

describe('functions that Prometheus 2.42 does not have', () => {
  const series = 'x{a="n2"} 1 5 3 5 1\nx{a="n10"} 4 4 4 4 9\nx{a="n1"} 7x4';
  test.each([
    ['mad_over_time(x{a="n2"}[2m])', 2],
    ['first_over_time(x{a="n10"}[50s])', 4],
    ['ts_of_first_over_time(x{a="n2"}[50s])', 15],
    ['ts_of_last_over_time(x{a="n2"}[2m])', 60],
    ['ts_of_max_over_time(x{a="n2"}[2m])', 45],
    ['ts_of_min_over_time(x{a="n2"}[2m])', 60],
    ['max_of(2, 3)', 3],
    ['min_of(2, NaN)', NaN],
    ['count_over_time(x{a="n2"}[2 * 15])', 2],
    ['x{a="n10"} offset -(-30s)', 4],
  ])('%s', (expr, expected) => expect(number(expr, 60 * second, series)).toBe(expected));

  const buckets = 'b{le="-0.2"} 1\nb{le="0"} 2\nb{le="2"} 4\nb{le="4"} 8\nb{le="+Inf"} 10';
  test.each([
    ['0, 4', 0.6],
    ['0, 3', 0.4],
    ['1, 3', 0.3],
    ['-0.1, 0', 0.05],
    ['-5, 0', 0.1],
    ['-Inf, 0', 0.2],
    ['4, Inf', 0.2],
    ['5, 6', 0],
    ['3, 3', 0],
  ])('histogram_fraction(%s, …)', (bounds, expected) => {
    expect(number(`histogram_fraction(${bounds}, b)`, 0, buckets)).toBeCloseTo(expected, 12);
  });

  test('a histogram without negative buckets begins at zero; one without an end has no fractions', () => {
    const positive = 'b{le="2"} 4\nb{le="+Inf"} 4';
    expect(number('histogram_fraction(-1, 1, b)', 0, positive)).toBe(0.5);
    expect(number('histogram_fraction(-1, 1, b)', 0, 'b{le="2"} 4')).toBe(NaN);
    expect(number('histogram_fraction(NaN, 1, b)', 0, positive)).toBe(NaN);
  });

  test.each([
    ['sort_by_label(x, "a")', ['n1', 'n2', 'n10']],
    ['sort_by_label_desc(x, "a")', ['n10', 'n2', 'n1']],
    ['sort(x)', ['n2', 'n1', 'n10']],
    ['sort_desc(x)', ['n10', 'n1', 'n2']],
    ['topk(2, x)', ['n10', 'n1']],
    ['bottomk(2, x)', ['n2', 'n1']],
  ])('%s', (expr, expected) => {
    const result = value(expr, 60 * second, series);
    expect(result.type === 'vector' && result.samples.map(({ labels }) => labels.a)).toEqual(expected);
  });

  test('first_over_time keeps the name, and histogram_quantiles tells which quantile it is', () => {
    expect(value('first_over_time(x{a="n1"}[1m])', 60 * second, series)).toEqual({
      type: 'vector',
      samples: [{ labels: { __name__: 'x', a: 'n1' }, value: 7 }],
    });
    const buckets = 'b{le="1"} 5\nb{le="2"} 10\nb{le="+Inf"} 10';
    expect(value('histogram_quantiles(b, "q", 0.5, 0.75)', 0, buckets)).toEqual({
      type: 'vector',
      samples: [
        { labels: { q: '0.5' }, value: 1 },
        { labels: { q: '0.75' }, value: 1.5 },
      ],
    });
  });
});

describe('values', () => {
  test('of every type', () => {
    expect(value('"text"', 0, ramp)).toEqual({ type: 'string', value: 'text' });
    expect(value('x', 20 * second, ramp)).toEqual({
      type: 'vector',
      samples: [{ labels: { __name__: 'x', a: '1' }, value: 15 }],
    });
    expect(value('-(2 + 1)', 0, ramp)).toEqual({ type: 'scalar', value: -3 });
    expect(value('x[30s]', 60 * second, ramp)).toEqual({
      type: 'matrix',
      series: [
        {
          labels: { __name__: 'x', a: '1' },
          samples: [
            { t: 45 * second, v: 45 },
            { t: 60 * second, v: 60 },
          ],
        },
      ],
    });
  });

  test('a stale sample ends its series until the next one', () => {
    const series = 'x 1 2 stale _ 5';
    expect([0, 15, 29, 30, 50, 60].map((at) => number('x', at * second, series))).toEqual([
      1,
      2,
      2,
      undefined,
      undefined,
      5,
    ]);
    expect(number('count_over_time(x[5m])', 60 * second, series)).toBe(3);
  });

  test('subqueries without a step take that of the options', () => {
    expect(number('count_over_time(x[2m:])', 300 * second, ramp)).toBe(2);
    expect(number('count_over_time(x[2m:])', 300 * second, ramp, { subqueryStep: 10 * second })).toBe(12);
  });

  test('names of JavaScript are labels like others', () => {
    const series = 'x{constructor="a",job="b"} 1\nx{job="c"} 2';
    const result = value('sum by (constructor) (x)', 0, series);
    expect(result.type === 'vector' && result.samples.map(({ labels }) => Object.entries(labels))).toEqual([
      [['constructor', 'a']],
      [],
    ]);
    expect(number('x{toString=""}', 0, series)).toBe(1);
  });

  test('chains of ten thousand operands', () => {
    expect(number(`1${' + 1'.repeat(10_000)}`, 0, ramp)).toBe(10_001);
    expect(number(`x${' + 0'.repeat(10_000)}`, 15 * second, ramp)).toBe(15);
    expect(number(`x${' or x'.repeat(10_000)}`, 15 * second, ramp)).toBe(15);
  });
});

test('every function and aggregation is evaluated but for these', () => {
  const evaluated = { ...rangeFunctions, ...specialFunctions, ...dateFunctions, ...valueFunctions };
  expect(Object.keys(functions).filter((name) => !Object.hasOwn(evaluated, name))).toEqual([
    ...['end', 'histogram_avg', 'histogram_count', 'histogram_stddev', 'histogram_stdvar', 'histogram_sum', 'info'],
    ...['range', 'start', 'start_timestamp', 'step'],
  ]);
  const names = Object.keys(aggregators).map((op) => (aggregatorNamed(op)?.param ? `${op}(scalar(x), x)` : `${op}(x)`));
  const left = names.filter((text) => !isEvaluated(text.replace('count_values(scalar(x)', 'count_values("v"')));
  expect(left).toEqual(['limitk(scalar(x), x)', 'limit_ratio(scalar(x), x)']);
});

function isEvaluated(expr: string): boolean {
  try {
    value(expr, 0, 'x 1');
    return true;
  } catch (error) {
    if (error instanceof CannotEvaluate) return false;
    throw error;
  }
}

describe('what is refused or left out says why', () => {
  const series = 'x{a="1"} 1\nx{a="2"} 2\ny{a="1"} 1';
  test.each([
    ['x + on () y', 'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)'],
    ['y + on () x', 'many-to-many matching not allowed: several series of the right side match alike'],
    ['x + on () group_right () y', 'many-to-many matching not allowed: several series of the left side match alike'],
    ['{a="1"} + 1', 'vector cannot contain metrics with the same labelset'],
    ['label_replace(x, "a", "", "", "")', 'vector cannot contain metrics with the same labelset'],
    ['topk(1e300, x)', 'Scalar value 1e+300 overflows int64'],
    ['double_exponential_smoothing(x[1m], 2, 0.5)', 'invalid smoothing factor. Expected: 0 < factor < 1, got: 2'],
  ])('Prometheus refuses %s', (expr, message) => {
    expect(() => value(expr, 0, series)).toThrow(expect.objectContaining({ name: 'EvaluationError', message }));
  });

  test.each([
    ['histogram_count(x)', 'native histograms are not evaluated'],
    ['x </ 1', 'the operator </ is not evaluated: it is for native histograms'],
    ['info(x)', 'info() is not evaluated'],
    ['limitk(1, x)', 'limitk is not evaluated'],
    ['rate(x[1m] smoothed)', 'smoothed selectors are not evaluated'],
    ['x + fill (0) y', 'fill modifiers are not evaluated'],
    ['x[step()]', 'step() is not known outside of a range query'],
    ['max_over_time(x[1y:1ms])', 'more than 1000000 steps of a subquery are not evaluated'],
    ['start()', 'start() is not evaluated'],
    ['hour(vector(NaN))', 'the date of NaN is not evaluated: it depends on the processor of the server'],
  ])('we do not evaluate %s', (expr, reason) => {
    expect(() => value(expr, 0, series)).toThrow(expect.objectContaining({ name: 'CannotEvaluate', reason }));
  });

  test('what a variable stands for is not known', () => {
    const expr = parse('rate(x[$__rate_interval]) > $limit', { macros: true }).ast!;
    expect(() => evaluate(expr, 0, storageOf(seriesIn(series)))).toThrow(
      'what $__rate_interval stands for is not known',
    );
  });
});

test('whatever is evaluated gives a value or says why not', () => {
  const names = ['up{job="a"}', 'up{job="b",le="1"}', 'x{a="1",job="api"}', 'y{le="+Inf"}'];
  const stored = storageOf(
    names.map((series) => ({ series, values: '1+2x20 NaN 5 stale 7' })),
    15 * second,
  );
  const storage = { series: () => stored.series(undefined) };
  const isAnswered = (expr: Expr) => {
    try {
      return evaluate(expr, 300 * second, storage) !== undefined;
    } catch (error) {
      return error instanceof CannotEvaluate || error instanceof EvaluationError;
    }
  };
  fc.assert(fc.property(expression, isAnswered), { numRuns: 500, seed: 1 });
});
