import type { Analysis } from '../analyze/analysis.ts';
import type { Alert } from '../model/rule.ts';
import type { Fact } from '../promql/infer.ts';

/** The comparison with a number that makes an alert fire. */
export interface AlertThreshold {
  readonly alert: Alert;
  /** What is compared. */
  readonly measured: Fact;
  /** As if what is measured stood left. */
  readonly op: Comparison;
  readonly value: number;
}

type Comparison = keyof typeof flipped;

const flipped = { '>': '<', '<': '>', '>=': '<=', '<=': '>=', '==': '==', '!=': '!=' } as const;

/** The threshold of an alert, where it has one; of `a > 1 and b < 2` the first, which is the value it reports. */
export function alertThreshold(name: string, analysis: Analysis): AlertThreshold | undefined {
  const alert = analysis.project.alerts.find((candidate) => candidate.name === name);
  const root = alert && analysis.inference(alert.expr)?.root;
  return root && thresholdAt(root, alert);
}

function thresholdAt(fact: Fact, alert: Alert): AlertThreshold | undefined {
  const { expr } = fact;
  const [lhs, rhs] = fact.operands;
  if (expr.kind === 'paren' && lhs) return thresholdAt(lhs, alert);
  if (expr.kind !== 'binary' || expr.bool || !lhs || !rhs) return undefined;
  if (expr.op === 'and' || expr.op === 'unless') return thresholdAt(lhs, alert);
  if (!isComparison(expr.op)) return undefined;
  const [left, right] = [constant(lhs), constant(rhs)];
  if (right !== undefined) return { alert, measured: lhs, op: expr.op, value: right };
  return left === undefined ? undefined : { alert, measured: rhs, op: flipped[expr.op], value: left };
}

function isComparison(op: string): op is Comparison {
  return Object.hasOwn(flipped, op);
}

/** The value of a number, or of arithmetic with numbers. */
function constant({ type, values }: Fact): number | undefined {
  return type === 'scalar' && values.min === values.max ? values.min : undefined;
}
