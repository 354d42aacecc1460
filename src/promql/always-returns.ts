import type { Fact, Inference } from './facts.ts';
import { unwrapped } from './infer-order.ts';

/**
 * The node because of which an expression always returns something, as an alert must not; undefined where it may be empty. Of
 * `x > 5 or vector(0)` it is `vector(0)`, of `x > bool 5` the comparison.
 */
export function alwaysReturns(inference: Inference): Fact | undefined {
  return returnsAlways(unwrapped(inference.root));
}

/** Chains are as long as somebody writes them, so the left sides are walked in loops. */
function returnsAlways(fact: Fact): Fact | undefined {
  let [inner, always] = [fact, undefined as Fact | undefined];
  for (; isSet(inner, 'or'); inner = unwrapped(inner.operands[0]!)) {
    always = returnsAlways(unwrapped(inner.operands[1]!)) ?? always;
  }
  const whole = inner;
  for (; isSet(inner, 'and'); inner = unwrapped(inner.operands[0]!)) {
    const right = unwrapped(inner.operands[1]!);
    if (isAsked(right) || !returnsAlways(right)) return always;
  }
  const holds = inner === whole ? !inner.conditional : returnsAlways(inner) !== undefined;
  return holds ? whole : always;
}

function isSet({ expr }: Fact, op: 'and' | 'or'): boolean {
  return expr.kind === 'binary' && expr.op === op;
}

/** `… and maintenance`: that there is such a series may be the very condition. */
function isAsked({ expr }: Fact): boolean {
  return expr.kind === 'selector';
}
