import type { System } from '../model/system.ts';

/** Where a runbook's page stands below `docs/`. With `.md`, so that it resolves both when served and on a code host. */
export function runbookPage(id: string): string {
  return `runbooks/${id}.md`;
}

/** Address of a runbook's page: what `runbook_url` of an alert says. */
export function runbookUrl(system: System, id: string): string {
  return docsUrl(system, runbookPage(id));
}

/** Address of a page below `docs/`: `alerts.md#slowmcprequests`. */
export function docsUrl(system: System, page: string): string {
  return `${system.docsUrl.replace(/\/+$/, '')}/${page}`;
}
