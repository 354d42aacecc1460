/** Going through a tree, and comparing two. Long chains lean left as far as they are long: nothing here recurses. */
import type { At, Duration, Expr, LabelName, Matcher, VectorMatching, VectorSelector } from './ast.ts';

/** The expressions an expression is made of, in source order. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'number':
    case 'string':
    case 'selector':
    case 'macro':
      return [];
    case 'matrix':
      return [expr.selector];
    case 'subquery':
    case 'unary':
    case 'paren':
      return [expr.expr];
    case 'call':
      return expr.args;
    case 'aggregation':
      return expr.param === undefined ? [expr.expr] : [expr.param, expr.expr];
    case 'binary':
      return [expr.lhs, expr.rhs];
  }
}

/** An expression without parentheses around it. */
export function unwrappedExpr(expr: Expr): Expr {
  let inner = expr;
  while (inner.kind === 'paren') inner = inner.expr;
  return inner;
}

/** The durations that stand in a node itself: its range, step and offset. */
export function durationsOf(node: Expr): readonly (Duration | undefined)[] {
  switch (node.kind) {
    case 'selector':
      return [node.offset];
    case 'matrix':
      return [node.range];
    case 'subquery':
      return [node.range, node.step, node.offset];
    default:
      return [];
  }
}

/**
 * Visits an expression and all in it, each before its children, in source order.
 *
 * @example walk(expr, (node) => { if (node.kind === 'selector') names.add(node.name); });
 */
export function walk(expr: Expr, visit: (node: Expr) => void): void {
  const waiting: Expr[] = [expr];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    visit(node);
    const inside = children(node);
    for (let index = inside.length - 1; index >= 0; index--) waiting.push(inside[index]!);
  }
}

/**
 * Whether two expressions are the same but for where they stand. The order of matchers, whether a name stands before
 * the braces or in them, and whether a duration was written as a number say nothing, and make no difference.
 */
export function equal(a: Expr, b: Expr): boolean {
  const waiting: [Expr, Expr][] = [[a, b]];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const [one, other] = pair;
    if (!sameNode(one, other)) return false;
    const ours = children(one);
    const theirs = children(other);
    if (ours.length !== theirs.length) return false;
    for (const [index, child] of ours.entries()) waiting.push([child, theirs[index]!]);
  }
  return true;
}

/** Whether two nodes are alike, their children aside. */
function sameNode(a: Expr, b: Expr): boolean {
  switch (a.kind) {
    case 'number':
      return b.kind === 'number' && Object.is(a.value, b.value) && a.duration === b.duration;
    case 'string':
      return b.kind === 'string' && a.value === b.value;
    case 'macro':
      return b.kind === 'macro' && a.text === b.text;
    case 'selector':
      return b.kind === 'selector' && sameSelector(a, b);
    case 'matrix':
      return b.kind === 'matrix' && sameDuration(a.range, b.range);
    case 'subquery':
      return (
        b.kind === 'subquery' &&
        sameDuration(a.range, b.range) &&
        sameDuration(a.step, b.step) &&
        sameDuration(a.offset, b.offset) &&
        sameAt(a.at, b.at)
      );
    case 'call':
      return b.kind === 'call' && a.func === b.func;
    case 'aggregation':
      return b.kind === 'aggregation' && a.op === b.op && a.without === b.without && sameNames(a.grouping, b.grouping);
    case 'binary':
      return b.kind === 'binary' && a.op === b.op && a.bool === b.bool && sameMatching(a.matching, b.matching);
    case 'unary':
      return b.kind === 'unary' && a.op === b.op;
    case 'paren':
      return b.kind === 'paren';
  }
}

function sameSelector(a: VectorSelector, b: VectorSelector): boolean {
  return sameMatchers(a, b) && a.modifier === b.modifier && sameDuration(a.offset, b.offset) && sameAt(a.at, b.at);
}

/** Most are written in the same order; only those of others are sorted to see. */
function sameMatchers(a: VectorSelector, b: VectorSelector): boolean {
  if (a.name !== b.name && a.name !== undefined && b.name !== undefined) return false;
  if (a.name === b.name) {
    if (a.matchers.length !== b.matchers.length) return false;
    if (a.matchers.every((matcher, index) => sameMatcher(matcher, b.matchers[index]!))) return true;
  }
  const ours = matchersOf(a);
  const theirs = matchersOf(b);
  return ours.length === theirs.length && ours.every((matcher, index) => matcher === theirs[index]);
}

function sameMatcher(a: Matcher, b: Matcher): boolean {
  return a.label === b.label && a.op === b.op && a.value === b.value;
}

function matchersOf(selector: VectorSelector): readonly string[] {
  const texts = selector.matchers.map(matcherText);
  if (selector.name !== undefined) texts.push(matcherText({ label: '__name__', op: '=', value: selector.name }));
  return texts.sort();
}

function matcherText({ label, op, value }: Pick<Matcher, 'label' | 'op' | 'value'>): string {
  return JSON.stringify([label, op, value]);
}

function sameDuration(a: Duration | undefined, b: Duration | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  switch (a.kind) {
    case 'duration':
      return b.kind === 'duration' && a.milliseconds === b.milliseconds;
    case 'macro':
      return b.kind === 'macro' && a.text === b.text;
    case 'durationOperation':
      if (b.kind !== 'durationOperation' || a.op !== b.op || a.wrapped !== b.wrapped) return false;
      return sameDuration(a.lhs, b.lhs) && sameDuration(a.rhs, b.rhs);
  }
}

function sameAt(a: At | undefined, b: At | undefined): boolean {
  if (a?.kind === 'timestamp') return b?.kind === 'timestamp' && a.seconds === b.seconds;
  return a?.kind === b?.kind;
}

function sameMatching(a: VectorMatching | undefined, b: VectorMatching | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const same = a.card === b.card && a.on === b.on && sameNames(a.labels, b.labels) && sameNames(a.include, b.include);
  return same && Object.is(a.fillLeft, b.fillLeft) && Object.is(a.fillRight, b.fillRight);
}

function sameNames(a: readonly LabelName[], b: readonly LabelName[]): boolean {
  return a.length === b.length && a.every(({ name }, index) => name === b[index]!.name);
}
