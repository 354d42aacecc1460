/** The parser's state, and how it reports and recovers: one mistake, one problem. */
import type { Expr, Source, ValueType } from './ast.ts';
import { type Feature, featureFlags } from './feature.ts';
import { useOf } from './keywords.ts';
import { advance } from './lex.ts';
import type { Lexer, TokenKind } from './lexer.ts';
import { quoted, type SyntaxProblem, shortened } from './problem.ts';

/** A place in the text taken by an expression that exists already. */
export interface Hole {
  readonly start: number;
  readonly end: number;
  readonly expr: Expr;
}

export interface Parser extends Lexer {
  readonly source: Source | undefined;
  readonly macros: boolean;
  readonly features: ReadonlySet<Feature>;
  readonly holes: readonly Hole[];
  /** The next of them, and where it starts. */
  hole: number;
  holeStart: number;
  /** Holes taken, by their expression: where it stands in this text. */
  readonly taken: Map<Expr, Hole>;
  /** Type of the expression parsed last. */
  type: ValueType;
  depth: number;
  /** A problem was reported and the parser has not found its feet since: what follows from it is not reported. */
  lost: boolean;
}

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export const deepest = 1000;

export function report(p: Parser, problem: SyntaxProblem): void {
  if (!p.lost) p.problems.push(problem);
}

/** Reports a problem after which the text can only be guessed at. */
export function fail(p: Parser, start: number, end: number, message: string, help?: string): void {
  report(p, { start, end, kind: 'syntax', message, ...(help === undefined ? {} : { help }) });
  p.lost = true;
}

/** Reports the current token as one that cannot stand here. */
export function unexpected(p: Parser, context: string, expected: string, help?: string): void {
  if (p.kind === 'invalid') {
    p.lost = true;
    return;
  }
  const where = context === '' ? '' : ` in ${context}`;
  const wanted = expected === '' ? '' : `, expected ${expected}`;
  fail(p, p.start, p.end, `unexpected ${describe(p)}${where}${wanted}`, help);
}

function describe(p: Parser): string {
  const text = p.text.slice(p.start, p.end);
  const kind = p.kind;
  if (kind === 'eof') return 'end of input';
  if (kind === 'identifier' || kind === 'metric') return `identifier ${quoted(text)}`;
  if (kind === 'number' || kind === 'duration') return `${kind} ${quoted(text)}`;
  if (kind === 'string') return `string ${shortened(text, 20)}`;
  if (kind === 'macro') return `Grafana variable ${shortened(text)}`;
  if (kind === 'aggregator') return `aggregation ${quoted(text)}`;
  return useOf(kind) === undefined ? quoted(text) : `keyword ${quoted(text)}`;
}

/** Whether the current token is of this kind. */
export function at(p: Parser, kind: TokenKind): boolean {
  return p.kind === kind;
}

/** Consumes the token if it is of this kind. */
export function accept(p: Parser, kind: TokenKind): boolean {
  if (p.kind !== kind) return false;
  advance(p);
  return true;
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * After a problem: goes on to the `,` or the closer of the list it happened in, if it is there, and takes notice again.
 * `true` when the parser has found its feet.
 */
export function recover(p: Parser, closer: ')' | '}' | ']', separator: ',' | ':' = ','): boolean {
  if (!p.lost) return true;
  const reported = p.problems.length;
  const open: string[] = [];
  while (p.kind !== 'eof') {
    const expected = open.at(-1);
    if (expected === undefined && (p.kind === closer || p.kind === separator)) break;
    if (p.kind === expected) open.pop();
    else if (Object.hasOwn(closers, p.kind)) open.push(closers[p.kind]!);
    advance(p);
  }
  p.problems.length = reported;
  p.lost = p.kind === 'eof';
  return !p.lost;
}

/** Consumes the closer of what was opened at `opened`. */
export function close(p: Parser, closer: ')' | '}' | ']', context: string, expected: string): void {
  if (accept(p, closer)) return;
  if (p.kind === 'eof' && closer === ')') {
    fail(p, p.start, p.start, 'unclosed left parenthesis', 'add the missing ")"');
  } else unexpected(p, context, expected);
}

/** Enters a nested expression; false, and the end of the text, where that goes too deep. */
export function enter(p: Parser): boolean {
  p.depth++;
  return p.depth <= deepest || tooDeep(p);
}

/** Gives up: what is this deep cannot be gone through without running out of stack. */
export function tooDeep(p: Parser): false {
  fail(
    p,
    p.start,
    p.end,
    'expression is nested more than 1,000 levels deep',
    'record parts of it as rules of their own',
  );
  p.pos = p.text.length;
  advance(p);
  return false;
}

export function leave(p: Parser): void {
  p.depth--;
}

export function hasFeature(p: Parser, feature: keyof typeof featureFlags): boolean {
  return p.features.has(feature) || p.features.has(featureFlags[feature]);
}
