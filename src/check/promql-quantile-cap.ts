import type { Analysis } from '../analyze/analysis.ts';
import { estimateBehind } from '../analyze/estimate.ts';
import { placeOf } from '../analyze/place.ts';
import type { Fact, Threshold } from '../promql/infer.ts';
import { thresholdsIn } from '../promql/inference.ts';
import { formatQuantity } from '../promql/quantity.ts';
import { between, type Comparison, exactly, outcome } from '../promql/values.ts';
import type { Check } from './check.ts';
import { inUse, type Words } from './finding.ts';

export const promqlQuantileCap: Check = {
  id: 'promql-quantile-cap',
  severity: 'error',
  class: 'fact',
  why: 'Of values above the highest finite bucket a histogram knows only how many: their quantile is given as that bucket, and never more.',
  bad: `shop.alert('SlowCheckout', { when: promql\`histogram_quantile(0.95, sum by (le) (rate(shop_request_duration_seconds_bucket[5m]))) > 10\`, ...warning });`,
  good: `shop.alert('SlowCheckout', { when: promql\`histogram_quantile(0.95, sum by (le) (rate(shop_request_duration_seconds_bucket[5m]))) > 1\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      for (const threshold of thresholdsIn(inference)) {
        const capped = capOf(threshold, analysis);
        if (!capped) continue;
        const words = wordsFor(threshold, capped, analysis);
        yield inUse(use, placeOf(threshold.comparison.expr, use.expression.origin), words);
      }
    }
  },
};

interface Capped {
  readonly holds: 'always' | 'never';
  readonly estimate: Fact;
}

/** The comparison that the highest finite bucket decides; where there is no observation at all, none holds. */
export function capOf({ measured, op, value }: Threshold, analysis: Analysis): Capped | undefined {
  const { max } = measured.values;
  if (measured.nature !== 'quantile' || !Number.isFinite(max) || measured.empty) return undefined;
  const holds = outcome(op as Comparison, between(Number.NEGATIVE_INFINITY, max), exactly(value));
  const estimate = holds && estimateBehind(measured, analysis);
  return estimate && { holds, estimate };
}

function wordsFor({ measured, value }: Threshold, { holds, estimate }: Capped, analysis: Analysis): Words {
  const { unit, values } = measured;
  const inWords = (number: number) => (unit ? formatQuantity(number, unit) : String(number));
  const bucketName = estimate.selector?.expr.kind === 'selector' ? estimate.selector.expr.name : undefined;
  const metric = bucketName === undefined ? undefined : analysis.metric(bucketName);
  const cap = inWords(values.max);
  return {
    message: `this is ${holds} true: a quantile of ${metric?.name ?? 'these buckets'} is at most its highest bucket, ${cap}`,
    help: `compare with less than ${cap}, or give the histogram a bucket above ${inWords(value)}`,
    ...(metric && {
      related: [{ place: { origin: metric.origin, path: [1, 'buckets'] }, message: 'its buckets are declared here' }],
    }),
  };
}
