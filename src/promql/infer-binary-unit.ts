/** Unit of the result of an arithmetic operator. */
import type { Draft } from './infer-order.ts';
import { unwrapped } from './infer-order.ts';
import { add, dimensionless, div, mul, number, pow, ratio, scaled, sub, type Unit, unit } from './unit.ts';
import { unitNamed } from './unit-names.ts';
import { onlyValue } from './values.ts';

/** A number without a unit of its own, which takes that of what it is added to or compared with. */
export function isLiteral(operand: Draft): boolean {
  return operand.nature === 'constant' && operand.unit === undefined;
}

export const percent = scaled(ratio, 100);

export function arithmeticUnit(op: string, lhs: Draft, rhs: Draft): Unit | undefined {
  const [a, b] = [lhs.unit, rhs.unit];
  if (isLiteral(rhs)) return isLiteral(lhs) ? undefined : a && withLiteral(op, a, onlyValue(rhs.values) ?? Number.NaN);
  if (isLiteral(lhs)) return b && literalWith(op, b, onlyValue(lhs.values) ?? Number.NaN);
  if (op === 'atan2') return unitNamed('radians');
  if (a === undefined || b === undefined) return undefined;
  switch (op) {
    case '+':
      return add(a, b);
    case '-':
      return sub(a, b);
    case '*':
      return mul(a, b);
    case '/':
      return quotientUnit(lhs, a, b);
    case '%':
      return a;
    default:
      return undefined;
  }
}

/** Unit of `x op 5`. */
function withLiteral(op: string, u: Unit, value: number): Unit | undefined {
  switch (op) {
    case '*':
      return scaled(u, value);
    case '/':
      return scaled(u, 1 / value);
    case '^':
      return Number.isNaN(value) ? undefined : pow(u, value);
    case 'atan2':
      return unitNamed('radians');
    default:
      return u;
  }
}

/** Unit of `5 op x`. */
function literalWith(op: string, u: Unit, value: number): Unit | undefined {
  switch (op) {
    case '*':
      return scaled(u, value);
    case '/':
      return unit({ ...pow(u, -1), loose: true });
    case '^':
      return dimensionless(u) ? unit({ ...number, loose: true }) : undefined;
    case 'atan2':
      return unitNamed('radians');
    default:
      return u;
  }
}

/** `100 * used / limit`, taken from the left, is the percentage that `100 * (used / limit)` is. */
function quotientUnit(lhs: Draft, a: Unit, b: Unit): Unit {
  const part = hundredth(lhs)?.unit;
  const share = part && div(part, b);
  return share?.kind === 'ratio' && !share.loose ? scaled(share, 100) : div(a, b);
}

/** What is multiplied by 100, where that is what a node does. */
export function hundredth(node: Draft): Draft | undefined {
  const { expr, operands } = unwrapped(node) as Draft;
  if (expr.kind !== 'binary' || expr.op !== '*') return undefined;
  const [first, second] = operands as [Draft, Draft];
  if (isHundred(first)) return second;
  return isHundred(second) ? first : undefined;
}

function isHundred(operand: Draft): boolean {
  return isLiteral(operand) && onlyValue(operand.values) === 100;
}
