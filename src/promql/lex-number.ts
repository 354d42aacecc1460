/** Numbers and durations in a text, as Prometheus' scanner takes them. */
import { maxDuration, readDuration, unitSizes } from './duration.ts';
import { classAt, DIGIT, emit, type Lexer, type TokenKind, WORD } from './lexer.ts';
import { parseNumber } from './number.ts';
import { quoted, shortened } from './problem.ts';

const DOT = 46;

/** Reads the number or duration at `start`. */
export function lexNumber(l: Lexer, start: number): TokenKind {
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
  const message = `bad number or duration syntax: ${quoted(l.text.slice(start, pos))}`;
  l.problems.push({ start, end: pos, kind: 'syntax', message, help });
  return emit(l, 'number', pos);
}

function problemOfNumber(l: Lexer, end: number, isNumber: boolean, raw: string, said: string | undefined): void {
  const message = isNumber ? `error parsing number: ${shortened(raw)} is not a number or too large` : said!;
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
