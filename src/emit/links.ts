import type { Reference } from '../model/declaration.ts';
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

/** The id that code hosts give a heading: lower case, spaces to dashes, other punctuation dropped. */
export function headingAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
    .replaceAll(' ', '-');
}

/** A reference that a page of the documentation explains, at a heading that is the name itself. */
export type Documented = Extract<Reference, { readonly to: 'metric' | 'alert' | 'runbook' | 'section' }>;

/** Page and heading below `docs/` that explain what is referred to. */
export function docsPage(reference: Documented): string {
  switch (reference.to) {
    case 'metric':
      return `metrics.md#${headingAnchor(reference.name)}`;
    case 'alert':
      return `alerts.md#${headingAnchor(reference.name)}`;
    case 'runbook':
      return runbookPage(reference.id);
    case 'section':
      return `README.md#${headingAnchor(reference.id)}`;
  }
}
