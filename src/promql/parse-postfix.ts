/** What may follow an operand: `[5m]`, `[1h:5m]`, `offset 5m`, `@ 123`, `anchored`, `smoothed`. */
import type { At, Duration, Expr, MatrixSelector, Subquery, VectorSelector } from './ast.ts';
import { helpToEnable } from './feature.ts';
import { advance } from './lex.ts';
import { formatNumber, roundHalfAway } from './number.ts';
import { parseOffset, parsePositiveDuration } from './parse-duration.ts';
import { parseSelector } from './parse-selector.ts';
import { accept, close, hasFeature, type Mutable, type Parser, recover, report, unexpected } from './parser.ts';

/** Reads all of them. `start` is where the operand begins in this text. */
export function parsePostfixes(p: Parser, operand: Expr, start: number): Expr {
  let expr = operand;
  for (;;) {
    if (p.kind === '[') expr = parseBrackets(p, expr, start);
    else if (p.kind === 'offset') expr = withOffset(p, expr, start);
    else if (p.kind === '@') expr = withAt(p, expr, start);
    else if (p.kind === 'anchored' || p.kind === 'smoothed') expr = withModifier(p, expr, start, p.kind);
    else break;
  }
  return expr;
}

function parseBrackets(p: Parser, expr: Expr, start: number): Expr {
  const opened = p.start;
  advance(p);
  const range = parsePositiveDuration(p, 'range or subquery');
  recover(p, ']', ':');
  if (accept(p, ':')) return parseSubquery(p, expr, start, range);
  close(p, ']', 'subquery or range', '":" or "]"');
  const refusal = rangeRefusal(expr, p.text.slice(opened, p.lastEnd - 1));
  if (refusal !== undefined) report(p, { start: opened, end: p.lastEnd, kind: 'syntax', ...refusal });
  p.type = 'matrix';
  const selector = expr.kind === 'selector' ? ours(p, expr) : parseSelector(p, undefined, start, start);
  return { kind: 'matrix', selector, range, start, end: p.lastEnd, source: p.source };
}

function rangeRefusal(expr: Expr, brackets: string): { message: string; help: string } | undefined {
  if (expr.kind !== 'selector') {
    const help = `a range over anything else is a subquery, with a colon: ${brackets}:]`;
    return { message: 'ranges only allowed for vector selectors', help };
  }
  const help = 'the range comes first: metric[5m] offset 1h';
  if (expr.offset !== undefined) return { message: 'no offset modifiers allowed before range', help };
  return expr.at === undefined ? undefined : { message: 'no @ modifiers allowed before range', help };
}

function parseSubquery(p: Parser, expr: Expr, start: number, range: Duration): Expr {
  const step = p.kind === ']' ? undefined : parsePositiveDuration(p, 'subquery selector');
  recover(p, ']', ':');
  close(p, ']', 'subquery selector', 'duration or "]"');
  p.type = 'matrix';
  if (expr.kind === 'matrix' || expr.kind === 'subquery') {
    const message = 'subquery is only allowed on instant vector, got matrix instead';
    report(p, { start, end: p.lastEnd, kind: 'type', message, help: 'take a function over the inner range first' });
    return expr;
  }
  return {
    kind: 'subquery',
    expr,
    range,
    step,
    offset: undefined,
    at: undefined,
    start,
    end: p.lastEnd,
    source: p.source,
  };
}

type Timed = VectorSelector | MatrixSelector | Subquery;

/** The operand to modify: ours to change, unless it came through a hole. */
function timed(p: Parser, expr: Expr, start: number, modifier: string): Timed | undefined {
  if (expr.kind === 'selector' || expr.kind === 'matrix' || expr.kind === 'subquery') return ours(p, expr);
  const message = `${modifier} modifier must be preceded by an instant vector selector or range vector selector or a subquery`;
  const help = `put it on the selector inside: rate(metric[5m] ${modifier} …)`;
  report(p, { start, end: p.lastEnd, kind: 'syntax', message, help });
  return undefined;
}

