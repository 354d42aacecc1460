import type { Alert } from '../model/rule.ts';
import type { System } from '../model/system.ts';
import { runbookUrl } from './docs-address.ts';

/** The annotations of an alert as its rule has them, Go templates not filled in; what further ones are called is sorted. */
export function annotationsOf(alert: Alert, system: System): Readonly<Record<string, string>> {
  const { summary, description, runbook, annotations } = alert;
  return {
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    ...(runbook !== undefined && { runbook_url: runbookUrl(system, runbook) }),
    ...Object.fromEntries(Object.entries(annotations).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
