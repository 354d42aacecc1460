/** The lexer: one token at a time, each in the state the text before it left (promql/parser/lex.go is the reference). */
import { maxDuration, readDuration, unitSizes } from './duration.ts';
import { type Keyword, words } from './keywords.ts';
import { parseNumber } from './number.ts';
import type { SyntaxProblem } from './problem.ts';
import { readString } from './string.ts';

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

const WORD = 1;
const DIGIT = 2;
const SPACE = 4;
const classes = new Uint8Array(128);
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_') classes[char.charCodeAt(0)] = WORD;
for (const char of '0123456789') classes[char.charCodeAt(0)] = DIGIT;
for (const char of ' \t\n\r') classes[char.charCodeAt(0)] = SPACE;

const HASH = 35;
const DOLLAR = 36;
const DOT = 46;
const COLON = 58;
const OPEN_BRACKET = 91;

function classAt(text: string, pos: number): number {
  const code = text.charCodeAt(pos);
  return code < 128 ? classes[code]! : 0;
}

/** Moves to the next token and tells its kind, as all that read one do. */
export function advance(l: Lexer): TokenKind {
  l.lastEnd = l.end;
  const start = skipBlanks(l);
  l.start = start;
  if (start >= l.text.length) return emit(l, 'eof', start);
  const code = l.text.charCodeAt(start);
  const kind = code < 128 ? classes[code]! : 0;
  if (kind === WORD) return word(l, start);
  if (kind === DIGIT || (code === DOT && classAt(l.text, start + 1) === DIGIT)) return number(l, start);
  return sign(l, start, code);
}

function emit(l: Lexer, kind: TokenKind, end: number): TokenKind {
  l.kind = kind;
  l.end = end;
  l.pos = end;
  return kind;
}

/** Reports what is wrong from `from` to `to` and goes on after `end` with a token no rule accepts. */
function invalid(l: Lexer, end: number, message: string, help?: string): TokenKind {
  l.problems.push({ start: l.start, end, kind: 'syntax', message, ...(help === undefined ? {} : { help }) });
  return emit(l, 'invalid', end);
}

/** Spaces and comments. */
function skipBlanks(l: Lexer): number {
  const { text } = l;
  let pos = l.pos;
  for (;;) {
    const code = text.charCodeAt(pos);
    if (code <= 32 && classes[code] === SPACE) pos++;
    else if (code === HASH && (l.inside !== 'brackets' || l.bracketNumber)) pos = lineEnd(text, pos);
    else return pos;
  }
}

function lineEnd(text: string, from: number): number {
  let pos = from;
  while (pos < text.length && text[pos] !== '\n' && text[pos] !== '\r') pos++;
  return pos;
}

function word(l: Lexer, start: number): TokenKind {
  const { text } = l;
  const colons = l.inside === 'nothing';
  let pos = start;
  let colon = false;
  for (; ; pos++) {
    const code = text.charCodeAt(pos);
    if (code === COLON && colons) colon = true;
    else if (!(code < 128 && classes[code]! & (WORD | DIGIT))) break;
  }
  const next = text.charCodeAt(pos);
  if ((next === DOLLAR || next === OPEN_BRACKET) && variableEnd(text, pos) > 0) return variable(l, pos);
  l.value = text.slice(start, pos);
  if (colon) return emit(l, 'metric', pos);
  if (l.inside === 'braces' || pos - start > longestWord) return emit(l, 'identifier', pos);
  const known = words.get(l.value) ?? words.get(l.value.toLowerCase());
  if (known === 'number') l.number = parseNumber(l.value)!;
  const isName = known === undefined || (isFill(known) && !parenFollows(text, pos));
  return emit(l, isName ? 'identifier' : known, pos);
}

const longestWord = Math.max(...[...words.keys()].map((key) => key.length));

/** `fill`, `fill_left` and `fill_right` became keywords late: they are only where `(` follows. */
function isFill(known: string): boolean {
  return known === 'fill' || known === 'fill_left' || known === 'fill_right';
}

function parenFollows(text: string, from: number): boolean {
  let pos = from;
  while (classAt(text, pos) === SPACE) pos++;
  return text[pos] === '(';
}

const variableForms = /\$\w+|\$\{[^{}\n]+\}|\[\[\w+(?::\w+)?\]\]/y;

/** Where the Grafana variable at `pos` ends, or -1. */
function variableEnd(text: string, pos: number): number {
  variableForms.lastIndex = pos;
  return variableForms.test(text) ? variableForms.lastIndex : -1;
}

