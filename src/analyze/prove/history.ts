import { wholeSignature } from '../../promql/evaluate-labels.ts';
import type { Sample, SeriesLabels, StoredSeries, VectorSample } from '../../promql/evaluate-types.ts';

/** The series that a rule has written until a time, as far back as asked for, in milliseconds; all are multiples of its steps. */
export type History = (at: number, back: number) => readonly StoredSeries[];

const nothing: readonly StoredSeries[] = [];

/** Evaluates a rule at every step that is asked for, and keeps what it wrote. */
export function historyOf(every: number, recordedAt: (step: number) => readonly VectorSample[]): History {
  let [first, next] = [0, 0];
  let written = writtenSeries(every);
  return (at, back) => {
    const last = Math.floor(at / every) * every;
    const from = Math.max(0, last - Math.ceil(back / every) * every);
    if (last < 0) return nothing;
    if (from === last) return recordedAt(last).map((sample) => single(sample, last));
    if (from < first || from > next) {
      written = writtenSeries(every);
      [first, next] = [from, from];
    }
    for (; next <= last; next += every) written.add(next, recordedAt(next));
    return written.all;
  };
}

function single({ labels, value }: VectorSample, t: number): StoredSeries {
  const samples = [{ t, v: value }];
  return { labels, samples: (from, to) => (from <= t && t <= to ? samples : []) };
}

interface Written extends StoredSeries {
  readonly kept: Sample[];
}

function writtenSeries(every: number) {
  const known = new Map<string, Written>();
  const all: Written[] = [];
  const add = (t: number, recorded: readonly VectorSample[]) => {
    for (const { labels, value } of recorded) {
      const key = wholeSignature(labels);
      const series = known.get(key) ?? begun(labels);
      if (series.kept.length === 0) all.push(series);
      known.set(key, series);
      series.kept.push({ t, v: value });
    }
    // A series that an evaluation does not write again is stale from then on.
    for (const { kept } of all) {
      const last = kept[kept.length - 1]!;
      if (last.t === t - every && !last.stale) kept.push({ t, v: Number.NaN, stale: true });
    }
  };
  return { all, add };
}

function begun(labels: SeriesLabels): Written {
  const kept: Sample[] = [];
  return { labels, kept, samples: (from, to) => kept.slice(firstAt(kept, from), firstAt(kept, to + 1)) };
}

/** The index of the first sample that is not before a time; milliseconds are whole. */
function firstAt(samples: readonly Sample[], time: number): number {
  let [low, high] = [0, samples.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (samples[middle]!.t < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
