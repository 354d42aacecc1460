/** The smallest pieces of values in words: selectors, ranges, groupings. */
import type { MatrixSelector, Subquery, VectorSelector } from '../../promql/ast.ts';
import { formatDuration } from '../../promql/duration.ts';
import { print } from '../../promql/print.ts';
import { quote } from '../../promql/string.ts';
import { code, listed, plain } from './markdown.ts';

/** A value in words. How it is grouped and over which time stays apart, for outer functions to add to. */
export interface Phrase {
  readonly text: string;
  /** Whether "the" belongs before it. */
  readonly article: boolean;
  /** `a minus b`: words around it would seem to mean a alone. */
  readonly compound?: boolean;
  /** `by method` */
  readonly by?: string | undefined;
  /** `over 5m` */
  readonly over?: string | undefined;
}

/** `the rate of x by method over 5m`. */
export function spoken({ text, article, by, over }: Phrase): string {
  return [article ? 'the' : '', text, by, over].filter(Boolean).join(' ');
}

/** What is made of the name of a thing, where it has one. */
export function named<T>(name: string | undefined, make: (name: string) => T): T | undefined {
  return name === undefined ? undefined : make(name);
}

/** `x`, `x` with `status="error"`, `x` 1d ago; long selectors as code. */
export function selectorPhrase(selector: VectorSelector): Phrase | undefined {
  const { name, matchers, offset, at, modifier } = selector;
  if (at !== undefined || modifier !== undefined) return undefined;
  const ago = offset === undefined ? '' : agoWords(selector);
  if (ago === undefined) return undefined;
  if (name === undefined || matchers.length > 2) return { text: code(print(selector)), article: false };
  return { text: `${code(name)}${withWords(matchers.map(matcherText))}${ago}`, article: false };
}

function agoWords({ offset }: VectorSelector): string | undefined {
  if (offset?.kind !== 'duration' || offset.milliseconds < 0) return undefined;
  return ` ${formatDuration(offset.milliseconds)} ago`;
}

/** `status="error"`. */
export function matcherText({ label, op, value }: VectorSelector['matchers'][number]): string {
  return `${label}${op}${quote(value)}`;
}

/** ` with status="error"`, or nothing. */
export function withWords(matchers: readonly string[]): string {
  return matchers.length === 0 ? '' : ` with ${listed(matchers.map(code))}`;
}

/** `over 5m`, `within 1h` for a subquery; undefined where the query decides. */
export function rangeWords(range: MatrixSelector | Subquery): string | undefined {
  if (range.range.kind !== 'duration') return undefined;
  if (range.kind === 'subquery' && (range.offset !== undefined || range.at !== undefined)) return undefined;
  return `${range.kind === 'matrix' ? 'over' : 'within'} ${formatDuration(range.range.milliseconds)}`;
}

/** `by method and status`. */
export function byWords(labels: readonly string[]): string | undefined {
  return labels.length === 0 ? undefined : `by ${listed(labels.map(plain))}`;
}
