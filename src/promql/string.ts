/** String literals: Go's escapes, read and written (util/strutil `Unquote`, `strconv.Quote`). */

/** What a quoted string holds, where it ends, and what is wrong with it, if anything. */
export interface StringRead {
  readonly value: string;
  readonly end: number;
  readonly closed: boolean;
  readonly problem: { readonly start: number; readonly end: number; readonly message: string } | undefined;
}

const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** Digits that follow the letter, and their base. */
const numeric: Readonly<Record<string, { digits: number; base: number; max: number }>> = {
  x: { digits: 2, base: 16, max: 0xff },
  u: { digits: 4, base: 16, max: 0x10ffff },
  U: { digits: 8, base: 16, max: 0x10ffff },
};
const octal = { digits: 3, base: 8, max: 0xff };

/** Reads the string whose opening quote stands at `start`; an unclosed one ends with its line. */
export function readString(text: string, start: number): StringRead {
  const quote = text[start]!;
  let value = '';
  let bytes: number[] = [];
  let problem: StringRead['problem'];
  let pos = start + 1;
  while (pos < text.length) {
    const char = String.fromCodePoint(text.codePointAt(pos)!);
    if (char === quote) return { value: value + decode(bytes), end: pos + 1, closed: true, problem };
    if (char === '\n' && quote !== '`') break;
    if (isInvalid(char)) problem ??= { start: pos, end: pos + 1, message: 'invalid UTF-8 rune' };
    const read = char === '\\' && quote !== '`' ? readEscape(text, pos, quote) : undefined;
    if (read !== undefined && 'message' in read) problem ??= { start: pos, ...read };
    else if (read?.byte) bytes.push(read.code);
    else {
      value += decode(bytes) + (read === undefined ? char : String.fromCodePoint(read.code));
      bytes = [];
    }
    pos = read?.end ?? pos + char.length;
  }
  const message = quote === '`' ? 'unterminated raw string' : 'unterminated quoted string';
  return { value: value + decode(bytes), end: pos, closed: false, problem: problem ?? { start, end: pos, message } };
}

/** U+FFFD stands for bytes that are not UTF-8, and Prometheus refuses it as such; half a surrogate pair is none either. */
function isInvalid(char: string): boolean {
  const code = char.charCodeAt(0);
  return code === 0xfffd || (char.length === 1 && code >= 0xd800 && code <= 0xdfff);
}

type Escape = { code: number; byte: boolean; end: number } | { message: string; end: number };

function readEscape(text: string, pos: number, quote: string): Escape {
  const letter = text[pos + 1];
  if (letter === undefined) return { message: 'escape sequence not terminated', end: pos + 1 };
  if (letter === quote) return { code: letter.charCodeAt(0), byte: false, end: pos + 2 };
  const known = Object.hasOwn(simple, letter) ? simple[letter] : undefined;
  if (known !== undefined) return { code: known.charCodeAt(0), byte: false, end: pos + 2 };
  if (letter >= '0' && letter <= '7') return readNumericEscape(text, pos + 1, octal, true);
  const form = Object.hasOwn(numeric, letter) ? numeric[letter] : undefined;
  if (form !== undefined) return readNumericEscape(text, pos + 2, form, letter === 'x');
  const point = text.codePointAt(pos + 1)!;
  return {
    message: `unknown escape sequence ${describe(point)}`,
    end: letter === '\n' ? pos + 1 : pos + 1 + width(point),
  };
}

function readNumericEscape(text: string, from: number, form: typeof octal, byte: boolean): Escape {
  let code = 0;
  for (let pos = from; pos < from + form.digits; pos++) {
    const digit = Number.parseInt(text[pos] ?? '', form.base);
    if (pos >= text.length) return { message: 'escape sequence not terminated', end: pos };
    if (Number.isNaN(digit)) {
      const point = text.codePointAt(pos)!;
      return { message: `illegal character ${describe(point)} in escape sequence`, end: pos };
    }
    code = code * form.base + digit;
  }
  const end = from + form.digits;
  if (code > form.max || (code >= 0xd800 && code <= 0xdfff)) {
    return { message: 'escape sequence is an invalid Unicode code point', end };
  }
  return { code, byte, end };
}

function width(point: number): number {
  return point > 0xffff ? 2 : 1;
}

/** Go's `%#U`. */
function describe(point: number): string {
  const code = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  return printable.test(String.fromCodePoint(point)) ? `${code} '${String.fromCodePoint(point)}'` : code;
}

/** Bytes written as escapes are UTF-8: `\xc3\xa9` is `é`. What is none becomes U+FFFD. */
function decode(bytes: readonly number[]): string {
  if (bytes.length === 0) return '';
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

const escapes = new Map(Object.entries({ ...simple, '"': '"' }).map(([letter, char]) => [char, `\\${letter}`]));
const plain = /^[ !#-[\]-~]*$/;
const printable = /[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u;

/** The string in double quotes, escaped as Go's `strconv.Quote` does. */
export function quote(value: string): string {
  if (plain.test(value)) return `"${value}"`;
  let text = '"';
  for (const char of value) text += quoteChar(char);
  return text + '"';
}

function quoteChar(char: string): string {
  const escaped = escapes.get(char);
  if (escaped !== undefined) return escaped;
  const point = char.codePointAt(0)!;
  if (isInvalid(char)) return '\\ufffd';
  if (printable.test(char)) return char;
  if (point < 0x20 || point === 0x7f) return `\\x${point.toString(16).padStart(2, '0')}`;
  if (point > 0xffff) return `\\U${point.toString(16).padStart(8, '0')}`;
  return `\\u${point.toString(16).padStart(4, '0')}`;
}
