/** The lexer's state, its tokens, and the characters they are made of. */
import type { Keyword } from './keywords.ts';
import type { SyntaxProblem } from './problem.ts';

export type Punctuation = '(' | ')' | '{' | '}' | '[' | ']' | ',' | ':' | '=' | '=~' | '!~' | '@';
export type OperatorSign = '+' | '-' | '*' | '/' | '%' | '^' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '</' | '>/';
export type TokenKind =
  | Punctuation
  | OperatorSign
  | Keyword
  | 'aggregator'
  | 'identifier' // a word
  | 'metric' // a word with a colon
  | 'macro' // a word with, or just, a Grafana variable
  | 'number'
  | 'duration'
  | 'string'
  | 'invalid' // already reported
  | 'eof';

/** The lexer's state and its current token. */
export interface Lexer {
  readonly text: string;
  readonly problems: SyntaxProblem[];
  /** Where the next token is looked for. */
  pos: number;
  kind: TokenKind;
  start: number;
  end: number;
  /** Where the token before ended. */
  lastEnd: number;
  /** The word, variable, or content of the string. */
  value: string;
  /** The number, or milliseconds of the duration. */
  number: number;
  inside: 'nothing' | 'braces' | 'brackets';
  /** Whether these brackets have held a number yet: before that they hold no comment. */
  bracketNumber: boolean;
  /** Whether any brackets have: before that they hold no colon. */
  bracketColon: boolean;
}

export const WORD = 1;
export const DIGIT = 2;
export const SPACE = 4;
export const SIGN = 8;
export const classes = new Uint8Array(128);
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_') classes[char.charCodeAt(0)] = WORD;
for (const char of '0123456789') classes[char.charCodeAt(0)] = DIGIT;
for (const char of ' \t\n\r') classes[char.charCodeAt(0)] = SPACE;
for (const char of '(){}[],:=@+-*/%^<>') classes[char.charCodeAt(0)] = SIGN;

/** What kind of character stands at a place; 0 for any other, and past the end. */
export function classAt(text: string, pos: number): number {
  const code = text.charCodeAt(pos);
  return code < 128 ? classes[code]! : 0;
}

/** Makes what stands from the token's start to `end` the current token. */
export function emit(l: Lexer, kind: TokenKind, end: number): TokenKind {
  l.kind = kind;
  l.end = end;
  l.pos = end;
  return kind;
}

/** Reports what stands up to `end` as wrong, and makes it a token no rule takes. */
export function invalid(l: Lexer, end: number, message: string, help?: string): TokenKind {
  l.problems.push({ start: l.start, end, kind: 'syntax', message, ...(help === undefined ? {} : { help }) });
  return emit(l, 'invalid', end);
}
