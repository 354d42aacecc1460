/** Functions of range vectors: what each makes of the samples of one series. */

import { meanOf, sumOf, varianceOf } from './evaluate-kahan.ts';
import { quantileOf } from './evaluate-quantile.ts';
import { extrapolated, lastStep, trend, type Window } from './evaluate-rate.ts';
import { smoothed } from './evaluate-smoothing.ts';
import type { Sample } from './evaluate-types.ts';
import type { FunctionName } from './functions.ts';

/** The value of one series, given its samples (at least one) and the scalars among the arguments; undefined where there is none. */
export type RangeFunction = (
  samples: readonly Sample[],
  window: Window,
  scalars: readonly number[],
) => number | undefined;

const valuesOf = (samples: readonly Sample[]) => samples.map(({ v }) => v);

const secondsOf = ({ start, end }: Window) => (end - start) / 1000;

/** How often a sample and the one before it are so. */
const pairs =
  (isCounted: (value: number, previous: number) => boolean): RangeFunction =>
  (samples) => {
    let count = 0;
    let previous = samples[0]!.v;
    for (const { v } of samples) {
      if (isCounted(v, previous)) count++;
      previous = v;
    }
    return count;
  };

/** The sample that no other is better than: the first of several, or the last. NaN is worse than all. */
function best(samples: readonly Sample[], isBetter: (a: number, b: number) => boolean): Sample {
  let found = samples[0]!;
  for (const sample of samples) if (isBetter(sample.v, found.v) || Number.isNaN(found.v)) found = sample;
  return found;
}

const larger = (a: number, b: number) => a > b;
const smaller = (a: number, b: number) => a < b;
const atLeast = (a: number, b: number) => a >= b;
const atMost = (a: number, b: number) => a <= b;

export const rangeFunctions: Partial<Record<FunctionName, RangeFunction>> = {
  rate: (samples, window) => {
    const growth = extrapolated(samples, window, true);
    return growth === undefined ? undefined : growth / secondsOf(window);
  },
  increase: (samples, window) => extrapolated(samples, window, true),
  delta: (samples, window) => extrapolated(samples, window, false),
  irate: (samples) => {
    const step = lastStep(samples, true);
    return step === undefined ? undefined : step.difference / step.seconds;
  },
  idelta: (samples) => lastStep(samples, false)?.difference,
  deriv: (samples) => trend(samples, samples[0]!.t)?.slope,
  predict_linear: (samples, { now }, [seconds]) => {
    const line = trend(samples, now);
    return line === undefined ? undefined : line.slope * seconds! + line.intercept;
  },
  double_exponential_smoothing: (samples, _window, [smoothing, growth]) =>
    smoothed(valuesOf(samples), smoothing!, growth!),
  changes: pairs((value, previous) => value !== previous && !(Number.isNaN(value) && Number.isNaN(previous))),
  resets: pairs((value, previous) => value < previous),
  avg_over_time: (samples) => meanOf(valuesOf(samples)),
  count_over_time: (samples) => samples.length,
  first_over_time: (samples) => samples[0]!.v,
  last_over_time: (samples) => samples[samples.length - 1]!.v,
  mad_over_time: (samples) => {
    const median = quantileOf(0.5, valuesOf(samples));
    return quantileOf(
      0.5,
      samples.map(({ v }) => Math.abs(v - median)),
    );
  },
  max_over_time: (samples) => best(samples, larger).v,
  min_over_time: (samples) => best(samples, smaller).v,
  present_over_time: () => 1,
  quantile_over_time: (samples, _window, [quantile]) => quantileOf(quantile!, valuesOf(samples)),
  stddev_over_time: (samples) => Math.sqrt(varianceOf(valuesOf(samples))),
  stdvar_over_time: (samples) => varianceOf(valuesOf(samples)),
  sum_over_time: (samples) => sumOf(valuesOf(samples)),
  ts_of_first_over_time: (samples) => samples[0]!.t / 1000,
  ts_of_last_over_time: (samples) => samples[samples.length - 1]!.t / 1000,
  ts_of_max_over_time: (samples) => best(samples, atLeast).t / 1000,
  ts_of_min_over_time: (samples) => best(samples, atMost).t / 1000,
};
