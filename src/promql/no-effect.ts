/** Steps of an expression that change nothing. */
import type { Aggregation, Binary, Call } from './ast.ts';
import type { Fact } from './facts.ts';
import { functionNamed } from './functions.ts';
import { unwrapped } from './infer-order.ts';
import { type LabelSet, metricName, possibleLabels, presence } from './labels.ts';
import { aggregatorNamed } from './operators.ts';
import { onlyValue } from './values.ts';

/** What is needless, and what to write instead. */
export interface Needless {
  readonly message: string;
  readonly help: string;
}

/** Says that a node changes nothing, for certain; `inRule` says that nobody sees the order of the result. */
export function noEffect(node: Fact, inRule: boolean): Needless | undefined {
  const { expr } = node;
  switch (expr.kind) {
    case 'aggregation':
      return needlessAggregation(node, expr);
    case 'call':
      return needlessCall(node, expr, inRule);
    case 'unary':
      return needlessSign(node);
    case 'binary':
      return needlessArithmetic(node, expr);
    default:
      return undefined;
  }
}

/** Aggregations that make one step of two: the sum of sums is the sum, and so is the sum of counts the count. */
const merging: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sum: { sum: 'sum', count: 'count' },
  min: { min: 'min' },
  max: { max: 'max' },
  group: { group: 'group' },
};

/** Of a single value they return that value. */
const ofOneValue: ReadonlySet<string> = new Set(['sum', 'avg', 'min', 'max']);

function needlessAggregation(node: Fact, expr: Aggregation): Needless | undefined {
  const inner = unwrapped(node.operands.at(-1)!);
  if (ofOneValue.has(expr.op) && isGroupedAlready(expr, inner) && keepsGroups(expr, inner))
    return { message: `${expr.op} does nothing: each group is a single series already`, help: `leave ${expr.op} out` };
  if (inner.expr.kind !== 'aggregation') return undefined;
  const both = Object.hasOwn(merging, expr.op) ? merging[expr.op]?.[inner.expr.op] : undefined;
  if (both === undefined || !keepsGroups(expr, inner)) return undefined;
  return {
    message: `${expr.op} of ${inner.expr.op} over the same series is one ${both}`,
    help: `write one ${both} in place of the two`,
  };
}

/** Labels that the inner aggregation dropped are another finding. */
function keepsGroups({ grouping, without }: Aggregation, inner: Fact): boolean {
  return without || grouping.every(({ name }) => presence(inner.labels, name) !== 'never');
}

/** The operand has been aggregated before, and has no other labels than those it is grouped by. */
function isGroupedAlready({ grouping, without }: Aggregation, { labels, type }: Fact): boolean {
  if (type !== 'vector' || !labels.complete || presence(labels, metricName) !== 'never' || !comesGrouped(labels))
    return false;
  const names = new Set(grouping.map(({ name }) => name));
  return possibleLabels(labels).every(({ name }) => names.has(name) !== without);
}

/** A metric's own labels may become more, and to sum over those it has not yet is no mistake. */
function comesGrouped(labels: LabelSet): boolean {
  let set: LabelSet | undefined = labels;
  for (; set !== undefined; set = set.cause.from[0]) {
    if (set.cause.kind === 'aggregation' || set.cause.kind === 'none') return true;
  }
  return false;
}

function needlessCall(node: Fact, expr: Call, inRule: boolean): Needless | undefined {
  const [operand] = node.operands;
  if (operand === undefined || operand.nature === 'unknown') return needlessSort(node, expr, inRule);
  const { values } = operand;
  switch (expr.func) {
    case 'abs':
      return values.min >= 0 ? does('abs', 'the values are never negative') : undefined;
    case 'clamp_min':
      return values.min >= limit(node, 1).least
        ? does('clamp_min', `the values are never below ${limit(node, 1).least}`)
        : undefined;
    case 'clamp_max':
      return values.max <= limit(node, 1).most && operand.nature !== 'ratio'
        ? does('clamp_max', `the values are never above ${limit(node, 1).most}`)
        : undefined;
    case 'round':
    case 'ceil':
    case 'floor':
      return node.operands.length === 1 && isWhole(unwrapped(operand))
        ? does(expr.func, 'the values are whole numbers')
        : undefined;
    default:
      return needlessSort(node, expr, inRule);
  }
}

function does(func: string, reason: string): Needless {
  return { message: `${func}() does nothing: ${reason}`, help: `leave ${func}() out` };
}

/** The constant that values are held against, as the most and the least demanding one where it is none. */
function limit({ operands }: Fact, index: number): { readonly least: number; readonly most: number } {
  const values = operands[index]?.values;
  const only = values && onlyValue(values);
  return { least: only ?? Number.POSITIVE_INFINITY, most: only ?? Number.NEGATIVE_INFINITY };
}

/** Counts are; so are 0 and 1. */
function isWhole({ expr }: Fact): boolean {
  switch (expr.kind) {
    case 'aggregation':
      return aggregatorNamed(expr.op)?.unit === 'count' || expr.op === 'group';
    case 'call':
      return functionNamed(expr.func)?.unit === 'count' || expr.func === 'sgn';
    default:
      return false;
  }
}

/** Rules and aggregations take series in no order. */
function needlessSort(node: Fact, { func }: Call, inRule: boolean): Needless | undefined {
  if (!/^sort(_|$)/.test(func)) return undefined;
  let user = node.parent;
  while (user?.expr.kind === 'paren') user = user.parent;
  if (user?.expr.kind === 'aggregation') return does(func, 'an aggregation takes series in no order');
  return inRule ? does(func, 'the series of a rule have no order') : undefined;
}

function needlessSign({ operands, expr }: Fact): Needless | undefined {
  const inner = unwrapped(operands[0]!);
  if (expr.kind !== 'unary' || expr.op !== '-' || inner.expr.kind !== 'unary' || inner.expr.op !== '-')
    return undefined;
  return { message: 'minus of minus does nothing', help: 'leave both out' };
}

/** The number that leaves the other side as it is, by operator; of `-` and `/` on the right only. */
const neutral: Readonly<Record<string, number>> = { '+': 0, '-': 0, '*': 1, '/': 1, '^': 1 };

/** `x * 1`. Where the series of a metric are told from others by their name, it may be there to drop that. */
function needlessArithmetic(node: Fact, { op }: Binary): Needless | undefined {
  const [left, right] = node.operands as [Fact, Fact];
  const number = Object.hasOwn(neutral, op) ? neutral[op] : undefined;
  if (number === undefined) return undefined;
  const isRight = isNumber(right, number) && left.type === 'vector';
  const isLeft = isNumber(left, number) && right.type === 'vector' && (op === '+' || op === '*');
  if ((!isLeft && !isRight) || isUnderOr(node)) return undefined;
  const text = isRight ? `${op} ${number}` : `${number} ${op}`;
  return { message: `${text} does nothing`, help: `leave ${text} out` };
}

function isNumber(side: Fact, number: number): boolean {
  const { expr } = unwrapped(side);
  return expr.kind === 'number' && expr.value === number && !expr.duration && expr.quantity === undefined;
}

function isUnderOr(node: Fact): boolean {
  let user = node.parent;
  while (user !== undefined && (user.expr.kind === 'paren' || user.expr.kind === 'unary')) user = user.parent;
  return user?.expr.kind === 'binary' && user.expr.op === 'or';
}
