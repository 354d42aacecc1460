import { type LabelFault, labelFaults } from '../analyze/label-faults.ts';
import { placeOf } from '../analyze/place.ts';
import type { Origin } from '../model/declaration.ts';
import type { Place } from '../model/diagnostic.ts';
import type { Inference, LabelReference } from '../promql/infer.ts';
import { labelReferences } from '../promql/inference.ts';
import { possibleLabels } from '../promql/labels.ts';
import type { Check } from './check.ts';
import { inUse, listed, meantName, quoted, type Words } from './finding.ts';

export const promqlUnknownLabel: Check = {
  id: 'promql-unknown-label',
  severity: 'error',
  class: 'fact',
  fixable: true,
  why: 'A matcher on a label that no series has selects nothing, or everything; grouping by one puts all in one group.',
  bad: `shop.alert('ManyErrors', { when: promql\`sum by (methd) (rate(shop_requests_total{status="error"}[5m])) > 1\`, ...warning });`,
  good: `shop.alert('ManyErrors', { when: promql\`sum by (method) (rate(shop_requests_total{status="error"}[5m])) > 1\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      const faults = labelFaults(inference).filter(({ kind }) => kind === 'unknown');
      const unknown = new Set(faults.map(({ reference }) => reference.label));
      for (const fault of faults)
        yield inUse(use, placeOfLabel(fault.reference, use.expression.origin), wordsFor(fault, unknown, inference));
    }
  },
};

/** Where a label is named: in a tag its characters, in `.where({ … })` the property, in `.sum({ by: … })` the text. */
export function placeOfLabel({ span, use, label }: LabelReference, fallback: Origin): Place {
  if (use === 'matcher') return { ...placeOf(span, fallback, [0, label]), key: true };
  return placeOf(span, fallback, use === 'include' || use === 'argument' ? undefined : [use, label]);
}

function wordsFor({ reference, reason }: LabelFault, unknown: ReadonlySet<string>, inference: Inference): Words {
  const { label, labels, use } = reference;
  // A matcher makes sure of its label, also of one that is not there.
  const has = possibleLabels(labels).flatMap(({ name }) => (unknown.has(name) ? [] : name));
  const selector = reason.through ?? reason.expr;
  const metric = selector?.kind === 'selector' ? selector.name : undefined;
  const message = `${metric ?? 'this expression'} has no label "${label}"`;
  const spell = use === 'argument' ? quoted : undefined;
  const meant = meantName(label, has, spell, (name) => name);
  if (meant) return { message, ...(isBeside(meant.fix, reference, inference) ? unwritten(meant) : meant) };
  return {
    message,
    help: has.length === 0 ? 'it has no labels here' : `its labels are ${listed([...has].sort(), 'and')}`,
  };
}

function unwritten<T extends Pick<Words, 'fix'>>({ fix: _, ...words }: T): Omit<T, 'fix'> {
  return words;
}

/** Whether the same node names a label already: written twice, it was not what was meant. */
function isBeside(written: string | undefined, { at, use }: LabelReference, inference: Inference): boolean {
  const beside = labelReferences(inference).filter((one) => one.at === at && one.use === use);
  return beside.some(({ label }) => label === written || quoted(label) === written);
}
