/** Strings that a regular expression matches: what a label may be that nobody declared the values of. */
import { regexMatches } from './regex.ts';

/** At most so many of each pattern. */
const most = 12;

/**
 * Some strings that a pattern matches, whole: of each of its alternatives, with what may be repeated left out, once and twice.
 * None where the pattern is broken, or says what this does not read.
 *
 * @example regexExamples('plat.*|infra') // ['plat', 'platx', 'platxx', 'infra']
 */
export function regexExamples(pattern: string): readonly string[] {
  const reader: Reader = { text: pattern, position: 0 };
  const found = alternation(reader).filter((example) => regexMatches(pattern, example));
  return [...new Set(found)].slice(0, most);
}

interface Reader {
  readonly text: string;
  position: number;
}

const next = ({ text, position }: Reader): string | undefined => text[position];

function alternation(reader: Reader): readonly string[] {
  const all: string[] = [];
  do {
    all.push(...sequence(reader));
  } while (next(reader) === '|' && ++reader.position);
  return all;
}

function sequence(reader: Reader): readonly string[] {
  let texts: readonly string[] = [''];
  for (let char = next(reader); char !== undefined && char !== '|' && char !== ')'; char = next(reader)) {
    const one = repeated(atom(reader), reader);
    texts = texts.flatMap((text) => one.map((part) => text + part)).slice(0, most);
  }
  return texts;
}

function repeated(one: readonly string[], reader: Reader): readonly string[] {
  const { text, position } = reader;
  const written = /^(?:[*+?]|\{(\d+)(,\d*)?\})[?+]?/.exec(text.slice(position));
  if (!written) return one;
  reader.position += written[0].length;
  const least = written[1] === undefined ? (written[0].startsWith('+') ? 1 : 0) : Number(written[1]);
  const isFixed = written[1] !== undefined && written[2] === undefined;
  const counts = isFixed ? [least] : [least, least + 1, least + 2];
  return counts.flatMap((count) => one.map((part) => part.repeat(Math.min(count, 100))));
}

function atom(reader: Reader): readonly string[] {
  const char = next(reader)!;
  reader.position++;
  switch (char) {
    case '(':
      return group(reader);
    case '[':
      return [oneOfClass(reader)];
    case '\\':
      return [escaped(reader)];
    case '.':
      return ['x'];
    case '^':
    case '$':
      return [''];
    default:
      return [char];
  }
}

function group(reader: Reader): readonly string[] {
  const head = /^\?(?:P?<\w+>|[a-zA-Z-]*:?)/.exec(reader.text.slice(reader.position));
  reader.position += head?.[0].length ?? 0;
  const inner = alternation(reader);
  reader.position++;
  return inner;
}

const classes: Readonly<Record<string, string>> = { d: '0', D: 'x', w: 'a', W: '-', s: ' ', S: 'x', p: 'a', P: '0' };

function escaped(reader: Reader): string {
  const char = next(reader) ?? '';
  reader.position++;
  if (char === 'p' || char === 'P')
    reader.position += /^(?:\{\^?\w+\}|\w)/.exec(reader.text.slice(reader.position))?.[0].length ?? 0;
  return classes[char] ?? (/[bBAzQE]/.test(char) ? '' : char);
}

/** A character of `[…]`: the first that is tried and that the class, run by itself, takes. */
function oneOfClass(reader: Reader): string {
  const { text, position } = reader;
  const inside = /^\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]/s.exec(text.slice(position))?.[0] ?? '';
  reader.position += inside.length;
  const tried = [...inside.replace(/^\^|\]$/g, ''), ...'ax0A-_ ./:~'];
  return tried.find((char) => regexMatches(`[${inside}`, char)) ?? '';
}
