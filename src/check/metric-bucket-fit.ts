import type { Inferred } from '../analyze/analysis.ts';
import { placeOfNode } from '../analyze/place.ts';
import type { Fact, Threshold } from '../promql/infer.ts';
import { selectorsOf, thresholdsIn } from '../promql/inference.ts';
import { formatQuantity, parseQuantity } from '../promql/quantity.ts';
import type { Unit } from '../promql/unit.ts';
import type { Check, Finding } from './check.ts';
import { inUse } from './finding.ts';

export const metricBucketFit: Check = {
  id: 'metric-bucket-fit',
  severity: 'warning',
  class: 'advice',
  why: 'A quantile is guessed between the bounds of a bucket: far from both, an alert fires long before its threshold, or long after.',
  bad: `shop.alert('SlowRequests', { when: latency.quantile(0.95, { over: '5m' }).gt('3s'), ...warning });`,
  good: `shop.alert('SlowRequests', { when: latency.quantile(0.95, { over: '5m' }).gt('1s'), ...warning });`,
  *find(analysis) {
    for (const inferred of analysis.inferred()) if (inferred.use.owner.kind === 'alert') yield* inAlert(inferred);
  },
};

function* inAlert({ use, inference }: Inferred): Generator<Finding> {
  for (const threshold of thresholdsIn(inference)) {
    const quantile = quantileOf(threshold.measured);
    const gap = quantile && gapAround(threshold, quantile.bounds);
    if (!gap || isNoAmount(threshold)) continue;
    const [selector] = selectorsOf(inference, quantile.call);
    const about = selector?.series?.family ?? 'the histogram';
    yield inUse(use, placeOfNode(threshold.bound, use), wordsFor(threshold.value, gap, about, threshold.measured.unit));
  }
}

/** Of an amount of something else promql-unit speaks. */
function isNoAmount({ bound, measured, value }: Threshold): boolean {
  const quantity = bound.expr.kind === 'number' ? bound.expr.quantity : undefined;
  return quantity !== undefined && measured.unit !== undefined && parseQuantity(quantity, measured.unit) !== value;
}

interface Quantile {
  readonly call: Fact;
  readonly bounds: readonly number[];
}

/** The quantile of a classic histogram that is compared, also the highest or lowest of several. */
function quantileOf(fact: Fact): Quantile | undefined {
  const { expr } = fact;
  const last = fact.operands.at(-1);
  if (expr.kind === 'paren') return last && quantileOf(last);
  if (expr.kind === 'aggregation') return passesOn.has(expr.op) && last ? quantileOf(last) : undefined;
  if (expr.kind !== 'call' || expr.func !== 'histogram_quantile') return undefined;
  const bounds = last?.histogram?.form === 'classic' ? last.histogram.bounds : undefined;
  return bounds?.length && isAscending(bounds) ? { call: fact, bounds } : undefined;
}

/** Of buckets that do not ascend metric-buckets speaks. */
function isAscending(bounds: readonly number[]): boolean {
  return bounds.every((bound, i) => i === 0 || bound > bounds[i - 1]!);
}

/** Aggregations that return one of the values they are given. */
const passesOn: ReadonlySet<string> = new Set(['max', 'min', 'topk', 'bottomk', 'limitk']);

interface Gap {
  readonly below: number | undefined;
  readonly above: number;
}

/**
 * Bounds of the buckets of Prometheus' client libraries are at most 2.5 times the one before (client_golang, DefBuckets). Within a
 * bucket values are taken to be spread evenly (https://prometheus.io/docs/practices/histograms/#errors-of-quantile-estimation): the
 * estimate may be wrong by its whole width, so that the true quantile may differ by that factor. More is far apart.
 */
const farApart = 2.5;

/** The bounds that a threshold lies between, where they are far apart. What lies beyond the last is promql-quantile-cap's. */
function gapAround({ value }: Threshold, bounds: readonly number[]): Gap | undefined {
  const index = bounds.findIndex((bound) => bound >= value);
  const above = bounds[index];
  if (above === undefined || above === value || value <= 0) return undefined;
  const below = bounds[index - 1];
  const isNear = below !== undefined && below > 0 && above / below <= farApart + 1e-9;
  return isNear ? undefined : { below, above };
}

function wordsFor(
  value: number,
  { below, above }: Gap,
  about: string,
  unit: Unit | undefined,
): { message: string; help: string } {
  const said = (n: number) => (unit ? formatQuantity(n, unit) : String(n));
  const where =
    below === undefined
      ? `below ${said(above)}, the first bound`
      : `between the bounds ${said(below)} and ${said(above)}`;
  const near = below === undefined ? said(above) : `${said(below)} or ${said(above)}`;
  return {
    message: `${said(value)} lies ${where} of ${about}: where in between the quantile is, is a guess`,
    help: `compare with ${near}, or add a bucket at ${said(value)}`,
  };
}
