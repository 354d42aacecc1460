import type { Condition } from './condition.ts';
import { type Feed, growing, type Level, type Turn } from './feed.ts';

/** How a search over values goes: from which it begins, and which it tries. */
export interface Levels {
  /** What a series is like while nothing is wrong, as far as that can be told. */
  readonly usual: (feed: Feed) => Level;
  /** What it may be instead, the likelier ones first. */
  readonly others: (feed: Feed) => readonly Level[];
}

export const missing: Level = Object.freeze({ shape: 'missing', start: 0, step: 0 });

/** Samples each interval that a counter counts, or a histogram observes, while nothing is wrong; more where that is too little traffic. */
const leastGrowth = 100;
const usualAmount = 100;

function usualGrowth(floor: number, seconds: number): number {
  const wanted = Math.log10((2 * floor * seconds) / leastGrowth);
  return leastGrowth * 10 ** Math.max(0, Math.ceil(wanted));
}

/** When samples are fed in. */
export interface Clock {
  /** Seconds from one sample to the next. */
  readonly seconds: number;
  /** The sample from which on the shorter ranges of a condition see a change, and the longer ones what was before it. */
  readonly turn: number | undefined;
  /** How many there are. */
  readonly samples: number;
}

interface Pace extends Clock {
  /** How much is counted from one sample to the next. */
  readonly growth: number;
}

/** The values to try on a condition. */
export function levelsFor(condition: Condition, clock: Clock): Levels {
  const pace: Pace = { ...clock, growth: usualGrowth(condition.floor, clock.seconds) };
  const numbers = numbersTried(condition.constants, clock.seconds);
  const shapes = shapesTried(condition.words);
  const usual = new Map<Feed, Level>();
  const tried = new Map<Feed, readonly Level[]>();
  return {
    usual: (feed) => {
      const known = usual.get(feed) ?? usualLevel(feed, pace);
      usual.set(feed, known);
      return known;
    },
    others: (feed) => {
      const known = tried.get(feed) ?? others(feed, numbers, shapes, pace);
      tried.set(feed, known);
      return known;
    },
  };
}

function usualLevel(feed: Feed, { seconds, growth }: Pace): Level {
  if (feed.kind === 'counter') return growing(growth);
  if (feed.kind === 'histogram') return { shape: 'ramp', start: observedIn(feed)[0]!, step: growth };
  if (isTimestamp(feed)) return { shape: 'ramp', start: 0, step: seconds };
  const { min, max } = feed.range;
  if (max <= 1) return steady(max);
  if (feed.isFlag) return steady(1);
  return steady(isRatio(feed) ? 0.5 : Math.max(usualAmount, min));
}

function steady(value: number): Level {
  return { shape: 'ramp', start: value, step: 0 };
}

/** Of the clock, and of nothing else, a gauge of this unit shows a moment. */
export function isTimestamp({ unit }: Feed): boolean {
  return unit?.kind === 'timestamp';
}

export function isRatio({ unit }: Feed): boolean {
  return unit?.kind === 'ratio' && unit.scale === 1;
}

/** Powers of ten, and the condition's own numbers: a little less, a little more, twice, half, and what lies between two. */
function numbersTried(constants: readonly number[], seconds: number): readonly number[] {
  const own = withProducts(constants.filter((value) => value !== 0));
  const sorted = [...own].sort((a, b) => a - b);
  const between = sorted.slice(1).map((value, index) => (value + sorted[index]!) / 2);
  const around = own.flatMap((value) => [value * 2, value / 2, value + 1, value - 1, value]);
  const perInterval = own.flatMap((value) => [value * seconds * 2, (value * seconds) / 2]);
  const powers = Array.from({ length: 13 }, (_, exponent) => 10 ** exponent);
  const fractions = [0.5, 0.1, 0.01, 0.001, 0.0001];
  const negative = [-1, ...own.map((value) => -2 * Math.abs(value))];
  return [...new Set([0, ...around, ...between, ...perInterval, ...powers, ...fractions, ...negative])];
}

/** `/ 60 / 60 > 24` is a matter of 86400. */
function withProducts(constants: readonly number[]): readonly number[] {
  if (constants.length < 2 || constants.length > 4) return constants;
  const all = constants.reduce((product, value) => product * value, 1);
  return [...constants, all];
}

interface Shapes {
  readonly slopes: boolean;
  readonly toggles: boolean;
  readonly resets: boolean;
}

const ofSlopes = ['deriv', 'predict_linear', 'delta', 'idelta', 'rate', 'increase', 'irate', 'offset', '-'];
const ofToggles = [
  'changes',
  'stddev_over_time',
  'stdvar_over_time',
  'mad_over_time',
  'max_over_time',
  'min_over_time',
  'idelta',
  'quantile_over_time',
];

