import { resolve } from 'node:path';
import type { Analysis } from '../analyze/analysis.ts';
import type { Diagnostic, Location } from '../model/diagnostic.ts';
import { reconcile } from './reconcile.ts';
import type { Timings } from './timings.ts';

/** What every command that reads definitions is given. */
export interface DefinitionsOptions {
  readonly definitions: string;
  /** Systems to look at; none means all. */
  readonly system: readonly string[];
}

/** The definitions, judged. */
export interface Judged {
  /** One per system and environment. */
  readonly analyses: readonly Analysis[];
  readonly diagnostics: readonly Diagnostic<Location>[];
  /** Every system of the definitions, asked for or not. */
  readonly systems: readonly string[];
}

/** Types, load, analysis, checks, exact places. The compiler runs beside everything else. */
export async function judge({ definitions, system }: DefinitionsOptions, { time }: Timings): Promise<Judged> {
  const root = resolve(definitions);
  const [{ checkTypes }, { load }] = await Promise.all([import('../load/types.ts'), import('../load/load.ts')]);
  const types = time('typescript', () => checkTypes(root));
  types.catch(() => {});
  const stages = Promise.all([
    import('../analyze/analyze.ts'),
    import('../check/run.ts'),
    import('../check/index.ts'),
    import('../load/environments.ts'),
  ]);
  const loaded = await time('load', () => load(root, system));
  const [{ analyze }, { runChecks }, { checks }, { inEnvironments }] = await stages;
  const analyses = time('analyze', () => loaded.projects.map(analyze));
  const applicable = (id: string) =>
    loaded.incomplete.has(id) ? checks.filter((check) => !byAbsence.has(check.id)) : checks;
  const judged = time('check', () =>
    analyses.map((analysis) => {
      const {
        id,
        system: { environment },
      } = analysis.project;
      return { id, environment, diagnostics: runChecks(analysis, applicable(id)) };
    }),
  );
  const findings = loaded.systems.flatMap((id) => inEnvironments(judged.filter((one) => one.id === id)));
  const located = await time('locate', () => locateAll([...loaded.diagnostics, ...findings]));
  return { analyses, diagnostics: reconcile(await types, located), systems: loaded.systems };
}

/** Checks that conclude from what is not there: of a system that did not load as a whole, that would prove nothing. */
const byAbsence: ReadonlySet<string> = new Set([
  'promql-unknown-metric',
  'metric-unused',
  'alert-runbook',
  'dashboard-link',
]);

/** The parser is needed where there is something to show, and only there. */
async function locateAll(diagnostics: readonly Diagnostic[]): Promise<Diagnostic<Location>[]> {
  if (diagnostics.length === 0) return [];
  const { locate } = await import('../load/locate.ts');
  return locate(diagnostics);
}
