/**
 * Why the unit or the values of a node are what they are: the part of the expression that decides, and words for it. Found by
 * going down the tree when a check asks, so that inference need not keep it. Of labels `why` tells, of series the estimate itself.
 */
import type { Call, Expr, Span } from './ast.ts';
import type { Fact } from './facts.ts';
import { functionNamed } from './functions.ts';
import { unwrapped } from './infer-order.ts';
import { selectedName } from './infer-selector.ts';
import { formatNumber } from './number.ts';
import { aggregatorNamed, operatorNamed } from './operators.ts';
import { sameUnit, type Unit } from './unit.ts';
import { unitName } from './unit-names.ts';
import type { ValueRange } from './values.ts';

export interface Reason {
  /** The node that decides. */
  readonly fact: Fact;
  /** The metric name, function, aggregator or operator to point at. */
  readonly span: Span;
  /** `memory_bytes is in bytes`. */
  readonly because: string;
}

/** Where the unit of a node comes from: a metric, or the function or operator that made it; undefined where it has none. */
export function unitReason(fact: Fact): Reason | undefined {
  const { unit } = fact;
  if (unit === undefined) return undefined;
  let node = unwrapped(fact);
  for (;;) {
    const next = node.operands.find((operand) => operand.unit && sameUnit(operand.unit, unit));
    if (next === undefined) break;
    node = unwrapped(next);
  }
  return { fact: node, span: wordSpan(node.expr), because: `${subjectOf(node)} is ${inUnit(unit)}` };
}

/** Names of what is no measure of anything. */
const whole: ReadonlySet<string> = new Set(['ratio', 'number', 'timestamp']);

function inUnit(unit: Unit): string {
  const name = unitName(unit);
  return whole.has(name) ? `a ${name}` : `in ${name}`;
}

/** Why the values of a node are never below their `min`, or above their `max`; undefined where nothing limits them. */
export function rangeReason(fact: Fact, bound: 'min' | 'max'): Reason | undefined {
  const limit = fact.values[bound];
  if (!Number.isFinite(limit)) return undefined;
  let node = unwrapped(fact);
  for (let next = passedOn(node, bound); next !== undefined; next = passedOn(node, bound)) node = unwrapped(next);
  return { fact: node, span: wordSpan(node.expr), because: whyWithin(node) };
}

/** The operand whose limit a node only passes on. */
function passedOn(node: Fact, bound: 'min' | 'max'): Fact | undefined {
  const { expr, values } = node;
  if (expr.kind === 'call' && !passesOn(functionNamed(expr.func)?.values)) return undefined;
  if (expr.kind === 'aggregation' && !passesOn(aggregatorNamed(expr.op)?.values)) return undefined;
  if (expr.kind === 'binary' && operatorNamed(expr.op)?.kind !== 'set') return undefined;
  return node.operands.find((operand) => operand.type !== 'scalar' && operand.values[bound] === values[bound]);
}

const passing: ReadonlySet<unknown> = new Set(['same', 'mean', 'sum', 'quantile', 'rounded', 'absolute']);

function passesOn(values: unknown): boolean {
  return passing.has(values);
}

function whyWithin(node: Fact): string {
  const { expr, values } = node;
  switch (expr.kind) {
    case 'selector':
      return node.nature === 'counter' || node.nature === 'bucket'
        ? `${subjectOf(node)} is a counter, ${rangeWords(values)}`
        : `${subjectOf(node)} is ${rangeWords(values)}`;
    case 'call':
      return whyCalled(expr, node);
    case 'binary':
      return whyCombined(expr.op, expr.bool, node);
    default:
      return `${subjectOf(node)} is ${rangeWords(values)}`;
  }
}

function whyCalled(expr: Call, { values }: Fact): string {
  switch (functionNamed(expr.func)?.values) {
    case 'estimate':
      return `${expr.func}() is at most ${formatNumber(values.max)}, the highest finite bucket`;
    case 'growth':
      return `${expr.func}() of what only grows is ${rangeWords(values)}`;
    default:
      return `${expr.func}() is ${rangeWords(values)} here`;
  }
}

function whyCombined(op: string, bool: boolean, { values, unit }: Fact): string {
  const isComparison = operatorNamed(op)?.kind === 'comparison';
  if (isComparison && bool) return 'a comparison with bool is 0 or 1';
  if (isComparison) return `what passes ${op} is ${rangeWords(values)}`;
  if (op === '/' && unit?.kind === 'ratio' && !unit.loose) return `a part of a whole is ${rangeWords(values)}`;
  return `the result of ${op} is ${rangeWords(values)}`;
}

/** `between 0 and 1`, `never below 0`, `always 1`. */
export function rangeWords({ min, max, minOpen, maxOpen }: ValueRange): string {
  if (min === max) return `always ${formatNumber(min)}`;
  const [least, most] = [Number.isFinite(min), Number.isFinite(max)];
  if (least && most && !minOpen && !maxOpen) return `between ${formatNumber(min)} and ${formatNumber(max)}`;
  const words = [
    ...(least ? [minOpen ? `above ${formatNumber(min)}` : `never below ${formatNumber(min)}`] : []),
    ...(most ? [maxOpen ? `below ${formatNumber(max)}` : `never above ${formatNumber(max)}`] : []),
  ];
  return words.length === 0 ? 'any number' : words.join(' and ');
}

/** What a node is called in a message. */
function subjectOf({ expr }: Fact): string {
  switch (expr.kind) {
    case 'selector':
      return selectedName(expr) ?? 'this';
    case 'call':
      return `${expr.func}()`;
    case 'aggregation':
      return expr.op;
    case 'binary':
      return `the result of ${expr.op}`;
    case 'number':
      return expr.duration ? 'a duration' : 'this number';
    default:
      return 'this';
  }
}

/** The word that stands for a node; the whole of it where it was built and not written. */
function wordSpan(expr: Expr): Span {
  const { start, end, source } = expr;
  if (end <= start) return { start, end, source };
  switch (expr.kind) {
    case 'selector':
      return expr.nameSpan ?? expr;
    case 'call':
      return { start, end: start + expr.func.length, source };
    case 'aggregation':
      return { start, end: start + expr.op.length, source };
    case 'binary':
      return expr.opSpan;
    default:
      return { start, end, source };
  }
}
