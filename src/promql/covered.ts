/** `x > 5 unless x`: what is taken away is all there is. */
import type { Fact, Inference } from './facts.ts';
import { unwrapped } from './infer-order.ts';
import { operatorNamed } from './operators.ts';
import { equal } from './walk.ts';

/** The `unless` because of which an expression never returns anything; undefined where it may, or for another reason never does. */
export function coveringUnless({ root }: Inference): Fact | undefined {
  let fact = unwrapped(root);
  for (;;) {
    const { expr, operands } = fact;
    if (expr.kind !== 'binary') return undefined;
    const [left, right] = operands as [Fact, Fact];
    if (expr.op === 'unless' && covers(right, left)) return fact;
    if (expr.op === 'or') return undefined;
    const next = left.type === 'vector' ? left : right;
    fact = unwrapped(next);
  }
}

/** Whether every series of `part` is one of `whole`: its filters and some more matchers aside they are one expression. */
function covers(whole: Fact, part: Fact): boolean {
  const [all, some] = [unwrapped(whole), unfiltered(part)];
  const [a, b] = [all.expr, some.expr];
  if (equal(a, b)) return true;
  if (a.kind !== 'selector' || b.kind !== 'selector' || !equal({ ...a, matchers: b.matchers }, b)) return false;
  return a.matchers.every((m) => b.matchers.some((o) => o.label === m.label && o.op === m.op && o.value === m.value));
}

/** The vector that comparisons, `and` and `unless` take series from. */
function unfiltered(fact: Fact): Fact {
  let node = unwrapped(fact);
  for (;;) {
    const { expr, operands } = node;
    if (expr.kind !== 'binary' || expr.bool) return node;
    const [left, right] = operands as [Fact, Fact];
    const kind = operatorNamed(expr.op)?.kind;
    const isSet = kind === 'set' && expr.op !== 'or';
    if (!isSet && !(kind === 'comparison' && (left.type === 'scalar' || right.type === 'scalar'))) return node;
    node = unwrapped(left.type === 'scalar' ? right : left);
  }
}
