import type { Origin } from '../model/declaration.ts';
import { DefinitionError } from '../model/declaration.ts';
import type { Expression } from '../model/expression.ts';
import type { Metric } from '../model/metric.ts';
import type { Registry } from '../model/project.ts';
import type { Expr } from '../promql/ast.ts';
import { callerOrigin } from './origin.ts';

/** What stands behind the objects that definitions work with: an expression, and of a metric its declaration. */

const expressionKey: unique symbol = Symbol.for('alidade.expression') as never;
const metricKey: unique symbol = Symbol.for('alidade.metric') as never;

/** A metric with the system it was declared in. */
export interface MetricSource {
  readonly metric: Metric;
  readonly registry: Registry;
}

export interface HandleState {
  readonly [expressionKey]: Expression;
  readonly [metricKey]?: MetricSource | undefined;
}

/** Makes a handle: a frozen object that behaves as its prototype says. */
export function makeHandle<T extends object>(
  prototype: T,
  expression: Expression,
  source?: MetricSource,
): T & HandleState {
  const handle = Object.create(prototype);
  handle[expressionKey] = expression;
  handle[metricKey] = source;
  return Object.freeze(handle);
}

export function isHandle(value: unknown): value is HandleState {
  return typeof value === 'object' && value !== null && expressionKey in value;
}

export function expressionOf(handle: HandleState): Expression {
  return handle[expressionKey];
}

export function metricOf(handle: HandleState): MetricSource | undefined {
  return handle[metricKey];
}

/** An expression built by a call. */
export function built(ast: Expr, origin: Origin): Expression {
  return Object.freeze({ ast, issues: [], origin });
}

/** Raw text that did not parse has no tree: what is built on it stays broken the same way. */
export class BrokenExpression extends Error {
  readonly expression: Expression;
  constructor(expression: Expression) {
    super('the expression does not parse');
    this.expression = expression;
  }
}

/** The tree of an operand. */
export function treeOf(handle: HandleState): Expr {
  const expression = expressionOf(handle);
  if (expression.ast === undefined || expression.issues.some(({ kind }) => kind !== 'feature'))
    throw new BrokenExpression(expression);
  return expression.ast;
}

/** Runs one builder step: captures where it was called, and passes a broken operand through unchanged. */
export function step<T extends object>(
  prototype: T,
  build: (origin: Origin) => Expr,
  source?: MetricSource,
): T & HandleState {
  const origin = callerOrigin();
  try {
    return makeHandle(prototype, built(build(origin), origin), source);
  } catch (error) {
    if (error instanceof BrokenExpression) return makeHandle(prototype, error.expression, source);
    throw error;
  }
}

/** Refuses an argument that no expression can be built from. */
export function refuse(
  origin: Origin,
  argument: number | readonly (string | number)[],
  message: string,
  help?: string,
): never {
  throw new DefinitionError(message, origin, typeof argument === 'number' ? [argument] : argument, help);
}
