import type { CheckClass, Diagnostic, Location, Severity } from '../model/diagnostic.ts';

/** A file below the output folder and what became of it, or would. */
export interface FileChange {
  readonly change: 'added' | 'changed' | 'removed';
  /** Relative to the working directory. */
  readonly path: string;
}

/** What there is to know of the check, or of the stage, that a finding names. */
export interface Rule {
  readonly id: string;
  /** Unless the configuration says otherwise. */
  readonly severity: Severity;
  readonly class: CheckClass;
  readonly why: string;
  /** Source text that is reported, and the same mended; a stage has none. */
  readonly bad?: string;
  readonly good?: string;
  /** Some of its findings come with a fix. */
  readonly fixable?: true;
}

/** Everything a run has to tell. */
export interface Results {
  readonly diagnostics: readonly Diagnostic<Location>[];
  readonly files: readonly FileChange[];
  /** All that could have found something, sorted by id. */
  readonly rules: readonly Rule[];
  /** How many findings an `ignore` kept out of `diagnostics`. */
  readonly silenced: number;
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
