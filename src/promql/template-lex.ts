/** Cuts the inside of a Go template action `{{ … }}` into tokens (text/template/parse/lex.go). */

export type TemplateTokenKind = 'word' | 'field' | 'dot' | 'variable' | 'string' | 'number' | 'punctuation';

export interface TemplateToken {
  readonly kind: TemplateTokenKind;
  /** As written; the contents of a string without its quotes, escapes resolved. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** White space, or the start of the action, stands before it. */
  readonly spaced: boolean;
}

export interface TemplateAction {
  readonly tokens: readonly TemplateToken[];
  /** Offset behind the closing braces. */
  readonly end: number;
  readonly problem: { readonly start: number; readonly end: number; readonly message: string } | undefined;
}

const tokenPattern = new RegExp(
  [
    /(?<space>\s+)/,
    /(?<word>[\p{L}_][\p{L}\p{N}_]*)/u,
    /(?<field>\.[\p{L}_][\p{L}\p{N}_]*)/u,
    /(?<number>[+-]?(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?))/,
    /(?<dot>\.)/,
    /(?<variable>\$[\p{L}\p{N}_]*)/u,
    /(?<string>"(?:[^"\\\n]|\\.)*"|`[^`]*`)/,
    /(?<char>'(?:[^'\\\n]|\\.)+')/,
    /(?<punctuation>:=|[=|(),])/,
  ]
    .map((part) => part.source)
    .join('|'),
  'uy',
);

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', "'": "'", '\\': '\\' };

/** The value of a Go string literal; escapes of code points other than the usual ones are left as they are. */
function unquote(literal: string): string {
  const inner = literal.slice(1, -1);
  return literal.startsWith('`') ? inner : inner.replace(/\\(.)/g, (whole, char: string) => escapes[char] ?? whole);
}

/** Reads tokens from `start` (behind the opening braces and trim marker) to the closing braces. */
export function lexAction(text: string, start: number): TemplateAction {
  const tokens: TemplateToken[] = [];
  let spaced = true;
  let position = start;
  while (position < text.length) {
    const close = /^(?:\s-)?\}\}/.exec(text.slice(position, position + 4));
    if (close) return { tokens, end: position + close[0].length, problem: undefined };
    tokenPattern.lastIndex = position;
    const groups = tokenPattern.exec(text)?.groups;
    const entry = groups && Object.entries(groups).find(([, value]) => value !== undefined);
    if (!entry) return { tokens, end: endOfAction(text, position), problem: unexpected(text, position) };
    const [kind, written] = entry as [TemplateTokenKind | 'space' | 'char', string];
    const end = position + written.length;
    if (kind !== 'space') {
      const value = kind === 'string' ? unquote(written) : written;
      tokens.push({ kind: kind === 'char' ? 'number' : kind, text: value, start: position, end, spaced });
    }
    spaced = kind === 'space';
    position = end;
  }
  return { tokens, end: text.length, problem: { start: text.length, end: text.length, message: unclosed } };
}

const unclosed = 'the action is not closed: }} is missing';

function endOfAction(text: string, from: number): number {
  const close = text.indexOf('}}', from);
  return close === -1 ? text.length : close + 2;
}

function unexpected(text: string, position: number): TemplateAction['problem'] {
  const char = String.fromCodePoint(text.codePointAt(position)!);
  const quoted = char === '"' || char === '`' || char === "'";
  const message = quoted ? `the string that begins with ${char} is not closed` : `unexpected ${char} in an action`;
  return { start: position, end: position + char.length, message };
}
