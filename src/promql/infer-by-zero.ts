/** Divisions by what may be 0: one series without a finite value spoils the sum of all. */
import type { Call } from './ast.ts';
import type { Fact } from './facts.ts';
import { functionNamed } from './functions.ts';
import { unwrapped } from './infer-order.ts';
import { operatorNamed } from './operators.ts';
import { contains, onlyValue } from './values.ts';

/**
 * The division, or the series recorded from one, because of which a value of the node may be NaN or infinite. Undefined where the
 * divisor is proven not to be 0 or is unknown, and where a filter or an aggregation stands between.
 */
export function dividedByZero(node: Fact): Fact | undefined {
  const { expr, operands } = node;
  switch (expr.kind) {
    case 'selector':
      return node.series?.recorded?.byZero ? node : undefined;
    case 'paren':
    case 'unary':
    case 'matrix':
    case 'subquery':
      return operands[0]!.byZero;
    case 'call':
      return inCall(expr, operands);
    case 'binary':
      return inBinary(node, expr.op, expr.bool);
    default:
      return undefined;
  }
}

/** Of a range, the largest and smallest value pass over NaN, and a count does not mind it. */
function inCall({ func }: Call, operands: readonly Fact[]): Fact | undefined {
  const row = functionNamed(func);
  if (row === undefined || row.returns !== 'vector' || typeof row.values === 'object') return undefined;
  if (func === 'max_over_time' || func === 'min_over_time') return undefined;
  return operands.find(({ type }) => type === 'vector' || type === 'matrix')?.byZero;
}

/** No comparison but `!=` holds for NaN; `and` and `unless` are how divisors are held against 0 from outside. */
function inBinary(node: Fact, op: string, bool: boolean): Fact | undefined {
  const [lhs, rhs] = node.operands as [Fact, Fact];
  switch (operatorNamed(op)?.kind) {
    case 'arithmetic':
      return (op === '/' || op === '%') && mayBeZero(rhs) && node.type === 'vector' ? node : (lhs.byZero ?? rhs.byZero);
    case 'comparison':
      return op === '!=' && !bool ? lhs.byZero : undefined;
    case 'set':
      return op === 'or' ? (lhs.byZero ?? rhs.byZero) : undefined;
    default:
      return undefined;
  }
}

function mayBeZero(divisor: Fact): boolean {
  return divisor.nature !== 'unknown' && contains(divisor.values, 0) && !isWithoutZero(unwrapped(divisor));
}

/** `x != 0`: what is left lies on both sides of 0, which no range can say. */
function isWithoutZero({ expr, operands }: Fact): boolean {
  if (expr.kind !== 'binary' || expr.op !== '!=' || expr.bool) return false;
  return operands.some(({ values }) => onlyValue(values) === 0);
}
