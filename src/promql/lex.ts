/** The lexer: one token at a time, each in the state the text before it left (promql/parser/lex.go is the reference). */
import { variableForm, words } from './keywords.ts';
import { lexNumber } from './lex-number.ts';
import {
  classAt,
  classes,
  DIGIT,
  emit,
  invalid,
  type Lexer,
  type OperatorSign,
  type Punctuation,
  SIGN,
  SPACE,
  type TokenKind,
  WORD,
} from './lexer.ts';
import { parseNumber } from './number.ts';
import { readString } from './string.ts';

const HASH = 35;
const DOLLAR = 36;
const DOT = 46;
const COLON = 58;
const OPEN_BRACKET = 91;

/** Moves to the next token and tells its kind, as all that read one do. */
export function advance(l: Lexer): TokenKind {
  l.lastEnd = l.end;
  const start = skipBlanks(l);
  l.start = start;
  if (start >= l.text.length) return emit(l, 'eof', start);
  const code = l.text.charCodeAt(start);
  const kind = code < 128 ? classes[code]! : 0;
  if (kind === WORD) return word(l, start);
  if (kind === DIGIT || (code === DOT && classAt(l.text, start + 1) === DIGIT)) return lexNumber(l, start);
  return sign(l, start, code);
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
  const known = words.get(l.value) ?? wordInCapitals(l.value);
  if (known === 'number') l.number = parseNumber(l.value)!;
  const isName = known === undefined || (isFill(known) && !parenFollows(text, pos));
  return emit(l, isName ? 'identifier' : known, pos);
}

function wordInCapitals(text: string): ReturnType<typeof words.get> {
  const lower = text.toLowerCase();
  return lower === text ? undefined : words.get(lower);
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

const variableForms = new RegExp(variableForm, 'y');

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
  if (classAt(text, start) !== SIGN) return unexpectedCharacter(l, start);
  if (char === ':' && !l.bracketColon)
    return invalid(l, start + 1, colonFirst, 'begin with a number: [0s + step():1m]');
  if (char === '{') l.inside = 'braces';
  else if (char === '[') openBrackets(l);
  else if (char === ']') l.inside = 'nothing';
  return emit(l, char as Sign, start + 1);
}

const colonFirst = 'unexpected colon before duration in duration expression';

function openBrackets(l: Lexer): void {
  l.inside = 'brackets';
  l.bracketNumber = false;
}

type Sign = Exclude<Punctuation, '=~' | '!~'> | Exclude<OperatorSign, '==' | '!=' | '<=' | '>=' | '</' | '>/'>;

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
