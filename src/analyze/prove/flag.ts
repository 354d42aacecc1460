import type { Fact } from '../../promql/infer.ts';
import { operatorNamed } from '../../promql/operators.ts';
import { dimensionless, type Unit } from '../../promql/unit.ts';
import type { Selection } from './condition.ts';

/** Whether a gauge without a unit is 1 while something is so, and 0 while it is not: its name says so, or what it is compared with. */
export function isFlag({
  name,
  selections,
}: {
  readonly name: string;
  readonly selections: readonly Selection[];
}): boolean {
  const { unit } = selections[0]!.fact.series!;
  if (unit !== undefined && !isPlainNumber(unit)) return false;
  return /(?:^|_)(?:up|success)$/.test(name) || selections.some(({ fact }) => isComparedWithFlag(fact));
}

function isPlainNumber(unit: Unit): boolean {
  return unit.kind === 'quantity' && unit.counts === undefined && dimensionless(unit);
}

/** `x == 0`, `x != 1`: whether it is the one or the other. */
function isComparedWithFlag(selector: Fact): boolean {
  const { parent } = selector;
  if (parent?.expr.kind !== 'binary' || operatorNamed(parent.expr.op)?.kind !== 'comparison') return false;
  const other = parent.operands.find((operand) => operand !== selector)?.expr;
  return /^[=!]=$/.test(parent.expr.op) && other?.kind === 'number' && (other.value === 0 || other.value === 1);
}
