import type { Dashboard, Panel } from './dashboard.ts';
import type { Declaration } from './project.ts';

/** What a finding is about, as messages name it: `alert HighMCPErrorRate`. */
export function subjectOf(declaration: Declaration): string {
  switch (declaration.kind) {
    case 'metric':
      return `metric ${declaration.name}`;
    case 'scrapeJob':
      return `scrape job ${declaration.name}`;
    case 'ruleGroup':
      return `rule group ${declaration.name}`;
    case 'recordingRule':
      return `recording rule ${declaration.name}`;
    case 'alert':
      return `alert ${declaration.name}`;
    case 'variable':
      return `variable ${declaration.name}`;
    case 'dashboard':
      return `dashboard ${declaration.uid}`;
    case 'runbook':
      return `runbook ${declaration.id}`;
    case 'guideSection':
      return `guide section ${declaration.section}`;
    case 'receiver':
      return `receiver ${declaration.name}`;
    case 'notificationTemplate':
      return `notification template ${declaration.name}`;
    case 'timeInterval':
      return `time interval ${declaration.name}`;
    case 'routing':
      return 'routing';
    case 'ruleTest':
      return `rule test ${declaration.name}`;
    case 'slo':
      return `SLO ${declaration.id}`;
    case 'invalid':
      return `${declaration.of} ${declaration.name}`;
  }
}

/** `panel "MCP Request Rate" of dashboard conexus-overview`. */
export function subjectOfPanel(panel: Panel, dashboard: Dashboard): string {
  return `panel "${panel.title}" of ${subjectOf(dashboard)}`;
}
