import type { Diagnostic, Location } from '../model/diagnostic.ts';

/** A file below the output folder and what became of it, or would. */
export interface FileChange {
  readonly change: 'added' | 'changed' | 'removed';
  /** Relative to the working directory. */
  readonly path: string;
}

/** Everything a run has to tell. */
export interface Results {
  readonly diagnostics: readonly Diagnostic<Location>[];
  readonly files: readonly FileChange[];
}

export interface ReportOptions {
  readonly color: boolean;
  /** The text of a file, undefined where it cannot be read. */
  readonly read: (file: string) => string | undefined;
  /** How a file is named to the user: relative to the working directory, with `/`. */
  readonly name: (file: string) => string;
}

/** One format of the results. */
export interface Reporter {
  readonly id: string;
  readonly about: string;
  readonly report: (results: Results, options: ReportOptions) => string;
}
