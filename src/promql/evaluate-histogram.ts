/** Classic histograms, series that count what is at most `le`: their quantiles and fractions (promql/quantile.go). */
import { labelValue, wholeSignature, withoutNames } from './evaluate-labels.ts';
import { quantileOutside } from './evaluate-quantile.ts';
import type { SeriesLabels, VectorSample } from './evaluate-types.ts';
import { parseFloat64 } from './go-float.ts';
import { metricName } from './labels.ts';

interface Bucket {
  readonly bound: number;
  /** Of this bucket and those below. */
  count: number;
}

interface Histogram {
  readonly labels: SeriesLabels;
  readonly buckets: Bucket[];
}

/** How much counts may differ, in relation to their size, to be the same. */
const tolerated = 1e-12;

/** The quantile of each histogram. Prometheus 3 takes counts that differ by rounding alone as equal, 2 does not. */
export function histogramQuantiles(
  quantile: number,
  samples: readonly VectorSample[],
  isTolerant: boolean,
): readonly VectorSample[] {
  return histogramsIn(samples).map(({ labels, buckets }) => ({
    labels,
    value: quantileIn(quantile, buckets, isTolerant ? tolerated : 0),
  }));
}

/** The part of each histogram that lies between two values. */
export function histogramFractions(
  lower: number,
  upper: number,
  samples: readonly VectorSample[],
): readonly VectorSample[] {
  return histogramsIn(samples).map(({ labels, buckets }) => ({ labels, value: fractionIn(lower, upper, buckets) }));
}

/** The buckets of each series; what has no bound is none. */
function histogramsIn(samples: readonly VectorSample[]): readonly Histogram[] {
  const found = new Map<string, Histogram>();
  for (const { labels, value } of samples) {
    const bound = parseFloat64(labelValue(labels, 'le'));
    if (bound === undefined) continue;
    const signature = seriesSignature(labels);
    let histogram = found.get(signature);
    if (histogram === undefined) {
      histogram = { labels: withoutNames(labels, ['le', metricName]), buckets: [] };
      found.set(signature, histogram);
    }
    histogram.buckets.push({ bound, count: value });
  }
  return [...found.values()];
}

function seriesSignature(labels: SeriesLabels): string {
  return wholeSignature(withoutNames(labels, ['le']));
}

function quantileIn(quantile: number, all: readonly Bucket[], tolerance: number): number {
  const outside = quantileOutside(quantile);
  if (outside !== undefined) return outside;
  const buckets = ascending(all, tolerance);
  const total = buckets[buckets.length - 1]!;
  if (total.bound !== Infinity || buckets.length < 2 || total.count === 0) return NaN;
  const rank = quantile * total.count;
  const index = firstHolding(buckets, rank);
  if (index === buckets.length - 1) return buckets[index - 1]!.bound;
  const { bound, count } = buckets[index]!;
  if (index === 0 && bound <= 0) return bound;
  const below = index === 0 ? { bound: 0, count: 0 } : buckets[index - 1]!;
  return below.bound + (bound - below.bound) * ((rank - below.count) / (count - below.count));
}

function fractionIn(lower: number, upper: number, all: readonly Bucket[]): number {
  const buckets = ascending(all, tolerated);
  const total = buckets[buckets.length - 1]!;
  if (total.bound !== Infinity || total.count === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return NaN;
  return lower >= upper ? 0 : (rankAt(upper, buckets) - rankAt(lower, buckets)) / total.count;
}

/** How many lie below a value: those of its bucket in proportion, all where that has no beginning, none where it has no end. */
function rankAt(value: number, buckets: readonly Bucket[]): number {
  const index = buckets.findIndex(({ bound }) => bound > value);
  if (index === -1) return buckets[buckets.length - 1]!.count;
  const { bound, count } = buckets[index]!;
  const below = buckets[index - 1] ?? { bound: bound > 0 ? 0 : -Infinity, count: 0 };
  if (value <= below.bound) return below.count;
  if (below.bound === -Infinity) return count;
  return below.count + (count - below.count) * ((value - below.bound) / (bound - below.bound));
}

/** The first bucket that counts up to a rank; the last one where none does. A binary search: of NaN it passes by. */
function firstHolding(buckets: readonly Bucket[], rank: number): number {
  let low = 0;
  let high = buckets.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (buckets[middle]!.count >= rank) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** By bound, equal bounds as one, and no bucket counting less than the one below it: they may be scraped at different times. */
function ascending(buckets: readonly Bucket[], tolerance: number): readonly Bucket[] {
  const sorted = [...buckets].sort((a, b) => a.bound - b.bound);
  const merged: Bucket[] = [];
  for (const { bound, count } of sorted) {
    const last = merged[merged.length - 1];
    if (last?.bound === bound) last.count += count;
    else merged.push({ bound, count });
  }
  let most = merged[0]!.count;
  for (const bucket of merged) {
    if (bucket.count < most || isNear(bucket.count, most, tolerance)) bucket.count = most;
    else if (bucket.count > most) most = bucket.count;
  }
  return merged;
}

function isNear(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) < tolerance * (Math.abs(a) + Math.abs(b));
}
