import { type Inference, type LabelReason, type LabelReference, labelReferences } from '../promql/infer.ts';
import { why } from '../promql/labels.ts';

/** A label that an expression names although it cannot be there. */
export interface LabelFault {
  readonly reference: LabelReference;
  readonly reason: LabelReason;
  /** `unknown`: no metric of it ever had it; `dropped`: a step of the expression took it away. */
  readonly kind: 'unknown' | 'dropped';
}

/** How a label got lost: not at all there, or taken away by a step. */
export function faultKind({ kind }: LabelReason): LabelFault['kind'] {
  return kind === 'series' || kind === 'none' ? 'unknown' : 'dropped';
}

/** The labels an expression names in vain; of those that follow from an earlier one only the first. */
export function labelFaults(inference: Inference): readonly LabelFault[] {
  const faults = new Map<string, LabelFault>();
  for (const reference of labelReferences(inference)) {
    const { label, labels } = reference;
    const reason = faults.has(label) || isHarmless(reference) ? undefined : why(labels, label);
    if (reason && !isHarmlessHere(reference, reason)) faults.set(label, { reference, reason, kind: faultKind(reason) });
  }
  return [...faults.values()];
}

/** `x{a=""}` selects the series without `a`, so it holds for all of them. */
function isHarmless({ use, at, label, span }: LabelReference): boolean {
  if (use !== 'matcher' || at.expr.kind !== 'selector') return label === '__name__';
  return at.expr.matchers.some((m) => m.label === label && m.labelSpan === span && m.op === '=' && m.value === '');
}

/** Dropping a label twice changes nothing and is often meant for other metrics of a recipe; a name that never was is a slip. */
function isHarmlessHere({ use }: LabelReference, reason: LabelReason): boolean {
  return (use === 'without' || use === 'ignoring') && faultKind(reason) === 'dropped';
}
