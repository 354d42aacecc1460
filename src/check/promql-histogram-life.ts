import type { Analysis, Use } from '../analyze/analysis.ts';
import { estimateBehind, recordedRoot } from '../analyze/estimate.ts';
import { placeOf, placeOfNode } from '../analyze/place.ts';
import type { Fact } from '../promql/infer.ts';
import { unwrapped } from '../promql/infer-order.ts';
import { labelFact, presence, valueCount } from '../promql/labels.ts';
import { operatorNamed } from '../promql/operators.ts';
import { onlyValue } from '../promql/values.ts';
import type { Check, Finding } from './check.ts';
import { inUse } from './finding.ts';

export const promqlHistogramLife: Check = {
  id: 'promql-histogram-life',
  severity: 'warning',
  class: 'advice',
  why: 'Buckets count from the start of the process, so a quantile of them hardly moves any more; and averages of quantiles or ratios count an idle series as much as a busy one.',
  bad: `shop.alert('SlowCheckout', { when: promql\`histogram_quantile(0.95, shop_request_duration_seconds_bucket) > 1\`, ...warning });`,
  good: `shop.alert('SlowCheckout', { when: promql\`histogram_quantile(0.95, rate(shop_request_duration_seconds_bucket[5m])) > 1\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      for (const node of inference.nodes) {
        yield* wholeLife(node, use);
        yield* acrossBuckets(node, use);
        yield* averaged(node, use, analysis);
      }
    }
  },
};

/** Functions of the distribution of observations, with the argument that holds it. */
const ofDistributions: Readonly<Record<string, number>> = {
  histogram_quantile: 1,
  histogram_quantiles: 0,
  histogram_fraction: 2,
  histogram_avg: 0,
  histogram_stddev: 0,
  histogram_stdvar: 0,
};

/** Buckets as they are, or sums of them: nothing says over which time. */
function* wholeLife({ expr, operands }: Fact, use: Use): Generator<Finding> {
  if (expr.kind !== 'call' || !Object.hasOwn(ofDistributions, expr.func)) return;
  const operand = operands[ofDistributions[expr.func]!];
  if (!operand?.histogram || !isWholeLife(operand)) return;
  yield inUse(use, placeOfNode(operand, use), {
    message: `${expr.func}() of all observations since the processes started`,
    help: 'take those of the last minutes: rate(…[5m]) inside, before any sum',
  });
}

/** A bucket counts what all buckets below it count: their sum is no number of anything. Whether it is 0 may be asked all the same. */
function* acrossBuckets(node: Fact, use: Use): Generator<Finding> {
  const { expr, operands, labels, histogram } = node;
  const operand = operands.at(-1);
  if (expr.kind !== 'aggregation' || (expr.op !== 'sum' && expr.op !== 'avg') || histogram?.form !== 'classic') return;
  const le = operand && labelFact(operand.labels, 'le');
  if (!le || le.presence === 'never' || valueCount(le) === 1 || presence(labels, 'le') !== 'never') return;
  if (use.owner.kind === 'recordingRule' || isReadAsBuckets(node) || picksBound(node)) return;
  yield inUse(use, placeOf(expr, use.expression.origin), {
    message: `${expr.op}() over all buckets counts an observation once for every bound above it`,
    help: 'pick a bucket by le, or add up the series that ends with _count',
  });
}

/** That le is lost is promql-histogram's; that it is compared with 0 harms nobody. */
function isReadAsBuckets({ parent }: Fact): boolean {
  for (let node = parent; node; node = node.parent) {
    if (node.expr.kind === 'call' && Object.hasOwn(ofDistributions, node.expr.func)) return true;
    const isComparison = node.expr.kind === 'binary' && operatorNamed(node.expr.op)?.kind === 'comparison';
    if (isComparison) return node.operands.some(({ values }) => onlyValue(values) === 0);
  }
  return false;
}

/** What a matcher on le leaves is somebody's choice. */
function picksBound({ selector }: Fact): boolean {
  return selector?.expr.kind !== 'selector' || selector.expr.matchers.some(({ label }) => label === 'le');
}

function isWholeLife({ nature }: Fact): boolean {
  return nature === 'bucket' || nature === 'histogram' || nature === 'total';
}

/** A mean, or a sum, of what cannot be averaged. The sum of shares of one whole is a share again: of ratios only means are told. */
function* averaged(node: Fact, use: Use, analysis: Analysis): Generator<Finding> {
  const { expr, operands } = node;
  const op = expr.kind === 'aggregation' ? expr.op : expr.kind === 'call' ? expr.func : '';
  const operand = operands.at(-1);
  if (!operand || (op !== 'avg' && op !== 'sum' && op !== 'avg_over_time')) return;
  const place = placeOf(expr, use.expression.origin);
  if (isQuantile(operand, analysis))
    yield inUse(use, place, {
      message: `the ${op === 'sum' ? 'sum' : 'average'} of quantiles is no quantile of anything`,
      help:
        operand.nature === 'summary'
          ? 'take the largest, or use a histogram: quantiles of a summary cannot be combined'
          : op === 'avg_over_time'
            ? 'take the quantile over the longer range: histogram_quantile(…, rate(…[1h]))'
            : 'add up the buckets, then take the quantile: histogram_quantile(…, sum by (le) (rate(…[5m])))',
    });
  else if (op === 'avg' && isRatioOfCounted(operand, analysis))
    yield inUse(use, place, {
      message: 'the average of ratios counts an idle series as much as a busy one',
      help: 'divide the sums: sum(…) / sum(…)',
    });
}

/** Estimated from buckets, or by the client. Quantiles of gauges over time are values as good as others. */
function isQuantile(operand: Fact, analysis: Analysis): boolean {
  return operand.nature === 'summary' || estimateBehind(operand, analysis) !== undefined;
}

/** What happened divided by what happened: errors by requests, seconds by requests. */
function isRatioOfCounted(operand: Fact, analysis: Analysis): boolean {
  const inner = unwrapped(operand);
  const { expr } = inner;
  if (expr.kind === 'selector') {
    const root = inner.nature === 'ratio' ? recordedRoot(expr.name, analysis) : undefined;
    return root !== undefined && root.expr.kind !== 'selector' && isRatioOfCounted(root, analysis);
  }
  if (expr.kind !== 'binary') return false;
  const [left, right] = inner.operands as [Fact, Fact];
  if (expr.op === '/' && isCounted(left) && isCounted(right)) return true;
  if (expr.op !== '*' && expr.op !== '-') return false;
  if (left.nature === 'constant') return isRatioOfCounted(right, analysis);
  return right.nature === 'constant' && isRatioOfCounted(left, analysis);
}

function isCounted({ nature }: Fact): boolean {
  return nature === 'rate' || nature === 'counter' || nature === 'total' || nature === 'bucket';
}
