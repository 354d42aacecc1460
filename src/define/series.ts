import type { Aggregations } from './aggregation-methods.ts';
import type { Bound } from './bound.ts';
import type { Buckets } from './bucket-series.ts';
import type { Functions, ObservedFunctions } from './function-methods.ts';
import type { Matching, Not } from './label.ts';
import type { Flag, Label, Observed, Operand, RangeFlag } from './operand.ts';
import type { SetOperators } from './operator-methods.ts';
import type { Duration, Quantity } from './quantity.ts';
import type { NoSuchLabel } from './refusal.ts';
import type { Timestamps, Vector, VectorOf } from './vector.ts';

/** The types of metric handles: what each type of metric offers. */

/** A dashboard variable in a matcher: `where({ method })`. */
export interface VariableHandle {
  readonly variable: string;
  readonly multi: boolean;
}

/** What a matcher of one label may be: a value, several, their opposite, a regular expression or a dashboard variable. */
export type Matcher<V extends string> = V | readonly V[] | Not<V> | Matching | VariableHandle;
export type Matchers<L> = { readonly [K in keyof L]?: L[K] extends string ? Matcher<L[K]> : never };
/** Names that are no labels, made visible: an excess property of a generic argument is not refused by itself. */
export type Refused<M, L> = { readonly [K in Exclude<keyof M, keyof L>]: NoSuchLabel<K, keyof L> };
/** Where the matchers are refused, the compiler goes on with their constraint, whose values are any: that is no variable. */
type MatcherFlag<M> = [Extract<M[keyof M], VariableHandle>] extends [infer V]
  ? [V] extends [never]
    ? never
    : [VariableHandle] extends [V]
      ? never
      : 'dashboard'
  : never;

declare const selects: unique symbol;
export type Kind = 'counter' | 'gauge' | 'histogram' | 'nativeHistogram' | 'buckets' | 'summary' | 'info' | 'untyped';

/** A metric's series: which handle it is, with its labels, unit and flags, and the bounds or quantiles it has. */
export interface Selector<K extends Kind, L, U extends string, F extends Flag, B> {
  readonly [selects]: {
    readonly kind: K;
    readonly labels: L;
    readonly unit: U;
    readonly flags: F;
    readonly bounds: B;
  };
}
/** The series of any metric with these labels. */
// biome-ignore lint/suspicious/noExplicitAny: the selector of any kind and unit
export type SelectorOf<L> = Selector<any, L, any, any, any>;

export type Handle<K extends Kind, L, U extends string, F extends Flag, B> = K extends 'counter'
  ? Counter<L, U, F>
  : K extends 'gauge'
    ? GaugeOf<L, U, F>
    : K extends 'histogram'
      ? Histogram<L, U, F, B>
      : K extends 'nativeHistogram'
        ? NativeHistogram<L, U, F>
        : K extends 'buckets'
          ? Buckets<L, U, F>
          : K extends 'summary'
            ? Summary<L, U, F, B>
            : K extends 'info'
              ? Info<L, F>
              : Untyped<L, U, F>;

/** What every selector has. */
export interface Selecting {
  /**
   * Selects series by their labels.
   *
   * @example requests.where({ status: 'error', method: matching('context\\..*') })
   */
  where<K extends Kind, L, U extends string, F extends Flag, B, const M extends Matchers<L>>(
    this: Selector<K, L, U, F, B>,
    matchers: M & Refused<M, L>,
  ): Handle<K, L, U, F | MatcherFlag<M>, B>;
  /** The same series, that long ago. */
  offset<K extends Kind, L, U extends string, F extends Flag, B>(
    this: Selector<K, L, U, F, B>,
    duration: Duration,
  ): Handle<K, L, U, F, B>;
  /** The same series at a fixed Unix time in seconds, or at the start or end of the query. */
  at<K extends Kind, L, U extends string, F extends Flag, B>(
    this: Selector<K, L, U, F, B>,
    time: number | 'start' | 'end',
  ): Handle<K, L, U, F, B>;
}

/** How a recipe over a counter or histogram is computed; no `over` means `$__rate_interval`, which only dashboards have. */
export interface Over<By, R> {
  readonly over?: R;
  /** Labels to keep apart; all others are summed over. */
  readonly by?: By | readonly By[];
}
export type Kept<L, By> = { readonly [K in keyof L & By]: L[K] };

/** A bare counter may be counted and combined by label sets; its value means something only through `rate` and the like. */
type CounterMethods = Selecting & Aggregations<'count' | 'group'> & SetOperators & Functions<'counter'> & Sharing;
interface Sharing {
  /**
   * Share of the increase that these matchers select, between 0 and 1.
   *
   * @example requests.fraction({ status: 'error' }, { over: '5m', by: 'method' })
   */
  fraction<
    L,
    U extends string,
    F extends Flag,
    const M extends Matchers<L>,
    By extends Label<L> = never,
    R extends Duration | undefined = undefined,
  >(
    this: Operand<L, U, F>,
    matchers: M & Refused<M, L>,
    over?: Over<By, R>,
  ): VectorOf<Kept<L, By>, 'ratio', F | MatcherFlag<M> | RangeFlag<R>>;
}

/** Counts up, and restarts from 0: read it through `rate`, `increase`, `fraction`. */
export interface Counter<L, U extends string, F extends Flag = never>
  extends Operand<L, U, F>,
    Selector<'counter', L, U, F, never>,
    CounterMethods {}

/** Goes up and down: compare it, aggregate it, look at it over time. */
export interface Gauge<L, U extends string, F extends Flag = never>
  extends Vector<L, U, F>,
    Selector<'gauge', L, U, F, never>,
    Selecting {}
