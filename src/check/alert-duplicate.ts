import { namesakes } from '../analyze/namesakes.ts';
import { ruleKey } from '../model/rule.ts';
import type { Check } from './check.ts';
import { inOption } from './finding.ts';

/**
 * Two rules of one name and the same labels whose results differ in another label, as those for devices and for instances, never
 * make the same alert. promtool's lint `duplicate-rules` lists them all the same, by what is written on the rules alone; common
 * rule files have such pairs on purpose, so here they pass.
 */
export const alertDuplicate: Check = {
  id: 'alert-duplicate',
  severity: 'error',
  class: 'fact',
  why: 'Alertmanager takes alerts of one name and labels for one and the same: each overwrites what the other says.',
  bad: `shop.alert('QueueLong', { when: promql\`shop_queue_length > 100\`, ...warning });
shop.alert('QueueLong', { when: promql\`shop_queue_length > 1000\`, ...warning });`,
  good: `shop.alert('QueueLong', { when: promql\`shop_queue_length > 100\`, ...warning });
shop.alert('QueueLong', { when: promql\`shop_queue_length > 1000\`, ...warning, severity: 'critical' });`,
  *find(analysis) {
    for (const [alert, first] of namesakes(analysis.project.alerts, analysis)) {
      const related = [{ place: { origin: first.origin, path: [0] }, message: 'first declared here' }];
      const help = 'give one of them another name, severity or label';
      yield inOption(alert, [0], { message: `alert ${ruleKey(alert)} is declared twice`, help, related });
    }
  },
};
