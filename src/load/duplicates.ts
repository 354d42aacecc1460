import type { Diagnostic } from '../model/diagnostic.ts';
import type { Declaration } from '../model/project.ts';
import { loadError } from './finding.ts';

/**
 * What makes two declarations the same thing to Prometheus, Grafana or the documentation; undefined where there may be several.
 * Metrics are left to the check metric-duplicate, which knows the series behind them.
 */
function identity(declaration: Declaration): string | undefined {
  switch (declaration.kind) {
    case 'scrapeJob':
      return `scrape job ${declaration.name}`;
    case 'ruleGroup':
      return `rule group ${declaration.name}`;
    case 'alert':
      return `alert ${declaration.name}`;
    case 'recordingRule':
      return `recording rule ${declaration.name}${labelled(declaration.labels)}`;
    case 'dashboard':
      return `dashboard ${declaration.uid}`;
    case 'runbook':
      return `runbook ${declaration.id}`;
    case 'guideSection':
      return `guide section ${declaration.section}`;
    case 'metric':
    case 'variable':
    case 'invalid':
      return undefined;
  }
}

function labelled(labels: Readonly<Record<string, string>>): string {
  const entries = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return entries.length === 0 ? '' : `{${entries.sort().join(', ')}}`;
}

/** A finding for every declaration that another of the same identity precedes. */
export function duplicates(declarations: readonly Declaration[]): Diagnostic[] {
  const first = new Map<string, Declaration>();
  return declarations.flatMap((declaration) => {
    const name = identity(declaration);
    const earlier = name === undefined ? undefined : first.get(name);
    if (name === undefined) return [];
    if (earlier) return [duplicate(name, declaration, earlier)];
    first.set(name, declaration);
    return [];
  });
}

function duplicate(name: string, { kind, origin }: Declaration, earlier: Declaration): Diagnostic {
  const help = kind === 'guideSection' ? 'put both into one' : 'give one of them another name';
  const related = [{ place: { origin: earlier.origin }, message: 'first declared here' }];
  return loadError(name, `${name} is declared twice`, { origin }, { related, help });
}
