import type { FunctionName, functions, Receiver } from '../promql/functions.ts';
import type { CamelCase, Flag, Label, Observed, Operand, Parameter, RangeFlag, Scalar } from './operand.ts';
import type { Duration, FunctionUnit } from './quantity.ts';
import type { NativeRates } from './series.ts';
import type { VectorOf } from './vector.ts';

/**
 * The functions of the table as methods. They ask for what they are called on by `this`, so that each set of methods is one
 * type, computed once, whatever the labels and units of the vectors that have it.
 */

type Rows = typeof functions;

/** Options of a function over a range: `step` evaluates the operand as a subquery. */
export interface RangeOptions {
  readonly step?: Duration;
}

/** The methods that the table offers on plain series and vectors. */
export type Functions<R extends Receiver> = {
  readonly [N in FunctionName as R extends Rows[N]['on'][number] ? CamelCase<N> : never]: Method<N>;
};

/** The methods that the table offers on a histogram's buckets and samples. */
export type ObservedFunctions<R extends 'buckets' | 'native'> = {
  readonly [N in FunctionName as R extends Rows[N]['on'][number] ? CamelCase<N> : never]: ObservedMethod<N>;
};

type Args<N extends FunctionName> = Rows[N]['args'];
type Effect<N extends FunctionName> = Rows[N]['unit'];
type ResultFlags<N extends FunctionName, F extends Flag> = Rows[N]['labels'] extends 'matchers' ? F | 'conditional' : F;
type Result<N extends FunctionName, L, U extends string, F extends Flag> = Rows[N]['returns'] extends 'scalar'
  ? Scalar<FunctionUnit<Effect<N>, U>, F>
  : VectorOf<L, FunctionUnit<Effect<N>, U>, ResultFlags<N, F>>;

type Method<N extends FunctionName> =
  Args<N> extends readonly ['matrix']
    ? <L, U extends string, F extends Flag, R extends Duration | undefined = undefined>(
        this: Operand<L, U, F>,
        range?: R,
        options?: RangeOptions,
      ) => Result<N, L, U, F | RangeFlag<R>>
    : Args<N> extends readonly ['scalar', 'matrix']
      ? <L, U extends string, F extends Flag, R extends Duration | undefined = undefined>(
          this: Operand<L, U, F>,
          parameter: Parameter<'ratio'>,
          range?: R,
          options?: RangeOptions,
        ) => Result<N, L, U, F | RangeFlag<R>>
      : Args<N> extends readonly ['matrix', 'scalar']
        ? <L, U extends string, F extends Flag, R extends Duration | undefined = undefined>(
            this: Operand<L, U, F>,
            seconds: Parameter<'seconds'>,
            range?: R,
            options?: RangeOptions,
          ) => Result<N, L, U, F | RangeFlag<R>>
        : Args<N> extends readonly ['matrix', 'scalar', 'scalar']
          ? <L, U extends string, F extends Flag, R extends Duration | undefined = undefined>(
              this: Operand<L, U, F>,
              smoothing: Parameter<'ratio'>,
              trend: Parameter<'ratio'>,
              range?: R,
              options?: RangeOptions,
            ) => Result<N, L, U, F | RangeFlag<R>>
          : Args<N> extends readonly ['vector']
            ? InstantMethod<N>
            : ParameterMethod<N>;

type InstantMethod<N extends FunctionName> = <L, U extends string, F extends Flag>(
  this: Operand<L, U, F>,
) => Result<N, L, U, F>;

type ParameterMethod<N extends FunctionName> =
  Args<N> extends readonly ['vector', 'scalar', 'scalar']
    ? <L, U extends string, F extends Flag>(
        this: Operand<L, U, F>,
        min: Parameter<U>,
        max: Parameter<U>,
      ) => Result<N, L, U, F>
    : Args<N> extends readonly ['vector', 'scalar']
      ? Rows[N]['variadic'] extends 1
        ? <L, U extends string, F extends Flag>(this: Operand<L, U, F>, nearest?: Parameter<U>) => Result<N, L, U, F>
        : <L, U extends string, F extends Flag>(this: Operand<L, U, F>, limit: Parameter<U>) => Result<N, L, U, F>
      : LabelMethod<N>;

type LabelMethod<N extends FunctionName> = N extends 'label_replace'
  ? <L, U extends string, F extends Flag, const To extends string>(
      this: Operand<L, U, F>,
      to: To,
      replacement: string,
      from: Label<L>,
      regex: string,
    ) => VectorOf<L & { readonly [K in To]: string }, U, F>
  : N extends 'label_join'
    ? <L, U extends string, F extends Flag, const To extends string>(
        this: Operand<L, U, F>,
        to: To,
        separator: string,
        ...from: readonly Label<L>[]
      ) => VectorOf<L & { readonly [K in To]: string }, U, F>
    : N extends 'info'
      ? <L, U extends string, F extends Flag>(
          this: Operand<L, U, F>,
          selector?: Readonly<Record<string, string>>,
        ) => VectorOf<Readonly<Record<string, string>>, U, F>
      : <L, U extends string, F extends Flag>(
          this: Operand<L, U, F>,
          ...labels: readonly Label<L>[]
        ) => VectorOf<L, U, F>;

type WithoutLe<L> = { readonly [K in Exclude<keyof L, 'le'>]: L[K] };
type ObservedUnit<N extends FunctionName, O extends string> =
  Effect<N> extends 'observed' ? O : FunctionUnit<Effect<N>, 'unknown'>;
/** What is as it was is still a histogram. */
type OverTime<N extends FunctionName, L, O extends string, F extends Flag> =
  Effect<N> extends 'same' ? NativeRates<L, O, F> : ObservedResult<N, L, O, F>;
type ObservedResult<N extends FunctionName, L, O extends string, F extends Flag> = VectorOf<
  Rows[N]['labels'] extends 'dropLe' ? WithoutLe<L> : L,
  ObservedUnit<N, O>,
  ResultFlags<N, F>
>;

type ObservedMethod<N extends FunctionName> =
  Args<N> extends readonly ['matrix']
    ? <L, O extends string, F extends Flag, R extends Duration | undefined = undefined>(
        this: Observed<L, O, F>,
        range?: R,
        options?: RangeOptions,
      ) => OverTime<N, L, O, F | RangeFlag<R>>
    : Args<N> extends readonly ['scalar', 'vector']
      ? <L, O extends string, F extends Flag>(
          this: Observed<L, O, F>,
          quantile: Parameter<'ratio'>,
        ) => ObservedResult<N, L, O, F>
      : Args<N> extends readonly ['scalar', 'scalar', 'vector']
        ? <L, O extends string, F extends Flag>(
            this: Observed<L, O, F>,
            lower: Parameter<O>,
            upper: Parameter<O>,
          ) => ObservedResult<N, L, O, F>
        : N extends 'histogram_quantiles'
          ? <L, O extends string, F extends Flag, const To extends string>(
              this: Observed<L, O, F>,
              label: To,
              ...quantiles: readonly Parameter<'ratio'>[]
            ) => VectorOf<WithoutLe<L> & { readonly [K in To]: string }, O, F>
          : <L, O extends string, F extends Flag>(this: Observed<L, O, F>) => ObservedResult<N, L, O, F>;
