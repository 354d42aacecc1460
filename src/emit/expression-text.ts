import type { Expression } from '../model/expression.ts';
import { pretty } from '../promql/pretty.ts';
import { print } from '../promql/print.ts';

/** Wrapped, each operand of a chain is indented by one more step: what is longer than this nobody reads, and it would fill the disk. */
const longestWrapped = 20_000;

/** Wrapping is the dear part, and the rules and their documentation hold the same text. */
const wrapped = new WeakMap<Expression, string>();

/** The expression as files for people hold it: wrapped where long. Only what parses gets as far as an output. */
export function expressionText(expression: Expression): string {
  const known = wrapped.get(expression);
  if (known !== undefined) return known;
  const line = expressionLine(expression);
  const text = expression.ast === undefined || line.length > longestWrapped ? line : pretty(expression.ast);
  wrapped.set(expression, text);
  return text;
}

/** The expression on one line. */
export function expressionLine(expression: Expression): string {
  return expression.ast === undefined ? '' : print(expression.ast);
}
