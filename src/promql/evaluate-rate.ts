/** How much a series grew or changed in a range, and its trend (promql/functions.go). */
import { add, newSum, result } from './evaluate-kahan.ts';
import type { Sample } from './evaluate-types.ts';

/** The range that samples were taken from; times in milliseconds. */
export interface Window {
  readonly start: number;
  readonly end: number;
  /** When it is looked at. */
  readonly now: number;
  readonly leftOpen: boolean;
}

/** The difference over the whole range, resets of a counter made up for: more than was sampled, as samples rarely stand at its ends. */
export function extrapolated(samples: readonly Sample[], window: Window, isCounter: boolean): number | undefined {
  const first = samples[0]!;
  const last = samples[samples.length - 1]!;
  if (samples.length < 2 || first.t === last.t) return undefined;
  const difference = last.v - first.v + (isCounter ? lostInResets(samples) : 0);
  // In seconds, as there: rounding decides at the threshold.
  const sampled = (last.t - first.t) / 1000;
  const gap = sampled / (samples.length - 1);
  const zero = isCounter && difference > 0 && first.v >= 0 ? sampled * (first.v / difference) : Infinity;
  const before = untilStart((first.t - window.start) / 1000, gap, zero, window.leftOpen);
  const after = untilEdge((window.end - last.t) / 1000, gap);
  return difference * ((sampled + before + after) / sampled);
}

function lostInResets(samples: readonly Sample[]): number {
  let lost = 0;
  let previous = samples[0]!.v;
  for (const { v } of samples) {
    if (v < previous) lost += previous;
    previous = v;
  }
  return lost;
}

/** A series further from the edge than samples are from each other began, or ended, in the range: half a gap away. */
function untilEdge(distance: number, gap: number): number {
  return distance >= gap * 1.1 ? gap / 2 : distance;
}

/** A counter is not extrapolated below zero. Prometheus 2 looked for zero before it judged the distance. */
function untilStart(distance: number, gap: number, zero: number, leftOpen: boolean): number {
  return leftOpen ? Math.min(untilEdge(distance, gap), zero) : untilEdge(Math.min(distance, zero), gap);
}

/** The difference of the last two samples, and the seconds between them. */
export function lastStep(
  samples: readonly Sample[],
  isCounter: boolean,
): { readonly difference: number; readonly seconds: number } | undefined {
  const last = samples.at(-1)!;
  const previous = samples.at(-2);
  if (previous === undefined || previous.t === last.t) return undefined;
  const difference = isCounter && last.v < previous.v ? last.v : last.v - previous.v;
  return { difference, seconds: (last.t - previous.t) / 1000 };
}

/** The straight line nearest to the samples: how it rises each second, and its value at `origin`; undefined for a single sample. */
export function trend(
  samples: readonly Sample[],
  origin: number,
): { readonly slope: number; readonly intercept: number } | undefined {
  const count = samples.length;
  if (count < 2) return undefined;
  const first = samples[0]!.v;
  if (samples.every(({ v }) => v === first))
    return Number.isFinite(first) ? { slope: 0, intercept: first } : { slope: NaN, intercept: NaN };
  const [x, y, xy, xx] = [newSum(), newSum(), newSum(), newSum()];
  for (const { t, v } of samples) {
    const seconds = (t - origin) / 1000;
    add(x, seconds);
    add(y, v);
    add(xy, seconds * v);
    add(xx, seconds * seconds);
  }
  const [sumX, sumY] = [result(x), result(y)];
  const slope = (result(xy) - (sumX * sumY) / count) / (result(xx) - (sumX * sumX) / count);
  return { slope, intercept: sumY / count - (slope * sumX) / count };
}
