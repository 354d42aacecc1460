/** Nodes that return something whatever metrics there are: `vector(0)`, `sum(x) or vector(0)`. */
import type { Call } from './ast.ts';
import type { Fact } from './facts.ts';
import { functionNamed } from './functions.ts';
import { possibleLabels } from './labels.ts';
import { aggregatorNamed, operatorNamed } from './operators.ts';

/** Whether a vector is never empty, for certain. */
export function isAlwaysThere(node: Fact): boolean {
  let rest = node;
  for (;;) {
    const { expr, operands } = rest;
    if (expr.kind === 'call' && isOfNumbers(expr, operands)) return true;
    if (expr.kind === 'binary' && expr.op === 'or') {
      if (isAlwaysThere(operands[1]!)) return true;
      rest = operands[0]!;
      continue;
    }
    const next = passedOn(rest);
    if (next === undefined) return expr.kind === 'binary' && isPairOfNumbers(rest);
    rest = next;
  }
}

/** Whether a vector has but one series, without labels. */
export function isUnlabelled({ labels, type }: Fact): boolean {
  return type === 'vector' && labels.complete && possibleLabels(labels).length === 0;
}

/** `vector(5)`, `hour()`: vectors of no metric. */
function isOfNumbers({ func }: Call, operands: readonly Fact[]): boolean {
  return functionNamed(func)?.returns === 'vector' && operands.every(({ type }) => type === 'scalar');
}

/** The operand each of whose series makes one of the node's. */
function passedOn({ expr, operands }: Fact): Fact | undefined {
  switch (expr.kind) {
    case 'paren':
    case 'unary':
    case 'subquery':
      return operands[0];
    case 'aggregation':
      return aggregatorNamed(expr.op)?.labels === 'grouping' ? operands.at(-1) : undefined;
    case 'call':
      return keepsAll(expr.func) ? operands.find(({ type }) => type === 'vector' || type === 'matrix') : undefined;
    case 'binary':
      if (!expr.bool && operatorNamed(expr.op)?.kind !== 'arithmetic') return undefined;
      return operands.some(({ type }) => type === 'scalar')
        ? operands.find(({ type }) => type === 'vector')
        : undefined;
    default:
      return undefined;
  }
}

/** Functions of each value, or of the values in a range of which one is enough. */
function keepsAll(func: string): boolean {
  const row = functionNamed(func);
  if (row === undefined || /^(histogram|absent|info)/.test(func)) return false;
  return row.args.includes('vector') || func.endsWith('_over_time');
}

function isPairOfNumbers({ expr, operands }: Fact): boolean {
  if (expr.kind !== 'binary' || (!expr.bool && operatorNamed(expr.op)?.kind !== 'arithmetic')) return false;
  return operands.every((operand) => isUnlabelled(operand) && isAlwaysThere(operand));
}