/** The rest of a word that goes on with a variable: `node_${kind}_total`. */
function variable(l: Lexer, from: number): TokenKind {
  const { text } = l;
  let pos = from;
  for (;;) {
    const end = variableEnd(text, pos);
    const code = text.charCodeAt(pos);
    if (end > 0) pos = end;
    else if (code < 128 && (classes[code]! & (WORD | DIGIT) || (code === COLON && l.inside === 'nothing'))) pos++;
    else break;
  }
  l.value = text.slice(l.start, pos);
  if (l.inside === 'brackets') l.bracketNumber = l.bracketColon = true;
  return emit(l, 'macro', pos);
}

function number(l: Lexer, start: number): TokenKind {
  if (l.inside === 'brackets') l.bracketNumber = l.bracketColon = true;
  if (simpleNumber(l, start)) return l.kind;
  const { text } = l;
  const scanned = scanNumber(text, start);
  const end = scanned > 0 ? scanned : durationEnd(text, -scanned);
  const raw = text.slice(start, Math.abs(end));
  l.number = 1;
  if (end < 0) return malformed(l, start, -end);
  const value = scanned > 0 ? parseNumber(raw) : readDuration(raw);
  if (typeof value === 'number') l.number = value;
  else problemOfNumber(l, end, scanned > 0, raw, value);
  return emit(l, scanned > 0 ? 'number' : 'duration', end);
}

/** A number that is none still stands as one, so that the rest of the text is read as it was meant. */
function malformed(l: Lexer, start: number, end: number): TokenKind {
  let pos = end;
  while (classAt(l.text, pos) & (WORD | DIGIT) || l.text.charCodeAt(pos) === DOT) pos++;
  const help = 'a duration is whole numbers with units, the largest first: 1h30m, 90s, 500ms';
  const message = `bad number or duration syntax: ${JSON.stringify(l.text.slice(start, pos))}`;
  l.problems.push({ start, end: pos, kind: 'syntax', message, help });
  return emit(l, 'number', pos);
}

function problemOfNumber(l: Lexer, end: number, isNumber: boolean, raw: string, said: string | undefined): void {
  const message = isNumber ? `error parsing number: ${raw} is not a number or too large` : said!;
  const help = isNumber
    ? undefined
    : 'a duration is whole numbers with units y, w, d, h, m, s, ms, in that order: 1h30m';
  l.problems.push({ start: l.start, end, kind: 'syntax', message, ...(help === undefined ? {} : { help }) });
}

/** The usual case in one pass: `5`, `0.95`, `5m`. False where the long way is needed. */
function simpleNumber(l: Lexer, start: number): boolean {
  const { text } = l;
  let pos = start;
  let value = 0;
  while (classAt(text, pos) === DIGIT) value = value * 10 + text.charCodeAt(pos++) - 48;
  const whole = pos - start;
  if (whole > 9 || (whole > 1 && text[start] === '0')) return false;
  if (text.charCodeAt(pos) === DOT) {
    while (classAt(text, ++pos) === DIGIT);
    value = Number(text.slice(start, pos));
  } else if (classAt(text, pos) === WORD) {
    const size = unitSize(text, pos);
    if (size === 0) return false;
    l.number = value * size;
    emit(l, 'duration', pos + (size === 1 ? 2 : 1));
    return l.number <= maxDuration;
  }
  if (classAt(text, pos) === WORD || text.charCodeAt(pos) === DOT) return false;
  l.number = value;
  emit(l, 'number', pos);
  return true;
}

/** Milliseconds of the one unit that stands at `pos`, 0 where there is none or more follows. */
function unitSize(text: string, pos: number): number {
  const milli = text.startsWith('ms', pos);
  if (classAt(text, pos + (milli ? 2 : 1)) & (WORD | DIGIT)) return 0;
  return milli ? 1 : (unitSizes.get(text[pos]!) ?? 0);
}

function sign(l: Lexer, start: number, code: number): TokenKind {
  const { text } = l;
  const char = text[start]!;
  if (char === '"' || char === "'" || char === '`') return string(l, start, char);
  if (code === DOLLAR || code === OPEN_BRACKET) {
    if (variableEnd(text, start) > 0) return variable(l, start);
  }
  if (l.inside === 'braces') return braceSign(l, start, char);
  if (code === COLON && l.inside === 'nothing') return word(l, start);
  if (text.startsWith('=~', start)) return invalid(l, start + 2, "unexpected character after '=': '~'", regexInBraces);
  const two = twoCharSign(text, start);
  if (two !== undefined) return emit(l, two, start + 2);
  if (!isSign(char)) return unexpectedCharacter(l, start);
  if (char === ':' && !l.bracketColon)
    return invalid(l, start + 1, colonFirst, 'begin with a number: [0s + step():1m]');
  if (char === '{') l.inside = 'braces';
  else if (char === '[') openBrackets(l);
  else if (char === ']') l.inside = 'nothing';
  return emit(l, char, start + 1);
}

const colonFirst = 'unexpected colon before duration in duration expression';

function openBrackets(l: Lexer): void {
  l.inside = 'brackets';
  l.bracketNumber = false;
}

