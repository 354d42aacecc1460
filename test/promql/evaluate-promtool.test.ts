/** Evaluation against the real thing: what Prometheus answers to random expressions, we answer. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkTypes } from '../../src/promql/check-types.ts';
import { parse } from '../../src/promql/parse.ts';
import { difference, type InputSeries, ours, promtool, storageOf, theirs } from './evaluated.ts';
import { inputSeries, quotient, vector } from './random-expressions.ts';
import { timed, unevenSeries } from './timed-expressions.ts';

const isRight = (text: string) => {
  const { ast } = parse(text);
  return ast !== undefined && checkTypes(ast).length === 0;
};

/**
 * Durations are no numbers to Prometheus 2, and `atan2` kept names until 2.47. promtool feeds series in any order, which decides
 * between equal ones, and how sums are rounded: of that `count_values` makes labels.
 */
const random = (arbitrary: fc.Arbitrary<string>, seed: number) => {
  const sampled = fc.sample(arbitrary, { numRuns: 2500, seed });
  const texts = sampled.map((text) => text.replaceAll(/(?<!\[)\b5m\b/g, '300'));
  return [...new Set(texts)].filter((text) => !/topk|bottomk|atan2|count_values/.test(text) && isRight(text));
};

/** `@` within a subquery, and with an offset in `timestamp`: Prometheus 2.42 reads too small a range of its storage for them. */
const tooFewSamples = /@.*\[\w+:|timestamp\([^()]*@ end\(\) offset/;

/** What Prometheus 2 calls otherwise. */
const renamed = (expr: string) => expr.replace('holt_winters', 'double_exponential_smoothing');

function compared(
  expressions: readonly { readonly expr: string; readonly minutes: number }[],
  input: readonly InputSeries[],
) {
  const storage = storageOf(input);
  const answers = theirs(expressions, input);
  let [samples, left] = [0, 0];
  const wrong: string[] = [];
  for (const [index, { expr, minutes }] of expressions.entries()) {
    const answer = ours(renamed(expr), minutes * 60_000, storage);
    const found = answer === 'not evaluated' ? undefined : difference(answer, answers[index]!);
    if (answer === 'not evaluated') left++;
    else if (Array.isArray(answer)) samples += answer.length;
    if (found !== undefined) wrong.push(`${minutes}m ${expr}\n  ${found}`);
  }
  return { samples, left, count: wrong.length, wrong: wrong.slice(0, 12).join('\n') };
}

/** With few equal values, and no sums to be rounded. */
const chosen = [
  ...['topk', 'bottomk'].flatMap((op) =>
    ['2, gauge', '1, counter', '100, gauge', '0, gauge', '-1, gauge', '2.9, counter'].flatMap((args) => [
      `${op}(${args})`,
      `${op} by (job) (${args})`,
      `${op} without (instance) (${args})`,
    ]),
  ),
  ...[
    'topk(1e300, gauge)',
    'topk(NaN, gauge)',
    'bottomk(scalar(vector(1)), gauge)',
    'quantile(NaN, gauge)',
    'quantile(0.5, counter)',
  ],
  ...['count_values("v", other)', 'count_values by (job) ("v", other)', 'count_values without (instance) ("v", other)'],
  ...['count_values("job", gauge)', 'count_values("v", other / 0)', 'count_values without (job) ("job", gauge)'],
  ...[
    'sum by (nothing) (other)',
    'sum without (job, instance, zone) (other)',
    'count(nothing)',
    'avg(gauge{job="a"} * 1e308)',
  ],
  ...[
    'stddev(gauge{instance="1"} / 0)',
    'stdvar(vector(NaN))',
    'max(vector(NaN) or other)',
    'min by (x) (vector(NaN) or other)',
  ],
  ...[
    'label_replace(other, "job", "$1-${2}$$x$y", "instance", "(.)(.*)")',
    'label_replace(other, "x", "$n", "zone", "(?P<n>.).*")',
  ],
  ...[
    'label_replace(other, "zone", "", "job", ".*")',
    'label_replace(other, "job", "z", "job", ".*")',
    'label_replace(other, "x", "y", "job", "nope")',
  ],
  ...['label_replace(other, "x", "y", "job", "(")', 'label_replace(gauge, "instance", "", "", "")'],
  ...[
    'label_join(other, "x", "-", "job", "nothing", "zone")',
    'label_join(other, "job", "")',
    'label_join(gauge, "instance", "", "job")',
  ],
  ...[
    'label_replace(other, "__name__", "renamed", "", "")',
    'sum by (__name__) (label_replace(other, "__name__", "$1", "zone", "(.*)"))',
  ],
  ...[
    'holt_winters(other[10m], 0.5, 0.3)',
    'holt_winters(counter[10m], 0.1, 0.9)',
    'holt_winters(other[10m], 1, 0.5)',
    'holt_winters(other[1s], 0.5, 0.5)',
  ],
  ...[
    'time()',
    'pi() * 2',
    'scalar(other)',
    'scalar(nothing)',
    'scalar(other{job="a"})',
    'vector(time() + 1)',
    '1 == bool 2',
    '-1 ^ 2',
    '-other',
    '+other',
  ],
  ...[
    '1 / 0',
    '-1 % 0',
    '5 % -3',
    '-5 % 3',
    '1 ^ NaN',
    '(-1) ^ Inf',
    '2 ^ 0.5',
    '0 ^ 0',
    'NaN == bool NaN',
    'Inf - Inf',
    '-8 ^ 0.3333',
    '3 > bool 2 > bool 1',
  ],
  ...[
    'round(other / 7, 0.01)',
    'round(-other / 8)',
    'round(other, 0)',
    'clamp(other, 85, 3)',
    'clamp(other, NaN, 3)',
    'clamp_min(gauge, NaN)',
    'clamp_max(gauge / 0, 5)',
  ],
  ...[
    'sgn(gauge)',
    'sgn(-gauge * 0)',
    'ln(gauge)',
    'log2(other - 80)',
    'sqrt(-other)',
    'exp(other)',
    'ceil(-other / 3)',
    'floor(-other / 3)',
    'deg(other)',
    'rad(other)',
  ],
  ...[
    'minute()',
    'hour(vector(1e9))',
    'day_of_week(vector(1700000000))',
    'day_of_month(vector(-1))',
    'day_of_year(vector(1709251199))',
    'day_of_year(vector(1735603200))',
  ],
  ...[
    'days_in_month(vector(1707000000))',
    'days_in_month(vector(1675000000))',
    'month(vector(951782400))',
    'year(vector(-1e10))',
    'year(vector(1e11 + 0.9))',
    'hour(other * 1e6)',
  ],
  ...[
    'absent(nothing{job="a", job="b", x="y"})',
    'absent(nothing{job="a", job=~"a", x="y"})',
    'absent(nothing{x=""})',
    'absent((nothing{x="y"}))',
    'absent(sum(nothing))',
  ],
  ...[
    'absent(nothing{x="y"} offset 5m)',
    'absent(other)',
    'absent({__name__="nothing", x="y"})',
    'absent_over_time(nothing{x="y"}[5m])',
    'absent_over_time((nothing{x="y"}[5m:1m]))',
  ],
  ...[
    'absent(nothing{x!="y", x="y"})',
    'absent(nothing{x="y", x!="z"})',
    'timestamp((other))',
    'timestamp(other + 0)',
    'timestamp(other offset 1m)',
  ],
  ...[
    'gauge * on (instance) group_left (zone) other',
    'other * on (instance) group_right (zone) gauge',
    'gauge * on (job) other',
    'gauge / ignoring (zone) other',
  ],
  ...[
    'gauge > on (instance, job) other',
    'gauge > bool ignoring (zone) other',
    'gauge and on () other',
    'gauge unless on (instance) other',
    'other or gauge',
    'other or on (job) gauge',
  ],
  ...[
    'counter == ignoring (zone) counter',
    'other + other',
    'other > other',
    'other >= other',
    'other == on (__name__, job) other',
    'gauge + on () group_left () vector(1)',
  ],
  ...[
    '2 * gauge',
    '2 > gauge',
    'gauge != 2',
    '100 >= bool gauge',
    'vector(1) > vector(0)',
    '(other > 50) or vector(0)',
    'sum(nothing) or vector(0)',
    'nothing + 1',
  ],
  ...[
    '{job="a"} + 1',
    '-{__name__=~"counter|gauge"}',
    'rate({__name__=~"counter|gauge"}[5m])',
    'last_over_time({job="a"}[5m])',
    '{job="a"} * 0 == 0',
    'abs({job="a", instance="1"})',
  ],
  ...[
    'histogram_quantile(NaN, unnamed_bucket)',
    'histogram_quantile(0.5, other)',
    'histogram_quantile(0.7, {__name__=~"unnamed_bucket|other"})',
    'histogram_quantile(2, unnamed_bucket)',
  ],
  ...[
    'histogram_quantile(0.5, sum by (le) (unnamed_bucket))',
    'histogram_quantile(0.5, unnamed_bucket / 0)',
    'histogram_quantile(0.9, label_replace(unnamed_bucket, "le", "1", "le", "1e1"))',
  ],
  ...[
    'max_over_time(rate(counter[2m])[10m:1m])',
    'sum_over_time((other > 85)[10m:])',
    'rate(sum(counter)[5m:1m])',
    'min_over_time(vector(time())[5m:77s])',
    'count_over_time(other[5m:13s])',
  ],
];

describe.skipIf(promtool === undefined)('evaluation against Prometheus (needs promtool)', () => {
  test.each([
    ['expression', vector, 11],
    ['expression, again', vector, 12],
    ['quotient', quotient, 13],
  ])('a random %s gives the same', { timeout: 120_000 }, (_, arbitrary, seed) => {
    const expressions = random(arbitrary, seed).map((expr, index) => ({ expr, minutes: [40, 12, 61, 3][index % 4]! }));
    const { samples, left, count, wrong } = compared(expressions, inputSeries());
    expect(`${count}\n${wrong}`).toBe('0\n');
    expect(samples).toBeGreaterThan(expressions.length / 2);
    expect(left).toBeLessThan(expressions.length / 20);
  });

  test.each([14, 15])('random expressions about time give the same (seed %i)', { timeout: 120_000 }, (seed) => {
    const minutes = [12, 20.5, 0, 37, 61, 8.25, 3, 29, 70];
    const known = random(timed, seed).filter((text) => !tooFewSamples.test(text));
    const expressions = known.map((expr, index) => ({ expr, minutes: minutes[index % minutes.length]! }));
    const { samples, count, wrong } = compared(expressions, unevenSeries);
    expect(`${count}\n${wrong}`).toBe('0\n');
    expect(samples).toBeGreaterThan(expressions.length / 2);
  });

  test('what random expressions leave out gives the same', () => {
    const { count, wrong, samples } = compared(
      chosen.map((expr) => ({ expr, minutes: 20 })),
      unevenSeries,
    );
    expect(`${count}\n${wrong}`).toBe('0\n');
    expect(samples).toBeGreaterThan(chosen.length);
  });
});
