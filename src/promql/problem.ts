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
  /** What takes the place of the characters from `start` to `end`, where only that can have been meant. */
  readonly fix?: string;
}

/** A message, or what one shows of the text, no longer than people read. */
export function shortened(text: string, most = 100): string {
  return text.length <= most ? text : `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A piece of the text as messages show it. */
export function quoted(text: string): string {
  return JSON.stringify(shortened(text));
}
