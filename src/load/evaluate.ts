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

/** What makes an evaluation one of its own: modules are imported once for each. */
export interface Turn {
  readonly environment?: string;
  /** Counts up when files have changed since they were imported. */
  readonly edition?: number;
}

/** Imports the modules of a folder, in path order. */
export async function evaluate(folder: Folder, turn: Turn = {}): Promise<Evaluation> {
  const failures: Failure[] = [];
  const registries = new Set<Registry>();
  for (const file of folder.files) {
    const result = await imported(file, turn);
    if ('error' in result) failures.push({ file, error: result.error });
    else for (const registry of registriesOf(result.module)) if (isOf(folder, registry)) registries.add(registry);
  }
  return { registries: [...registries], failures };
}

/** What a module of the user's exports, or what it failed with. */
export async function imported(
  file: string,
  turn: Turn = {},
): Promise<{ readonly module: object } | { readonly error: unknown }> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = stackDepth;
  try {
    return { module: await import(moduleUrl(file, turn)) };
  } catch (error) {
    return { error };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function moduleUrl(file: string, { environment, edition = 0 }: Turn): string {
  const query = [
    ...(edition === 0 ? [] : [`edition=${edition}`]),
    ...(environment === undefined ? [] : [`environment=${encodeURIComponent(environment)}`]),
  ].join('&');
  return pathToFileURL(file).href + (query === '' ? '' : `?${query}`);
}

function registriesOf(module: object): Registry[] {
  return Object.values(module).flatMap((value) => registryOf(value) ?? []);
}

/** A folder may import and export again the systems of others. */
function isOf(folder: Folder, { system }: Registry): boolean {
  return [system.origin, ...system.origin.callers].some(({ file }) => isIn(folder, file));
}