/** The shapes that what the condition calls can tell apart. */
function shapesTried(words: ReadonlySet<string>): Shapes {
  const calls = (names: readonly string[]) => names.some((name) => words.has(name));
  return { slopes: calls(ofSlopes), toggles: calls(ofToggles), resets: words.has('resets') };
}

function others(feed: Feed, numbers: readonly number[], shapes: Shapes, clock: Pace): readonly Level[] {
  const whole = numbers.filter((value) => value >= 0 && Number.isInteger(value));
  const positive = [...whole, ...numbers.filter((value) => value > 0 && !Number.isInteger(value))];
  if (feed.kind === 'histogram') return ofHistogram(feed, positive, clock);
  if (feed.kind === 'counter') return ofCounter(positive, shapes, clock);
  return ofGauge(feed, numbers, shapes, clock);
}

/** One that does not grow may have counted before, or never. */
function ofCounter(steps: readonly number[], { resets }: Shapes, { turn, growth }: Pace): readonly Level[] {
  const growths = steps.filter((step) => step > 0);
  const again = resets ? growths.map((step): Level => ({ shape: 'resets', start: 0, step })) : [];
  const usual = growing(growth);
  const turns =
    turn === undefined
      ? []
      : [...[0, ...growths].map((step) => turning(usual, { at: turn, step })), ending(usual, turn)];
  return [steady(usualAmount), growing(0), ...growths.map(growing), ...again, ...turns];
}

/** Below 0 last: most amounts have nothing there. */
function ofGauge(feed: Feed, numbers: readonly number[], shapes: Shapes, clock: Pace): readonly Level[] {
  const { seconds, turn } = clock;
  const { min, max } = feed.range;
  const inRange = numbers.filter((value) => min <= value && value <= max);
  const possible = isRatio(feed) ? upToOneFirst(inRange) : inRange;
  const usual = usualLevel(feed, clock).start;
  const turns =
    turn === undefined
      ? []
      : [...possible.map((start) => turning(steady(usual), { at: turn, start, step: 0 })), ending(steady(usual), turn)];
  return [
    ...possible.filter((value) => value >= 0).map(steady),
    ...(isTimestamp(feed) ? numbers.map((value): Level => ({ shape: 'ramp', start: 0 - value, step: seconds })) : []),
    ...(max > 1 ? moving(numbers, shapes, clock) : shapes.toggles ? [toggle(0, 1)] : []),
    ...turns,
    ...possible.filter((value) => value < 0).map(steady),
  ];
}

function upToOneFirst(numbers: readonly number[]): readonly number[] {
  return [...numbers.filter((value) => value <= 1), ...numbers.filter((value) => value > 1)];
}

function turning(level: Level, turn: Turn): Level {
  return { ...level, turn };
}

function ending(level: Level, at: number): Level {
  return turning(level, { at, ends: true });
}

/** Downwards they come from as high as they have to, to be at the usual amount in the end; or from there to a tenth of it. */
function moving(numbers: readonly number[], { slopes, toggles }: Shapes, { samples }: Clock): readonly Level[] {
  const steps = numbers.filter((value) => value > 0).sort((a, b) => a - b);
  const decline = Number(((0.9 * usualAmount) / samples).toPrecision(2));
  const ramps = steps.flatMap((step): Level[] => [
    { shape: 'ramp', start: usualAmount, step },
    { shape: 'ramp', start: usualAmount + step * samples, step: -step },
  ]);
  return [
    ...(slopes ? [{ shape: 'ramp', start: usualAmount, step: -decline } as const, ...ramps] : []),
    ...(toggles ? steps.map((step) => toggle(usualAmount, step)) : []),
  ];
}

function toggle(start: number, step: number): Level {
  return { shape: 'toggle', start, step };
}

/** Observations in each bucket, as many as usual; then as many as the numbers say, in the first and the last. */
function ofHistogram(feed: Feed, steps: readonly number[], { turn, growth }: Pace): readonly Level[] {
  const observed = observedIn(feed);
  const ends = [observed[0]!, observed.at(-1)!];
  const usual: Level = { shape: 'ramp', start: observed[0]!, step: growth };
  return [
    ...observed.map((start): Level => ({ shape: 'ramp', start, step: growth })),
    ...(turn === undefined ? [] : observed.map((start) => turning(usual, { at: turn, start }))),
    ...ends.flatMap((start) => steps.map((step): Level => ({ shape: 'ramp', start, step }))),
  ];
}

/** A value within each bucket, the one without an upper bound included. */
function observedIn({ bounds }: Feed): readonly number[] {
  const last = bounds.at(-1);
  if (last === undefined) return [1];
  const within = bounds.map((bound, index) => (index === 0 ? bound / 2 : (bound + bounds[index - 1]!) / 2));
  return [...within, last > 0 ? last * 2 : last + 1];
}
