import type { Diagnostic } from '../model/diagnostic.ts';
import type { Project, Registry } from '../model/project.ts';
import { CannotRun } from './cannot-run.ts';
import { duplicates } from './duplicates.ts';
import { inEnvironments } from './environments.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import { failureFinding } from './failure.ts';
import { type Folder, foldersIn, isShared } from './folders.ts';
import { gather } from './gather.ts';
import { emptySystem, invalidFindings, noSystem, twoSystems, withoutSystem } from './system-findings.ts';

/** What a folder of definitions declares, and what kept parts of it from loading. */
export interface Loaded {
  /** By system in order of names, then by environment as declared. */
  readonly projects: readonly Project[];
  readonly diagnostics: readonly Diagnostic[];
  /** Every system of the folder, loaded or not. */
  readonly systems: readonly string[];
  /** Systems of which a file did not load: what they lack says nothing. */
  readonly incomplete: ReadonlySet<string>;
}

/**
 * Evaluates the definitions below `root`, once per system and environment. `only` names the systems wanted; none means all.
 * To load files that have changed since, count `edition` up.
 */
export async function load(root: string, only: readonly string[] = [], edition = 0): Promise<Loaded> {
  const all = foldersIn(root);
  const unknown = only.find((id) => !all.some((folder) => folder.id === id));
  if (unknown !== undefined)
    throw new CannotRun(`there is no system ${unknown} in ${root}`, `there is: ${all.map(({ id }) => id).join(', ')}`);
  const shared = new Set<Folder>();
  const loaded: LoadedSystem[] = [];
  for (const folder of all.filter(({ id }) => only.length === 0 || only.includes(id))) {
    const system = await loadFolder(folder, all, edition);
    if (system === 'shared') shared.add(folder);
    else loaded.push(system);
  }
  return {
    projects: loaded.flatMap(({ projects }) => projects),
    diagnostics: all.length === 0 ? [noSystem(root)] : loaded.flatMap(({ diagnostics }) => diagnostics),
    systems: all.filter((folder) => !shared.has(folder)).map(({ id }) => id),
    incomplete: new Set(loaded.filter(({ isComplete }) => !isComplete).map(({ id }) => id)),
  };
}

interface LoadedSystem {
  readonly id: string;
  readonly projects: readonly Project[];
  readonly diagnostics: readonly Diagnostic[];
  readonly isComplete: boolean;
}

async function loadFolder(folder: Folder, all: readonly Folder[], edition: number): Promise<LoadedSystem | 'shared'> {
  const first = await evaluate(folder, { edition });
  const [registry] = first.registries;
  const isComplete = first.failures.length === 0;
  if (!registry && isComplete && isShared(folder, all)) return 'shared';
  const evaluations = [first, ...(registry && isComplete ? await others(folder, registry, edition) : [])];
  const judged = evaluations.map((evaluation) => judge(folder, evaluation));
  return {
    id: folder.id,
    projects: judged.flatMap(({ project }) => project ?? []),
    diagnostics: inEnvironments(judged),
    isComplete: evaluations.every(({ failures }) => failures.length === 0),
  };
}

/** The evaluations for the environments that the first one was not for, one after the other: modules may share state of their own. */
async function others(folder: Folder, { system }: Registry, edition: number): Promise<Evaluation[]> {
  const evaluations: Evaluation[] = [];
  for (const environment of system.environments) {
    if (environment !== system.environment) evaluations.push(await evaluate(folder, { environment, edition }));
  }
  return evaluations;
}

interface Judged {
  readonly environment: string | undefined;
  readonly project: Project | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

function judge(folder: Folder, { registries, failures }: Evaluation): Judged {
  const [registry, ...more] = registries;
  const failed = failures.map(failureFinding);
  if (!registry)
    return {
      environment: undefined,
      project: undefined,
      diagnostics: failed.length > 0 ? failed : [withoutSystem(folder)],
    };
  const { system, declarations } = registry;
  const isEmpty = declarations.length === 0 && failed.length === 0;
  return {
    environment: system.environment,
    project: gather(folder, registry),
    diagnostics: [
      ...failed,
      ...more.map((second) => twoSystems(folder, registry, second)),
      ...(isEmpty ? [emptySystem(registry)] : []),
      ...duplicates(declarations),
      ...declarations.flatMap((one) => (one.kind === 'invalid' ? invalidFindings(one) : [])),
    ],
  };
}
