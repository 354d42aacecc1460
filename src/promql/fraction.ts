/** Proves that a division is a fraction of a whole: errors / requests, where errors are some of the requests. */
import type { Aggregation, Binary, VectorSelector } from './ast.ts';
import type { Fact } from './facts.ts';
import { functionNamed } from './functions.ts';
import { unwrapped } from './infer-order.ts';
import { labelValues } from './labels.ts';
import { operatorNamed } from './operators.ts';
import { equal } from './walk.ts';

/** Whether `lhs / rhs` is in 0..1 for certain. */
export function fractionOf(expr: Binary, lhs: Fact, rhs: Fact): boolean {
  if (expr.matching === undefined || isFilled(expr) || !isNonNegative(rhs)) return false;
  const whole = unfiltered(rhs);
  if (!isNonNegative(lhs)) return isRemainder(expr, lhs, whole);
  return isPart(expr, lhs, whole) || isSummand(expr, lhs, whole);
}

/** `requests > 0` are the requests themselves, where there are any. */
function unfiltered(node: Fact): Fact {
  const inner = unwrapped(node);
  return isFilter(inner) ? unfiltered(inner.operands[0]!) : inner;
}

function isNonNegative(node: Fact): boolean {
  return node.values.min >= 0;
}

export function isFilled(expr: Binary): boolean {
  return expr.matching?.fillLeft !== undefined || expr.matching?.fillRight !== undefined;
}

/** No label aside: the sides are the same series, or the same groups. */
export function matchesWhole(expr: Binary): boolean {
  return expr.matching?.card === 'one-to-one' && !expr.matching.on && expr.matching.labels.length === 0;
}

/** `hits / (hits + misses)`. */
function isSummand(expr: Binary, lhs: Fact, rhs: Fact): boolean {
  const whole = unwrapped(rhs);
  if (whole.expr.kind !== 'binary' || whole.expr.op !== '+' || !matchesWhole(expr) || !isUnmatched(whole.expr))
    return false;
  return whole.operands.every(isNonNegative) && whole.operands.some((o) => sameValue(o, lhs));
}

/** `(requests - successes) / requests`. */
function isRemainder(expr: Binary, lhs: Fact, rhs: Fact): boolean {
  const rest = unwrapped(lhs);
  if (rest.expr.kind !== 'binary' || rest.expr.op !== '-' || !matchesWhole(expr) || !isUnmatched(rest.expr))
    return false;
  const [whole, part] = rest.operands as [Fact, Fact];
  return isNonNegative(part) && sameValue(whole, rhs) && isPart(rest.expr, part, whole);
}

function isUnmatched(expr: Binary): boolean {
  return expr.matching !== undefined && matchesWhole(expr) && !isFilled(expr);
}

/** Whether two nodes compute the same, parentheses around them aside. */
export function sameValue(a: Fact, b: Fact): boolean {
  return equal(unwrapped(a).expr, unwrapped(b).expr);
}

/** Every series, or group of series, on the left adds up to no more than the one it meets on the right. */
function isPart(expr: Binary, lhs: Fact, rhs: Fact): boolean {
  const [part, whole] = [unwrapped(lhs), unwrapped(rhs)];
  if (whole.expr.kind !== 'aggregation') return isSubset(part, whole);
  if (part.expr.kind !== 'aggregation') {
    return whole.expr.op === 'sum' && groupsNest(expr, undefined, whole.expr) && isSubset(part, whole.operands[0]!);
  }
  if (!addsUp(part, whole.expr.op) || !groupsNest(expr, part.expr, whole.expr)) return false;
  return isSubset(part.operands[0]!, whole.operands[0]!);
}

/** Sum of some / sum of all, likewise of counts and largest values, sum of flags / count. */
function addsUp(part: Fact, wholeOp: string): boolean {
  const op = (part.expr as Aggregation).op;
  if (op === wholeOp) return op === 'sum' || op === 'count' || op === 'max';
  return op === 'sum' && wholeOp === 'count' && part.operands[0]!.values.max <= 1;
}

