import type { Origin } from '../model/declaration.ts';
import { parseDuration } from '../promql/duration.ts';
import { parseQuantity } from '../promql/quantity.ts';
import { expandSeriesValues, readSeriesValues, type Sample, writeSeriesValues } from '../promql/series-values.ts';
import type { Unit } from '../promql/unit.ts';
import { unitName } from '../promql/unit-names.ts';
import { describe, durationHelp, readAmount } from './amount.ts';
import { refuse } from './handle.ts';
import { isRecord } from './options.ts';
import { shapeIn, type WrittenShape } from './shape.ts';

/** The samples of a test: one for each `interval`, in milliseconds, the first at 0. */
export interface Clock {
  readonly interval: number;
  readonly count: number;
}

/** What a series does, as promtool takes it, once a test says how many samples there are. */
export type Values = (clock: Clock) => string;
type Sampler = (clock: Clock) => readonly Sample[];

/** What the samples are of. */
export interface Measured {
  readonly unit: Unit | undefined;
  readonly isNative: boolean;
  /** It begins at 0 and only grows, but for restarts. */
  readonly isCounter: boolean;
}

type Path = readonly (string | number)[];

/** The values of a shape, or of promtool's notation, which stands at `path` of a call. */
export function valuesOf(given: unknown, measured: Measured, origin: Origin, path: Path): Values {
  if (typeof given !== 'string') {
    const sampler = samplerOf(given, measured, origin, path);
    return (clock) => {
      const samples = sampler(clock);
      judgeCounter(samples, measured, origin, path);
      return writeSeriesValues(samples);
    };
  }
  judgeNotation(given, measured, origin, path);
  const text = given.trim().replace(/\s+/g, ' ');
  return () => text;
}

function judgeNotation(text: string, measured: Measured, origin: Origin, path: Path): void {
  const { isNative } = measured;
  const read = readSeriesValues(text);
  const { items, problems } = read;
  const [problem] = problems;
  if (problem) refuse(origin, path, problem.message);
  if (items.length === 0) refuse(origin, path, 'there are no samples in it', "write '0+10x20' for 21 samples");
  judgeCounter(expandSeriesValues(read), measured, origin, path);
  const isHistogram = (sample: Sample) => typeof sample === 'object';
  if (!isNative && items.some(({ sample }) => isHistogram(sample)))
    refuse(origin, path, 'only a native histogram has samples of this kind', "write numbers: '0+10x20'");
  if (isNative && items.some(({ sample }) => typeof sample === 'number'))
    refuse(
      origin,
      path,
      'the samples of a native histogram are no numbers',
      "write '{{sum:5 count:10 buckets:[10]}}x20'",
    );
}

function judgeCounter(samples: readonly Sample[], { isCounter }: Measured, origin: Origin, path: Path): void {
  const below = samples.find((sample) => typeof sample === 'number' && sample < 0);
  if (isCounter && below !== undefined)
    refuse(
      origin,
      path,
      `a counter is never ${below}: it begins at 0 and grows`,
      'write ramp(10), or reset(10, { at }) for a restart',
    );
}

function samplerOf(given: unknown, measured: Measured, origin: Origin, path: Path): Sampler {
  const shape = shapeIn(given);
  const isSeries = shape !== undefined && shape.kind !== 'observations';
  if (!isSeries || measured.isNative) {
    const help = measured.isNative
      ? "write promtool's notation: '{{sum:5 count:10 buckets:[10]}}x20'"
      : "write steady(1), ramp(10), outage({ … }), or promtool's notation: '0+10x20'";
    return refuse(origin, path, `${shape?.kind ?? describe(given)} says nothing of the samples of this series`, help);
  }
  const amount = (value: unknown, at: Path) => readAmountOf(measured.unit, value, shape.origin, at);
  switch (shape.kind) {
    case 'steady':
      return constant(amount(shape.value, [0]));
    case 'ramp':
      return climbing(amount(shape.step, [0]), amount(shape.from, [1, 'from']));
    case 'reset':
      return restarting(amount(shape.step, [0]), readTime(shape.at, shape.origin, [1, 'at']));
    case 'outage':
      return interrupted(shape, amount);
    case 'stale':
      return ending(shape, measured);
  }
}

function constant(value: number): Sampler {
  return ({ count }) => Array.from({ length: count }, () => value);
}

function climbing(step: number, from: number): Sampler {
  return ({ count }) => {
    let value = from;
    return Array.from({ length: count }, (_, index) => {
      if (index > 0) value += step;
      return value;
    });
  };
}

function restarting(step: number, at: number): Sampler {
  return ({ interval, count }) => {
    const first = indexAt(at, interval, count);
    return [...climbing(step, 0)({ interval, count: first }), ...climbing(step, 0)({ interval, count: count - first })];
  };
}

type Outage = Extract<WrittenShape, { kind: 'outage' }>;

function interrupted(
  { from, until, normal, during, origin }: Outage,
  amount: (value: unknown, at: Path) => number,
): Sampler {
  const [start, end] = [readTime(from, origin, [0, 'from']), readTime(until, origin, [0, 'until'])];
  if (end <= start) refuse(origin, [0, 'until'], 'it ends before it begins', 'write a later time than from');
  const [usual, broken] = [amount(normal, [0, 'normal']), amount(during, [0, 'during'])];
  return ({ interval, count }) =>
    Array.from({ length: count }, (_, index) => {
      const time = index * interval;
      return time >= start && time < end ? broken : usual;
    });
}

