/** Double exponential smoothing (Holt and Winters, without seasons). */
import { EvaluationError } from './evaluate-types.ts';

/** The level after the last value; undefined for a single one. Newer values weigh more the larger the factors are. */
export function smoothed(values: readonly number[], smoothing: number, growth: number): number | undefined {
  requireFactor('smoothing', smoothing);
  requireFactor('trend', growth);
  const [first, second] = values;
  if (first === undefined || second === undefined) return undefined;
  let previous = 0;
  let level = first;
  let slope = second - first;
  for (let index = 1; index < values.length; index++) {
    if (index > 1) slope = growth * (level - previous) + (1 - growth) * slope;
    const next = smoothing * values[index]! + (1 - smoothing) * (level + slope);
    previous = level;
    level = next;
  }
  return level;
}

function requireFactor(what: string, factor: number): void {
  if (factor <= 0 || factor >= 1)
    throw new EvaluationError(`invalid ${what} factor. Expected: 0 < factor < 1, got: ${factor}`);
}
