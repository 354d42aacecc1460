/** The value type an expression has by its form. */
import type { Expr, ValueType } from './ast.ts';
import { functionNamed } from './functions.ts';

/** The type of an expression; `unknown` where a Grafana variable decides it. */
export function valueType(expr: Expr): ValueType {
  const right: ValueType[] = [];
  let left = expr;
  while (left.kind === 'binary' || left.kind === 'unary' || left.kind === 'paren') {
    if (left.kind === 'binary') right.push(valueType(left.rhs));
    left = left.kind === 'binary' ? left.lhs : left.expr;
  }
  let type = typeOfOperand(left);
  while (right.length > 0) type = binaryType(type, right.pop()!);
  return type;
}

function typeOfOperand(expr: Exclude<Expr, { kind: 'binary' | 'unary' | 'paren' }>): ValueType {
  switch (expr.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'selector':
    case 'aggregation':
      return 'vector';
    case 'matrix':
    case 'subquery':
      return 'matrix';
    case 'macro':
      return 'unknown';
    case 'call':
      return functionNamed(expr.func)?.returns ?? 'unknown';
  }
}

/** The type of a binary expression, by those of its sides. */
export function binaryType(left: ValueType, right: ValueType): ValueType {
  if (left === 'scalar' && right === 'scalar') return 'scalar';
  const known = left !== 'unknown' && right !== 'unknown';
  return known || left === 'vector' || right === 'vector' ? 'vector' : 'unknown';
}
