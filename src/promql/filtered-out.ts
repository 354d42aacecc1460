/** `(x or vector(0)) > 5`: what `or` adds is taken away again. */
import type { Fact } from './facts.ts';
import { unwrapped } from './infer-order.ts';
import { operatorNamed } from './operators.ts';
import { type Comparison, onlyValue, outcome } from './values.ts';

/** The comparison with a number that nothing from the right side of an `or` ever passes, where that side has no other effect. */
export function filterOfRight(or: Fact): Fact | undefined {
  const right = unwrapped(or.operands[1]!);
  if (right.histogram?.form === 'native') return undefined;
  let node = outermost(or);
  // A sum is the same with a 0 more.
  if (node.parent?.expr.kind === 'aggregation' && node.parent.expr.op === 'sum' && onlyValue(right.values) === 0)
    node = outermost(node.parent);
  const filter = node.parent;
  if (filter?.expr.kind !== 'binary' || filter.expr.bool) return undefined;
  if (operatorNamed(filter.expr.op)?.kind !== 'comparison') return undefined;
  const sides = filter.operands.map((side) => (side === node ? right : side)) as [Fact, Fact];
  if (!filter.operands.some(({ type }) => type === 'scalar')) return undefined;
  const passes = outcome(filter.expr.op as Comparison, sides[0].values, sides[1].values);
  return passes === 'never' ? filter : undefined;
}

function outermost(inner: Fact): Fact {
  let node = inner;
  while (node.parent?.expr.kind === 'paren') node = node.parent;
  return node;
}
