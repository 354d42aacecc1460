/**
 * Ranges of sample values and their arithmetic. Bounds of results are closed: rounding may reach what is excluded. Negative zero,
 * by which a division turns negative, is taken for zero: no counter, rate or count is ever it.
 */

/** Every value lies within; `nan` says it may also be NaN. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
  /** The bound itself is excluded. */
  readonly minOpen: boolean;
  readonly maxOpen: boolean;
  readonly nan: boolean;
}

/** The range from `min` to `max`, both included. */
export function between(min: number, max: number, nan = false): ValueRange {
  return { min, max, minOpen: false, maxOpen: false, nan };
}

/** Nothing is known. */
export const anything: ValueRange = Object.freeze(between(-Infinity, Infinity, true));
export const nonNegative: ValueRange = Object.freeze(between(0, Infinity));
export const flag: ValueRange = Object.freeze(between(0, 1));

export function exactly(value: number): ValueRange {
  return Number.isNaN(value) ? anything : between(value, value);
}

/** The only value in the range, if there is but one. */
export function onlyValue(r: ValueRange): number | undefined {
  return r.min === r.max && !r.nan ? r.min : undefined;
}

export function contains(r: ValueRange, value: number): boolean {
  return (r.min < value || (r.min === value && !r.minOpen)) && (value < r.max || (value === r.max && !r.maxOpen));
}

/** Both ranges together. */
export function hull(a: ValueRange, b: ValueRange): ValueRange {
  const [low, high] = [a.min <= b.min ? a : b, a.max >= b.max ? a : b];
  return {
    min: low.min,
    max: high.max,
    minOpen: low.minOpen && (a.min !== b.min || (a.minOpen && b.minOpen)),
    maxOpen: high.maxOpen && (a.max !== b.max || (a.maxOpen && b.maxOpen)),
    nan: a.nan || b.nan,
  };
}

/** What lies in both; `min > max` where nothing does. */
export function meet(a: ValueRange, b: ValueRange): ValueRange {
  const [low, high] = [a.min >= b.min ? a : b, a.max <= b.max ? a : b];
  return {
    min: low.min,
    max: high.max,
    minOpen: low.minOpen || (a.min === b.min && (a.minOpen || b.minOpen)),
    maxOpen: high.maxOpen || (a.max === b.max && (a.maxOpen || b.maxOpen)),
    nan: a.nan && b.nan,
  };
}

/** No value, not even NaN, is in the range. */
export function isEmpty(r: ValueRange): boolean {
  return !r.nan && (r.min > r.max || (r.min === r.max && (r.minOpen || r.maxOpen)));
}

export function negated(r: ValueRange): ValueRange {
  return { min: -r.max, max: -r.min, minOpen: r.maxOpen, maxOpen: r.minOpen, nan: r.nan };
}

/** Range of `a op b` for the arithmetic operators; constants are folded. */
export function calculated(op: string, a: ValueRange, b: ValueRange): ValueRange {
  switch (op) {
    case '+':
      return added(a, b);
    case '-':
      return added(a, negated(b));
    case '*':
      return multiplied(a, b);
    case '/':
      return divided(a, b);
    case '%':
      return remainder(a, b);
    case '^':
      return power(a, b);
    case 'atan2':
      return between(-Math.PI, Math.PI, true);
    default:
      return anything;
  }
}

function added(a: ValueRange, b: ValueRange): ValueRange {
  const opposed = (a.max === Infinity && b.min === -Infinity) || (a.min === -Infinity && b.max === Infinity);
  const low = a.min === -Infinity || b.min === -Infinity ? -Infinity : a.min + b.min;
  const high = a.max === Infinity || b.max === Infinity ? Infinity : a.max + b.max;
  return between(low, high, a.nan || b.nan || opposed);
}

function multiplied(a: ValueRange, b: ValueRange): ValueRange {
  const corners = [times(a.min, b.min), times(a.min, b.max), times(a.max, b.min), times(a.max, b.max)];
  const undecided = (contains(a, 0) && isUnbounded(b)) || (contains(b, 0) && isUnbounded(a));
  return between(Math.min(...corners), Math.max(...corners), a.nan || b.nan || undecided);
}

/** Infinite bounds stand for values as large as you like, of which 0 makes 0. */
function times(x: number, y: number): number {
  return x === 0 || y === 0 ? 0 : x * y;
}

/** Values as large as you like, on either side. */
function isUnbounded(r: ValueRange): boolean {
  return r.min === -Infinity || r.max === Infinity;
}

function divided(a: ValueRange, b: ValueRange): ValueRange {
  const nan = a.nan || b.nan || (contains(a, 0) && contains(b, 0)) || (isUnbounded(a) && isUnbounded(b));
  if (b.min > 0 || b.max < 0) {
    const corners = [over(a.min, b.min), over(a.min, b.max), over(a.max, b.min), over(a.max, b.max)];
    return between(Math.min(...corners), Math.max(...corners), nan);
  }
  if (b.min < 0 || b.max === 0) return { ...anything, nan };
  if (a.min >= 0) return between(over(a.min, b.max), Infinity, nan);
  return a.max <= 0 ? between(-Infinity, over(a.max, b.max), nan) : { ...anything, nan };
}

function over(x: number, y: number): number {
  return Number.isFinite(y) ? x / y : 0;
}

