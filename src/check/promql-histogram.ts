import type { Inferred } from '../analyze/analysis.ts';
import { placeOf, placeOfNode } from '../analyze/place.ts';
import type { Expr } from '../promql/ast.ts';
import type { Fact, Inference } from '../promql/infer.ts';
import { selectorsOf } from '../promql/inference.ts';
import { why } from '../promql/labels.ts';
import type { Check, Finding } from './check.ts';
import { inUse } from './finding.ts';
import { droppedAt, droppedBy } from './promql-label-dropped.ts';

export const promqlHistogram: Check = {
  id: 'promql-histogram',
  severity: 'error',
  class: 'fact',
  why: 'A quantile is estimated from all buckets of a histogram: without `le` there are none, and the result is empty or NaN.',
  bad: `shop.alert('SlowCheckout', { when: promql\`histogram_quantile(0.95, sum by (method) (rate(shop_request_duration_seconds_bucket[5m]))) > 1\`, ...warning });`,
  good: `shop.alert('SlowCheckout', { when: promql\`histogram_quantile(0.95, sum by (method, le) (rate(shop_request_duration_seconds_bucket[5m]))) > 1\`, ...warning });`,
  *find(analysis) {
    for (const inferred of analysis.inferred()) {
      for (const node of inferred.inference.nodes) {
        yield* wrongQuantile(inferred, node);
        yield* noHistogram(inferred, node);
      }
    }
  },
};

/** Functions of buckets, with the arguments that are quantiles and the one that holds the buckets. */
const ofBuckets: Readonly<
  Record<string, { readonly quantilesFrom: number; readonly quantilesTo: number; readonly buckets: number }>
> = {
  histogram_quantile: { quantilesFrom: 0, quantilesTo: 1, buckets: 1 },
  histogram_quantiles: { quantilesFrom: 2, quantilesTo: Number.POSITIVE_INFINITY, buckets: 0 },
  histogram_fraction: { quantilesFrom: 0, quantilesTo: 0, buckets: 2 },
};

function rowOf(expr: Expr): (typeof ofBuckets)[string] | undefined {
  return expr.kind === 'call' && Object.hasOwn(ofBuckets, expr.func) ? ofBuckets[expr.func] : undefined;
}

/** The operands that are quantiles, also of what takes them over plain values. */
function quantilesOf({ expr, operands }: Fact): readonly Fact[] {
  const row = rowOf(expr);
  if (row) return operands.slice(row.quantilesFrom, row.quantilesTo);
  const plain = expr.kind === 'aggregation' ? expr.op === 'quantile' : isCallOf(expr, 'quantile_over_time');
  return plain ? operands.slice(0, 1) : [];
}

function isCallOf(expr: Expr, func: string): boolean {
  return expr.kind === 'call' && expr.func === func;
}

function* wrongQuantile({ use }: Inferred, fact: Fact): Generator<Finding> {
  for (const { values, expr: quantile } of quantilesOf(fact)) {
    if (values.max >= 0 && values.min <= 1) continue;
    const message = `quantile ${values.min} is not between 0 and 1`;
    yield inUse(use, placeOf(quantile, use.expression.origin), { message, help: `write ${asFraction(values.min)}` });
  }
}

/** 95 was meant as 0.95. */
function asFraction(quantile: number): string {
  return quantile > 1 && quantile <= 100 ? String(quantile / 100) : 'a number such as 0.95';
}

function* noHistogram({ use, inference }: Inferred, { expr, operands }: Fact): Generator<Finding> {
  const row = rowOf(expr);
  const operand = row && operands[row.buckets];
  if (!operand || expr.kind !== 'call') return;
  const { origin } = use.expression;
  const place = placeOfNode(operand, use);
  if (operand.histogram?.form === 'classic') {
    const reason = why(operand.labels, 'le');
    if (!reason) return;
    const message = `${expr.func}() needs the label "le", which ${droppedBy(reason)} dropped`;
    yield inUse(use, place, { message, help: 'keep it: by (le, …)', related: [droppedAt(reason, origin)] });
  } else if (isNoHistogram(operand, inference)) {
    const name = operand.selector?.expr.kind === 'selector' ? operand.selector.expr.name : undefined;
    const help = 'give it the buckets of a histogram: rate(x_bucket[5m]), summed by (le) if at all';
    yield inUse(use, place, { message: `${expr.func}() of ${name ?? 'this'}, which is no histogram`, help });
  }
}

/** Proven of what is made of metrics that are no histograms; of a recorded series, where it has no `le` either. */
function isNoHistogram(operand: Fact, inference: Inference): boolean {
  if (operand.nature === 'unknown' || operand.histogram) return false;
  return selectorsOf(inference, operand).every(({ series }) => {
    if (!series || series.type === 'unknown') return false;
    return series.recorded ? why(operand.labels, 'le') !== undefined : series.type !== 'untyped';
  });
}
