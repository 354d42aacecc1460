/** Expressions that compute which share of the events of a counter are of one kind. */
import type { Aggregation, Binary } from '../promql/ast.ts';
import type { Fact } from '../promql/facts.ts';
import { functionNamed } from '../promql/functions.ts';
import { unwrapped } from '../promql/infer-order.ts';
import { onlyValue } from '../promql/values.ts';
import { equal } from '../promql/walk.ts';
import type { Analysis } from './analysis.ts';
import { recordedRoot } from './estimate.ts';

/** A value and by which number it is multiplied: 100 where a share is shown in percent. */
interface Scaled {
  readonly fact: Fact;
  readonly scale: number;
}

/** Sums of a counter that some matchers select, beside those of all: `sum(rate(x{status="error"}[5m])) / sum(rate(x[5m]))`. */
export interface Share {
  /** Selectors: of the part, and of all or, in `bad / (good + bad)`, of the rest. */
  readonly part: Fact;
  readonly total: Fact | undefined;
  readonly rest: Fact | undefined;
  /** It is the share of all the others: `1 - …`. */
  readonly isRest: boolean;
  readonly scale: number;
  /** The labels by which the sums are kept apart. */
  readonly by: readonly string[];
}

/** What a value was before it was multiplied by numbers and recorded. */
export function unscaled(given: Fact, analysis: Analysis): Scaled {
  const fact = unwrapped(given);
  const { expr, operands } = fact;
  if (expr.kind === 'selector' && expr.matchers.length === 0) {
    const root = recordedRoot(expr.name, analysis);
    return root ? unscaled(root, analysis) : { fact, scale: 1 };
  }
  if (expr.kind !== 'binary' || (expr.op !== '*' && expr.op !== '/')) return { fact, scale: 1 };
  const [left, right] = operands as [Fact, Fact];
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && expr.op === '*') return times(unscaled(right, analysis), a);
  if (b !== undefined) return times(unscaled(left, analysis), expr.op === '*' ? b : 1 / b);
  return { fact, scale: 1 };
}

function times({ fact, scale }: Scaled, by: number): Scaled {
  return { fact, scale: scale * by };
}

function numberOf({ nature, values }: Fact): number | undefined {
  return nature === 'constant' ? onlyValue(values) : undefined;
}

/** The share that a value is; undefined where it is none, or none that is seen to be. */
export function shareOf(given: Fact, analysis: Analysis): Share | undefined {
  const { fact, scale } = unscaled(given, analysis);
  if (fact.expr.kind !== 'binary') return undefined;
  const [left, right] = fact.operands as [Fact, Fact];
  if (fact.expr.op === '-') {
    const rest = shareOf(right, analysis);
    // 1 - share, 100 - 100 * share
    return rest && numberOf(left) === rest.scale ? scaled({ ...rest, isRest: !rest.isRest }, scale) : undefined;
  }
  if (fact.expr.op !== '/') return undefined;
  // 100 * errors / requests
  const upper = unscaled(left, analysis);
  return scaled(quotient(fact.expr, upper.fact, right), scale * upper.scale);
}

function scaled(share: Share | undefined, by: number): Share | undefined {
  return share && { ...share, scale: share.scale * by };
}

function quotient(expr: Binary, left: Fact, right: Fact): Share | undefined {
  if (expr.matching?.card !== 'one-to-one') return undefined;
  const [isRest, counted] = partOf(left, right);
  const part = countOf(withoutFilling(counted));
  const both = unwrapped(right);
  if (!part) return undefined;
  const share = { part: part.selector, isRest, scale: 1, by: part.by };
  if (both.expr.kind === 'binary' && both.expr.op === '+') {
    const [rest, ...others] = both.operands.flatMap((side) => countOf(withoutFilling(side)) ?? []).filter(isNot(part));
    return rest && others.length === 0 && isAlike(rest, part)
      ? { ...share, total: undefined, rest: rest.selector }
      : undefined;
  }
  const total = countOf(right);
  return total && isAlike(total, part) ? { ...share, total: total.selector, rest: undefined } : undefined;
}

function isNot(one: Count): (other: Count) => boolean {
  return (other) => !equal(one.selector.expr, other.selector.expr);
}

/** Counted in the same way, of other series. */
function isAlike(a: Count, b: Count): boolean {
  return equal(a.measure, b.measure) && sameLabels(a.by, b.by);
}

/** What stands in for it where there is none of it aside. */
function withoutFilling(given: Fact): Fact {
  const fact = unwrapped(given);
  return fact.expr.kind === 'binary' && fact.expr.op === 'or' ? withoutFilling(fact.operands[0]!) : fact;
}

/** `bad`, or what is left to the total: `total - good`. */
function partOf(given: Fact, total: Fact): readonly [isRest: boolean, counted: Fact] {
  const fact = withoutFilling(given);
  if (fact.expr.kind !== 'binary' || fact.expr.op !== '-') return [false, fact];
  const [left, right] = fact.operands as [Fact, Fact];
  return equal(unwrapped(left).expr, unwrapped(total).expr) ? [true, right] : [false, fact];
}

/** A sum of how much a counter grew. */
interface Count {
  readonly selector: Fact;
  readonly by: readonly string[];
  /** All but the selector: function, range, offset. */
  readonly measure: Fact['expr'];
}

/** Reads `sum by (…) (rate(x[5m]))`. */
export function countOf(given: Fact): Count | undefined {
  const sum = unwrapped(given);
  if (sum.expr.kind !== 'aggregation' || sum.expr.op !== 'sum' || sum.expr.without) return undefined;
  const growth = unwrapped(sum.operands.at(-1)!);
  const { expr } = growth;
  if (expr.kind !== 'call' || functionNamed(expr.func)?.values !== 'growth') return undefined;
  const [matrix] = growth.operands;
  const selector = matrix?.operands[0];
  if (matrix?.expr.kind !== 'matrix' || selector?.expr.kind !== 'selector') return undefined;
  const anonymous = { ...selector.expr, name: undefined, nameSpan: undefined, matchers: [] };
  const measure = { ...expr, args: [{ ...matrix.expr, selector: anonymous }] };
  return { selector, by: labelsOf(sum.expr), measure };
}

function labelsOf({ grouping }: Aggregation): readonly string[] {
  return grouping.map(({ name }) => name);
}

function sameLabels(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((label) => b.includes(label));
}
