import type { Check } from './check.ts';
import { inOption } from './finding.ts';

export const alertSummary: Check = {
  id: 'alert-summary',
  severity: 'warning',
  class: 'policy',
  why: 'The summary is the one line that the person who is called reads first.',
  bad: `shop.alert('QueueLong', {
  when: promql\`shop_queue_length > 100\`, for: '10m', severity: 'warning', runbook,
});`,
  good: `shop.alert('QueueLong', {
  when: promql\`shop_queue_length > 100\`, for: '10m', severity: 'warning', runbook,
  summary: ({ value }) => \`\${value.humanize} orders wait to be packed\`,
});`,
  *find({ project }) {
    for (const alert of project.alerts) {
      // Nobody reads what a dead man's switch says.
      if (alert.alwaysFiring !== undefined) continue;
      const help = 'say in one line what is wrong, for whom: summary: ({ labels, value }) => `…`';
      const written = alert.summary ?? alert.annotations.summary;
      if (written === undefined) yield inOption(alert, [0], { message: `${alert.name} has no summary`, help });
      else if (String(written).trim() === '')
        yield inOption(alert, pathOf(alert.summary), { message: 'the summary is empty', help });
    }
  },
};

function pathOf(summary: string | undefined): (string | number)[] {
  return summary === undefined ? [1, 'annotations', 'summary'] : [1, 'summary'];
}
