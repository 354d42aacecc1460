import type { ObservedFunctions } from './function-methods.ts';
import type { Flag, Label, Observed, RangeFlag } from './operand.ts';
import type { Duration } from './quantity.ts';
import type { Chosen, Kept, Selecting, Selector } from './series.ts';
import type { VectorOf } from './vector.ts';

/** The bucket series of classic histograms: what can be done with them by hand. */

type Rating<U extends string> = <L, O extends string, F extends Flag, R extends Duration | undefined = undefined>(
  this: Observed<L, O, F>,
  range?: R,
) => BucketRates<L, O, F | RangeFlag<R>, U>;
interface BucketMethods extends Selecting {
  readonly rate: Rating<'observations/second'>;
  readonly irate: Rating<'observations/second'>;
  readonly increase: Rating<'observations'>;
}

/** The bucket series of a classic histogram. */
export interface Buckets<L, U extends string, F extends Flag = never>
  extends Observed<L, U, F>,
    Selector<'buckets', L, U, F, never>,
    BucketMethods {}

type BucketRateMethods = ObservedFunctions<'buckets'> & SummingBuckets;
interface SummingBuckets {
  /** Sum; keep `le` in `by` (or out of `without`) for a quantile. */
  sum<
    L,
    O extends string,
    F extends Flag,
    U extends string,
    By extends Label<L> = never,
    Without extends Label<L> = never,
  >(
    this: Observed<L, O, F> & Summed<U>,
    grouping: Chosen<By, Without>,
  ): [Without] extends [never]
    ? 'le' extends By
      ? BucketRates<Kept<L, By>, O, F, U>
      : VectorOf<Kept<L, By>, U, F>
    : 'le' extends Without
      ? VectorOf<Omit<L, Without>, U, F>
      : BucketRates<Omit<L, Without>, O, F, U>;
}

declare const summed: unique symbol;
/** What the observations are counted in once they are summed: per second after `rate`, as they are after `increase`. */
interface Summed<U extends string> {
  readonly [summed]: U;
}

/** Rates of bucket series: sum them by `le` and take a quantile. */
export interface BucketRates<L, O extends string, F extends Flag, U extends string = 'observations/second'>
  extends Observed<L, O, F>,
    Summed<U>,
    BucketRateMethods {}