/** A gauge of Unix times. */
export interface TimestampGauge<L, F extends Flag = never>
  extends Timestamps<L, F>,
    Selector<'gauge', L, 'timestamp', F, never>,
    Selecting {}
export type GaugeOf<L, U extends string, F extends Flag = never> = U extends 'timestamp'
  ? TimestampGauge<L, F>
  : Gauge<L, U, F>;

/** A metric of unknown type: offers what counters and gauges offer. */
export interface Untyped<L, U extends string, F extends Flag = never>
  extends Vector<L, U, F>,
    Selector<'untyped', L, U, F, never>,
    UntypedMethods {}
type UntypedMethods = Selecting & Omit<Functions<'counter'>, keyof Functions<'gauge'>>;

/** Always 1; its labels are what it tells. Join it with `on` and `groupLeft`. */
export interface Info<L, F extends Flag = never>
  extends Vector<L, 'number', F>,
    Selector<'info', L, 'number', F, never>,
    Selecting {}

type Limit<K extends Kind, U extends string, B> = K extends 'histogram' ? Bound<B, U> : Quantity<U>;

interface Averaging {
  /** Mean of the observations: their sum over their number. */
  average<
    K extends Kind,
    L,
    U extends string,
    F extends Flag,
    B,
    By extends Label<L> = never,
    R extends Duration | undefined = undefined,
  >(this: Selector<K, L, U, F, B>, over?: Over<By, R>): VectorOf<Kept<L, By>, U, F | RangeFlag<R>>;
}
interface Observing extends Selecting, Averaging {
  /**
   * Estimated quantile of the observations: 0.95 for the 95th percentile.
   *
   * @example duration.quantile(0.95, { over: '5m', by: 'method' })
   */
  quantile<
    K extends Kind,
    L,
    U extends string,
    F extends Flag,
    B,
    By extends Label<L> = never,
    R extends Duration | undefined = undefined,
  >(this: Selector<K, L, U, F, B>, quantile: number, over?: Over<By, R>): VectorOf<Kept<L, By>, U, F | RangeFlag<R>>;
  /**
   * Share of the observations at or below a bound, between 0 and 1; of a classic histogram the bound is one of its buckets'.
   *
   * @example duration.fractionBelow('500ms', { over: '5m' })
   */
  fractionBelow<
    K extends Kind,
    L,
    U extends string,
    F extends Flag,
    B,
    By extends Label<L> = never,
    R extends Duration | undefined = undefined,
  >(
    this: Selector<K, L, U, F, B>,
    bound: NoInfer<Limit<K, U, B>>,
    over?: Over<By, R>,
  ): VectorOf<Kept<L, By>, 'ratio', F | RangeFlag<R>>;
}

/** A classic histogram: buckets chosen beforehand. Its series are at hand as `_bucket`, `_sum` and `_count`. */
export interface Histogram<L, U extends string, F extends Flag = never, B = number>
  extends Selector<'histogram', L, U, F, B>,
    Observing {
  /** Observations at or below each bound, label `le`. */
  readonly _bucket: Buckets<L & { readonly le: string }, U, F>;
  /** Sum of the observations. */
  readonly _sum: Counter<L, U, F>;
  /** Number of observations. */
  readonly _count: Counter<L, 'observations', F>;
}

/** Grouping that has to be said: whether `le` survives decides what can be done next. */
export type Chosen<By, Without> =
  | { readonly by: By | readonly By[]; readonly without?: never }
  | { readonly without: Without | readonly Without[]; readonly by?: never };

type NativeRating = <L, O extends string, F extends Flag, R extends Duration | undefined = undefined>(
  this: Observed<L, O, F>,
  range?: R,
) => NativeRates<L, O, F | RangeFlag<R>>;
type NativeAggregation = <
  L,
  O extends string,
  F extends Flag,
  By extends Label<L> = never,
  Without extends Label<L> = never,
>(
  this: Observed<L, O, F>,
  grouping?: Partial<Chosen<By, Without>>,
) => NativeRates<[Without] extends [never] ? Kept<L, By> : Omit<L, Without>, O, F>;

type NativeRateMethods = Omit<ObservedFunctions<'native'>, 'rate' | 'irate' | 'increase'> & NativeAggregations;
interface NativeAggregations {
  readonly sum: NativeAggregation;
  readonly avg: NativeAggregation;
}
type NativeMethods = NativeRateMethods & Observing & NativeRatings;
interface NativeRatings {
  readonly rate: NativeRating;
  readonly irate: NativeRating;
  readonly increase: NativeRating;
}

/** Native histograms as values: aggregate them, then read a quantile, an average or a share off them. */
export interface NativeRates<L, O extends string, F extends Flag> extends Observed<L, O, F>, NativeRateMethods {}

/** A native histogram: one series holds the whole distribution. */
export interface NativeHistogram<L, U extends string, F extends Flag = never>
  extends Observed<L, U, F>,
    Selector<'nativeHistogram', L, U, F, never>,
    NativeMethods {}

interface SummaryMethods extends Selecting, Averaging {}

/** A summary: quantiles computed by the exporter, which cannot be aggregated. */
export interface Summary<L, U extends string, F extends Flag = never, Q = number>
  extends Selector<'summary', L, U, F, Q>,
    SummaryMethods {
  /** One of the quantiles the exporter computes. */
  quantile(quantile: Q): GaugeOf<L & { readonly quantile: string }, U, F>;
  readonly _sum: Counter<L, U, F>;
  readonly _count: Counter<L, 'observations', F>;
}
