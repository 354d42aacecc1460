import type { Expr } from '../../promql/ast.ts';
import { evaluate } from '../../promql/evaluate.ts';
import { walk } from '../../promql/walk.ts';
import type { Condition } from './condition.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Milliseconds after the start at which a condition is looked at: what tells the time is tried at others. */
export function delaysFor({ words, constants }: Condition): readonly number[] {
  const each = (count: number, length: number) => Array.from({ length: count }, (_, index) => index * length);
  const hours = words.has('hour') ? each(24, hour) : words.has('minute') ? each(4, 15 * minute) : [0];
  const days = words.has('day_of_week') ? each(7, 24 * hour) : [0];
  const ages = words.has('time') ? [...constants.map((age) => age * 1000), 25 * hour] : [];
  const delays = days.flatMap((day) => hours.map((time) => day + time));
  return [...delays, ...ages.filter((age) => age >= minute).sort((a, b) => a - b)];
}

/** Whether the parts of a condition that read nothing but the clock let it return something: tests begin at midnight, on a Thursday. */
export function isAwake({ expr }: Pick<Condition, 'expr'>, times: readonly number[]): boolean {
  const ofClock: Expr[] = [];
  const waiting = [expr];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (readsNothing(next)) ofClock.push(next);
    else if (next.kind === 'paren') waiting.push(next.expr);
    else if (next.kind === 'binary' && next.op === 'and') waiting.push(next.lhs, next.rhs);
    else if (next.kind === 'binary' && next.op === 'unless') waiting.push(next.lhs);
  }
  return ofClock.every((part) =>
    times.every((at) => {
      const value = evaluate(part, at, { series: () => [] });
      return value.type !== 'vector' || value.samples.length > 0;
    }),
  );
}

function readsNothing(expr: Expr): boolean {
  let isClock = true;
  walk(expr, ({ kind }) => {
    if (kind === 'selector') isClock = false;
  });
  return isClock;
}
