/** A short text that a regular expression matches: what a test gives a label whose matcher is a pattern. */
import { regexMatches } from './regex.ts';

/**
 * One text that the pattern matches as a whole; undefined where the pattern uses what is not followed here.
 *
 * @example regexExample('5..') // '500'
 */
export function regexExample(pattern: string): string | undefined {
  const example = read({ pattern, position: 0 }, 0);
  return example !== undefined && regexMatches(pattern, example) ? example : undefined;
}

interface Cursor {
  readonly pattern: string;
  position: number;
}

/** Deeper groups than these nobody writes. */
const deepest = 50;

/** The shortest text of the first alternative, up to the end of the group; undefined where something is not followed. */
function read(cursor: Cursor, depth: number): string | undefined {
  if (depth > deepest) return undefined;
  let first: string | undefined;
  let text = '';
  while (cursor.position < cursor.pattern.length && cursor.pattern[cursor.position] !== ')') {
    if (cursor.pattern[cursor.position] === '|') {
      cursor.position++;
      first ??= text;
      text = '';
      continue;
    }
    const piece = atom(cursor, text, depth);
    if (piece === undefined) return undefined;
    text += repeated(cursor, piece);
  }
  return first ?? text;
}

/** What stands for any character: a digit beside digits, a letter elsewhere. */
function anyCharacter(before: string): string {
  return /\d$/.test(before) ? '0' : 'x';
}

function atom(cursor: Cursor, before: string, depth: number): string | undefined {
  const char = cursor.pattern[cursor.position++]!;
  switch (char) {
    case '^':
    case '$':
      return '';
    case '.':
      return anyCharacter(before);
    case '\\':
      return escaped(cursor.pattern[cursor.position++]);
    case '[':
      return fromClass(cursor);
    case '(': {
      if (/^\?(?:P?<\w+>|:)/.test(cursor.pattern.slice(cursor.position)))
        cursor.position += /^\?(?:P?<\w+>|:)/.exec(cursor.pattern.slice(cursor.position))![0].length;
      else if (cursor.pattern[cursor.position] === '?') return undefined;
      const inside = read(cursor, depth + 1);
      cursor.position++;
      return inside;
    }
    default:
      return char;
  }
}

const classes: Readonly<Record<string, string>> = {
  d: '0',
  w: 'x',
  s: ' ',
  D: 'x',
  W: '-',
  S: 'x',
  b: '',
  A: '',
  z: '',
};

function escaped(char: string | undefined): string | undefined {
  if (char === undefined) return undefined;
  return classes[char] ?? (/[A-Za-z0-9]/.test(char) ? undefined : char);
}

/** A character of `[…]`; of a negated class one that is not in it. */
function fromClass(cursor: Cursor): string | undefined {
  const body = /^\^?\]?(?:\\.|[^\]\\])*/.exec(cursor.pattern.slice(cursor.position))?.[0];
  if (body === undefined) return undefined;
  cursor.position += body.length + 1;
  const negated = body.startsWith('^');
  const candidates = negated
    ? ['x', '0', '-', '_', ' ']
    : [...(body.startsWith('\\') ? '0x -' : ''), ...body, ...'0ax'];
  return candidates.find((char) => regexMatches(`[${body}]`, char));
}

/** As often as the quantifier asks for at least, and once where it may be. */
function repeated(cursor: Cursor, piece: string): string {
  const quantifier = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(cursor.pattern.slice(cursor.position));
  if (quantifier === null) return piece;
  cursor.position += quantifier[0].length;
  const [whole, count] = quantifier;
  if (count !== undefined) return piece.repeat(Math.min(Number(count), 100));
  return whole.startsWith('+') || whole.startsWith('*') ? piece : '';
}
