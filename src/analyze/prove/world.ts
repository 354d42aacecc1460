import type { RecordingRule } from '../../model/rule.ts';
import { evaluate } from '../../promql/evaluate.ts';
import type {
  EvaluateOptions,
  Sample,
  SeriesLabels,
  Storage,
  StoredSeries,
  Value,
  VectorSample,
} from '../../promql/evaluate-types.ts';
import { append } from '../append.ts';
import { selectorsIn } from '../written.ts';
import type { Condition } from './condition.ts';
import { type FedSeries, type Level, samplesOf } from './feed.ts';
import { type History, historyOf } from './history.ts';
import { steadyFrom } from './steady.ts';

/** How a test is run: what does not depend on the values that are fed in. */
export interface Setting {
  /** Milliseconds from sample to sample. */
  readonly interval: number;
  /** Milliseconds from one evaluation of the rules to the next. */
  readonly every: number;
  readonly condition: Condition;
  readonly options: EvaluateOptions;
  /** What a rule records of series that are steady is worked out once, not at each evaluation: good enough for a search. */
  readonly isRough?: boolean;
}

/** What Prometheus has stored at any time of a test. */
export interface World {
  /** What the condition, or a part of it, returns. */
  readonly value: (expr: Condition['expr'], at: number) => Value;
  /** How much was read for that, in some unit. */
  readonly cost: () => number;
}

/** Reading a series costs one; so many samples of it cost one more. */
const samplesPerCost = 32;

/** A Prometheus that is fed these series and evaluates the recording rules of the condition. */
export function worldOf(fed: readonly FedSeries[], setting: Setting): World {
  const { rules, recorded: looks } = setting.condition;
  let cost = 0;
  const byName = new Map<string, FedSeries[]>();
  for (const series of fed) append(byName, series.name, series);
  const pay = (read: number) => (cost += read);
  const stored = new Map(
    [...byName].map(([name, all]) => [name, all.map((one) => storedSeries(one, setting.interval, pay))]),
  );
  const histories = new Map<RecordingRule, History>();
  const historyBy = (rule: RecordingRule): History => {
    const known = histories.get(rule);
    if (known) return known;
    const recorded = new Map<number, readonly VectorSample[]>();
    const steady = steadyStep(rule, setting, byName);
    const recordedAt = (time: number): readonly VectorSample[] => {
      const at = Math.min(time, steady);
      const again = recorded.get(at);
      if (again) return again;
      const found = recordedBy(rule, evaluate(rule.expr.ast!, at, storageAt(at), setting.options));
      cost += 1 + found.length;
      recorded.set(at, found);
      return found;
    };
    const history = historyOf(setting.every, recordedAt);
    histories.set(rule, history);
    return history;
  };
  const storageAt = (at: number): Storage => ({
    series: (name = '') => {
      const scraped = stored.get(name) ?? [];
      const recording = rules.get(name) ?? [];
      if (recording.length === 0) return scraped;
      return [...scraped, ...recording.flatMap((rule) => historyBy(rule)(at, looks.get(rule) ?? 0))];
    },
  });
  return { value: (expr, at) => evaluate(expr, at, storageAt(at), setting.options), cost: () => cost };
}

/** The evaluation after which all are like it. */
function steadyStep(
  { expr, name }: RecordingRule,
  { interval, every, condition, isRough = false }: Setting,
  fed: ReadonlyMap<string, readonly FedSeries[]>,
): number {
  if (!isRough || every % interval !== 0) return Number.POSITIVE_INFINITY;
  const readsRules = selectorsIn(expr.ast).some((selector) => condition.writers(selector).length > 0);
  const from = readsRules || fed.has(name) ? undefined : steadyFrom(expr.ast!, fed);
  return from === undefined ? Number.POSITIVE_INFINITY : Math.ceil((from + 2 * interval) / every) * every;
}

function storedSeries({ name, labels, level }: FedSeries, interval: number, pay: (cost: number) => void): StoredSeries {
  return {
    labels: { ...labels, __name__: name },
    samples: (from, to) => {
      const [first, last] = [Math.max(0, Math.ceil(from / interval)), Math.floor(to / interval)];
      const end = level.turn?.ends ? level.turn.at : Number.POSITIVE_INFINITY;
      const samples = storedSamples(level, interval, last + 1).slice(first, Math.min(last + 1, end));
      pay(1 + samples.length / samplesPerCost);
      return first <= end && end <= last ? [...samples, { t: end * interval, v: Number.NaN, stale: true }] : samples;
    },
  };
}

/** Of the last few levels: a search asks for the same again and again, and what it found lives longer than it. */
const recent = new Map<Level, { readonly interval: number; readonly samples: readonly Sample[] }>();
const remembered = 200;

/** At least the first `count` samples. */
function storedSamples(level: Level, interval: number, count: number): readonly Sample[] {
  const had = recent.get(level);
  if (had?.interval === interval && had.samples.length >= count) return had.samples;
  const needed = Math.max(count, 2 * (had?.samples.length ?? 0), 64);
  const samples = Array.from(samplesOf(level, needed), (v, index): Sample => ({ t: index * interval, v }));
  if (recent.size >= remembered) recent.clear();
  recent.set(level, { interval, samples });
  return samples;
}

function recordedBy(rule: RecordingRule, value: Value): readonly VectorSample[] {
  const samples =
    value.type === 'scalar' ? [{ labels: {}, value: value.value }] : value.type === 'vector' ? value.samples : [];
  return samples.map(({ labels, value }) => ({ labels: withLabels({ ...labels, ...rule.labels }, rule.name), value }));
}

function withLabels(labels: SeriesLabels, name: string): SeriesLabels {
  return Object.fromEntries([...Object.entries(labels).filter(([, text]) => text !== ''), ['__name__', name]]);
}
