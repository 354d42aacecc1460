import type { Origin } from './declaration.ts';

export type Severity = 'error' | 'warning' | 'info';

/** How sure a check is: wrong whatever one's taste, measurable but arguable, or a house rule. */
export type CheckClass = 'fact' | 'advice' | 'policy';

/** Into which part of a declaration a finding points; load/locate turns it into characters of the file. */
export interface Place {
  readonly origin: Origin;
  /**
   * Argument index, then property names: `[1, 'labels', 'team']` is `labels.team` of the second argument. A name first means
   * the option of whichever argument has it; in a list of texts a name is the text itself: `['by', 'method']`.
   */
  readonly path?: readonly (string | number)[];
  /** The name of the last property is meant, not its value. */
  readonly key?: true;
  /** Offsets into `origin.template.text`; without a template, into the string that `path` leads to. */
  readonly span?: { readonly start: number; readonly end: number };
}

/** A place in a file: 1-based lines and columns (UTF-16), `end` exclusive. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Related<P> {
  readonly place: P;
  readonly message: string;
}

/** A finding, as data. `P` is a Place while it is judged and a Location once it is located. */
export interface Diagnostic<P = Place> {
  /** Id of the check, or of the stage that found it: `typescript`, `load`. */
  readonly check: string;
  readonly severity: Severity;
  /** What it is about: `alert HighMCPErrorRate`. */
  readonly subject: string;
  readonly message: string;
  readonly place: P;
  readonly related: readonly Related<P>[];
  /** What to write instead. */
  readonly help?: string;
  /** Replacement for the text at `place`, where one is certain. */
  readonly fix?: string;
}

/** The recipes through which a place was reached, nearest first, as related places. */
export function calledFrom({ callers }: Origin): readonly Related<Place>[] {
  return callers.map((caller) => ({ place: { origin: { ...caller, callers: [] } }, message: 'called from here' }));
}
