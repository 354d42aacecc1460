import type { Expression } from '../model/expression.ts';
import { pretty } from '../promql/pretty.ts';
import { print } from '../promql/print.ts';

/** The expression as files for people hold it: wrapped where long. Only what parses gets as far as an output. */
export function expressionText(expression: Expression): string {
  return expression.ast === undefined ? '' : pretty(expression.ast);
}

/** The expression on one line. */
export function expressionLine(expression: Expression): string {
  return expression.ast === undefined ? '' : print(expression.ast);
}
