import { join, sep } from 'node:path';
import { analyze } from '../analyze/analyze.ts';
import { checks } from '../check/index.ts';
import { judgeProjects } from '../check/run.ts';
import { selects } from '../check/selection.ts';
import { withSeverities } from '../check/settings.ts';
import { inEnvironments } from '../load/environments.ts';
import { type Loaded, load } from '../load/load.ts';
import type { TypeIssue } from '../load/types.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Project } from '../model/project.ts';
import type { Rule } from '../report/reporter.ts';
import { refuseUnknownSystems } from './configuration.ts';
import type { DefinitionsOptions, Judged } from './definitions.ts';
import { reconcile } from './reconcile.ts';
import type { Timings } from './timings.ts';

/** Load, analysis, checks, exact places; `types` is what the compiler, started before, will say. */
export async function judgeWith(
  types: Promise<TypeIssue[]>,
  { root, edition }: { readonly root: string; readonly edition: number },
  options: DefinitionsOptions,
  { time }: Timings,
): Promise<Judged> {
  const loaded = await time('load', () => load(root, options.system, edition));
  await refuseUnknownSystems(options.config, loaded.systems);
  const analyses = time('analyze', () => loaded.projects.map(analyze));
  const verdicts = time('check', () => judgeProjects(analyses, circumstances(loaded, options)));
  const judged = loaded.projects.map((project, index) => ({ project, ...verdicts[index]! }));
  const { found, silenced } = ofSystems(judged, { systems: loaded.systems, root }, options);
  const isAsked = selects(options.only, options.skip);
  const asked = found.filter(({ check }) => isAsked(check));
  const shown = options.notes ? asked : asked.filter(({ severity }) => severity !== 'info');
  const issues = await types;
  const placement = await time('locate', () => placed(issues, [...loaded.diagnostics, ...shown]));
  return {
    analyses,
    ...placement,
    hidden: asked.length - shown.length,
    leftOut: found.filter(({ check }) => !isAsked(check)),
    silenced,
    systems: loaded.systems,
    rules,
  };
}

function circumstances({ incomplete }: Loaded, { system, today }: DefinitionsOptions) {
  return { incomplete, today, isPart: system.length > 0 };
}

interface OfProject {
  readonly project: Project;
  readonly found: readonly Diagnostic[];
  readonly silenced: readonly Diagnostic[];
}

/** Every system's findings, those of its environments as one, as severe as the configuration has them. */
function ofSystems(
  judged: readonly OfProject[],
  { systems, root }: { readonly systems: readonly string[]; readonly root: string },
  { config }: DefinitionsOptions,
) {
  const found: Diagnostic[] = [];
  let silenced = 0;
  for (const id of systems) {
    const own = judged.filter(({ project }) => project.id === id);
    const together = withSeverities(inAll(own, 'found'), config, id);
    found.push(...together.map((one) => mendable(one, join(root, id))));
    silenced += inAll(own, 'silenced').length;
  }
  return { found, silenced };
}

function inAll(judged: readonly OfProject[], part: 'found' | 'silenced'): Diagnostic[] {
  return inEnvironments(judged.map((one) => ({ environment: one.project.system.environment, diagnostics: one[part] })));
}

/** What finds things beside the checks. */
const stages: readonly Rule[] = [
  { id: 'load', severity: 'error', class: 'fact', why: 'A definition that does not load is not watched by anybody.' },
  { id: 'typescript', severity: 'error', class: 'fact', why: 'What the compiler refuses is not what was meant.' },
];
const rules = [...checks, ...stages].sort((a, b) => (a.id < b.id ? -1 : 1));

/** The parser is needed where there is something to show, and only there. */
async function placed(
  issues: readonly TypeIssue[],
  found: readonly Diagnostic[],
): Promise<Pick<Judged, 'diagnostics' | 'textOf'>> {
  if (issues.length + found.length === 0) return { diagnostics: [], textOf: () => undefined };
  const { locate, typeFindings, readingOnce } = await import('./placing.ts');
  const sources = readingOnce();
  return {
    diagnostics: reconcile(typeFindings(issues, sources), locate(found, sources)),
    textOf: (file) => sources(file)?.tree.text,
  };
}

/** What systems share may be right for another one; what is installed, or lies elsewhere, is not these definitions' to write. */
function mendable({ fix, ...diagnostic }: Diagnostic, folder: string): Diagnostic {
  const { file } = diagnostic.place.origin;
  const isOwn = file.startsWith(folder + sep) && !file.includes(`${sep}node_modules${sep}`);
  return fix !== undefined && isOwn ? { ...diagnostic, fix } : diagnostic;
}
