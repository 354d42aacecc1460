import type { Check } from './check.ts';
import { inOption, listed, meantName } from './finding.ts';
import { alertOption } from './slo-finding.ts';

export const alertSeverity: Check = {
  id: 'alert-severity',
  severity: 'error',
  class: 'fact',
  fixable: true,
  why: 'Routing goes by severity: an alert with one that nobody routes reaches nobody.',
  bad: `shop.alert('QueueLong', { when: promql\`shop_queue_length > 100\`, ...warning, severity: 'warn' as 'warning' });`,
  good: `shop.alert('QueueLong', { when: promql\`shop_queue_length > 100\`, ...warning, severity: 'warning' });`,
  *find({ project }) {
    const { severities } = project.system;
    for (const alert of project.alerts) {
      const inLabels = alert.labels.severity;
      const severity = inLabels ?? alert.severity;
      const path = alertOption(
        alert,
        inLabels === undefined ? [1, 'severity'] : [1, 'labels', 'severity'],
        project.slos,
      );
      if (!severities.includes(severity)) {
        const message = `"${severity}" is no severity of ${project.system.title}`;
        const help = `its severities are ${listed(severities, 'and')}`;
        yield inOption(alert, path, { message, help, ...meantName(severity, severities) });
      } else if (severity !== alert.severity) {
        const message = `this label says "${severity}", but the severity is "${alert.severity}"`;
        yield inOption(alert, path, { message, help: 'leave the label out: it is made from the severity' });
      }
    }
  },
};
