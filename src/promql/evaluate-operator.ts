/** What operators make of two numbers. */
import { power } from './evaluate-math.ts';
import { CannotEvaluate } from './evaluate-types.ts';

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': power,
  atan2: Math.atan2,
};

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
};

/** What an operator gives; undefined where a comparison does not hold. One that holds gives the left side. */
export type Operation = (left: number, right: number) => number | undefined;

export function operationOf(op: string, isBool: boolean): Operation {
  const calculate = arithmetic[op];
  if (calculate !== undefined) return calculate;
  const holds = comparisons[op];
  if (holds === undefined) throw new CannotEvaluate(`the operator ${op} is not evaluated: it is for native histograms`);
  return isBool ? (a, b) => (holds(a, b) ? 1 : 0) : (a, b) => (holds(a, b) ? a : undefined);
}

/** Filtering keeps the names of series; what calculates drops them. */
export function keepsName(op: string, isBool: boolean): boolean {
  return !isBool && Object.hasOwn(comparisons, op);
}