/** The sign is the dividend's, the size less than the divisor's. */
function remainder(a: ValueRange, b: ValueRange): ValueRange {
  const [x, y] = [onlyValue(a), onlyValue(b)];
  if (x !== undefined && y !== undefined) return exactly(x % y);
  const size = Math.max(Math.abs(b.min), Math.abs(b.max));
  const nan = a.nan || b.nan || contains(b, 0) || isUnbounded(a);
  return between(a.min >= 0 ? 0 : Math.max(a.min, -size), a.max <= 0 ? 0 : Math.min(a.max, size), nan);
}

function power(a: ValueRange, b: ValueRange): ValueRange {
  const [x, y] = [onlyValue(a), onlyValue(b)];
  if (x !== undefined && y !== undefined) return exactly(x ** y);
  return a.min >= 0 ? between(0, Infinity, a.nan || b.nan) : anything;
}

/** Range of a mean or quantile of values: interpolating between infinities makes NaN. */
export function interpolated(r: ValueRange): ValueRange {
  return isUnbounded(r) ? { ...r, nan: true } : r;
}

/** Range of a mean: infinities of both signs have none. */
export function averaged(r: ValueRange): ValueRange {
  return r.min === -Infinity && r.max === Infinity ? anything : r;
}

/** Range of a sum of any number, at least one, of values: of zeros alone it is zero. */
export function summed(r: ValueRange): ValueRange {
  const [positive, negative] = [r.min >= 0, r.max <= 0];
  return {
    min: positive ? r.min : -Infinity,
    max: negative ? r.max : Infinity,
    minOpen: positive && r.minOpen,
    maxOpen: negative && r.maxOpen,
    nan: averaged(r).nan,
  };
}

/** Range of the smaller of two values. */
export function smallest(a: ValueRange, b: ValueRange): ValueRange {
  return between(Math.min(a.min, b.min), Math.min(a.max, b.max), a.nan || b.nan);
}

/** Range of the larger of two values. */
export function largest(a: ValueRange, b: ValueRange): ValueRange {
  return between(Math.max(a.min, b.min), Math.max(a.max, b.max), a.nan || b.nan);
}

export function absolute(r: ValueRange): ValueRange {
  if (r.min >= 0) return r;
  return r.max <= 0 ? negated(r) : between(0, Math.max(-r.min, r.max), r.nan);
}

/** Range of -1, 0 and 1. */
export function signs(r: ValueRange): ValueRange {
  return between(sign(r.min, r.minOpen, 1), sign(r.max, r.maxOpen, -1), r.nan);
}

/** Sign of a bound; next to an excluded zero all values are on one side of it. */
function sign(bound: number, open: boolean, side: 1 | -1): number {
  return bound === 0 && open ? side : Math.sign(bound);
}

export function squareRoot(r: ValueRange): ValueRange {
  return between(Math.sqrt(Math.max(0, r.min)), Math.sqrt(Math.max(0, r.max)), r.nan || r.min < 0);
}

export function exponential(r: ValueRange): ValueRange {
  return between(r.min >= 0 ? 1 : 0, r.max <= 0 ? 1 : Infinity, r.nan);
}

export type Comparison = '==' | '!=' | '>' | '<' | '>=' | '<=';

/** The comparison with its sides exchanged. */
export const mirrored = { '==': '==', '!=': '!=', '>': '<', '<': '>', '>=': '<=', '<=': '>=' } as const;

/** The values of `a` for which `a op b` may hold. A comparison with NaN never does, but for `!=`. */
export function filtered(op: Comparison, a: ValueRange, b: ValueRange): ValueRange {
  switch (op) {
    case '==':
      return { ...meet(a, b), nan: false };
    case '!=':
      return without(a, b);
    case '>':
      return meet(a, { ...between(b.min, Infinity), minOpen: true });
    case '>=':
      return meet(a, { ...between(b.min, Infinity), minOpen: b.minOpen });
    case '<':
      return meet(a, { ...between(-Infinity, b.max), maxOpen: true });
    case '<=':
      return meet(a, { ...between(-Infinity, b.max), maxOpen: b.maxOpen });
  }
}

function without(a: ValueRange, b: ValueRange): ValueRange {
  const excluded = onlyValue(b);
  if (excluded === undefined) return a;
  return { ...a, minOpen: a.minOpen || a.min === excluded, maxOpen: a.maxOpen || a.max === excluded };
}

/** Whether `a op b` is proven to hold for all values, or for none. */
export function outcome(op: Comparison, a: ValueRange, b: ValueRange): 'always' | 'never' | undefined {
  if (op === '!=') return negation(outcome('==', a, b), a, b);
  if (isEmpty(filtered(op, a, b))) return 'never';
  return !a.nan && !b.nan && holds(op, a, b) ? 'always' : undefined;
}

/** `!=` holds for NaN, so what `==` never finds it always does, but not the other way round. */
function negation(equal: 'always' | 'never' | undefined, a: ValueRange, b: ValueRange): 'always' | 'never' | undefined {
  if (equal === 'never') return 'always';
  return equal === 'always' && !a.nan && !b.nan ? 'never' : undefined;
}

function holds(op: Exclude<Comparison, '!='>, a: ValueRange, b: ValueRange): boolean {
  switch (op) {
    case '==':
      return onlyValue(a) !== undefined && onlyValue(a) === onlyValue(b);
    case '>':
      return a.min > b.max || (a.min === b.max && (a.minOpen || b.maxOpen));
    case '>=':
      return a.min >= b.max;
    case '<':
      return a.max < b.min || (a.max === b.min && (a.maxOpen || b.minOpen));
    case '<=':
      return a.max <= b.min;
  }
}