/** The expression itself, or a copy of one that came through a hole, in its place. */
function ours<T extends Timed>(p: Parser, expr: T): T {
  const hole = p.taken.get(expr);
  if (hole === undefined) return expr;
  const copy: T = { ...expr, start: hole.start, end: hole.end, source: p.source };
  return copy.kind === 'matrix' ? { ...copy, selector: { ...copy.selector } } : copy;
}

function withOffset(p: Parser, expr: Expr, start: number): Expr {
  const target = timed(p, expr, start, 'offset');
  const from = p.start;
  advance(p);
  const duration = parseOffset(p);
  if (target === undefined) return expr;
  const holder: Mutable<VectorSelector | Subquery> = target.kind === 'matrix' ? target.selector : target;
  if (holder.offset !== undefined) again(p, from, 'offset may not be set multiple times');
  // An offset of nothing is none, and Prometheus takes another after it.
  holder.offset = duration.kind === 'duration' && duration.milliseconds === 0 ? undefined : duration;
  return ended(p, target);
}

function withAt(p: Parser, expr: Expr, start: number): Expr {
  const target = timed(p, expr, start, '@');
  const from = p.start;
  advance(p);
  const at = parseAt(p);
  if (target === undefined || at === undefined) return expr;
  const holder: Mutable<VectorSelector | Subquery> = target.kind === 'matrix' ? target.selector : target;
  if (holder.at !== undefined) again(p, from, '@ <timestamp> may not be set multiple times');
  holder.at = at;
  return ended(p, target);
}

function again(p: Parser, start: number, message: string): void {
  report(p, { start, end: p.lastEnd, kind: 'syntax', message });
}

function ended(p: Parser, target: Mutable<Timed>): Expr {
  target.end = p.lastEnd;
  return target as Expr;
}

function parseAt(p: Parser): At | undefined {
  const { start, kind } = p;
  if (kind === 'start' || kind === 'end') {
    advance(p);
    if (!accept(p, '(')) unexpected(p, '@', '"("', `write @ ${kind}()`);
    else close(p, ')', '@', '")"');
    return { kind, start, end: p.lastEnd, source: p.source };
  }
  if (kind === '-' || kind === '+') advance(p);
  if (p.kind !== 'number' && p.kind !== 'duration') {
    return void unexpected(p, '@', 'timestamp', 'a Unix time in seconds, start() or end()');
  }
  const size = p.kind === 'duration' ? p.number / 1000 : p.number;
  const seconds = kind === '-' ? -size : size;
  advance(p);
  if (!(Math.abs(seconds) < 2 ** 63)) {
    const message = `timestamp out of bounds for @ modifier: ${formatNumber(seconds)}`;
    report(p, { start, end: p.lastEnd, kind: 'syntax', message });
  }
  return { kind: 'timestamp', seconds: roundHalfAway(seconds * 1000) / 1000, start, end: p.lastEnd, source: p.source };
}

function withModifier(p: Parser, expr: Expr, start: number, modifier: 'anchored' | 'smoothed'): Expr {
  advance(p);
  const { lastEnd: end } = p;
  if (!hasFeature(p, 'extended-range-selectors')) {
    const help = helpToEnable('extended-range-selectors');
    report(p, { start, end, kind: 'feature', message: `${modifier} modifier is experimental and not enabled`, help });
    return expr;
  }
  const refusal = modifierRefusal(expr, modifier);
  if (refusal !== undefined) report(p, { start, end, kind: 'syntax', message: refusal });
  if (expr.kind !== 'selector' && expr.kind !== 'matrix') return expr;
  const target = timed(p, expr, start, modifier)!;
  const holder: Mutable<VectorSelector> = target.kind === 'matrix' ? target.selector : (target as VectorSelector);
  holder.modifier = modifier;
  return ended(p, target);
}

function modifierRefusal(expr: Expr, modifier: 'anchored' | 'smoothed'): string | undefined {
  if (expr.kind === 'subquery') return `${modifier} modifier is not supported for subqueries`;
  if (expr.kind !== 'selector' && expr.kind !== 'matrix') return `${modifier} modifier must follow a selector`;
  const other = expr.kind === 'matrix' ? expr.selector.modifier : expr.modifier;
  const both = other !== undefined && other !== modifier;
  return both ? 'anchored and smoothed modifiers cannot be used together' : undefined;
}