/** Whether matching puts each left group (undefined: each left series) with the right group that its series are in. */
function groupsNest(expr: Binary, part: Aggregation | undefined, whole: Aggregation): boolean {
  const matched = expr.matching!.labels.map((label) => label.name);
  const names = whole.grouping.map((label) => label.name);
  if (!whole.without) return names.every((name) => keeps(part, name) && matched.includes(name) === expr.matching!.on);
  const ignoresLess = !expr.matching!.on && matched.every((name) => names.includes(name));
  return (
    ignoresLess && (part === undefined || (part.without && part.grouping.every(({ name }) => names.includes(name))))
  );
}

function keeps(part: Aggregation | undefined, name: string): boolean {
  return part === undefined || part.without !== part.grouping.some((label) => label.name === name);
}

/** Whether every series of `part` is one of `whole`, with no greater value. */
function isSubset(partNode: Fact, wholeNode: Fact): boolean {
  const [part, whole] = [unwrapped(partNode), unwrapped(wholeNode)];
  if (isFilter(part)) return isSubset(part.operands[0]!, whole);
  const [a, b] = [part.expr, whole.expr];
  if (a.kind === 'selector' && b.kind === 'selector') return isSubsetOfSeries(part, a, whole, b);
  if (a.kind === 'matrix' && b.kind === 'matrix') {
    return equal({ ...a, selector: b.selector }, b) && isSubset(part.operands[0]!, whole.operands[0]!);
  }
  if (a.kind === 'call' && b.kind === 'call' && isPerSeries(a.func)) {
    return a.func === b.func && part.operands.length === whole.operands.length && subsetArguments(part, whole);
  }
  return equal(a, b);
}

function isFilter(node: Fact): boolean {
  const { expr } = node;
  if (expr.kind !== 'binary' || expr.bool || operatorNamed(expr.op)?.kind !== 'comparison') return false;
  return node.operands[0]!.type === 'vector' && node.operands[1]!.type === 'scalar';
}

/** Functions of how much a counter grew: they leave each series by itself and order as the counters do. */
function isPerSeries(func: string): boolean {
  return functionNamed(func)?.values === 'growth';
}

function subsetArguments(part: Fact, whole: Fact): boolean {
  return part.operands.every((arg, i) => {
    const other = whole.operands[i]!;
    return arg.type === 'matrix' ? isSubset(arg, other) : equal(arg.expr, other.expr);
  });
}

function isSubsetOfSeries(part: Fact, a: VectorSelector, whole: Fact, b: VectorSelector): boolean {
  if (equal({ ...a, matchers: b.matchers }, b) && hasMatchers(a, b.matchers)) return true;
  return (
    isBucketOf(part, whole) && equal({ ...a, name: b.name, matchers: b.matchers }, b) && hasMatchers(a, wider(b, whole))
  );
}

function hasMatchers(selector: VectorSelector, matchers: VectorSelector['matchers']): boolean {
  return matchers.every((m) =>
    selector.matchers.some((o) => o.label === m.label && o.op === m.op && o.value === m.value),
  );
}

/** One bucket beside the count of all observations, or beside the bucket that has all. */
function isBucketOf(part: Fact, whole: Fact): boolean {
  const family = part.series?.family;
  if (part.nature !== 'bucket' || family === undefined || family !== whole.series?.family) return false;
  return onlyBound(part) !== undefined && (isCount(whole, family) || onlyBound(whole) === '+Inf');
}

function isCount(whole: Fact, family: string): boolean {
  return whole.expr.kind === 'selector' && whole.expr.name === `${family}_count`;
}

function onlyBound(node: Fact): string | undefined {
  const bounds = node.nature === 'bucket' ? labelValues(node.labels, 'le') : undefined;
  return bounds?.length === 1 ? bounds[0] : undefined;
}

/** The matchers that say which series, those that say which bucket aside. */
function wider(b: VectorSelector, whole: Fact): VectorSelector['matchers'] {
  return whole.nature === 'bucket' ? b.matchers.filter((m) => m.label !== 'le') : b.matchers;
}
