import type { Inference, LabelReason, LabelReference } from '../promql/infer.ts';
import { labelReferences } from '../promql/inference.ts';
import { type LabelSet, possibleLabels, presence, why } from '../promql/labels.ts';
import { nearest } from '../promql/nearest.ts';
import { onceFor } from '../promql/once-for.ts';

/** A label that an expression names although it cannot be there. */
export interface LabelFault {
  readonly reference: LabelReference;
  readonly reason: LabelReason;
  /** `unknown`: no metric of it ever had it; `dropped`: a step of the expression took it away. */
  readonly kind: 'unknown' | 'dropped';
}

/** How a label got lost: it was never there, or a step took it away. */
export function faultKind({ kind }: LabelReason): LabelFault['kind'] {
  return kind === 'series' || kind === 'none' ? 'unknown' : 'dropped';
}

/** The labels an expression names in vain; of those that follow from an earlier one only the first. */
export const labelFaults = onceFor((inference: Inference): readonly LabelFault[] => {
  const faults = new Map<string, LabelFault>();
  for (const reference of labelReferences(inference)) {
    const { label, labels } = reference;
    const reason = faults.has(label) || isNoName(label) ? undefined : why(labels, label);
    if (reason && !isHarmless(reference, reason)) faults.set(label, { reference, reason, kind: faultKind(reason) });
  }
  return [...faults.values()];
});

/** The metric's name, the empty source of a constant `label_replace`, and what Grafana fills in. */
function isNoName(label: string): boolean {
  return label === '' || label === '__name__' || /\$|\[\[/.test(label);
}

/**
 * `x{a=""}` selects the series without `a`, so it holds for all of them. Dropping a label that is gone, or never was, changes
 * nothing and is often meant for other metrics of a recipe; `ignoring` is for labels of one of the sides, and one that neither
 * has makes no difference either: unless another label was meant.
 */
function isHarmless({ use, at, label, labels, span }: LabelReference, reason: LabelReason): boolean {
  switch (use) {
    case 'matcher':
      return (
        at.expr.kind === 'selector' &&
        at.expr.matchers.some((m) => m.labelSpan === span && m.op === '=' && m.value === '')
      );
    case 'without':
      return faultKind(reason) === 'dropped' || meantLabel(label, labels) === undefined;
    case 'ignoring':
      return (
        faultKind(reason) === 'dropped' ||
        at.operands.some((side) => presence(side.labels, label) !== 'never') ||
        at.operands.every((side) => meantLabel(label, side.labels) === undefined)
      );
    default:
      return false;
  }
}

function meantLabel(label: string, labels: LabelSet): string | undefined {
  return nearest(
    label,
    possibleLabels(labels).map(({ name }) => name),
  );
}
