/** Cuts the inside of a Go template action `{{ … }}` into tokens (text/template/parse/lex.go). */

export type TemplateTokenKind = 'word' | 'field' | 'dot' | 'variable' | 'string' | 'number' | 'punctuation';

export interface TemplateToken {
  readonly kind: TemplateTokenKind;
  /** As written; the contents of a string without its quotes, escapes resolved. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of a string: for each character of its contents, and for their end, the offset of what it is written as. */
  readonly offsets?: readonly number[];
  /** White space, or the start of the action, stands before it. */
  readonly spaced: boolean;
}

export interface TemplateAction {
  readonly tokens: readonly TemplateToken[];
  /** Offset behind the closing braces. */
  readonly end: number;
  readonly problem: { readonly start: number; readonly end: number; readonly message: string } | undefined;
}

const closing = /(?:\s-)?\}\}/y;
/** All but the last before a trim marker. */
const space = /\s+(?!-\}\})/y;

/** Tried in this order at each position. */
const patterns: readonly (readonly [kind: TemplateTokenKind, pattern: RegExp])[] = [
  ['word', /[\p{L}_][\p{L}\p{N}_]*/uy],
  ['variable', /\$[\p{L}\p{N}_]*/uy],
  ['punctuation', /:=|[=|(),]/y],
  ['field', /\.[\p{L}_][\p{L}\p{N}_]*/uy],
  ['string', /"(?:[^"\\\n]|\\(?:[abfnrtv\\"]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{3}))*"|`[^`]*`/y],
  ['number', /[+-]?(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)/y],
  ['dot', /\./y],
  ['number', /'(?:[^'\\\n]|\\[^\n][^'\n]*)'/uy],
];

const anyQuoted = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y;

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', "'": "'", '\\': '\\' };

/** The value of a Go string literal; escapes of code points other than the usual ones are left as they are. */
function unquoted(literal: string, start: number): Pick<TemplateToken, 'text' | 'offsets'> {
  const offsets: number[] = [];
  let text = '';
  for (let i = 1; i < literal.length - 1; i++) {
    const escaped = literal.startsWith('`') || literal[i] !== '\\' ? undefined : escapes[literal[i + 1] ?? ''];
    offsets.push(start + i);
    text += escaped ?? literal[i];
    if (escaped !== undefined) i++;
  }
  offsets.push(start + literal.length - 1);
  return { text, offsets };
}

/** Reads tokens from `start` (behind the opening braces and trim marker) to the closing braces. */
export function lexAction(text: string, start: number): TemplateAction {
  const tokens: TemplateToken[] = [];
  let spaced = true;
  let position = start;
  while (position < text.length) {
    const close = endOf(closing, text, position);
    if (close !== undefined) return { tokens, end: close, problem: undefined };
    const behindSpace = endOf(space, text, position);
    const token: TemplateToken | undefined = behindSpace === undefined ? tokenAt(text, position, spaced) : undefined;
    const next = behindSpace ?? token?.end;
    if (next === undefined) return { tokens, end: endOfAction(text, position), problem: unexpected(text, position) };
    if (token) tokens.push(token);
    spaced = token === undefined;
    position = next;
  }
  return { tokens, end: text.length, problem: { start: text.length, end: text.length, message: unclosed } };
}

function tokenAt(text: string, start: number, spaced: boolean): TemplateToken | undefined {
  for (const [kind, pattern] of patterns) {
    const end = endOf(pattern, text, start);
    if (end === undefined) continue;
    const written = text.slice(start, end);
    return { kind, ...(kind === 'string' ? unquoted(written, start) : { text: written }), start, end, spaced };
  }
  return undefined;
}

/** Where a match that begins at `start` ends. */
function endOf(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

const unclosed = 'the action is not closed: }} is missing';

function endOfAction(text: string, from: number): number {
  const close = text.indexOf('}}', from);
  return close === -1 ? text.length : close + 2;
}

function unexpected(text: string, position: number): TemplateAction['problem'] {
  const char = String.fromCodePoint(text.codePointAt(position)!);
  return { start: position, end: position + char.length, message: problemWith(char, text, position) };
}

function problemWith(char: string, text: string, position: number): string {
  if (char !== '"' && char !== '`' && char !== "'") return `unexpected ${char} in an action`;
  if (endOf(anyQuoted, text, position) === undefined) return `the string that begins with ${char} is not closed`;
  return char === "'"
    ? 'between single quotes stands one character: write "…"'
    : 'the string holds an escape that Go does not know';
}
