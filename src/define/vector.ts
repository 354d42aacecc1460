import type { FunctionName, functions, Receiver } from '../promql/functions.ts';
import type { AggregatorName, aggregators, binaryOperators } from '../promql/operators.ts';
import type { ArithmeticUnit, Comparable, Duration, FunctionUnit, Quantity } from './quantity.ts';
import type { DifferentUnits, NotAQuantityOf } from './refusal.ts';

/**
 * The types of expressions. An expression's type carries its labels, its unit and three flags; every method is derived from
 * the tables in promql/: from a function's row follow its receivers, parameters, labels and unit.
 */

declare const is: unique symbol;

/** What an expression's type knows of it. */
export interface Known<L, U extends string, F extends Flag> {
  readonly labels: L;
  readonly unit: U;
  readonly flags: F;
}

/**
 * - `conditional`: may return nothing, so it can decide an alert
 * - `dashboard`: reads a variable or `$__rate_interval`
 * - `planned`: reads a planned metric
 */
export type Flag = 'conditional' | 'dashboard' | 'planned';

/** Any expression that is an instant vector; what operators and options accept. */
export interface Operand<L, U extends string, F extends Flag> {
  readonly [is]: Known<L, U, F>;
}
// biome-ignore lint/suspicious/noExplicitAny: the operand of any labels and unit
export type AnyOperand = Operand<any, any, any>;

declare const isScalar: unique symbol;

/** A scalar: `time()`, `vector.scalar()`. */
export interface Scalar<U extends string = 'number', F extends Flag = never> {
  readonly [isScalar]: { readonly unit: U; readonly flags: F };
}
// biome-ignore lint/suspicious/noExplicitAny: the scalar of any unit
export type AnyScalar = Scalar<any, any>;

export type LabelsIn<X> = X extends { readonly [is]: { readonly labels: infer L } } ? L : Record<never, never>;
export type UnitIn<X> = X extends { readonly [is]: { readonly unit: infer U extends string } }
  ? U
  : X extends { readonly [isScalar]: { readonly unit: infer U extends string } }
    ? U
    : 'number';
export type FlagsIn<X> = X extends { readonly [is]: { readonly flags: infer F extends Flag } }
  ? F
  : X extends { readonly [isScalar]: { readonly flags: infer F extends Flag } }
    ? F
    : never;

/** A label name of `L`. */
export type Label<L> = keyof L & string;
/** One or several of them. */
export type Labels<L> = Label<L> | readonly Label<L>[];
type Named<X> = X extends readonly (infer N)[] ? N : X;

/** Grouping of an aggregation: one of `by` and `without`, or neither. */
export type Grouping<By, Without> =
  | { readonly by?: By | readonly By[]; readonly without?: never }
  | { readonly without?: Without | readonly Without[]; readonly by?: never };
export type Grouped<L, By, Without> = [Without] extends [never]
  ? { readonly [K in keyof L & By]: L[K] }
  : { readonly [K in Exclude<keyof L, Without>]: L[K] };

/** A range left out means `$__rate_interval`, which only dashboards have. */
export type RangeFlag<R> = R extends string ? never : 'dashboard';

/** Turns `avg_over_time` into `avgOverTime`. */
export type CamelCase<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

type Rows = typeof functions;
type FunctionsOn<R extends Receiver> = {
  [N in FunctionName as R extends Rows[N]['on'][number] ? CamelCase<N> : never]: N;
};
interface FunctionsByReceiver {
  readonly counter: FunctionsOn<'counter'>;
  readonly gauge: FunctionsOn<'gauge'>;
  readonly timestamp: FunctionsOn<'timestamp'>;
  readonly buckets: FunctionsOn<'buckets'>;
  readonly native: FunctionsOn<'native'>;
}

/** The methods that the function table offers on a receiver. */
export type Functions<R extends Receiver, L, U extends string, F extends Flag, Observed extends string = U> = {
  readonly [M in keyof FunctionsByReceiver[R]]: FunctionsByReceiver[R][M] extends FunctionName
    ? FunctionMethod<FunctionsByReceiver[R][M], L, U, F, Observed>
    : never;
};

type ResultUnit<N extends FunctionName, U extends string, Observed extends string> = Rows[N]['unit'] extends 'observed'
  ? Observed
  : FunctionUnit<Rows[N]['unit'], U>;
