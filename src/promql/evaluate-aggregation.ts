/** Aggregations: one value for each group of series (promql/engine.go, aggregation). */
import type { Aggregation } from './ast.ts';
import { meanOf, sumOf } from './evaluate-kahan.ts';
import {
  noSeriesLabels,
  onlyNames,
  signatureBy,
  signatureWithout,
  withLabel,
  withoutNames,
} from './evaluate-labels.ts';
import { quantileOf } from './evaluate-quantile.ts';
import { extremes } from './evaluate-topk.ts';
import { CannotEvaluate, EvaluationError, type SeriesLabels, type Value, type VectorSample } from './evaluate-types.ts';
import { numberOf, textOf } from './evaluate-value.ts';
import { metricName } from './labels.ts';
import { formatNumber } from './number.ts';
import { onceFor } from './once-for.ts';
import type { AggregatorName } from './operators.ts';

type Samples = readonly VectorSample[];

interface Grouping {
  readonly signature: (labels: SeriesLabels) => string;
  readonly labels: (labels: SeriesLabels) => SeriesLabels;
}

export function evaluateAggregation(
  expr: Aggregation,
  samples: Samples,
  param: Value | undefined,
  leftOpen: boolean,
): Samples {
  if (expr.op === 'count_values') return countValues(expr, samples, textOf(param));
  const number = param === undefined ? NaN : numberOf(param);
  const choose = choices[expr.op as AggregatorName];
  const groups = grouped(samples, groupingOf(expr));
  if (choose !== undefined) return [...groups.values()].flatMap((group) => choose(group, number));
  const { labels } = groupingOf(expr);
  const reduce = reductions[expr.op as AggregatorName];
  if (reduce === undefined) throw new CannotEvaluate(`${expr.op} is not evaluated`);
  const result: VectorSample[] = [];
  for (const group of groups.values())
    result.push({
      labels: labels(group[0]!.labels),
      value: reduce(
        group.map(({ value }) => value),
        number,
        leftOpen,
      ),
    });
  return result;
}

const groupingOf = onceFor(
  ({ grouping, without }: Aggregation): Grouping =>
    groupingBy(
      grouping.map(({ name }) => name),
      without,
    ),
);

function groupingBy(names: readonly string[], without: boolean): Grouping {
  if (without) {
    const left = [...names, metricName];
    return { signature: signatureWithout(names), labels: (labels) => withoutNames(labels, left) };
  }
  const labels = names.length === 0 ? () => noSeriesLabels : (all: SeriesLabels) => onlyNames(all, names);
  return { signature: signatureBy(names), labels };
}

/** In the order in which the first of each group comes. */
function grouped(samples: Samples, { signature }: Grouping): ReadonlyMap<string, Samples> {
  const groups = new Map<string, VectorSample[]>();
  for (const sample of samples) {
    const key = signature(sample.labels);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [sample]);
    else group.push(sample);
  }
  return groups;
}

/** Aggregations that make one number of many. */
const reductions: Partial<
  Record<AggregatorName, (values: readonly number[], param: number, leftOpen: boolean) => number>
> = {
  sum: sumOf,
  avg: meanOf,
  min: (values) => values.reduce((least, value) => (least > value || Number.isNaN(least) ? value : least)),
  max: (values) => values.reduce((most, value) => (most < value || Number.isNaN(most) ? value : most)),
  count: (values) => values.length,
  group: () => 1,
  stddev: (values, _param, leftOpen) => Math.sqrt(variance(values, leftOpen)),
  stdvar: (values, _param, leftOpen) => variance(values, leftOpen),
  quantile: (values, quantile) => quantileOf(quantile, values),
};

/** Prometheus 2 starts at 0 whatever the first value is. */
function variance(values: readonly number[], leftOpen: boolean): number {
  let mean = values[0]!;
  let squares = leftOpen && !Number.isFinite(mean) ? NaN : 0;
  for (let index = 1; index < values.length; index++) {
    const delta = values[index]! - mean;
    mean += delta / (index + 1);
    squares += delta * (values[index]! - mean);
  }
  return squares / values.length;
}

/** Aggregations that keep some series as they are. */
const choices: Partial<Record<AggregatorName, (group: Samples, param: number) => Samples>> = {
  topk: (group, count) => extremes(group, wholeCount(count), 'largest'),
  bottomk: (group, count) => extremes(group, wholeCount(count), 'smallest'),
};

function wholeCount(count: number): number {
  if (!(Math.abs(count) < 2 ** 63)) throw new EvaluationError(`Scalar value ${count} overflows int64`);
  return Math.trunc(count);
}

/** The values become a label, one series for each. */
function countValues({ grouping, without }: Aggregation, samples: Samples, name: string): Samples {
  if (name === '') throw new EvaluationError('invalid label name ""');
  const names = grouping.map((label) => label.name);
  const by = groupingBy(without ? names : [...names, name], without);
  const marked = samples.map(({ labels, value }) => ({ labels: withLabel(labels, name, formatNumber(value)), value }));
  return [...grouped(marked, by).values()].map((group) => ({
    labels: by.labels(group[0]!.labels),
    value: group.length,
  }));
}
