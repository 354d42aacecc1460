/** What becomes of the nature of values when they are calculated with. */
import type { Nature } from './facts.ts';

/** Nature of sums, extremes, means and multiples: a sum of counters is none, but still grows over its whole life. */
const kept: Readonly<Record<Nature, Nature>> = {
  counter: 'total',
  bucket: 'total',
  histogram: 'total',
  total: 'total',
  gauge: 'gauge',
  summary: 'quantile',
  info: 'derived',
  untyped: 'untyped',
  rate: 'rate',
  quantile: 'quantile',
  ratio: 'ratio',
  constant: 'constant',
  derived: 'derived',
  unknown: 'unknown',
};

export function keptNature(nature: Nature): Nature {
  return kept[nature];
}

/** Nature of what may come from either of two vectors, or adds them: their common one, where they have one. */
export function commonNature(a: Nature, b: Nature): Nature {
  if (a === b) return a;
  if (a === 'constant') return b;
  if (b === 'constant') return a;
  if (a === 'unknown' || b === 'unknown') return 'unknown';
  return keptNature(a) === keptNature(b) ? keptNature(a) : 'derived';
}
