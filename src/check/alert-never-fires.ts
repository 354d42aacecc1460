import { placeOfNode } from '../analyze/place.ts';
import { coveringUnless } from '../promql/covered.ts';
import type { Check } from './check.ts';
import { inUse } from './finding.ts';

export const alertNeverFires: Check = {
  id: 'alert-never-fires',
  severity: 'error',
  class: 'fact',
  why: 'An alert whose condition is never true looks like an alert, and calls nobody.',
  bad: `shop.alert('QueueLong', { when: promql\`shop_queue_length > 100 unless shop_queue_length\`, ...warning });`,
  good: `shop.alert('QueueLong', { when: promql\`shop_queue_length > 100 unless shop_queue_length offset 1h > 100\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      if (use.owner.kind !== 'alert' || use.role !== 'rule') continue;
      const unless = coveringUnless(inference);
      if (!unless) continue;
      yield inUse(use, placeOfNode(unless, use), {
        message: `${use.owner.name} never fires: unless takes away every series that is on its left`,
        help: 'let the right side select what must be left out, and no more',
      });
    }
  },
};
