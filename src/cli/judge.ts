import type { Analysis } from '../analyze/analysis.ts';
import { analyze } from '../analyze/analyze.ts';
import { runChecks } from '../check/run.ts';
import { inEnvironments } from '../load/environments.ts';
import { type Loaded, load } from '../load/load.ts';
import type { TypeIssue } from '../load/types.ts';
import type { Diagnostic, Location } from '../model/diagnostic.ts';
import type { DefinitionsOptions, Judged } from './definitions.ts';
import { reconcile } from './reconcile.ts';
import type { Timings } from './timings.ts';

/** Load, analysis, checks, exact places; `types` is what the compiler, started before, will say. */
export async function judgeWith(
  types: Promise<TypeIssue[]>,
  root: string,
  { system, notes }: DefinitionsOptions,
  { time }: Timings,
): Promise<Judged> {
  const loaded = await time('load', () => load(root, system));
  const analyses = time('analyze', () => loaded.projects.map(analyze));
  const findings = time('check', () => check(analyses, loaded));
  const issues = await types;
  const shown = notes ? findings : findings.filter(({ severity }) => severity !== 'info');
  const diagnostics = await time('locate', () => placed(issues, [...loaded.diagnostics, ...shown]));
  return { analyses, diagnostics, hidden: findings.length - shown.length, systems: loaded.systems };
}

/** Every system's findings, those of its environments as one. */
function check(analyses: readonly Analysis[], { systems, incomplete }: Loaded): Diagnostic[] {
  return systems.flatMap((id) => {
    const holds = ({ check }: Diagnostic) => !incomplete.has(id) || !byAbsence.has(check);
    const own = analyses.filter(({ project }) => project.id === id);
    return inEnvironments(
      own.map((analysis) => ({
        environment: analysis.project.system.environment,
        diagnostics: runChecks(analysis).filter(holds),
      })),
    );
  });
}

/** Checks that conclude from what is not there: of a system that did not load as a whole, that would prove nothing. */
const byAbsence: ReadonlySet<string> = new Set([
  'alert-runbook',
  'dashboard-link',
  'metric-unused',
  'promql-unknown-metric',
]);

/** The parser is needed where there is something to show, and only there. */
async function placed(issues: readonly TypeIssue[], found: readonly Diagnostic[]): Promise<Diagnostic<Location>[]> {
  if (issues.length + found.length === 0) return [];
  const { locate, typeFindings, readingOnce } = await import('./placing.ts');
  const sources = readingOnce();
  return reconcile(typeFindings(issues, sources), locate(found, sources));
}
