import type { Aggregations } from './aggregation-methods.ts';
import type { Functions } from './function-methods.ts';
import type { AnyScalar, Flag, Operand } from './operand.ts';
import type { Arithmetic, ComparisonName, Comparisons, SetOperators } from './operator-methods.ts';
import type { Quantity } from './quantity.ts';

/**
 * What every vector of plain numbers offers. One type for all: methods learn labels and unit from what they are called on. An
 * alias, because an interface that extends others would be made anew for every vector.
 */
type VectorMethods = Functions<'gauge'> & Aggregations & Arithmetic & Comparisons & SetOperators & OwnMethods;
interface OwnMethods {
  /** The same with the opposite sign. */
  neg<L, U extends string, F extends Flag>(this: Operand<L, U, F>): VectorOf<L, U, F>;
  /** 1 where the comparison holds and 0 where it does not, instead of filtering: PromQL's `bool`. */
  is<L, U extends string, F extends Flag>(
    this: Operand<L, U, F>,
    comparison: ComparisonName,
    right: Quantity<U> | AnyScalar,
  ): VectorOf<L, 'number', F>;
}

/** An instant vector whose values are plain numbers: everything but a bare counter, histogram or summary. */
export interface Vector<L, U extends string, F extends Flag> extends Operand<L, U, F>, VectorMethods {}

type TimestampMethods = VectorMethods & Functions<'timestamp'>;

/** A vector of Unix times: also offers the calendar functions. */
export interface Timestamps<L, F extends Flag> extends Operand<L, 'timestamp', F>, TimestampMethods {}

export type VectorOf<L, U extends string, F extends Flag> = U extends 'timestamp' ? Timestamps<L, F> : Vector<L, U, F>;
