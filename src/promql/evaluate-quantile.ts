/** Quantiles of plain values (promql/quantile.go). */

/** NaN before all numbers. */
function byValue(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The φ-quantile, interpolated between the two nearest values. */
export function quantileOf(quantile: number, values: readonly number[]): number {
  const outside = quantileOutside(quantile);
  if (outside !== undefined || values.length === 0) return outside ?? NaN;
  const sorted = [...values].sort(byValue);
  const rank = quantile * (sorted.length - 1);
  const lower = Math.max(0, Math.floor(rank));
  const upper = Math.min(sorted.length - 1, lower + 1);
  const weight = rank - Math.floor(rank);
  return sorted[lower]! * (1 - weight) + sorted[upper]! * weight;
}

/** What stands for a quantile that is none; undefined for one from 0 to 1. */
export function quantileOutside(quantile: number): number | undefined {
  if (Number.isNaN(quantile)) return NaN;
  return quantile < 0 ? -Infinity : quantile > 1 ? Infinity : undefined;
}
