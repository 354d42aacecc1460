/** Durations and times in an expression, as milliseconds. */
import type { At, Duration, DurationOperation } from './ast.ts';
import { CannotEvaluate, type Context } from './evaluate-types.ts';

/** Milliseconds of a duration; 0 where none is written. */
export function milliseconds(duration: Duration | undefined): number {
  if (duration === undefined) return 0;
  switch (duration.kind) {
    case 'duration':
      return duration.milliseconds;
    case 'macro':
      throw new CannotEvaluate(`what ${duration.text} stands for is not known`);
    case 'durationOperation':
      return Math.trunc(calculated(duration));
  }
}

function calculated({ op, lhs, rhs }: DurationOperation): number {
  if (op === 'step' || op === 'range') throw new CannotEvaluate(`${op}() is not known outside of a range query`);
  // `-(1h)` has no left side. Numbers are seconds: a factor or exponent is one.
  const [a, b] = [milliseconds(lhs) / 1000, milliseconds(rhs) / 1000];
  return 1000 * calculations[op](a, b);
}

const calculations = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': (a, b) => a ** b,
  min_of: Math.min,
  max_of: Math.max,
} satisfies Record<Exclude<DurationOperation['op'], 'step' | 'range'>, (a: number, b: number) => number>;

/** The time that a selector or subquery looks at. */
export function lookedAt(
  { at, offset }: { readonly at: At | undefined; readonly offset: Duration | undefined },
  now: number,
  { queryTime }: Context,
): number {
  if (at === undefined && offset === undefined) return now;
  const time = at === undefined ? now : at.kind === 'timestamp' ? Math.round(at.seconds * 1000) : queryTime;
  return time - milliseconds(offset);
}
