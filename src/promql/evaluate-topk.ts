/** The k largest or smallest of a group. */
import type { VectorSample } from './evaluate-types.ts';

/** The best first, NaN last. Which of equal ones stay is decided by their order, in Prometheus too. */
export function extremes(
  group: readonly VectorSample[],
  count: number,
  which: 'largest' | 'smallest',
): readonly VectorSample[] {
  return count < 1 ? [] : inOrder(group, which).slice(0, count);
}

/** By value, NaN last either way. */
export function inOrder(samples: readonly VectorSample[], first: 'largest' | 'smallest'): readonly VectorSample[] {
  const numbers = samples.filter(({ value }) => !Number.isNaN(value));
  const rest = samples.filter(({ value }) => Number.isNaN(value));
  numbers.sort((a, b) => (a.value === b.value ? 0 : a.value < b.value === (first === 'smallest') ? -1 : 1));
  return [...numbers, ...rest];
}