function ending({ shape, at, origin }: Extract<WrittenShape, { kind: 'stale' }>, measured: Measured): Sampler {
  const end = readTime(at, origin, [1, 'at']);
  const before = typeof shape === 'string' ? written(shape, measured, origin) : samplerOf(shape, measured, origin, [0]);
  return (clock) => {
    const last = indexAt(end, clock.interval, clock.count);
    const kept = before(clock).slice(0, last);
    return last < clock.count ? [...kept, 'stale'] : kept;
  };
}

function written(text: string, measured: Measured, origin: Origin): Sampler {
  judgeNotation(text, measured, origin, [0]);
  const samples = expandSeriesValues(readSeriesValues(text));
  return () => samples;
}

/** The first sample at or after a time. */
function indexAt(time: number, interval: number, count: number): number {
  return Math.min(Math.ceil(time / interval), count);
}

/** A length of time from the test's start. */
export function readTime(text: unknown, origin: Origin, path: Path): number {
  const time = typeof text === 'string' ? parseDuration(text) : undefined;
  return time ?? refuse(origin, path, `${describe(text)} is not a time of the test`, durationHelp);
}

/** An amount in base units. */
function readAmountOf(unit: Unit | undefined, value: unknown, origin: Origin, path: Path): number {
  const amount =
    typeof value !== 'string' ? value : unit === undefined ? readAmount(value) : parseQuantity(value, unit);
  if (typeof amount === 'number' && Number.isFinite(amount)) return amount;
  const of = unit === undefined ? '' : ` of ${unitName(unit)}`;
  return refuse(origin, path, `${describe(value)} is not an amount${of}`, 'write a number, or an amount with its unit');
}

/** Observations of one size, read. */
interface Flow {
  readonly each: number;
  readonly at: number;
  readonly from: number;
  readonly until: number;
}

/** What a histogram observes: for those that a filter keeps, how many there were, and how much they are together. */
export interface Filling {
  readonly count: (isCounted: (size: number) => boolean) => Values;
  readonly sum: Values;
}

/** What the observations of a shape make of a histogram; they end where it is made stale. */
export function fillingOf(given: unknown, unit: Unit | undefined, origin: Origin, path: Path): Filling {
  const shape = shapeIn(given);
  if (shape?.kind === 'stale') return endingFilling(shape, unit);
  if (shape?.kind !== 'observations') {
    const help = 'write observations({ each: 10, at: … }), or feed in one of its series: ._bucket, ._sum, ._count';
    return refuse(origin, path, 'a classic histogram is several series', help);
  }
  if (shape.groups.length === 0) refuse(shape.origin, [], 'no observation is given', 'write { each: 10, at: … }');
  const flows = shape.groups.map((group, index) => readFlow(group, unit, shape.origin, index));
  const total =
    (weight: (flow: Flow) => number): Values =>
    (clock) =>
      writeSeriesValues(accumulated(flows, weight, clock));
  return {
    count: (isCounted) => total(({ each, at }) => (isCounted(at) ? each : 0)),
    sum: total(({ each, at }) => each * at),
  };
}

function readFlow(group: unknown, unit: Unit | undefined, origin: Origin, index: number): Flow {
  if (!isRecord(group))
    return refuse(origin, [index], `${describe(group)} is no observation`, "write { each: 10, at: '700ms' }");
  const { each, at, from, until } = group;
  if (typeof each !== 'number' || !(each >= 0 && each < Number.POSITIVE_INFINITY))
    return refuse(
      origin,
      [index, 'each'],
      `${describe(each)} is not a number of observations`,
      'write how many from each sample to the next',
    );
  return {
    each,
    at: readAmountOf(unit, at, origin, [index, 'at']),
    from: from === undefined ? 0 : readTime(from, origin, [index, 'from']),
    until: until === undefined ? Number.POSITIVE_INFINITY : readTime(until, origin, [index, 'until']),
  };
}

/** Observations count from one sample to the next: at the first there are none. */
function accumulated(
  flows: readonly Flow[],
  weight: (flow: Flow) => number,
  { interval, count }: Clock,
): readonly number[] {
  let value = 0;
  return Array.from({ length: count }, (_, index) => {
    const time = index * interval;
    const now = index === 0 ? [] : flows.filter(({ from, until }) => time > from && time <= until);
    value += now.reduce((sum, flow) => sum + weight(flow), 0);
    return value;
  });
}

function endingFilling(
  { shape, at, origin }: Extract<WrittenShape, { kind: 'stale' }>,
  unit: Unit | undefined,
): Filling {
  const end = readTime(at, origin, [1, 'at']);
  const inner = fillingOf(shape, unit, origin, [0]);
  const ended =
    (values: Values): Values =>
    (clock) => {
      const last = indexAt(end, clock.interval, clock.count);
      const kept = values({ ...clock, count: last });
      return last < clock.count ? `${kept} stale`.trim() : kept;
    };
  return { count: (isCounted) => ended(inner.count(isCounted)), sum: ended(inner.sum) };
}
