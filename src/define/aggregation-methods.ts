import type { AggregatorName, aggregators } from '../promql/operators.ts';
import type { CamelCase, Flag, Label, Operand, Parameter } from './operand.ts';
import type { VectorOf } from './vector.ts';

/** Grouping of an aggregation: one of `by` and `without`, or neither. */
export type Grouping<By, Without> =
  | { readonly by?: By | readonly By[]; readonly without?: never }
  | { readonly without?: Without | readonly Without[]; readonly by?: never };
export type Grouped<L, By, Without> = [Without] extends [never]
  ? { readonly [K in keyof L & By]: L[K] }
  : { readonly [K in Exclude<keyof L, Without>]: L[K] };

type Rows = typeof aggregators;
type ResultUnit<N extends AggregatorName, U extends string> = Rows[N]['unit'] extends 'same'
  ? U
  : Rows[N]['unit'] extends 'square'
    ? 'unknown'
    : 'number';
type ResultLabels<N extends AggregatorName, L, By, Without> = Rows[N]['labels'] extends 'input'
  ? L
  : Grouped<L, By, Without>;

/** Aggregations of the table, as methods. */
export type Aggregations<Offered extends AggregatorName = AggregatorName> = {
  readonly [N in Offered as CamelCase<N>]: Method<N>;
};

type Method<N extends AggregatorName> = Rows[N]['param'] extends null
  ? <L, U extends string, F extends Flag, By extends Label<L> = never, Without extends Label<L> = never>(
      this: Operand<L, U, F>,
      grouping?: Grouping<By, Without>,
    ) => VectorOf<ResultLabels<N, L, By, Without>, ResultUnit<N, U>, F>
  : Rows[N]['param'] extends 'string'
    ? <
        L,
        U extends string,
        F extends Flag,
        const To extends string,
        By extends Label<L> = never,
        Without extends Label<L> = never,
      >(
        this: Operand<L, U, F>,
        label: To,
        grouping?: Grouping<By, Without>,
      ) => VectorOf<Grouped<L, By, Without> & { readonly [K in To]: string }, 'number', F>
    : <L, U extends string, F extends Flag, By extends Label<L> = never, Without extends Label<L> = never>(
        this: Operand<L, U, F>,
        parameter: Parameter<'ratio'>,
        grouping?: Grouping<By, Without>,
      ) => VectorOf<ResultLabels<N, L, By, Without>, ResultUnit<N, U>, F>;
