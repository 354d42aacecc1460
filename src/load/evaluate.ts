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
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = stackDepth;
  const failures: Failure[] = [];
  const registries = new Set<Registry>();
  for (const file of folder.files) {
    try {
      const module: object = await import(moduleUrl(file, environment));
      for (const registry of registriesOf(module)) if (isOf(folder, registry)) registries.add(registry);
    } catch (error) {
      failures.push({ file, error });
    }
  }
  Error.stackTraceLimit = stackTraceLimit;
  return { registries: [...registries], failures };
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
