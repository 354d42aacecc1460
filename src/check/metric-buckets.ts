import type { Metric } from '../model/metric.ts';
import type { Check } from './check.ts';
import { inOption } from './finding.ts';

export const metricBuckets: Check = {
  id: 'metric-buckets',
  severity: 'error',
  class: 'fact',
  why: 'Client libraries refuse buckets that do not ascend, and quantiles computed from them are wrong.',
  bad: `const sizes = server.histogram('shop_basket_bytes', { help: 'Size of baskets.', unit: 'bytes', buckets: [100, 1000, 500] });
shop.alert('BigBaskets', { when: sizes.quantile(0.9, { over: '5m' }).gt('500B'), ...warning });`,
  good: `const sizes = server.histogram('shop_basket_bytes', { help: 'Size of baskets.', unit: 'bytes', buckets: [100, 500, 1000] });
shop.alert('BigBaskets', { when: sizes.quantile(0.9, { over: '5m' }).gt('500B'), ...warning });`,
  *find({ project }) {
    for (const metric of project.metrics) {
      const fault = faultOf(metric);
      if (fault) yield inOption(metric, fault.path, fault);
    }
  },
};

interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly help: string;
}

/** The first bound that is wrong: those after it would only repeat it. */
function faultOf({ buckets }: Metric): Fault | undefined {
  if (!buckets) return undefined;
  const path = [1, 'buckets'];
  if (buckets.length === 0)
    return { path, message: 'the histogram has no buckets', help: 'list upper bounds, or use nativeHistogram' };
  const index = buckets.findIndex((bound, i) => !Number.isFinite(bound) || (i > 0 && bound <= buckets[i - 1]!));
  if (index === -1) return undefined;
  return { path: [...path, index], ...wordsFor(buckets[index]!, buckets[index - 1]) };
}

function wordsFor(bound: number, before: number | undefined): Pick<Fault, 'message' | 'help'> {
  if (bound === Number.POSITIVE_INFINITY)
    return { message: 'bucket +Inf is written out', help: 'leave it out: every histogram has it' };
  if (!Number.isFinite(bound))
    return { message: `bucket ${bound} is not a finite number`, help: 'upper bounds are numbers in base units' };
  if (bound === before) return { message: `bucket ${bound} stands twice`, help: 'remove one of them' };
  return { message: `bucket ${bound} stands after ${before}: bounds must ascend`, help: 'sort the bounds' };
}