type ResultFlags<N extends FunctionName, F extends Flag> = Rows[N]['labels'] extends 'matchers' ? F | 'conditional' : F;
type ResultLabels<N extends FunctionName, L> = Rows[N]['labels'] extends 'dropLe' ? Omit<L, 'le'> : L;
type Result<
  N extends FunctionName,
  L,
  U extends string,
  F extends Flag,
  O extends string,
> = Rows[N]['returns'] extends 'scalar'
  ? Scalar<ResultUnit<N, U, O>, F>
  : VectorOf<ResultLabels<N, L>, ResultUnit<N, U, O>, ResultFlags<N, F>>;

/** Options of a function over a range: `step` evaluates the operand as a subquery. */
export interface RangeOptions {
  readonly step?: Duration;
}

/** A parameter beside the vector. */
type Parameter<U extends string> = Quantity<U> | AnyScalar;

type FunctionMethod<
  N extends FunctionName,
  L,
  U extends string,
  F extends Flag,
  O extends string,
> = Rows[N]['args'] extends readonly ['matrix']
  ? <R extends Duration | undefined = undefined>(
      range?: R,
      options?: RangeOptions,
    ) => Result<N, L, U, F | RangeFlag<R>, O>
  : Rows[N]['args'] extends readonly ['scalar', 'matrix']
    ? <R extends Duration | undefined = undefined>(
        parameter: Parameter<'ratio'>,
        range?: R,
        options?: RangeOptions,
      ) => Result<N, L, U, F | RangeFlag<R>, O>
    : Rows[N]['args'] extends readonly ['matrix', 'scalar']
      ? <R extends Duration | undefined = undefined>(
          seconds: Parameter<'seconds'>,
          range?: R,
          options?: RangeOptions,
        ) => Result<N, L, U, F | RangeFlag<R>, O>
      : Rows[N]['args'] extends readonly ['matrix', 'scalar', 'scalar']
        ? <R extends Duration | undefined = undefined>(
            smoothing: Parameter<'ratio'>,
            trend: Parameter<'ratio'>,
            range?: R,
            options?: RangeOptions,
          ) => Result<N, L, U, F | RangeFlag<R>, O>
        : VectorMethod<N, L, U, F, O>;

type VectorMethod<
  N extends FunctionName,
  L,
  U extends string,
  F extends Flag,
  O extends string,
> = N extends 'label_replace'
  ? <const To extends string>(
      to: To,
      replacement: string,
      from: Label<L>,
      regex: string,
    ) => VectorOf<L & { readonly [K in To]: string }, U, F>
  : N extends 'label_join'
    ? <const To extends string>(
        to: To,
        separator: string,
        ...from: readonly Label<L>[]
      ) => VectorOf<L & { readonly [K in To]: string }, U, F>
    : N extends 'sort_by_label' | 'sort_by_label_desc'
      ? (...labels: readonly Label<L>[]) => VectorOf<L, U, F>
      : N extends 'info'
        ? (selector?: Readonly<Record<string, string>>) => VectorOf<Readonly<Record<string, string>>, U, F>
        : N extends 'histogram_quantiles'
          ? <const To extends string>(
              label: To,
              ...quantiles: readonly Parameter<'ratio'>[]
            ) => VectorOf<Omit<L, 'le'> & { readonly [K in To]: string }, O, F>
          : Rows[N]['args'] extends readonly ['vector', 'scalar', 'scalar']
            ? (min: Parameter<U>, max: Parameter<U>) => Result<N, L, U, F, O>
            : Rows[N]['args'] extends readonly ['vector', 'scalar']
              ? Rows[N]['variadic'] extends 1
                ? (nearest?: Parameter<U>) => Result<N, L, U, F, O>
                : (limit: Parameter<U>) => Result<N, L, U, F, O>
              : Rows[N]['args'] extends readonly ['scalar', 'vector']
                ? (quantile: Parameter<'ratio'>) => Result<N, L, U, F, O>
                : Rows[N]['args'] extends readonly ['scalar', 'scalar', 'vector']
                  ? (lower: Parameter<O>, upper: Parameter<O>) => Result<N, L, U, F, O>
                  : () => Result<N, L, U, F, O>;

