import type { Diagnostic } from '../model/diagnostic.ts';
import type { Declaration } from '../model/project.ts';
import { subjectOf } from '../model/subject.ts';
import { loadError } from './finding.ts';

/** Of these there may be several: variables, and metrics and rules, of which metric-duplicate, recording-duplicate and alert-duplicate judge. */
const several: readonly Declaration['kind'][] = ['metric', 'recordingRule', 'alert', 'variable', 'invalid'];

/** What makes two declarations the same thing to Prometheus, Grafana or the documentation; undefined where there may be several. */
function identity(declaration: Declaration): string | undefined {
  return several.includes(declaration.kind) ? undefined : subjectOf(declaration);
}

/** What is written to a file of its name: there must be no two that differ in case only, for many file systems ignore it. */
function keyOf(name: string, { kind }: Declaration): string {
  return kind === 'runbook' || kind === 'dashboard' ? name.toLowerCase() : name;
}

/** A finding for every declaration that another of the same identity precedes. */
export function duplicates(declarations: readonly Declaration[]): Diagnostic[] {
  const first = new Map<string, Declaration>();
  const sloAt = new Map(declarations.flatMap((one) => (one.kind === 'slo' ? [[positionOf(one), one.id]] : [])));
  return declarations.flatMap((declaration) => {
    const name = identity(declaration);
    if (name === undefined) return [];
    const key = keyOf(name, declaration);
    const earlier = first.get(key);
    if (earlier && isTwin(declaration, earlier, sloAt)) return [];
    const isOfSlo = [declaration, earlier].some((one) => one && sloAt.has(positionOf(one)));
    if (earlier) return [duplicate(name, declaration, earlier, helpFor(declaration, isOfSlo))];
    first.set(key, declaration);
    return [];
  });
}

/** Made for one SLO that is declared twice: of its groups and dashboards nothing more is said. */
function isTwin(declaration: Declaration, earlier: Declaration, sloAt: ReadonlyMap<string, string>): boolean {
  const slo = declaration.kind === 'slo' ? undefined : sloAt.get(positionOf(declaration));
  return slo !== undefined && slo === sloAt.get(positionOf(earlier));
}

function positionOf({ origin: { file, line, column } }: Declaration): string {
  return `${file}:${line}:${column}`;
}

/** What a system has but one of. */
const single: readonly Declaration['kind'][] = ['guideSection', 'routing'];

/** Dashboards that nobody wrote stand where an SLO does. */
function helpFor({ kind }: Declaration, isOfSlo: boolean): string {
  if (single.includes(kind)) return 'put both into one';
  if (kind === 'dashboard' && isOfSlo)
    return 'each SLO has a dashboard, and so have all of a system together: give yours another uid';
  return 'give one of them another name';
}

function duplicate(name: string, { origin }: Declaration, earlier: Declaration, help: string): Diagnostic {
  const related = [{ place: { origin: earlier.origin }, message: 'first declared here' }];
  const isSame = identity(earlier) === name;
  const message = isSame ? `${name} is declared twice` : `${name} and ${identity(earlier)} would be one file`;
  return loadError(name, message, { origin }, { related, help });
}
