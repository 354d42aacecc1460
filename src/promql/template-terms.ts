/** Pipelines of a Go template as trees: `$x := a b | c`. */
import { parseFloat64 } from './go-float.ts';
import { readString } from './string.ts';
import { fail } from './template-failure.ts';
import { templateFunctionNamed } from './template-functions.ts';
import type { TemplateToken } from './template-lex.ts';

/** What a value in an action begins with. */
export type TermStart =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number; readonly isInteger: boolean }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'variable' | 'function'; readonly name: string }
  | { readonly kind: 'dot' | 'nil' }
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline };

/** A value in an action, and the fields that are read of it. */
export interface Term {
  readonly start: TermStart;
  readonly path: readonly string[];
}

export interface Pipeline {
  /** `$x :=`, or `$x =`: what such a pipeline gives is not shown. */
  readonly variables: readonly string[];
  readonly declares: boolean;
  /** Each given what the one before it gives, as the last argument. */
  readonly commands: readonly (readonly Term[])[];
}

export interface TokenCursor {
  readonly tokens: readonly TemplateToken[];
  position: number;
  /** What the tokens were cut from. */
  readonly template: string;
}

export function readPipeline(cursor: TokenCursor, inRange = false): Pipeline {
  const { variables, declares } = readVariables(cursor, inRange);
  const commands = [readCommand(cursor)];
  while (isNext(cursor, '|')) {
    cursor.position++;
    commands.push(readCommand(cursor));
  }
  if (commands.slice(1).some(([first]) => first!.start.kind === 'text' || first!.start.kind === 'number'))
    fail('only a function can follow |');
  return { variables, declares, commands };
}

function isNext({ tokens, position }: TokenCursor, text: string): boolean {
  const token = tokens[position];
  return token?.kind === 'punctuation' && token.text === text;
}

function readVariables(cursor: TokenCursor, inRange: boolean): Pick<Pipeline, 'variables' | 'declares'> {
  const { tokens, position } = cursor;
  const names = [tokens[position]];
  if (tokens[position + 1]?.text === ',') names.push(tokens[position + 2]);
  const operator = tokens[position + names.length * 2 - 1];
  const isSet = operator?.kind === 'punctuation' && (operator.text === ':=' || operator.text === '=');
  if (!isSet || names.some((name) => name?.kind !== 'variable')) return { variables: [], declares: false };
  if (names.length > 1 && !inRange) fail('only range declares two variables');
  cursor.position += names.length * 2;
  return { variables: names.map((name) => name!.text), declares: operator.text === ':=' };
}

function readCommand(cursor: TokenCursor): readonly Term[] {
  const terms: Term[] = [];
  while (cursor.position < cursor.tokens.length && !isNext(cursor, '|') && !isNext(cursor, ')')) {
    if (terms.length > 0 && !cursor.tokens[cursor.position]!.spaced) fail('a space is missing');
    terms.push(readTerm(cursor));
  }
  return terms.length > 0 ? terms : fail('a value is missing');
}

const withFields: ReadonlySet<string> = new Set<TermStart['kind']>(['dot', 'variable', 'pipeline']);

function readTerm(cursor: TokenCursor): Term {
  const token = cursor.tokens[cursor.position++]!;
  const path = token.kind === 'field' ? [token.text.slice(1)] : [];
  const start = startOf(token, cursor);
  let next = cursor.tokens[cursor.position];
  while (next?.kind === 'field' && !next.spaced) {
    path.push(next.text.slice(1));
    next = cursor.tokens[++cursor.position];
  }
  return path.length === 0 || withFields.has(start.kind) ? { start, path } : fail(`${token.text} has no fields`);
}

function startOf(token: TemplateToken, cursor: TokenCursor): TermStart {
  switch (token.kind) {
    case 'string':
      return { kind: 'text', value: readString(cursor.template, token.start).value };
    case 'number':
      return numberOf(token.text);
    case 'variable':
      return { kind: 'variable', name: token.text };
    case 'word':
      return wordOf(token.text);
    case 'punctuation':
      return token.text === '(' ? parenthesized(cursor) : fail(`unexpected ${token.text}`);
    case 'field':
    case 'dot':
      return { kind: 'dot' };
  }
}

function wordOf(word: string): TermStart {
  if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true' };
  if (word === 'nil') return { kind: 'nil' };
  return templateFunctionNamed(word) ? { kind: 'function', name: word } : fail(`templates have no function ${word}`);
}

/** An integer by its form, as Go sees it: without point and exponent. A character stands for its code. */
function numberOf(text: string): TermStart {
  if (text.startsWith("'")) {
    const { value } = readString(text, 0);
    return { kind: 'number', value: value.codePointAt(0) ?? 0, isInteger: true };
  }
  const digits = text
    .replaceAll('_', '')
    .replace(/^\+/, '')
    .replace(/^(-?)0(?=[0-7]+$)/, '$10o');
  const isHexadecimal = /^-?0[xob]/i.test(digits);
  const isInteger = isHexadecimal || !/[.eEpP]/.test(digits);
  const size = isHexadecimal ? Number(digits.replace('-', '')) : parseFloat64(digits.replace('-', ''));
  if (size === undefined || Number.isNaN(size)) return fail(`${text} is no number`);
  return { kind: 'number', value: digits.startsWith('-') ? -size : size, isInteger };
}

function parenthesized(cursor: TokenCursor): TermStart {
  const pipeline = readPipeline(cursor);
  if (!isNext(cursor, ')')) fail('a parenthesis is not closed');
  cursor.position++;
  return { kind: 'pipeline', pipeline };
}
