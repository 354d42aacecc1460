/**
 * Conditions on whether something has happened within a range: `rate(x[5m]) == 0`, `increase(x[1h]) > 0`; or whether what is 0
 * or 1 was 1: `up == 0`, `max_over_time(up[1h]) > 0`.
 */
import type { Fact, Inference, RangeRead } from './facts.ts';
import { functionNamed } from './functions.ts';
import { unwrapped } from './infer-order.ts';
import { rangeReads, selectorsOf } from './inference.ts';
import { operatorNamed } from './operators.ts';
import { type Comparison, mirrored, onlyValue, outcome } from './values.ts';

/** A comparison that holds while events are within the range, or while none is. */
export interface Activity {
  readonly happens: 'some' | 'none';
  /** The series in which the events are counted. */
  readonly selector: Fact;
  /** The range that is read; the present value has none. */
  readonly read: RangeRead | undefined;
  /** The length of the range, or 0. */
  readonly milliseconds: number;
  /** `events` are counted by a counter, or changes; a `state` is 0 or 1. */
  readonly of: 'events' | 'state';
  readonly comparison: Fact;
}

/** What a comparison says of events within a range; undefined where it says something else. */
export function activityOf(inference: Inference, fact: Fact): Activity | undefined {
  const comparison = unwrapped(fact);
  const happens = happening(comparison);
  const selectors = happens ? selectorsOf(inference, comparison) : [];
  const reads = happens ? rangeReads(inference).filter(({ range }) => isWithin(range, comparison)) : [];
  const [selector] = selectors;
  if (!happens || !selector || selectors.length !== 1 || reads.length > 1) return undefined;
  const [read] = reads;
  const { milliseconds } = read ?? { milliseconds: 0 };
  const of = measuredBy(read, selector);
  if (!of || milliseconds === undefined || !keepsZero(read?.call ?? selector, comparison)) return undefined;
  return { happens, selector, read, milliseconds, of, comparison };
}

function measuredBy(read: RangeRead | undefined, { values }: Fact): Activity['of'] | undefined {
  const func = read?.call?.expr.kind === 'call' ? read.call.expr.func : undefined;
  if (func !== undefined && countsEvents(func)) return 'events';
  const isState = values.min >= 0 && values.max <= 1 && !values.nan;
  return isState && (read === undefined || /^(?:avg|max|sum)_over_time$/.test(func ?? '')) ? 'state' : undefined;
}

function isWithin(node: Fact, outer: Fact): boolean {
  return node.index <= outer.index && node.index >= outer.first;
}

/** Functions that are 0 over a range exactly when nothing happened in it. */
function countsEvents(func: string): boolean {
  return functionNamed(func)?.values === 'growth' || func === 'changes' || func === 'resets';
}

/** `> 0`, `>= 1`, `!= 0` hold for some events; `== 0`, `< 1`, `<= 0` for none. */
function happening({ expr, operands }: Fact): Activity['happens'] | undefined {
  if (expr.kind !== 'binary' || expr.bool || operatorNamed(expr.op)?.kind !== 'comparison') return undefined;
  const [left, right] = operands as [Fact, Fact];
  const swapped = left.type === 'scalar';
  const bound = onlyValue((swapped ? left : right).values);
  if (bound === undefined || (swapped ? right : left).type !== 'vector') return undefined;
  const op = swapped ? mirrored[expr.op as Comparison] : (expr.op as Comparison);
  const atZero = outcome(op, { ...zero, min: 0, max: 0 }, { ...zero, min: bound, max: bound });
  if (atZero === 'never' && (op === '>' || op === '>=' || op === '!='))
    return bound < 1 || (bound === 1 && op === '>=') ? 'some' : undefined;
  return atZero === 'always' && (op === '==' || op === '<=' || op === '<') && bound <= 1 ? 'none' : undefined;
}

const zero = { min: 0, max: 0, minOpen: false, maxOpen: false, nan: false } as const;

/** Sums, extremes and multiples of what is 0 are 0. */
function keepsZero(call: Fact, comparison: Fact): boolean {
  for (let node = call.parent; node && node !== comparison; node = node.parent) {
    const { expr } = node;
    if (expr.kind === 'paren') continue;
    if (expr.kind === 'aggregation' && /^(sum|avg|max|min)$/.test(expr.op)) continue;
    if (expr.kind === 'binary' && (expr.op === '*' || expr.op === '/') && node.operands[1]?.nature === 'constant')
      continue;
    return false;
  }
  return true;
}
