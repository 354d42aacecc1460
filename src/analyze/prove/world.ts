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
import type { Condition } from './condition.ts';
import { type FedSeries, type Level, samplesOf, seriesKey } from './feed.ts';

/** How a test is run: what does not depend on the values that are fed in. */
export interface Setting {
  /** Milliseconds from sample to sample. */
  readonly interval: number;
  /** Milliseconds from one evaluation of the rules to the next. */
  readonly every: number;
  readonly condition: Condition;
  readonly options: EvaluateOptions;
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
  const stored = new Map<string, StoredSeries[]>();
  for (const series of fed)
    append(
      stored,
      series.name,
      storedSeries(series, setting.interval, (read) => (cost += read)),
    );
  const recorded = new Map<RecordingRule, Map<number, readonly VectorSample[]>>();
  /** What a rule has recorded at one evaluation. */
  const recordedAt = (rule: RecordingRule, at: number): readonly VectorSample[] => {
    const known = recorded.get(rule)?.get(at);
    if (known) return known;
    const found = recordedBy(rule, evaluate(rule.expr.ast!, at, storageAt(at), setting.options));
    cost += 1 + found.length;
    recorded.set(rule, (recorded.get(rule) ?? new Map()).set(at, found));
    return found;
  };
  const storageAt = (at: number): Storage => ({
    series: (name = '') => {
      const scraped = stored.get(name) ?? [];
      const recording = rules.get(name) ?? [];
      if (recording.length === 0) return scraped;
      const span = (rule: RecordingRule): Span => ({ at, every: setting.every, back: looks.get(rule) ?? 0 });
      return [...scraped, ...recording.flatMap((rule) => history(span(rule), (step) => recordedAt(rule, step)))];
    },
  });
  return { value: (expr, at) => evaluate(expr, at, storageAt(at), setting.options), cost: () => cost };
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

/** The evaluations until a time, how far apart they are, and how far back they are asked for. */
interface Span {
  readonly at: number;
  readonly every: number;
  readonly back: number;
}

/** The series that a rule has written until then, one sample for each evaluation. */
function history(
  { at, every, back }: Span,
  recordedAt: (step: number) => readonly VectorSample[],
): readonly StoredSeries[] {
  const bySeries = new Map<string, { readonly labels: SeriesLabels; readonly samples: Sample[] }>();
  const last = Math.floor(at / every) * every;
  for (let step = Math.max(0, last - Math.ceil(back / every) * every); step <= last; step += every) {
    for (const { labels, value } of recordedAt(step)) {
      const key = seriesKey('', labels);
      const known = bySeries.get(key);
      if (known) known.samples.push({ t: step, v: value });
      else bySeries.set(key, { labels, samples: [{ t: step, v: value }] });
    }
  }
  return [...bySeries.values()].map(({ labels, samples }) => ({
    labels,
    samples: (from, to) => withEnds(samples, every, last).filter(({ t }) => from <= t && t <= to),
  }));
}

/** A series that an evaluation does not write again is stale from then on. */
function withEnds(samples: readonly Sample[], every: number, last: number): readonly Sample[] {
  return samples.flatMap((sample, index) => {
    const next = samples[index + 1]?.t ?? last + every;
    const isCut = next > sample.t + every && sample.t + every <= last;
    return isCut ? [sample, { t: sample.t + every, v: Number.NaN, stale: true as const }] : [sample];
  });
}

function recordedBy(rule: RecordingRule, value: Value): readonly VectorSample[] {
  const samples =
    value.type === 'scalar' ? [{ labels: {}, value: value.value }] : value.type === 'vector' ? value.samples : [];
  return samples.map(({ labels, value }) => ({ labels: withLabels({ ...labels, ...rule.labels }, rule.name), value }));
}

function withLabels(labels: SeriesLabels, name: string): SeriesLabels {
  return Object.fromEntries([...Object.entries(labels).filter(([, text]) => text !== ''), ['__name__', name]]);
}
