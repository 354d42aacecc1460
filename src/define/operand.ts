import type { Duration, Quantity } from './quantity.ts';

/** What the type of every expression knows: its labels, its unit and three flags. */

declare const is: unique symbol;
declare const isScalar: unique symbol;
declare const observes: unique symbol;

interface Known<L, U extends string, F extends Flag> {
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

/** Any expression that is an instant vector; what operators and options accept, and what methods are called on. */
export interface Operand<L, U extends string, F extends Flag> {
  readonly [is]: Known<L, U, F>;
}
// biome-ignore lint/suspicious/noExplicitAny: the operand of any labels and unit
export type AnyOperand = Operand<any, any, any>;

/** A vector of a histogram's buckets or samples; `O` is the unit of what was observed. */
export interface Observed<L, O extends string, F extends Flag> extends Operand<L, 'observations', F> {
  readonly [observes]: O;
}

/** A scalar: `math.time()`, `vector.scalar()`. */
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
type IsAny<X> = 0 extends 1 & X ? true : false;

export type FlagsIn<X> =
  IsAny<X> extends true
    ? never
    : X extends { readonly [is]: { readonly flags: infer F extends Flag } }
      ? F
      : X extends { readonly [isScalar]: { readonly flags: infer F extends Flag } }
        ? F
        : never;

/** A label name of `L`. */
export type Label<L> = keyof L & string;
/** One or several of them. */
export type Labels<L> = Label<L> | readonly Label<L>[];

/**
 * A range left out means `$__rate_interval`, which only dashboards have. Where it is refused the compiler goes on with all that
 * it may be: one mistake is enough.
 */
export type RangeFlag<R> = [Duration | undefined] extends [R] ? never : R extends string ? never : 'dashboard';

/** A parameter beside the vector. */
export type Parameter<U extends string> = Quantity<U> | AnyScalar;

/** Turns `avg_over_time` into `avgOverTime`. */
export type CamelCase<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;
