/** Functions that need more than values: times, labels, whole vectors. */
import type { Call, Expr } from './ast.ts';
import { histogramFractions, histogramQuantiles } from './evaluate-histogram.ts';
import { absentLabels, joinLabels, replaceLabel } from './evaluate-label-functions.ts';
import { changed, distinct, labelValue, noSeriesLabels, withLabel } from './evaluate-labels.ts';
import { largest, smallest, valueFunctions } from './evaluate-math.ts';
import { byAllLabels, byNaturalOrder } from './evaluate-natural.ts';
import { matrixOf, newest } from './evaluate-selector.ts';
import { inOrder } from './evaluate-topk.ts';
import type { Context, Value, VectorSample } from './evaluate-types.ts';
import { numberOf, samplesOf, textOf } from './evaluate-value.ts';
import type { FunctionName } from './functions.ts';
import { formatNumber } from './number.ts';
import { unwrappedExpr } from './walk.ts';

export type SpecialFunction = (call: Call, at: number, context: Context) => Value;

const vector = (samples: readonly VectorSample[]): Value => ({ type: 'vector', samples });
const scalar = (value: number): Value => ({ type: 'scalar', value });

/** A function of the values of its arguments. */
const of =
  (apply: (args: readonly Value[], context: Context) => Value): SpecialFunction =>
  ({ args }, at, context) =>
    apply(
      args.map((arg) => context.evaluate(arg, at, context)),
      context,
    );

export const specialFunctions: Partial<Record<FunctionName, SpecialFunction>> = {
  absent: ({ args }, at, context) =>
    vector(absence(args[0]!, samplesOf(context.evaluate(args[0]!, at, context)).length)),
  absent_over_time: ({ args }, at, context) => vector(absence(args[0]!, matrixOf(args[0]!, at, context).series.length)),
  clamp: of(([samples, least, most]) => {
    const bounds = [numberOf(least), numberOf(most)];
    if (bounds[1]! < bounds[0]!) return vector([]);
    return vector(changed(samplesOf(samples), (value) => valueFunctions.clamp!(value, bounds)));
  }),
  histogram_fraction: of(([lower, upper, samples]) =>
    vector(distinct(histogramFractions(numberOf(lower), numberOf(upper), samplesOf(samples)))),
  ),
  histogram_quantile: of(([quantile, samples], { leftOpen }) => {
    const result = histogramQuantiles(numberOf(quantile), samplesOf(samples), leftOpen);
    return vector(distinct(result));
  }),
  histogram_quantiles: of(([samples, label, ...quantiles], { leftOpen }) => {
    const result = quantiles.map(numberOf).flatMap((quantile) =>
      histogramQuantiles(quantile, samplesOf(samples), leftOpen).map(({ labels, value }) => ({
        labels: withLabel(labels, textOf(label), formatNumber(quantile)),
        value,
      })),
    );
    return vector(distinct(result));
  }),
  label_join: of(([samples, target, separator, ...sources]) =>
    vector(joinLabels(samplesOf(samples), textOf(target), textOf(separator), sources.map(textOf))),
  ),
  label_replace: of(([samples, ...texts]) => {
    const [target, replacement, source, pattern] = texts.map(textOf);
    return vector(replaceLabel(samplesOf(samples), target!, replacement!, source!, pattern!));
  }),
  max_of: of(([a, b]) => scalar(largest(numberOf(a), numberOf(b)))),
  min_of: of(([a, b]) => scalar(smallest(numberOf(a), numberOf(b)))),
  pi: () => scalar(Math.PI),
  scalar: of(([samples]) => {
    const [only, another] = samplesOf(samples);
    return scalar(only === undefined || another !== undefined ? NaN : only.value);
  }),
  sort: of(([samples]) => vector(inOrder(samplesOf(samples), 'smallest'))),
  sort_by_label: of(([samples, ...names]) => vector(byLabels(samplesOf(samples), names.map(textOf), 1))),
  sort_by_label_desc: of(([samples, ...names]) => vector(byLabels(samplesOf(samples), names.map(textOf), -1))),
  sort_desc: of(([samples]) => vector(inOrder(samplesOf(samples), 'largest'))),
  time: (_call, at) => scalar(at / 1000),
  timestamp: ({ args }, at, context) => vector(timestamps(args[0]!, at, context)),
  vector: of(([value]) => vector([{ labels: noSeriesLabels, value: numberOf(value) }])),
};

function absence(expr: Expr, found: number): readonly VectorSample[] {
  return found > 0 ? [] : [{ labels: absentLabels(unwrappedExpr(expr)), value: 1 }];
}

/** By the values of the labels in turn, and of all labels after those. */
function byLabels(samples: readonly VectorSample[], names: readonly string[], sign: 1 | -1): readonly VectorSample[] {
  return [...samples].sort((a, b) => {
    for (const name of names) {
      const order = byNaturalOrder(labelValue(a.labels, name), labelValue(b.labels, name));
      if (order !== 0) return sign * order;
    }
    return sign * byAllLabels(a.labels, b.labels);
  });
}

/** When each sample of a selector was taken; of what is calculated, the time of the evaluation. */
function timestamps(expr: Expr, at: number, context: Context): readonly VectorSample[] {
  const inner = unwrappedExpr(expr);
  if (inner.kind !== 'selector') return changed(samplesOf(context.evaluate(inner, at, context)), () => at / 1000);
  const taken = newest(inner, at, context, ({ t }) => t);
  return changed(taken, (time) => time / 1000);
}
