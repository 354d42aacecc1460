import { type Change, type Gradual, gradual, lasting } from './blend.ts';
import { type Assignment, isMet, type Search } from './search.ts';

/** Levels at which a condition barely returns something, and at which it barely does not. */
export interface Sharp {
  readonly firing: Assignment | undefined;
  readonly quiet: Assignment | undefined;
}

/**
 * Values close to where a condition begins to hold, on either side: a test with these notices a threshold that is moved. `quiet` and
 * `firing` are levels far from there. Undefined where nothing lies between them.
 */
export function sharpened(quiet: Assignment, firing: Assignment, context: Search): Sharp | undefined {
  const byValue = between(quiet, firing, context, gradual);
  const { until } = context;
  if (until === undefined) return byValue;
  const sides = { firing: byValue?.firing ?? firing, quiet: byValue?.quiet ?? quiet };
  const byTime = between(sides.quiet, sides.firing, context, (change) => lasting(change, until));
  return byTime?.firing ? { ...sides, ...byTime, quiet: byTime.quiet ?? sides.quiet } : byValue;
}

function between(
  quiet: Assignment,
  firing: Assignment,
  context: Search,
  inPart: (change: Change) => Gradual | undefined,
): Sharp | undefined {
  const changes = changesBetween(quiet, firing).map(inPart);
  if (changes.length === 0 || !changes.every((change) => change !== undefined)) return undefined;
  const at = (values: (change: Gradual) => number): Assignment =>
    new Map([...firing, ...changes.map((change) => [change.feed, change.at(values(change))] as const)]);
  const part = edge((part) => isMet(true, at(partly(part)), context), changes);
  const beside = (some: boolean) => {
    for (const rounding of roundings) {
      const values = changes.map((change) => besideEdge(change, partly(part)(change), { beyond: some, ...rounding }));
      const tried = at((change) => values[changes.indexOf(change)]!);
      if (!values.some(Number.isNaN) && isMet(some, tried, context)) return tried;
    }
    return undefined;
  };
  return { firing: beside(true), quiet: beside(false) };
}

function changesBetween(before: Assignment, after: Assignment): readonly Change[] {
  return [...after].flatMap(([feed, to]) => {
    const from = before.get(feed)!;
    return from === to ? [] : [{ feed, from, to }];
  });
}

function partly(part: number): (change: Gradual) => number {
  return ({ from, to }) => from + part * (to - from);
}

const halvings = 20;
/** As close as nobody would tell apart. */
const close = 0.02;

/** The part of the change from which on the condition holds. */
function edge(isFiring: (part: number) => boolean, changes: readonly Gradual[]): number {
  let [low, high] = [0, 1];
  const isFound = () =>
    changes.every((change) => {
      const [below, above] = [partly(low)(change), partly(high)(change)];
      return Math.abs(above - below) <= close * Math.max(Math.abs(above), Math.abs(below));
    });
  for (let step = 0; step < halvings && !isFound(); step++) {
    const middle = (low + high) / 2;
    if (isFiring(middle)) high = middle;
    else low = middle;
  }
  return high;
}

const tiny = 1e-5;

const usualMargin = 0.2;

interface Rounding {
  /** With none, to the next whole number. */
  readonly digits: number;
  readonly isWhole?: boolean;
  /** How far from the edge: a threshold moved by half is beyond. */
  readonly margin?: number;
}

/** Numbers as a person would write them come first. */
const roundings: readonly Rounding[] = [
  { digits: 1, isWhole: true },
  { digits: 2, isWhole: true },
  { digits: 0 },
  ...[1, 2, 3, 6].map((digits) => ({ digits })),
  { digits: 0, margin: 2 * usualMargin },
];

interface Side extends Rounding {
  /** Where the condition holds, or where it does not. */
  readonly beyond: boolean;
}

/** A value on one side of the edge, of few digits, and no further from the edge than what was found; NaN where there is none. */
function besideEdge(
  { from, to, isFine = false }: Gradual,
  found: number,
  { beyond, digits, isWhole, margin = usualMargin }: Side,
): number {
  // Any change at all is enough.
  const edge = Math.abs(found - from) < Math.abs(to - from) * tiny ? from : found;
  // Nothing at all is plainer than very little.
  if (beyond && to === 0 && Math.abs(edge) < 1 && !isFine) return to;
  const room = Math.abs((beyond ? to : from) - edge);
  const distance = Math.min(Math.abs(edge) * margin, room);
  if (distance === 0 || distance === room) return beyond ? to : from;
  const direction = beyond === to > from ? 1 : -1;
  const aim = edge + direction * distance;
  const tried =
    digits > 0
      ? [Number(aim.toPrecision(digits))]
      : [Math.round(aim), direction > 0 ? Math.ceil(aim) : Math.floor(aim)];
  const isBeside = (value: number) => {
    const away = (value - edge) * direction;
    const isNear = Math.abs(value) <= Math.abs(edge) * 2 && Math.abs(value) >= Math.abs(edge) / 2;
    // Right at the edge, the last digit of a quotient decides.
    return away >= distance / 2 && away < room && isNear && (!isWhole || isFine || Number.isInteger(value));
  };
  return tried.find(isBeside) ?? Number.NaN;
}
