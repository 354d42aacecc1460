/** Operands that need no other expression: numbers, strings, and holes. */
import type { Expr, NumberLiteral, StringLiteral } from './ast.ts';
import { advance } from './lex.ts';
import { parseSelector } from './parse-selector.ts';
import type { Parser } from './parser.ts';
import { valueType } from './value-type.ts';

export function parseNumber(p: Parser): NumberLiteral {
  const duration = p.kind === 'duration';
  const value = duration ? secondsOf(p.number) : p.number;
  const { start, end, source } = p;
  p.type = 'scalar';
  advance(p);
  return { kind: 'number', value, duration, start, end, source };
}

/** Go's `Duration.Seconds`: whole seconds and the rest apart, which is not always the nearest double. */
function secondsOf(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) + (milliseconds % 1000) / 1000;
}

export function parseString(p: Parser): StringLiteral {
  const { start, end, value, source } = p;
  p.type = 'string';
  advance(p);
  return { kind: 'string', value, start, end, source };
}

/** Whether an expression that exists already stands at the current token. */
export function atHole(p: Parser): boolean {
  while (p.holeStart !== -1 && p.holeStart < p.start) nextHole(p);
  return p.holeStart === p.start;
}

function nextHole(p: Parser): void {
  p.hole++;
  p.holeStart = p.holes[p.hole]?.start ?? -1;
}

/** The expression of the hole; its text is passed over. */
export function parseHole(p: Parser): Expr {
  const hole = p.holes[p.hole]!;
  const expr = p.taken.has(hole.expr) ? { ...hole.expr } : hole.expr;
  p.taken.set(expr, hole);
  p.inside = 'nothing';
  p.pos = p.end = hole.end;
  nextHole(p);
  advance(p);
  p.type = valueType(expr);
  return p.kind === '{' ? withMatchers(p, expr, hole.start) : expr;
}

/** `${metric}{job="api"}`: the text goes on with matchers, as it may after a bare name. */
function withMatchers(p: Parser, expr: Expr, start: number): Expr {
  const bare = expr.kind === 'selector' && expr.name !== undefined && expr.matchers.length === 0;
  if (!bare || expr.offset !== undefined || expr.at !== undefined) return expr;
  return {
    ...expr,
    matchers: parseSelector(p, expr.name, start, p.lastEnd).matchers,
    start,
    end: p.lastEnd,
    source: p.source,
  };
}