type AggregatorRows = typeof aggregators;
type AggregatorMethods = { [N in AggregatorName as CamelCase<N>]: N };
type AggregatorUnit<N extends AggregatorName, U extends string> = AggregatorRows[N]['unit'] extends 'same'
  ? U
  : AggregatorRows[N]['unit'] extends 'square'
    ? 'unknown'
    : 'number';
type AggregatedLabels<N extends AggregatorName, L, By, Without> = AggregatorRows[N]['labels'] extends 'input'
  ? L
  : Grouped<L, By, Without>;

/** The aggregations of the table, as methods. */
export type Aggregations<N0 extends AggregatorName, L, U extends string, F extends Flag> = {
  readonly [M in keyof AggregatorMethods as AggregatorMethods[M] extends N0 ? M : never]: AggregationMethod<
    AggregatorMethods[M],
    L,
    U,
    F
  >;
};
type AggregationMethod<
  N extends AggregatorName,
  L,
  U extends string,
  F extends Flag,
> = AggregatorRows[N]['param'] extends null
  ? <By extends Label<L> = never, Without extends Label<L> = never>(
      grouping?: Grouping<By, Without>,
    ) => VectorOf<AggregatedLabels<N, L, By, Without>, AggregatorUnit<N, U>, F>
  : AggregatorRows[N]['param'] extends 'string'
    ? <const To extends string, By extends Label<L> = never, Without extends Label<L> = never>(
        label: To,
        grouping?: Grouping<By, Without>,
      ) => VectorOf<Grouped<L, By, Without> & { readonly [K in To]: string }, 'number', F>
    : <By extends Label<L> = never, Without extends Label<L> = never>(
        parameter: Parameter<'ratio'>,
        grouping?: Grouping<By, Without>,
      ) => VectorOf<AggregatedLabels<N, L, By, Without>, AggregatorUnit<N, U>, F>;

type Both<L, L2> = Label<L> & Label<L2>;

/** How the series of two vectors find each other, where their labels differ. */
export type Matching<L, L2> = (
  | { readonly on: Both<L, L2> | readonly Both<L, L2>[]; readonly ignoring?: never }
  | { readonly ignoring: Labels<L> | Labels<L2> | readonly (Label<L> | Label<L2>)[]; readonly on?: never }
) & {
  /** Several series on the left for one on the right; a list copies these labels from the right. */
  readonly groupLeft?: true | Labels<L2>;
  /** Several series on the right for one on the left; a list copies these labels from the left. */
  readonly groupRight?: true | Labels<L>;
};

type SameLabels<L, L2> = [keyof L] extends [keyof L2] ? ([keyof L2] extends [keyof L] ? true : false) : false;
type MatchingArguments<L, X, M> = X extends AnyOperand
  ? SameLabels<L, LabelsIn<X>> extends true
    ? [matching?: M]
    : [labelsDifferSoGiveOnOrIgnoring: M]
  : [];

/** Labels of the result of a vector-vector operation. */
type MatchedLabels<L, L2, M> = M extends { readonly groupLeft: infer G }
  ? L & Pick<L2, Extract<Named<G>, keyof L2>>
  : M extends { readonly groupRight: infer G }
    ? L2 & Pick<L, Extract<Named<G>, keyof L>>
    : M extends { readonly on: infer On }
      ? { readonly [K in keyof L & Named<On>]: L[K] }
      : M extends { readonly ignoring: infer Without }
        ? Omit<L, Named<Without> & string>
        : L;

type OperatorRows = typeof binaryOperators;
type MethodsOfKind<Kind extends string> = {
  [Op in keyof OperatorRows]: OperatorRows[Op]['kind'] extends Kind ? OperatorRows[Op]['method'] : never;
}[keyof OperatorRows];
export type ArithmeticName = MethodsOfKind<'arithmetic'>;
export type ComparisonName = MethodsOfKind<'comparison'>;
export type SetOperatorName = MethodsOfKind<'set'>;

/** Refuses the right side of an operator where the units do not fit; `unknown` accepts. */
type Fits<U extends string, X> = [X] extends [number | string]
  ? [X] extends [Quantity<U>]
    ? unknown
    : NotAQuantityOf<U>
  : Comparable<U, UnitIn<X>> extends true
    ? unknown
    : DifferentUnits<U, UnitIn<X>>;

