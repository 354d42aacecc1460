/** What can be wrong with an expression, as data. */

export interface SyntaxProblem {
  /** Offsets into the text, in UTF-16 code units, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** Syntax: it cannot be read; type: it can, but means nothing; feature: it needs what is not switched on. */
  readonly kind: 'syntax' | 'type' | 'feature';
  readonly message: string;
  /** What to write instead. */
  readonly help?: string;
}
