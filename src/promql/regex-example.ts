/** Texts that a regular expression matches: what a label may be of which nobody declared the values. */
import { regexMatches, regexProblem } from './regex.ts';

/** At most so many of each pattern, and so long. */
const most = 12;
const longest = 1000;

/** Stands for any character until what is beside it is known. */
const any = '\u0000';

/**
 * A text that a pattern matches, whole; undefined where it uses what is not followed here.
 *
 * @example regexExample('5..') // '500'
 */
export function regexExample(pattern: string): string | undefined {
  return regexExamples(pattern)[0];
}

/**
 * Some texts that a pattern matches, whole: of each of its alternatives, with what may be repeated once, left out and twice.
 * None where the pattern is broken, or says what this does not read.
 *
 * @example regexExamples('plat.*|infra') // ['platx', 'plat', 'platxx', 'infra']
 */
export function regexExamples(pattern: string): readonly string[] {
  if (regexProblem(pattern) !== undefined) return [];
  const reader: Reader = { text: pattern, position: 0 };
  const found = alternation(reader)
    .map(withCharacters)
    .filter((example) => regexMatches(pattern, example));
  return [...new Set(found)].slice(0, most);
}

/** A digit beside digits, a letter elsewhere. */
function withCharacters(text: string): string {
  return text.replaceAll(any, (_, at: number) => (/\d\0*$/.test(text.slice(0, at)) ? '0' : 'x'));
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
    const longer = texts.flatMap((text) => one.map((part) => text + part));
    texts = longer.filter(({ length }) => length <= longest).slice(0, most);
  }
  return texts;
}

function repeated(one: readonly string[], reader: Reader): readonly string[] {
  const { text, position } = reader;
  const written = /^(?:[*+?]|\{(\d+)(,\d*)?\})[?+]?/.exec(text.slice(position));
  if (!written) return one;
  reader.position += written[0].length;
  const least = written[1] === undefined ? undefined : Number(written[1]);
  const counts = countsOf(written[0], least, written[2] !== undefined);
  return counts.flatMap((count) => one.map((part) => part.repeat(Math.min(count, 100))));
}

/** How often, the likeliest first. */
function countsOf(quantifier: string, least: number | undefined, isOpen: boolean): readonly number[] {
  if (least !== undefined) return isOpen ? [least, least + 1, least + 2] : [least];
  if (quantifier.startsWith('*')) return [1, 0, 2];
  return quantifier.startsWith('+') ? [1, 2, 3] : [0, 1];
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
      return [any];
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
