import { realpathSync } from 'node:fs';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Invalid, Project, Registry } from '../model/project.ts';
import { CannotRun } from './cannot-run.ts';
import { duplicates } from './duplicates.ts';
import { inEnvironments } from './environments.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import { failureFinding } from './failure.ts';
import { fileOrigin, loadError } from './finding.ts';
import { type Folder, foldersIn, isShared } from './folders.ts';
import { gather } from './gather.ts';

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

/** Evaluates the definitions below `root`, once per system and environment. `only` names the systems wanted; none means all. */
export async function load(root: string, only: readonly string[] = []): Promise<Loaded> {
  const all = foldersIn(root);
  const unknown = only.find((id) => !all.some((folder) => folder.id === id));
  if (unknown !== undefined)
    throw new CannotRun(`there is no system ${unknown} in ${root}`, `there is: ${all.map(({ id }) => id).join(', ')}`);
  const shared = new Set<Folder>();
  const loaded: LoadedSystem[] = [];
  for (const folder of all.filter(({ id }) => only.length === 0 || only.includes(id))) {
    const system = await loadFolder(folder, all);
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

async function loadFolder(folder: Folder, all: readonly Folder[]): Promise<LoadedSystem | 'shared'> {
  const first = await evaluate(folder);
  const [registry] = first.registries;
  const isComplete = first.failures.length === 0;
  if (!registry && isComplete && isShared(folder, all)) return 'shared';
  const evaluations = [first, ...(registry && isComplete ? await others(folder, registry) : [])];
  const judged = evaluations.map((evaluation) => judge(folder, evaluation));
  return {
    id: folder.id,
    projects: judged.flatMap(({ project }) => project ?? []),
    diagnostics: inEnvironments(judged),
    isComplete: evaluations.every(({ failures }) => failures.length === 0),
  };
}

/** The evaluations for the environments that the first one was not for, one after the other: modules may share state of their own. */
async function others(folder: Folder, { system }: Registry): Promise<Evaluation[]> {
  const evaluations: Evaluation[] = [];
  for (const environment of system.environments) {
    if (environment !== system.environment) evaluations.push(await evaluate(folder, environment));
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

function noSystem(root: string): Diagnostic {
  const help = 'give each system a folder of its own, with a system.ts that exports system({ … })';
  return loadError('definitions', 'there is no system here', { origin: fileOrigin(realpathSync(root)) }, { help });
}

function withoutSystem({ id, path, files }: Folder): Diagnostic {
  const what = files.length === 0 ? 'holds no .ts file' : 'exports no system';
  const help = `export one: export const ${/^[a-z]\w*$/i.test(id) ? id : 'mySystem'} = system({ title: … })`;
  return loadError(`system ${id}`, `the folder ${id} ${what}`, { origin: fileOrigin(path) }, { help });
}

function emptySystem({ system }: Registry): Diagnostic {
  return loadError(`system ${system.title}`, `${system.title} declares nothing`, { origin: system.origin });
}

function twoSystems({ id }: Folder, first: Registry, second: Registry): Diagnostic {
  const related = [{ place: { origin: first.system.origin }, message: 'the first is here' }];
  const help = 'a system is a folder: give the second one its own';
  return loadError(
    `system ${id}`,
    `the folder ${id} exports two systems`,
    { origin: second.system.origin },
    { related, help },
  );
}

function invalidFindings({ of, name, origin, issues }: Invalid): Diagnostic[] {
  return issues.map(({ message, ...where }) => loadError(`${of} ${name}`, message, { origin, ...where }));
}
