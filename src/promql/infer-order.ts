/** The nodes of a tree in evaluation order, linked both ways, before anything is known of them. */
import type { Expr } from './ast.ts';
import type { Fact } from './facts.ts';
import { noLabels } from './labels.ts';
import { anything } from './values.ts';
import { children } from './walk.ts';

/** A Fact under construction. */
export type Draft = { -readonly [K in Exclude<keyof Fact, 'operands'>]: Fact[K] } & { readonly operands: Draft[] };

/** Operands before what uses them, from left to right; by a stack of our own, for chains of ten thousand operands. */
export function evaluationOrder(root: Expr): Draft[] {
  const order: Draft[] = [];
  const waiting = [draft(root, undefined)];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    order.push(node);
    for (const expr of children(node.expr)) node.operands.push(draft(expr, node));
    for (const operand of node.operands) waiting.push(operand);
  }
  order.reverse();
  for (let index = 0; index < order.length; index++) number(order[index]!, index);
  return order;
}

function number(node: Draft, index: number): void {
  node.index = index;
  node.first = node.operands[0]?.first ?? index;
}

function draft(expr: Expr, parent: Draft | undefined): Draft {
  return {
    expr,
    index: 0,
    first: 0,
    parent,
    operands: [],
    type: 'vector',
    labels: noLabels,
    unit: undefined,
    values: anything,
    nature: 'derived',
    selector: undefined,
    series: undefined,
    histogram: undefined,
    conditional: false,
    outcome: undefined,
    empty: undefined,
    byZero: undefined,
  };
}

/** The node without parentheses around it. */
export function unwrapped(node: Fact): Fact {
  let inner = node;
  while (inner.expr.kind === 'paren') inner = inner.operands[0]!;
  return inner;
}
