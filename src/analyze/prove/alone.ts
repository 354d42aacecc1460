import type { Binary, Expr } from '../../promql/ast.ts';
import { manyToMany } from '../../promql/vector-matching.ts';
import { unwrappedExpr, walk } from '../../promql/walk.ts';

/** More of them are a list of cases, of which one shows enough. */
const mostSides = 4;

/**
 * The sides of an `or` of which one looks for what is absent, each as a condition that only it meets: where nothing is there at
 * all, the others are not seen to work.
 */
export function eachAlone(expr: Expr): readonly Expr[] {
  const whole = unwrappedExpr(expr);
  if (whole.kind !== 'binary' || whole.op !== 'or') return [];
  const sides = sidesOf(whole);
  if (sides.length > mostSides || !sides.some(asksForAbsence)) return [];
  return sides.map((side) => {
    const others = sides.filter((one) => one !== side);
    const rhs = others.reduce((all, one) => ({ ...whole, lhs: all, rhs: one }));
    return { ...whole, op: 'unless', matching: { ...manyToMany, on: true }, lhs: side, rhs };
  });
}

function sidesOf({ lhs, rhs }: Binary): readonly Expr[] {
  return [lhs, rhs].flatMap((side) => {
    const inner = unwrappedExpr(side);
    return inner.kind === 'binary' && inner.op === 'or' ? sidesOf(inner) : [side];
  });
}

function asksForAbsence(side: Expr): boolean {
  let found = false;
  walk(side, (node) => {
    if (node.kind === 'call' && (node.func === 'absent' || node.func === 'absent_over_time')) found = true;
  });
  return found;
}
