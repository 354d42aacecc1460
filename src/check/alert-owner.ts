import type { Alert } from '../model/rule.ts';
import type { Check } from './check.ts';
import { inOption } from './finding.ts';

export const alertOwner: Check = {
  id: 'alert-owner',
  severity: 'warning',
  class: 'policy',
  why: "An alert that no team answers for is nobody's to mend.",
  bad: `shop.alert('QueueLong', { when: promql\`shop_queue_length > 100\`, ...warning, owner: '' });`,
  good: `shop.alert('QueueLong', { when: promql\`shop_queue_length > 100\`, ...warning, owner: 'packing-team' });`,
  *find({ project }) {
    for (const alert of project.alerts) {
      const own = alert.labels.owner;
      if ((own ?? project.system.owner).trim() !== '') continue;
      const help =
        own === undefined
          ? "name a team: owner: '…', here or in system(…)"
          : "name a team, or leave it to the system's";
      yield inOption(alert, placeOfOwner(alert), { message: `${alert.name} has no owner`, help });
    }
  },
};

function placeOfOwner({ labels }: Alert): (string | number)[] {
  return labels.owner === undefined ? [0] : [1, 'owner'];
}
