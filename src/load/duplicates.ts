import type { Diagnostic } from '../model/diagnostic.ts';
import type { Declaration } from '../model/project.ts';
import { loadError } from './finding.ts';

/**
 * What makes two declarations the same thing to Prometheus, Grafana or the documentation; undefined where there may be several.
 * Metrics and rules are left to the checks metric-duplicate, recording-duplicate and alert-duplicate: they may share a name.
 */
function identity(declaration: Declaration): string | undefined {
  switch (declaration.kind) {
    case 'scrapeJob':
      return `scrape job ${declaration.name}`;
    case 'ruleGroup':
      return `rule group ${declaration.name}`;
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
    case 'metric':
    case 'recordingRule':
    case 'alert':
    case 'variable':
    case 'invalid':
      return undefined;
  }
}

/** What is written to a file of its name: there must be no two that differ in case only, for many file systems ignore it. */
function keyOf(name: string, { kind }: Declaration): string {
  return kind === 'runbook' || kind === 'dashboard' ? name.toLowerCase() : name;
}

/** A finding for every declaration that another of the same identity precedes. */
export function duplicates(declarations: readonly Declaration[]): Diagnostic[] {
  const first = new Map<string, Declaration>();
  return declarations.flatMap((declaration) => {
    const name = identity(declaration);
    if (name === undefined) return [];
    const key = keyOf(name, declaration);
    const earlier = first.get(key);
    if (earlier) return [duplicate(name, declaration, earlier)];
    first.set(key, declaration);
    return [];
  });
}

/** What a system has but one of. */
const single: readonly Declaration['kind'][] = ['guideSection', 'routing'];

function duplicate(name: string, { kind, origin }: Declaration, earlier: Declaration): Diagnostic {
  const help = single.includes(kind) ? 'put both into one' : 'give one of them another name';
  const related = [{ place: { origin: earlier.origin }, message: 'first declared here' }];
  const isSame = identity(earlier) === name;
  const message = isSame ? `${name} is declared twice` : `${name} and ${identity(earlier)} would be one file`;
  return loadError(name, message, { origin }, { related, help });
}
