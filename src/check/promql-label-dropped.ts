import { labelFaults } from '../analyze/label-faults.ts';
import { placeOf } from '../analyze/place.ts';
import type { Origin } from '../model/declaration.ts';
import type { Place, Related } from '../model/diagnostic.ts';
import type { LabelReason } from '../promql/infer.ts';
import type { Check } from './check.ts';
import { inUse } from './finding.ts';
import { placeOfLabel } from './promql-unknown-label.ts';

export const promqlLabelDropped: Check = {
  id: 'promql-label-dropped',
  severity: 'error',
  class: 'fact',
  why: 'After an aggregation or join has dropped a label, nothing can group, match or join by it.',
  bad: `shop.alert('ManyErrors', { when: promql\`max by (method) (sum by (status) (rate(shop_requests_total[5m]))) > 1\`, ...warning });`,
  good: `shop.alert('ManyErrors', { when: promql\`max by (method) (sum by (method, status) (rate(shop_requests_total[5m]))) > 1\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      for (const { kind, reference, reason } of labelFaults(inference)) {
        if (kind !== 'dropped') continue;
        const { origin } = use.expression;
        yield inUse(use, placeOfLabel(reference, origin), {
          message: `label "${reference.label}" is gone here: ${droppedBy(reason)} dropped it`,
          help: `keep it there, or do without it here`,
          related: [droppedAt(reason, origin)],
        });
      }
    }
  },
};

/** The step that took a label away, as messages name it: for who reads a recorded series that is its rule. */
export function droppedBy(reason: LabelReason): string {
  const { through } = reason;
  if (through?.kind !== 'selector' || through.name === undefined) return stepOf(reason);
  return `recording rule ${through.name}`;
}

function stepOf({ expr, kind }: LabelReason): string {
  if (expr?.kind === 'aggregation') return expr.op;
  if (expr?.kind === 'call') return `${expr.func}()`;
  if (expr?.kind === 'binary') return `the matching of ${expr.op}`;
  return kind === 'matcher' ? 'the matcher' : 'a step';
}

/** Points at that step. */
export function droppedAt(reason: LabelReason, fallback: Origin): Related<Place> {
  return { place: placeOf(reason.span, fallback), message: `${stepOf(reason)} drops "${reason.label}" here` };
}
