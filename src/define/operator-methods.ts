import type { binaryOperators } from '../promql/operators.ts';
import type { AnyOperand, AnyScalar, Flag, FlagsIn, Label, Labels, LabelsIn, Operand, UnitIn } from './operand.ts';
import type { ArithmeticUnit, Comparable, Quantity, Scaled } from './quantity.ts';
import type { DifferentUnits, NotAQuantityOf } from './refusal.ts';
import type { VectorOf } from './vector.ts';

/** The binary operators of the table, as methods. */

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

/** Whether nothing shows that the labels differ: those of raw text are not known. */
type SameLabels<L, L2> = string extends keyof L | keyof L2
  ? true
  : [keyof L] extends [keyof L2]
    ? [keyof L2] extends [keyof L]
      ? true
      : false
    : false;
type MatchingArguments<L, X, M> = X extends AnyOperand
  ? SameLabels<L, LabelsIn<X>> extends true
    ? [matching?: M]
    : [labelsDifferSoGiveOnOrIgnoring: M]
  : [];

type Named<X> = X extends readonly (infer N)[] ? N : X;

/** Labels of the result of a vector-vector operation. */
type MatchedLabels<L, X, M> = M extends undefined
  ? L
  : M extends { readonly groupLeft: infer G }
    ? L & Pick<LabelsIn<X>, Extract<Named<G>, keyof LabelsIn<X>>>
    : M extends { readonly groupRight: infer G }
      ? LabelsIn<X> & Pick<L, Extract<Named<G>, keyof L>>
      : M extends { readonly on: infer On }
        ? { readonly [K in keyof L & Named<On>]: L[K] }
        : M extends { readonly ignoring: infer Without }
          ? Omit<L, Named<Without> & string>
          : L;

type Rows = typeof binaryOperators;
type MethodsOfKind<Kind extends string> = {
  [Op in keyof Rows]: Rows[Op]['kind'] extends Kind ? Rows[Op]['method'] : never;
}[keyof Rows];
export type ArithmeticName = MethodsOfKind<'arithmetic'>;
export type ComparisonName = MethodsOfKind<'comparison'>;

/** Refuses the right side of an operator where the units do not fit; `unknown` accepts. */
type Fits<U extends string, X> = [X] extends [number | string]
  ? [X] extends [Quantity<U>]
    ? unknown
    : NotAQuantityOf<U>
  : Alike<U, UnitIn<X>>;
/** Refuses amounts of different units; `unknown` accepts. */
export type Alike<U extends string, V extends string> = Comparable<U, V> extends true ? unknown : DifferentUnits<U, V>;

type Right = AnyOperand | AnyScalar | number | string;
type ResultUnit<M extends string, U extends string, X> = X extends number
  ? M extends 'mul' | 'div'
    ? Scaled<U, X>
    : ArithmeticUnit<M, U, 'number'>
  : ArithmeticUnit<M, U, UnitIn<X>>;

export type Arithmetic = {
  readonly [M in 'add' | 'sub']: <
    L,
    U extends string,
    F extends Flag,
    X extends Right,
    const Match extends Matching<L, LabelsIn<X>> | undefined = undefined,
  >(
    this: Operand<L, U, F>,
    right: X & Fits<U, X>,
    ...matching: MatchingArguments<L, X, Match>
  ) => VectorOf<MatchedLabels<L, X, Match>, ResultUnit<M, U, X>, F | FlagsIn<X>>;
} & {
  readonly [M in Exclude<ArithmeticName, 'add' | 'sub'>]: <
    L,
    U extends string,
    F extends Flag,
    X extends Exclude<Right, string>,
    const Match extends Matching<L, LabelsIn<X>> | undefined = undefined,
  >(
    this: Operand<L, U, F>,
    right: X,
    ...matching: MatchingArguments<L, X, Match>
  ) => VectorOf<MatchedLabels<L, X, Match>, ResultUnit<M, U, X>, F | FlagsIn<X>>;
};

/** Comparisons keep the series for which they hold. */
export type Comparisons = { readonly [M in ComparisonName]: Compare };
type Compare = <
  L,
  U extends string,
  F extends Flag,
  X extends Right,
  const Match extends Matching<L, LabelsIn<X>> | undefined = undefined,
>(
  this: Operand<L, U, F>,
  right: X & Fits<U, X>,
  ...matching: MatchingArguments<L, X, Match>
) => VectorOf<MatchedLabels<L, X, Match>, U, F | FlagsIn<X> | 'conditional'>;

type Either<L> = { readonly [K in keyof L]: L[K] };

/** Keeps series of this side by what stands on the right. */
type Select = <
  L,
  U extends string,
  F extends Flag,
  X extends AnyOperand,
  const Match extends Matching<L, LabelsIn<X>> | undefined = undefined,
>(
  this: Operand<L, U, F>,
  right: X,
  ...matching: MatchingArguments<L, X, Match>
) => VectorOf<L, U, F | FlagsIn<X> | 'conditional'>;

/** Set operators compare label sets only; units do not matter. */
export interface SetOperators {
  /** Series of this side that have a partner on the right. */
  readonly and: Select;
  /** Series of this side that have no partner on the right. */
  readonly unless: Select;
  /** Series of this side, and those of the right that have no partner here. */
  or<
    L,
    U extends string,
    F extends Flag,
    X extends AnyOperand,
    const Match extends Matching<L, LabelsIn<X>> | undefined = undefined,
  >(this: Operand<L, U, F>, right: X, matching?: Match): VectorOf<Either<L | LabelsIn<X>>, U, OrFlags<F, FlagsIn<X>>>;
}

/** `a or b` may return nothing only where both may. */
type OrFlags<F extends Flag, F2 extends Flag> = Exclude<F | F2, 'conditional'> | (F & F2);
