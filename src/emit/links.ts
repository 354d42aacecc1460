import { runbookPage } from '../analyze/docs-address.ts';
import type { Reference } from '../model/declaration.ts';
import type { Project } from '../model/project.ts';
import { type Alert, alertAt } from '../model/rule.ts';

/** The id that code hosts give a heading: lower case, spaces to dashes, other punctuation dropped. */
export function headingAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
    .replaceAll(' ', '-');
}

/** Heading of an alert: its name, and what tells it from others of that name. `namesakes` includes it. */
export function alertTitle(alert: Alert, namesakes: readonly Alert[]): string {
  if (namesakes.length < 2) return alert.name;
  const isTold = namesakes.every((other) => other === alert || other.severity !== alert.severity);
  const labels = isTold ? [] : Object.entries(alert.labels).map(([name, value]) => `${name} ${value}`);
  return `${alert.name} (${[alert.severity, ...labels.sort()].join(', ')})`;
}

function titleOfAlert({ name, key = name }: Extract<Reference, { to: 'alert' }>, alerts: readonly Alert[]): string {
  const alert = alertAt(alerts, key);
  const namesakes = alerts.filter((other) => other.name === name);
  return alert === undefined ? name : alertTitle(alert, namesakes);
}

/** Where an SLO stands on its page: by its id, as titles are free texts and need not differ. */
export function sloAnchor(id: string): string {
  return `slo-${id}`;
}

/** A reference that a page of the documentation explains. */
export type Documented = Extract<Reference, { readonly to: 'metric' | 'alert' | 'runbook' | 'section' | 'slo' }>;

/** Page and heading below `docs/` that explain what is referred to. */
export function docsPage(reference: Documented, { alerts }: Pick<Project, 'alerts'>): string {
  switch (reference.to) {
    case 'metric':
      return `metrics.md#${headingAnchor(reference.name)}`;
    case 'alert':
      return `alerts.md#${headingAnchor(titleOfAlert(reference, alerts))}`;
    case 'runbook':
      return runbookPage(reference.id);
    case 'section':
      return `README.md#${headingAnchor(reference.id)}`;
    case 'slo':
      return `slos.md#${sloAnchor(reference.id)}`;
  }
}
