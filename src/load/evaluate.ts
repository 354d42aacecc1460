import { pathToFileURL } from 'node:url';
import { type Registry, registryOf } from '../model/project.ts';
import { type Folder, isIn } from './folders.ts';

/** What came of importing every module of a folder once. */
export interface Evaluation {
  /** The systems that the folder declares and exports. */
  readonly registries: readonly Registry[];
  readonly failures: readonly Failure[];
}

/** A module that did not load, or imports one that did not. */
export interface Failure {
  readonly file: string;
  readonly error: unknown;
}

/** Stacks of what definitions throw are kept long enough to reach the user's code through ours. */
const stackDepth = 60;

/** Imports the modules of a folder, in path order; `environment` makes it an evaluation of its own. */
export async function evaluate(folder: Folder, environment?: string): Promise<Evaluation> {
  const failures: Failure[] = [];
  const registries = new Set<Registry>();
  for (const file of folder.files) {
    const result = await imported(file, environment);
    if ('error' in result) failures.push({ file, error: result.error });
    else for (const registry of registriesOf(result.module)) if (isOf(folder, registry)) registries.add(registry);
  }
  return { registries: [...registries], failures };
}

/** What a module of the user's exports, or what it failed with. */
export async function imported(
  file: string,
  environment?: string,
): Promise<{ readonly module: object } | { readonly error: unknown }> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = stackDepth;
  try {
    return { module: await import(moduleUrl(file, environment)) };
  } catch (error) {
    return { error };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function moduleUrl(file: string, environment: string | undefined): string {
  const url = pathToFileURL(file).href;
  return environment === undefined ? url : `${url}?environment=${encodeURIComponent(environment)}`;
}

function registriesOf(module: object): Registry[] {
  return Object.values(module).flatMap((value) => registryOf(value) ?? []);
}

/** A folder may import and export again the systems of others. */
function isOf(folder: Folder, { system }: Registry): boolean {
  return [system.origin, ...system.origin.callers].some(({ file }) => isIn(folder, file));
}
