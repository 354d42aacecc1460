import type { Matching, Not, OneOf } from './label.ts';
import type { Duration, Quantity } from './quantity.ts';
import type { NoSuchLabel } from './refusal.ts';
import type {
  Aggregations,
  Flag,
  Functions,
  Label,
  Labels,
  Operand,
  RangeFlag,
  SetOperators,
  Vector,
  VectorOf,
} from './vector.ts';

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
type MatcherFlag<M> = Extract<M[keyof M], VariableHandle> extends never ? never : 'dashboard';

/** What every selector has; `Self` tells which handle comes back. */
interface Selecting<L, F extends Flag, K extends Kind, U extends string, B> {
  /**
   * Selects series by their labels.
   *
   * @example requests.where({ status: 'error', method: matching('context\\..*') })
   */
  where<const M extends Matchers<L>>(matchers: M & Refused<M, L>): Handle<K, L, U, F | MatcherFlag<M>, B>;
  /** The same series, that long ago. */
  offset(duration: Duration): Handle<K, L, U, F, B>;
  /** The same series at a fixed Unix time in seconds, or at the start or end of the query. */
  at(time: number | 'start' | 'end'): Handle<K, L, U, F, B>;
}

type Kind = 'counter' | 'gauge' | 'histogram' | 'nativeHistogram' | 'buckets' | 'summary' | 'info' | 'untyped';
type Handle<K extends Kind, L, U extends string, F extends Flag, B> = K extends 'counter'
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

/** How a recipe over a counter or histogram is computed; no `over` means `$__rate_interval`, which only dashboards have. */
export interface Over<By, R> {
  readonly over?: R;
  /** Labels to keep apart; all others are summed over. */
  readonly by?: By | readonly By[];
}
type Kept<L, By> = { readonly [K in keyof L & By]: L[K] };
type OverFlag<R> = RangeFlag<R>;

/** A bare counter may be counted and combined by label sets; its value means something only through `rate` and the like. */
type BareInstant<L, U extends string, F extends Flag> = Operand<L, U, F> &
  Aggregations<'count' | 'group', L, U, F> &
  SetOperators<L, U, F>;

/** Counts up, and restarts from 0: read it through `rate`, `increase`, `fraction`. */
export interface Counter<L, U extends string, F extends Flag = never>
  extends Selecting<L, F, 'counter', U, never>,
    BareInstant<L, U, F>,
    Functions<'counter', L, U, F> {
  /**
   * Share of the increase that these matchers select, between 0 and 1.
   *
   * @example requests.fraction({ status: 'error' }, { over: '5m', by: 'method' })
   */
  fraction<const M extends Matchers<L>, By extends Label<L> = never, R extends Duration | undefined = undefined>(
    matchers: M & Refused<M, L>,
    over?: Over<By, R>,
  ): VectorOf<Kept<L, By>, 'ratio', F | MatcherFlag<M> | OverFlag<R>>;
}

/** Goes up and down: compare it, aggregate it, look at it over time. */
export interface Gauge<L, U extends string, F extends Flag = never>
  extends Selecting<L, F, 'gauge', U, never>,
    Vector<L, U, F> {}
/** A gauge of Unix times. */
export interface TimestampGauge<L, F extends Flag = never>
  extends Gauge<L, 'timestamp', F>,
    Functions<'timestamp', L, 'timestamp', F> {}
export type GaugeOf<L, U extends string, F extends Flag = never> = U extends 'timestamp'
  ? TimestampGauge<L, F>
  : Gauge<L, U, F>;

/** A metric of unknown type: offers what counters and gauges offer. */
export interface Untyped<L, U extends string, F extends Flag = never>
  extends Selecting<L, F, 'untyped', U, never>,
    Vector<L, U, F>,
    Omit<Functions<'counter', L, U, F>, keyof Functions<'gauge', L, U, F>> {}

/** Always 1; its labels are what it tells. Join it with `on` and `groupLeft`. */
export interface Info<L, F extends Flag = never>
  extends Selecting<L, F, 'info', 'number', never>,
    Vector<L, 'number', F> {}

type Shift3<S extends string> = S extends `${infer Whole}.${infer Decimals}`
  ? Decimals extends `${infer A}${infer B}${infer C}${infer Rest}`
    ? TrimZeros<`${Whole}${A}${B}${C}`> extends infer Moved extends string
      ? Rest extends ''
        ? Moved
        : `${Moved}.${Rest}`
      : never
    : Decimals extends `${infer A}${infer B}`
      ? B extends ''
        ? TrimZeros<`${Whole}${A}00`>
        : TrimZeros<`${Whole}${A}${B}0`>
      : TrimZeros<`${Whole}${Decimals}00`>
  : `${S}000`;
type TrimZeros<S extends string> = S extends `0${infer Rest}` ? (Rest extends '' ? '0' : TrimZeros<Rest>) : S;

interface Binary {
  readonly 1024: '1KiB';
  readonly 4096: '4KiB';
  readonly 16384: '16KiB';
  readonly 65536: '64KiB';
  readonly 262144: '256KiB';
  readonly 1048576: '1MiB';
  readonly 4194304: '4MiB';
  readonly 16777216: '16MiB';
  readonly 67108864: '64MiB';
  readonly 268435456: '256MiB';
  readonly 1073741824: '1GiB';
}

/** A bucket's bound as a number or with its unit: of `[0.25, 1]` seconds, `0.25`, `'0.25s'`, `'250ms'`, `1`, `'1s'`, `'1000ms'`. */
export type Bound<B, U extends string> =
  | B
  | (B extends number
      ? U extends 'seconds'
        ? `${B}s` | `${Shift3<`${B}`>}ms`
        : U extends 'bytes'
          ? `${B}B` | (B extends keyof Binary ? Binary[B] : never)
          : never
      : never);

