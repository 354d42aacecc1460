import { exact, formatGeneral, formatNumber } from '../../promql/number.ts';
import type { Unit } from '../../promql/unit.ts';
import type { ValueRange } from '../../promql/values.ts';

/** What a generated test feeds in together: one series, or all series of a histogram. Its level says with which values. */
export interface Feed {
  /** The same for equal feeds, whichever alert they are for. */
  readonly key: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  /** Name of the series; of a histogram without `_bucket`, `_sum` and `_count`. */
  readonly name: string;
  /** Without `le`. */
  readonly labels: Readonly<Record<string, string>>;
  /** Values that one of its labels may have. */
  readonly choices: (label: string) => readonly string[];
  /** The value of a second series, of a label of which nothing is asked. */
  readonly further: (label: string) => string | undefined;
  /** Finite upper bounds of a histogram, ascending. */
  readonly bounds: readonly number[];
  /** How `le` spells them. */
  readonly spell: (bound: number) => string;
  /** What its values can be. */
  readonly range: ValueRange;
  readonly unit: Unit | undefined;
  /** It is 1 or 0, whatever else its values may be. */
  readonly isFlag: boolean;
  /** How many selectors of the condition select it: those that most do decide it most. */
  readonly selected: number;
}

/**
 * The samples of a feed, one each interval: `start`, and from one to the next
 * - `ramp`: `step` more each time; with 0 it is steady
 * - `toggle`: `step` more, and back
 * - `resets`: a counter that grows by `step` and begins again every fourth time
 * - `missing`: none
 *
 * From sample `turn.at` on a ramp goes on by `turn.step`, from `turn.start` where that is said, or ends. A histogram gets `step` observations of the value `start` each interval, after the turn of `turn.start`.
 */
export interface Level {
  readonly shape: 'ramp' | 'toggle' | 'resets' | 'missing';
  readonly start: number;
  readonly step: number;
  readonly turn?: Turn;
  /** Further observations of a histogram, of another value. */
  readonly also?: { readonly start: number; readonly step: number };
}

export interface Turn {
  readonly at: number;
  readonly start?: number;
  readonly step?: number;
  /** The series is stale from then on. */
  readonly ends?: true;
}

/** One series with a value for each interval. */
export interface FedSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly level: Level;
}

const missing: readonly FedSeries[] = [];

/** The series that a feed stands for at a level. */
export function seriesOf(feed: Feed, level: Level): readonly FedSeries[] {
  if (level.shape === 'missing') return missing;
  const { kind, name, labels } = feed;
  return kind === 'histogram' ? histogram(feed, level) : [{ name, labels, level }];
}

/** Each bucket counts the observations up to its bound. */
function histogram({ name, labels, bounds, spell }: Feed, { start, step, turn, also }: Level): readonly FedSeries[] {
  const before = [{ start, step }, ...(also ? [also] : [])];
  const after = turn?.start === undefined ? before : [{ start: turn.start, step }];
  const counted = (weight: (observed: number) => number): Level => {
    const total = (all: typeof before) => exact(all.reduce((sum, one) => sum + one.step * weight(one.start), 0));
    return turn ? { ...growing(total(before)), turn: { at: turn.at, step: total(after) } } : growing(total(before));
  };
  const series = (suffix: string, level: Level, le?: string) => ({
    name: name + suffix,
    labels: le === undefined ? labels : { ...labels, le },
    level,
  });
  return [
    ...bounds.map((bound) =>
      series(
        '_bucket',
        counted((observed) => (observed <= bound ? 1 : 0)),
        spell(bound),
      ),
    ),
    series(
      '_bucket',
      counted(() => 1),
      '+Inf',
    ),
    series(
      '_sum',
      counted((observed) => observed),
    ),
    series(
      '_count',
      counted(() => 1),
    ),
  ];
}

/** A counter that begins at 0. */
export function growing(step: number): Level {
  return { shape: 'ramp', start: 0, step };
}

/** How many samples lie between two resets. */
const untilReset = 4;

/** The first `count` samples. Sums add up as promtool's do: step by step. */
export function samplesOf({ shape, start, step, turn }: Level, count: number): Float64Array {
  const values = new Float64Array(count);
  let value = start;
  for (let index = 0; index < count; index++) {
    if (shape === 'toggle') value = index % 2 === 0 ? start : start + step;
    else if (shape === 'resets' && index % untilReset === 0) value = start;
    else if (index === turn?.at && turn.start !== undefined) value = turn.start;
    values[index] = value;
    value += turn?.step !== undefined && index >= turn.at - 1 ? turn.step : step;
  }
  return values;
}

/** The first `count` samples as promtool takes them: `0+10x20`. */
export function notationOf(level: Level, count: number): string {
  const { shape, start, step, turn } = level;
  if (shape !== 'ramp') return [...samplesOf(level, count)].map(formatNumber).join(' ');
  if (turn === undefined || turn.at >= count) return run(start, step, count);
  if (turn.ends) return `${run(start, step, turn.at)} stale`;
  return `${run(start, step, turn.at)} ${run(samplesOf(level, turn.at + 1)[turn.at]!, turn.step ?? step, count - turn.at)}`;
}

function run(start: number, step: number, count: number): string {
  return `${formatNumber(start)}${step < 0 ? '-' : '+'}${formatNumber(Math.abs(step))}x${count - 1}`;
}

/** `shop_requests_total{method="method-1", status="error"}`: what tells series apart. */
export function seriesKey(name: string, labels: Readonly<Record<string, string>>): string {
  const written = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${name}{${written.sort().join(', ')}}`;
}

/** A bound as Prometheus stores it from 3.0 on; before, as Go clients expose it. */
export function boundSpeller(isNew: boolean): (bound: number) => string {
  return (bound) => {
    const short = formatGeneral(bound);
    return isNew && !/[e.]/.test(short) ? `${short}.0` : isNew ? short : formatNumber(bound);
  };
}
