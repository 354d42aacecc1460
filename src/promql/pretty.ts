/** An expression over several lines, as Prometheus wraps it (promql/parser/prettier.go). */
import type { Binary, Expr } from './ast.ts';
import {
  chainOf,
  needsParentheses,
  print,
  printAggregator,
  printOperand,
  printOperator,
  printRight,
  printSubqueryRange,
  sidesOf,
} from './print.ts';
import { children } from './walk.ts';

/** Chains of thousands would otherwise be mostly indentation. */
const deepestIndent = 50;

/**
 * Splits whatever does not fit on a line of `width` characters, indentation aside, one operand to a line.
 *
 * @example pretty(expr) // what is written into rule files and dashboards
 */
export function pretty(expr: Expr, width = 100): string {
  return layout(expr, 0, width);
}

function indent(level: number): string {
  return '  '.repeat(Math.min(level, deepestIndent));
}

function layout(expr: Expr, level: number, width: number): string {
  if (expr.kind === 'binary') return layoutBinaries(expr, level, width);
  const line = mayFit(expr, width) ? print(expr) : undefined;
  return line !== undefined && line.length <= width ? indent(level) + line : split(expr, level, width);
}

/** False where an expression has more nodes than a line has characters: seen without printing it, level by level, over and over. */
function mayFit(expr: Expr, width: number): boolean {
  const waiting = [expr];
  let nodes = 0;
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (++nodes > width || (node.kind === 'string' && node.value.length > width)) return false;
    if (node.kind === 'selector' && node.matchers.length > width) return false;
    waiting.push(...children(node).slice(0, width));
  }
  return true;
}

function split(expr: Exclude<Expr, Binary>, level: number, width: number): string {
  const margin = indent(level);
  const inner = (child: Expr) => layout(child, level + 1, width);
  switch (expr.kind) {
    case 'call':
      if (expr.args.length === 0) return margin + print(expr);
      return `${margin}${expr.func}(\n${expr.args.map(inner).join(',\n')}\n${margin})`;
    case 'aggregation': {
      const args = expr.param === undefined ? [expr.expr] : [expr.param, expr.expr];
      return `${margin}${printAggregator(expr)}(\n${args.map(inner).join(',\n')}\n${margin})`;
    }
    case 'paren':
      return `${margin}(\n${inner(expr.expr)}\n${margin})`;
    case 'unary':
      return margin + expr.op + layoutOperand(expr.expr, sidesOf('^').right, level, width).trimStart();
    case 'subquery':
      return layoutOperand(expr.expr, sidesOf('^').left, level, width) + printSubqueryRange(expr);
    case 'number':
    case 'string':
    case 'macro':
    case 'selector':
    case 'matrix':
      return margin + print(expr);
  }
}

/** An operand, in parentheses where the tree has none but needs them. */
function layoutOperand(expr: Expr, precedence: number, level: number, width: number, next?: string): string {
  if (expr.kind === 'number') return indent(level) + printOperand(expr, precedence, next);
  if (!needsParentheses(expr, precedence, next)) return layout(expr, level, width);
  const line = mayFit(expr, width) ? printOperand(expr, precedence, next) : undefined;
  if (line !== undefined && line.length <= width) return indent(level) + line;
  return `${indent(level)}(\n${layout(expr, level + 1, width)}\n${indent(level)})`;
}

/** A chain of operators: what fits of its left end on one line, then an operator and an operand to a line. */
function layoutBinaries(expr: Binary, level: number, width: number): string {
  const { first, operators } = chainOf(expr);
  const { op } = operators.at(-1)!;
  let line = mayFit(first, width) ? printOperand(first, sidesOf(op).left, op) : undefined;
  let index = operators.length;
  while (index > 0 && line !== undefined && line.length <= width) {
    if (!mayFit(operators[index - 1]!.rhs, width)) break;
    const longer = line + printRight(operators, index - 1);
    if (longer.length > width) break;
    line = longer;
    index--;
  }
  const fits = line !== undefined && line.length <= width;
  let text = fits ? indent(level + index) + line : layoutOperand(first, sidesOf(op).left, level + index, width, op);
  while (--index >= 0) {
    const operator = operators[index]!;
    const { right } = sidesOf(operator.op);
    text += `\n${indent(level + index)}${printOperator(operator)}\n`;
    text += layoutOperand(operator.rhs, right, level + index + 1, width, operators[index - 1]?.op);
  }
  return text;
}
