import { panelNamed, panelsOf } from '../model/dashboard.ts';
import type { Reference } from '../model/declaration.ts';
import type { Project } from '../model/project.ts';
import { alertAt } from '../model/rule.ts';
import { didYouMean } from '../promql/nearest.ts';
import { isWritten, outputPaths } from './output-paths.ts';

/** What a reference leads to, missing: what is wrong and what to write instead. */
export interface MissingTarget {
  readonly message: string;
  readonly help: string;
}

/** Says that what a reference leads to does not exist; undefined where it does. */
export function missingTarget(reference: Reference, project: Project): MissingTarget | undefined {
  if (isRefused(reference, project)) return undefined;
  switch (reference.to) {
    case 'dashboard':
      return among('dashboard', reference.uid, uidsOf(project));
    case 'panel':
      return missingPanel(reference.uid, reference.panel, project);
    case 'runbook':
      return among(
        'runbook',
        reference.id,
        project.runbooks.map(({ id }) => id),
      );
    case 'alert':
      return alertAt(project.alerts, reference.key ?? reference.name)
        ? undefined
        : among('alert', reference.name, namesOf(project.alerts));
    case 'metric':
      return among('metric', reference.name, namesOf(project.metrics));
    case 'section':
      return among(
        'guide section',
        reference.id,
        project.guide.map(({ section }) => section),
      );
    case 'slo':
      return among(
        'SLO',
        reference.id,
        project.slos.map(({ id }) => id),
      );
    case 'file':
      return isWritten(reference.path, project) ? undefined : among('file', reference.path, outputPaths(project));
  }
}

/** What was refused is declared all the same; and a name that was is about to become another. */
function isRefused(reference: Reference, { invalid }: Project): boolean {
  const kind = reference.to === 'panel' ? 'dashboard' : reference.to;
  const named: readonly unknown[] = Object.values(reference);
  return invalid.some(
    ({ of, name, issues }) => of === kind && (named.includes(name) || issues.some(({ path }) => path[0] === 0)),
  );
}

function missingPanel(uid: string, panel: string, project: Project): MissingTarget | undefined {
  const dashboard = project.dashboards.find((candidate) => candidate.uid === uid);
  if (!dashboard) return among('dashboard', uid, uidsOf(project));
  if (panelNamed(dashboard, panel)) return undefined;
  return among(
    `panel of ${uid}`,
    panel,
    panelsOf(dashboard).map(({ title }) => title),
  );
}

function uidsOf({ dashboards }: Project): readonly string[] {
  return dashboards.map(({ uid }) => uid);
}

function namesOf(declarations: readonly { readonly name: string }[]): readonly string[] {
  return declarations.map(({ name }) => name);
}

function among(what: string, wanted: string, known: readonly string[]): MissingTarget | undefined {
  if (known.includes(wanted)) return undefined;
  const help = didYouMean(wanted, known) ?? 'declare it, or link to something that exists';
  return { message: `there is no ${what} "${wanted}"`, help };
}
