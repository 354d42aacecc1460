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
  /** How far back recorded series are looked at, in milliseconds. */
  readonly recordedReach: number;
}

/** What Prometheus has stored at any time of a test. */
export interface World {
  /** What the condition, or a part of it, returns. */
  readonly value: (expr: Condition['expr'], at: number) => Value;
}

/** A Prometheus that is fed these series and evaluates the recording rules of the condition. */
export function worldOf(fed: readonly FedSeries[], setting: Setting): World {
  const { rules } = setting.condition;
  const stored = new Map<string, StoredSeries[]>();
  for (const series of fed) append(stored, series.name, storedSeries(series, setting.interval));
  const recorded = new Map<string, readonly VectorSample[]>();
  /** What a rule has recorded at one evaluation. */
  const recordedAt = (rule: RecordingRule, index: number, at: number): readonly VectorSample[] => {
    const key = `${rule.name} ${index} ${at}`;
    const known = recorded.get(key);
    if (known) return known;
    const found = recordedBy(rule, evaluate(rule.expr.ast!, at, storageAt(at), setting.options));
    recorded.set(key, found);
    return found;
  };
  const storageAt = (at: number): Storage => ({
    series: (name) => [
      ...(stored.get(name ?? '') ?? []),
      ...(rules.get(name ?? '') ?? []).flatMap((rule, index) =>
        history(at, setting, (step) => recordedAt(rule, index, step)),
      ),
    ],
  });
  return { value: (expr, at) => evaluate(expr, at, storageAt(at), setting.options) };
}

function storedSeries({ name, labels, level }: FedSeries, interval: number): StoredSeries {
  let values = new Float64Array(0);
  return {
    labels: { ...labels, __name__: name },
    samples: (from, to) => {
      const [first, last] = [Math.max(0, Math.ceil(from / interval)), Math.floor(to / interval)];
      if (last >= values.length) values = grown(level, values.length, last + 1);
      const end = level.turn?.ends ? level.turn.at : Number.POSITIVE_INFINITY;
      const samples: Sample[] = [];
      for (let index = first; index <= Math.min(last, end - 1); index++)
        samples.push({ t: index * interval, v: values[index]! });
      if (first <= end && end <= last) samples.push({ t: end * interval, v: Number.NaN, stale: true });
      return samples;
    },
  };
}

function grown(level: Level, had: number, needed: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(samplesOf(level, Math.max(needed, 2 * had, 64)));
}

/** The series that a rule has written until then, one sample for each evaluation. */
function history(
  at: number,
  { every, recordedReach }: Setting,
  recordedAt: (step: number) => readonly VectorSample[],
): readonly StoredSeries[] {
  const bySeries = new Map<string, { readonly labels: SeriesLabels; readonly samples: Sample[] }>();
  const last = Math.floor(at / every) * every;
  for (let step = Math.max(0, last - Math.floor(recordedReach / every) * every); step <= last; step += every) {
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
