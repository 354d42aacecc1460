import type { Origin } from '../model/declaration.ts';
import type { Expr } from '../promql/ast.ts';
import { type FunctionName, functions, type PromqlFunction } from '../promql/functions.ts';
import {
  type Aggregator,
  type AggregatorName,
  aggregators,
  type BinaryOperator,
  type BinaryOperatorName,
  binaryOperators,
} from '../promql/operators.ts';
import { describe, operandNode } from './amount.ts';
import { aggregation, binary, call, matcherNode, negative, ranged, selectorNode, spanOf } from './build.ts';
import { type HandleState, isHandle, refuse, step, treeOf } from './handle.ts';
import { readGrouping, readMatching, readRange, readStep } from './options.ts';

/** How the handles behave: one method for each row of the tables in promql/. What is offered on what is said by the types. */

type Method = (this: HandleState, ...args: readonly unknown[]) => HandleState;
type Methods = Record<string, Method>;

/** A scalar: an operand only. */
export const scalarPrototype: object = Object.freeze({});

/** An instant vector: every function, aggregation and operator. */
export const vectorPrototype: Readonly<Methods> = Object.freeze({
  ...methodsOf(functions, functionMethod, (row) => row.args.some(isVector)),
  ...methodsOf(aggregators, aggregationMethod, () => true),
  ...operatorMethods(),
  neg(this: HandleState) {
    return step(vectorPrototype, (origin) => negative(origin, treeOf(this)));
  },
  is(this: HandleState, comparison: unknown, right: unknown) {
    return step(vectorPrototype, (origin) => {
      const op = operatorOfMethod(origin, comparison);
      return binary(origin, op, treeOf(this), operandNode(origin, right, 1), undefined, true);
    });
  },
});

/** `avg_over_time` is the method `avgOverTime`. */
export function methodName(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function methodsOf<Row>(
  table: Record<string, Row>,
  make: (name: never, row: Row) => Method,
  offered: (row: Row) => boolean,
): Methods {
  const rows = Object.entries(table).filter(([, row]) => offered(row));
  return Object.fromEntries(rows.map(([name, row]) => [methodName(name), make(name as never, row)]));
}

function isVector(type: string): boolean {
  return type === 'vector' || type === 'matrix';
}

function functionMethod(name: FunctionName, row: PromqlFunction): Method {
  return function (...args) {
    const prototype = row.returns === 'scalar' ? scalarPrototype : vectorPrototype;
    return step(prototype, (origin) => call(origin, name, functionArguments(origin, row, args, this)));
  };
}

/** The arguments of a call: the receiver stands for its first vector or range; the others come in order, the range last. */
export function functionArguments(
  origin: Origin,
  row: PromqlFunction,
  given: readonly unknown[],
  receiver: HandleState | undefined,
): readonly Expr[] {
  const queue = [...given];
  const position = receiver === undefined ? -1 : row.args.findIndex(isVector);
  const taken = () => given.length - queue.length;
  const parameters: Expr[] = [];
  for (const [index, type] of row.args.entries()) {
    if (index === position) continue;
    const optional = row.variadic !== 0 && index >= row.args.length - 1;
    if (queue.length === 0 && optional) break;
    const as = type === 'vector' && receiver !== undefined ? 'labels' : type;
    parameters.push(parameter(origin, as, queue.shift(), taken() - 1));
  }
  const range = row.args[position] === 'matrix' ? queue.splice(0, 2) : [];
  const type = row.args.at(-1) ?? 'scalar';
  while (row.variadic !== 0 && queue.length > 0) parameters.push(parameter(origin, type, queue.shift(), taken() - 1));
  if (receiver === undefined) return parameters;
  const self =
    row.args[position] === 'matrix'
      ? overRange(origin, treeOf(receiver), range, given.length - range.length)
      : treeOf(receiver);
  return [...parameters.slice(0, position), self, ...parameters.slice(position)];
}

function parameter(origin: Origin, type: string, value: unknown, argument: number): Expr {
  if (type === 'labels' && isPlain(value)) return labelsNode(origin, value);
  if (type !== 'string') return operandNode(origin, value, argument);
  if (typeof value === 'string') return { kind: 'string', value, ...spanOf(origin) };
  return refuse(origin, argument, `${describe(value)} is not a string`);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !isHandle(value);
}

/** A selector by labels alone: the second argument of `info`. */
function labelsNode(origin: Origin, labels: Readonly<Record<string, unknown>>): Expr {
  const matchers = Object.entries(labels).map(([label, value]) => matcherNode(origin, label, '=', String(value)));
  return { ...selectorNode(origin, '', matchers), name: undefined, nameSpan: undefined };
}

function overRange(origin: Origin, expr: Expr, [range, options]: readonly unknown[], argument: number): Expr {
  return ranged(origin, expr, readRange(origin, range, [argument]), readStep(origin, options, argument + 1));
}

function aggregationMethod(name: AggregatorName, row: Aggregator): Method {
  return function (...args) {
    return step(vectorPrototype, (origin) => {
      const param = row.param === null ? undefined : parameter(origin, row.param, args[0], 0);
      const last = row.param === null ? 0 : 1;
      return aggregation(origin, name, treeOf(this), param, readGrouping(origin, args[last], last));
    });
  };
}

function operatorMethods(): Methods {
  const rows = Object.entries(binaryOperators) as [BinaryOperatorName, BinaryOperator][];
  return Object.fromEntries(rows.map(([op, row]) => [row.method, operatorMethod(op, row)]));
}

function operatorMethod(op: BinaryOperatorName, row: BinaryOperator): Method {
  return function (right, options) {
    return step(vectorPrototype, (origin) => {
      const vector = isVectorHandle(right);
      if (row.kind === 'set' && !vector)
        return refuse(origin, 0, `${describe(right)} is not a vector`, 'set operators combine two vectors');
      const matching = vector ? readMatching(origin, options, 1, row.kind) : undefined;
      return binary(origin, op, treeOf(this), operandNode(origin, right, 0), matching);
    });
  };
}

/** Whether an operand is a vector rather than a number or a scalar. */
export function isVectorHandle(operand: unknown): boolean {
  return isHandle(operand) && !Object.is(Object.getPrototypeOf(operand), scalarPrototype);
}

function operatorOfMethod(origin: Origin, method: unknown): BinaryOperatorName {
  const found = (Object.entries(binaryOperators) as [BinaryOperatorName, BinaryOperator][]).find(
    ([, row]) => row.method === method && row.kind === 'comparison',
  );
  return (
    found?.[0] ??
    refuse(origin, 0, `${describe(method)} is not a comparison`, "one of 'eq', 'ne', 'gt', 'lt', 'gte', 'lte'")
  );
}