interface Observing<L, U extends string, F extends Flag, Limit> {
  /**
   * Estimated quantile of the observations: 0.95 for the 95th percentile.
   *
   * @example duration.quantile(0.95, { over: '5m', by: 'method' })
   */
  quantile<By extends Label<L> = never, R extends Duration | undefined = undefined>(
    quantile: number,
    over?: Over<By, R>,
  ): VectorOf<Kept<L, By>, U, F | OverFlag<R>>;
  /** Mean of the observations: their sum over their number. */
  average<By extends Label<L> = never, R extends Duration | undefined = undefined>(
    over?: Over<By, R>,
  ): VectorOf<Kept<L, By>, U, F | OverFlag<R>>;
  /**
   * Share of the observations at or below a bound, between 0 and 1; of a classic histogram the bound is one of its buckets'.
   *
   * @example duration.fractionBelow('500ms', { over: '5m' })
   */
  fractionBelow<By extends Label<L> = never, R extends Duration | undefined = undefined>(
    bound: Limit,
    over?: Over<By, R>,
  ): VectorOf<Kept<L, By>, 'ratio', F | OverFlag<R>>;
}

/** A classic histogram: buckets chosen beforehand. Its series are at hand as `_bucket`, `_sum` and `_count`. */
export interface Histogram<L, U extends string, F extends Flag = never, B = number>
  extends Selecting<L, F, 'histogram', U, B>,
    Observing<L, U, F, Bound<B, U>> {
  /** Observations at or below each bound, label `le`. */
  readonly _bucket: Buckets<L & { readonly le: string }, U, F>;
  /** Sum of the observations. */
  readonly _sum: Counter<L, U, F>;
  /** Number of observations. */
  readonly _count: Counter<L, 'observations', F>;
}

/** The bucket series of a classic histogram. */
export interface Buckets<L, U extends string, F extends Flag = never>
  extends Selecting<L, F, 'buckets', U, never>,
    Operand<L, 'observations', F>,
    BucketFunctions<L, U, F> {}
type BucketFunctions<L, U extends string, F extends Flag> = {
  readonly [M in 'rate' | 'irate' | 'increase']: <R extends Duration | undefined = undefined>(
    range?: R,
  ) => BucketRates<L, U, F | RangeFlag<R>>;
};

/** Rates of bucket series: sum them by `le` and take a quantile. */
export interface BucketRates<L, U extends string, F extends Flag>
  extends Operand<L, 'observations/second', F>,
    Functions<'buckets', L, 'observations/second', F, U> {
  /** Sum; keep `le` in `by` (or out of `without`) for a quantile. */
  sum<By extends Label<L> = never, Without extends Label<L> = never>(
    grouping: { readonly by: By | readonly By[] } | { readonly without: Without | readonly Without[] },
  ): [Without] extends [never]
    ? 'le' extends By
      ? BucketRates<Kept<L, By>, U, F>
      : VectorOf<Kept<L, By>, 'observations/second', F>
    : 'le' extends Without
      ? VectorOf<Omit<L, Without>, 'observations/second', F>
      : BucketRates<Omit<L, Without>, U, F>;
}

/** A native histogram: one series holds the whole distribution. */
export interface NativeHistogram<L, U extends string, F extends Flag = never>
  extends Selecting<L, F, 'nativeHistogram', U, never>,
    Observing<L, U, F, Quantity<U>>,
    NativeRates<L, U, F>,
    NativeFunctions<L, U, F> {}
type NativeFunctions<L, U extends string, F extends Flag> = {
  readonly [M in 'rate' | 'irate' | 'increase']: <R extends Duration | undefined = undefined>(
    range?: R,
  ) => NativeRates<L, U, F | RangeFlag<R>>;
};

/** Native histograms as values: aggregate them, then read a quantile, an average or a share off them. */
export interface NativeRates<L, U extends string, F extends Flag>
  extends Operand<L, 'observations', F>,
    Omit<Functions<'native', L, 'observations', F, U>, 'rate' | 'irate' | 'increase'> {
  sum<By extends Label<L> = never, Without extends Label<L> = never>(
    grouping?: { readonly by?: By | readonly By[] } | { readonly without?: Without | readonly Without[] },
  ): NativeRates<[Without] extends [never] ? Kept<L, By> : Omit<L, Without>, U, F>;
  avg<By extends Label<L> = never, Without extends Label<L> = never>(
    grouping?: { readonly by?: By | readonly By[] } | { readonly without?: Without | readonly Without[] },
  ): NativeRates<[Without] extends [never] ? Kept<L, By> : Omit<L, Without>, U, F>;
}

/** A summary: quantiles computed by the exporter, which cannot be aggregated. */
export interface Summary<L, U extends string, F extends Flag = never, Q = number>
  extends Selecting<L, F, 'summary', U, Q> {
  /** One of the quantiles the exporter computes. */
  quantile(quantile: Q): GaugeOf<L & { readonly quantile: string }, U, F>;
  /** Mean of the observations: their sum over their number. */
  average<By extends Label<L> = never, R extends Duration | undefined = undefined>(
    over?: Over<By, R>,
  ): VectorOf<Kept<L, By>, U, F | OverFlag<R>>;
  readonly _sum: Counter<L, U, F>;
  readonly _count: Counter<L, 'observations', F>;
}

export type AnyMetric = { readonly metricName: string };
export type { Labels, OneOf };
