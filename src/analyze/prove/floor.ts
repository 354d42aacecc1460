import type { Fact, Inference } from '../../promql/infer.ts';
import { unwrapped } from '../../promql/infer-order.ts';

/** The most that a condition about something else asks for per second: `errors / requests > 0.1 and requests > 50`. 0 where it asks for none. */
export function floorIn({ nodes }: Inference): number {
  return Math.max(0, ...nodes.flatMap(floorOf));
}

function floorOf({ expr, operands }: Fact): readonly number[] {
  if (expr.kind !== 'binary' || expr.op !== 'and') return [];
  const [measured, enough] = operands.map(unwrapped);
  if (measured === undefined || enough === undefined || isPerSecond(measured)) return [];
  const [traffic, least] = enough.operands.map(unwrapped);
  if (enough.expr.kind !== 'binary' || !/^>=?$/.test(enough.expr.op) || !traffic || !isPerSecond(traffic)) return [];
  return least?.expr.kind === 'number' ? [least.expr.value] : [];
}

function isPerSecond({ unit }: Fact): boolean {
  return unit?.dimensions.second === -1;
}