type Sign = Exclude<Punctuation, '=~' | '!~'> | Exclude<OperatorSign, '==' | '!=' | '<=' | '>=' | '</' | '>/'>;

function isSign(char: string): char is Sign {
  return '(){}[],:=@+-*/%^<>'.includes(char);
}

function twoCharSign(text: string, start: number): OperatorSign | undefined {
  const next = text.charCodeAt(start + 1);
  if (next !== 61 && next !== 47) return undefined; // = and /
  const two = text.slice(start, start + 2);
  return two === '==' || two === '!=' || two === '<=' || two === '>=' || two === '</' || two === '>/' ? two : undefined;
}

function braceSign(l: Lexer, start: number, char: string): TokenKind {
  const two = l.text.slice(start, start + 2);
  if (two === '=~' || two === '!~' || two === '!=') return emit(l, two, start + 2);
  if (char === '}') l.inside = 'nothing';
  if (char === '=' || char === ',' || char === '}') return emit(l, char, start + 1);
  return invalid(l, start + 1, `unexpected character inside braces: ${JSON.stringify(char)}`);
}

/** Most strings hold neither escape nor anything but letters. */
function string(l: Lexer, start: number, quote: string): TokenKind {
  const { text } = l;
  const end = quote.charCodeAt(0);
  for (let pos = start + 1; pos < text.length; pos++) {
    const code = text.charCodeAt(pos);
    if (code === end) {
      l.value = text.slice(start + 1, pos);
      return emit(l, 'string', pos + 1);
    }
    if (code === 92 || code === 10 || code >= 0xd800) break; // backslash, newline, surrogates and U+FFFD
  }
  const read = readString(text, start);
  if (read.problem !== undefined) l.problems.push({ ...read.problem, kind: 'syntax' });
  l.value = read.value;
  return emit(l, read.closed ? 'string' : 'invalid', read.end);
}

const regexInBraces = 'labels are matched in braces, values compared with == and !=: metric{label=~"…"}';

const meant: Readonly<Record<string, string>> = {
  '&': 'write and',
  '|': 'write or',
  '!': 'write != to compare, unless to exclude; {label!~"…"} stands in braces',
  '“': 'use straight quotes: "',
  '”': 'use straight quotes: "',
  '‘': "use straight quotes: '",
  '’': "use straight quotes: '",
  '\u00a0': 'a no-break space: replace it by a plain one',
  ';': 'an expression is one; there is nothing to separate',
  '?': 'PromQL has no conditional operator; filter with a comparison',
  '.': 'a metric whose name has dots is written in braces and quotes: {"my.metric"}',
  $: 'a Grafana variable is $name, ${name} or [[name]]',
};

function unexpectedCharacter(l: Lexer, start: number): TokenKind {
  const char = String.fromCodePoint(l.text.codePointAt(start)!);
  const two = l.text.slice(start, start + 2);
  if (two === '!~') return invalid(l, start + 2, "unexpected character after '!': '~'", regexInBraces);
  return invalid(l, start + char.length, `unexpected character: ${JSON.stringify(char)}`, meant[char]);
}

const DIGITS = '0123456789';

/**
 * Where the number at `start` ends; negative where it is none up to there. Prometheus' scanner, odd corners included:
 * in `0x1e` the `e` opens an exponent, so the text may not end there.
 */
function scanNumber(text: string, start: number): number {
  let pos = start;
  let digits = DIGITS;
  const has = (set: string): boolean => pos < text.length && set.includes(text[pos]!);
  if (has('0') && (text[pos + 1] === 'x' || text[pos + 1] === 'X')) {
    pos += 2;
    if (has('_')) pos++;
    digits = `${DIGITS}abcdefABCDEF`;
  }
  if (has('.')) pos++;
  if (has(digits)) pos++;
  let dot = false;
  let exponent = false;
  while (has(`${digits}._eE`)) {
    if (has('.')) {
      pos++;
      if (dot || has('_.') || digits !== DIGITS) return -pos;
      dot = true;
    } else if (has('eE')) {
      pos++;
      if (exponent) return -pos;
      exponent = true;
      if (has('+-')) pos++;
      if (has('._eE') || pos >= text.length) return -pos;
    } else if (has('_')) {
      pos++;
      if (has('._eE') || pos >= text.length) return -pos;
    } else while (has(digits)) pos++;
  }
  return classAt(text, pos) & (WORD | DIGIT) ? -pos : pos;
}

/** Where the duration ends whose first unit stands at `from`; negative where it is none up to there. */
function durationEnd(text: string, from: number): number {
  const form = /[smhdwy]s?(?:\d+[smhdw]s?)*/y;
  form.lastIndex = from;
  if (!form.test(text)) return -from;
  const end = form.lastIndex;
  return classAt(text, end) & (WORD | DIGIT) ? -end : end;
}
