/** Sums that keep what floating-point addition loses (Kahan, Neumaier). */

export interface Sum {
  total: number;
  /** What was lost so far. */
  lost: number;
}

export function add(sum: Sum, value: number): void {
  const total = sum.total + value;
  if (total === Infinity || total === -Infinity) sum.lost = 0;
  else if (Math.abs(sum.total) >= Math.abs(value)) sum.lost += sum.total - total + value;
  else sum.lost += value - total + sum.total;
  sum.total = total;
}

export function newSum(): Sum {
  return { total: 0, lost: 0 };
}

export function result({ total, lost }: Sum): number {
  return Math.abs(total) === Infinity ? total : total + lost;
}

export function sumOf(values: readonly number[]): number {
  const sum = newSum();
  for (const value of values) add(sum, value);
  return result(sum);
}

/** The mean, of values whose sum is too large for a number too. */
export function meanOf(values: readonly number[]): number {
  const sum = sumOf(values);
  return Number.isFinite(sum) ? sum / values.length : runningMean(values);
}

function runningMean(values: readonly number[]): number {
  let mean = 0;
  for (const [index, value] of values.entries()) {
    // Once infinite, only the other infinity and NaN change it.
    if (Math.abs(mean) === Infinity && (value === mean || Number.isFinite(value))) continue;
    const count = index + 1;
    mean += value / count - mean / count;
  }
  return mean;
}

/** The variance around the mean, by Welford's method. */
export function varianceOf(values: readonly number[]): number {
  const mean = newSum();
  const squares = newSum();
  for (const [index, value] of values.entries()) {
    const delta = value - (mean.total + mean.lost);
    add(mean, delta / (index + 1));
    add(squares, delta * (value - (mean.total + mean.lost)));
  }
  return (squares.total + squares.lost) / values.length;
}
