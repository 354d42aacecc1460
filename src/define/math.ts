import { type ArgType, type FunctionName, functions, type PromqlFunction } from '../promql/functions.ts';
import type { BinaryOperatorName } from '../promql/operators.ts';
import { oneToOne } from '../promql/vector-matching.ts';
import { operandNode } from './amount.ts';
import { binary, call } from './build.ts';
import { functionArguments, isVectorHandle, methodName, scalarPrototype, vectorPrototype } from './expression.ts';
import { type HandleState, step } from './handle.ts';
import type { AnyOperand, AnyScalar, CamelCase, FlagsIn, LabelsIn, Scalar, UnitIn } from './operand.ts';
import type { Alike, ArithmeticName } from './operator-methods.ts';
import type { ArithmeticUnit, FunctionUnit, Scaled } from './quantity.ts';
import type { VectorOf } from './vector.ts';

/** Arithmetic that begins with a number, and functions that belong to no metric. */

type Left = number | AnyScalar;
type Right = AnyOperand | AnyScalar | number;
type ScalarOrVector<X, U extends string> = X extends AnyOperand
  ? VectorOf<LabelsIn<X>, U, FlagsIn<X>>
  : Scalar<U, FlagsIn<X>>;
type Operation<M extends ArithmeticName> = <L extends Left, const X extends Right>(
  left: L,
  right: X & (M extends 'add' | 'sub' ? (L extends number ? unknown : Alike<UnitIn<L>, UnitIn<X>>) : unknown),
) => ScalarOrVector<X, ResultUnit<M, L, UnitIn<X>>>;
/** A number takes the unit of what it is added to, and scales what it is multiplied with. */
type ResultUnit<M extends ArithmeticName, L, V extends string> = L extends number
  ? M extends 'mul'
    ? Scaled<V, L>
    : ArithmeticUnit<M, M extends 'add' | 'sub' ? V : 'number', V>
  : ArithmeticUnit<M, UnitIn<L>, V>;

function operation<M extends ArithmeticName>(op: BinaryOperatorName): Operation<M> {
  const build = (left: unknown, right: unknown) => {
    const scalar = !isVectorHandle(left) && !isVectorHandle(right);
    return step(scalar ? scalarPrototype : (vectorPrototype as object), (origin) => {
      const matching = isVectorHandle(left) && isVectorHandle(right) ? oneToOne : undefined;
      return binary(origin, op, operandNode(origin, left, 0), operandNode(origin, right, 1), matching);
    });
  };
  return build as unknown as Operation<M>;
}

/**
 * `left + right`, beginning with a number.
 *
 * @example add(1, queueLength)
 */
export const add: Operation<'add'> = operation('+');
/**
 * `left - right`, beginning with a number.
 *
 * @example sub(1, hits.fraction({ result: 'hit' }, { over: '5m' }))
 */
export const sub: Operation<'sub'> = operation('-');
/**
 * `left * right`, beginning with a number.
 *
 * @example mul(2, capacity)
 */
export const mul: Operation<'mul'> = operation('*');
/**
 * `left / right`, beginning with a number.
 *
 * @example div(1, requestRate)
 */
export const div: Operation<'div'> = operation('/');

type Rows = typeof functions;
type FreeName = {
  [N in FunctionName]: Rows[N]['on'] extends readonly [] ? N : Rows[N]['on'] extends readonly ['timestamp'] ? N : never;
}[FunctionName];
type Argument<T extends ArgType> = T extends 'scalar' ? number | AnyScalar : T extends 'string' ? string : AnyOperand;
type Arguments<A extends readonly ArgType[]> = { readonly [I in keyof A]: Argument<A[I]> };
type FreeResult<N extends FreeName, X> = Rows[N]['returns'] extends 'scalar'
  ? Scalar<FunctionUnit<Rows[N]['unit'], 'number'>>
  : X extends AnyOperand
    ? VectorOf<LabelsIn<X>, FunctionUnit<Rows[N]['unit'], UnitIn<X>>, FlagsIn<X>>
    : VectorOf<Record<never, never>, FunctionUnit<Rows[N]['unit'], UnitIn<X>>, never>;
type FreeFunction<N extends FreeName> = Rows[N]['variadic'] extends 0
  ? <A extends Arguments<Rows[N]['args']>>(
      ...args: A
    ) => FreeResult<N, A extends readonly [infer X, ...unknown[]] ? X : never>
  : <X extends AnyOperand | undefined = undefined>(of?: X) => FreeResult<N, X>;

function freeFunctions(): Record<string, unknown> {
  const rows = Object.entries(functions) as [FunctionName, PromqlFunction][];
  const free = rows.filter(([, row]) => row.on.every((receiver) => receiver === 'timestamp'));
  return Object.fromEntries(free.map(([name, row]) => [methodName(name), freeFunction(name, row)]));
}

function freeFunction(name: FunctionName, row: PromqlFunction) {
  const prototype: object = row.returns === 'scalar' ? scalarPrototype : vectorPrototype;
  return (...args: readonly unknown[]): HandleState =>
    step(prototype, (origin) => call(origin, name, functionArguments(origin, row, args, undefined)));
}

/**
 * Functions that are methods of nothing: `math.time()`, `math.vector(0)`, trigonometry, the calendar.
 *
 * @example sub(math.time(), lastBackup).gt('1d')
 */
export const math = Object.freeze(freeFunctions()) as { readonly [N in FreeName as CamelCase<N>]: FreeFunction<N> };