type Right = AnyOperand | AnyScalar | number | string;
type RightNumber = AnyOperand | AnyScalar | number;

export type Arithmetic<L, U extends string, F extends Flag> = {
  readonly [M in 'add' | 'sub']: <
    X extends Right,
    const Match extends Matching<L, LabelsIn<X>> | undefined = undefined,
  >(
    right: X & Fits<U, X>,
    ...matching: MatchingArguments<L, X, Match>
  ) => VectorOf<MatchedLabels<L, LabelsIn<X>, Match>, ArithmeticUnit<M, U, UnitIn<X>>, F | FlagsIn<X>>;
} & {
  readonly [M in Exclude<ArithmeticName, 'add' | 'sub'>]: <
    X extends RightNumber,
    const Match extends Matching<L, LabelsIn<X>> | undefined = undefined,
  >(
    right: X,
    ...matching: MatchingArguments<L, X, Match>
  ) => VectorOf<MatchedLabels<L, LabelsIn<X>, Match>, ArithmeticUnit<M, U, UnitIn<X>>, F | FlagsIn<X>>;
};

/** Comparisons keep the series for which they hold; with `bool: true` they return 0 or 1 for every series. */
export type Comparisons<L, U extends string, F extends Flag> = {
  readonly [M in ComparisonName]: ComparisonMethod<L, U, F>;
};
type ComparisonMethod<L, U extends string, F extends Flag> = <
  X extends Right,
  const Match extends Matching<L, LabelsIn<X>> | undefined = undefined,
>(
  right: X & Fits<U, X>,
  ...matching: MatchingArguments<L, X, Match>
) => VectorOf<MatchedLabels<L, LabelsIn<X>, Match>, U, F | FlagsIn<X> | 'conditional'>;

/** Set operators compare label sets only; units do not matter. */
export interface SetOperators<L, U extends string, F extends Flag> {
  /** Series of this side that have a partner on the right. */
  and<X extends AnyOperand, const Match extends Matching<L, LabelsIn<X>> | undefined = undefined>(
    right: X,
    ...matching: MatchingArguments<L, X, Match>
  ): VectorOf<L, U, F | FlagsIn<X> | 'conditional'>;
  /** Series of this side that have no partner on the right. */
  unless<X extends AnyOperand, const Match extends Matching<L, LabelsIn<X>> | undefined = undefined>(
    right: X,
    ...matching: MatchingArguments<L, X, Match>
  ): VectorOf<L, U, F | FlagsIn<X> | 'conditional'>;
  /** Series of this side, and those of the right that have no partner here. */
  or<X extends AnyOperand, const Match extends Matching<L, LabelsIn<X>> | undefined = undefined>(
    right: X,
    matching?: Match,
  ): VectorOf<
    L | LabelsIn<X> extends infer Either ? { readonly [K in keyof Either]: Either[K] } : never,
    U,
    OrFlags<F, FlagsIn<X>>
  >;
}

/** `a or b` may return nothing only where both may. */
type OrFlags<F extends Flag, F2 extends Flag> = Exclude<F | F2, 'conditional'> | (F & F2);

/** An instant vector whose values are plain numbers: everything but a bare counter, histogram or summary. */
export interface Vector<L, U extends string, F extends Flag>
  extends Operand<L, U, F>,
    Functions<'gauge', L, U, F>,
    Aggregations<AggregatorName, L, U, F>,
    Arithmetic<L, U, F>,
    Comparisons<L, U, F>,
    SetOperators<L, U, F> {
  /** The same with the opposite sign. */
  neg(): VectorOf<L, U, F>;
  /** 1 where the comparison holds and 0 where it does not, instead of filtering. */
  is(comparison: ComparisonName, right: Quantity<U> | AnyScalar): VectorOf<L, 'number', F>;
}

/** A vector of Unix times: also offers the calendar functions. */
export interface Timestamps<L, F extends Flag>
  extends Vector<L, 'timestamp', F>,
    Functions<'timestamp', L, 'timestamp', F> {}

export type VectorOf<L, U extends string, F extends Flag> = U extends 'timestamp' ? Timestamps<L, F> : Vector<L, U, F>;
