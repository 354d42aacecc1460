import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Analysis } from '../analyze/analysis.ts';
import { checkTypes } from '../load/types.ts';
import type { Config } from '../model/config.ts';
import type { Diagnostic, Location } from '../model/diagnostic.ts';
import type { Rule } from '../report/reporter.ts';
import type { Timings } from './timings.ts';

/** What every command that reads definitions is given. */
export interface DefinitionsOptions {
  readonly definitions: string;
  /** Systems to look at; none means all. */
  readonly system: readonly string[];
  /** Checks to tell of, or not to: ids and families such as `promql-*`. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** Whether findings of severity info are shown; finding their exact places takes time. */
  readonly notes: boolean;
  /** What the project's configuration says, where it has one. */
  readonly config: Config | undefined;
  /** YYYY-MM-DD: silencings end. */
  readonly today: string;
}

/** The definitions, judged. */
export interface Judged {
  /** One per system and environment. */
  readonly analyses: readonly Analysis[];
  readonly diagnostics: readonly Diagnostic<Location>[];
  /** How many notes are not among them. */
  readonly hidden: number;
  /** Findings of the checks that were not asked for. */
  readonly leftOut: readonly Diagnostic[];
  /** How many findings an `ignore` kept out. */
  readonly silenced: number;
  /** Every system of the definitions, asked for or not. */
  readonly systems: readonly string[];
  /** All that could have found something. */
  readonly rules: readonly Rule[];
  /** A file as it was when findings were placed in it. */
  readonly textOf: (file: string) => string | undefined;
}

/** Judges the definitions; once they have changed, as their next `edition`. The compiler starts first and runs beside everything else, the import of our own code included. */
export async function judge(options: DefinitionsOptions, timings: Timings, edition = 0): Promise<Judged> {
  const root = withoutLinks(resolve(options.definitions));
  const types = timings.time('typescript', () => checkTypes(root));
  types.catch(() => {});
  const { judgeWith } = await timings.time('import', () => import('./judge.ts'));
  return judgeWith(types, { root, edition }, options, timings);
}

/** The engine names files by their real paths, the compiler as it was told. */
function withoutLinks(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
