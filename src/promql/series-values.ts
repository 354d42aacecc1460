import { parseNumber } from './number.ts';

/** The samples of a test's series, as promtool takes them: `0+10x20 _x3 stale` (promql/parser, series descriptions). */

/** What stands at one interval: a number, nothing, the mark that the series has ended, or a native histogram as written. */
export type Sample = number | undefined | 'stale' | { readonly histogram: string };

/** A piece between blanks: one sample, or several of which each is `step` more than the one before. */
export interface SeriesItem {
  readonly sample: Sample;
  readonly step: number;
  /** How many samples it stands for. */
  readonly count: number;
}

/** What is wrong with a piece, and where it stands. */
export interface SeriesProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

export interface SeriesValues {
  readonly items: readonly SeriesItem[];
  readonly problems: readonly SeriesProblem[];
}

/** As much as anybody could mean; promtool keeps all of them in memory. */
const mostSamples = 1_000_000;

/** A number as a series may hold it: decimal only, because an `x` repeats. */
const plain = String.raw`(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
const word = '(?:[iI][nN][fF]|[nN][aA][nN])';
const stepped = new RegExp(
  `^(?<from>[+-]?(?:${plain}|${word}))(?:(?<step>[+-]${plain})x(?<steps>\\d+)|x(?<times>\\d+))?$`,
);

/**
 * Reads the notation; every piece that is none is a problem.
 *
 * @example readSeriesValues('1+2x3').items // [{ sample: 1, step: 2, count: 4 }]
 */
export function readSeriesValues(text: string): SeriesValues {
  const items: SeriesItem[] = [];
  const problems: SeriesProblem[] = [];
  for (const { start, piece } of piecesOf(text)) {
    const item = readItem(piece);
    if (typeof item === 'string') problems.push({ start, end: start + piece.length, message: item });
    else items.push(item);
  }
  return { items, problems };
}

/** Blanks separate pieces, but not within the braces of a histogram. */
function piecesOf(text: string): readonly { readonly start: number; readonly piece: string }[] {
  return [...text.matchAll(/(?:\{\{[^}]*\}\}|[^\s])+/g)].map((match) => ({ start: match.index, piece: match[0] }));
}

function readItem(piece: string): SeriesItem | string {
  if (piece === 'stale') return { sample: 'stale', step: 0, count: 1 };
  if (piece.startsWith('{{')) return readHistogram(piece);
  const gap = /^_(?:x(\d+))?$/.exec(piece);
  if (gap) return repeated(undefined, 0, gap[1] === undefined ? 1 : Number(gap[1]), piece);
  const found = stepped.exec(piece)?.groups;
  if (found?.from === undefined) return `${JSON.stringify(piece)} is no sample: ${meant(piece)}`;
  const { from, step = '+0', steps, times } = found;
  if (/n/i.test(from) && times !== undefined)
    return `${JSON.stringify(piece)} is no sample: promtool cannot repeat ${from}; write it once for each`;
  const [first, by] = [numberOf(from), numberOf(step)];
  if (first === undefined || by === undefined) return `${JSON.stringify(piece)} is too large a number`;
  return repeated(first, by, Number(steps ?? times ?? 0) + 1, piece);
}

function readHistogram(piece: string): SeriesItem | string {
  const found = /^(\{\{[^}]*\}\})(?:[+-]\{\{[^}]*\}\})?(?:x(\d+))?$/.exec(piece);
  if (!found) return `${JSON.stringify(piece)} is no histogram: write {{schema:0 sum:1 count:1 buckets:[1]}}`;
  return repeated({ histogram: found[1]! }, 0, Number(found[2] ?? 0) + 1, piece);
}

function repeated(sample: Sample, step: number, count: number, piece: string): SeriesItem | string {
  if (count > mostSamples) return `${JSON.stringify(piece)} stands for more than ${mostSamples} samples`;
  return { sample, step, count };
}

function meant(piece: string): string {
  if (/^stale./.test(piece)) return 'stale stands alone';
  if (/0x/i.test(piece)) return 'numbers are decimal here, because an x repeats';
  return "write '0+10x20' (20 more samples, each 10 more), '5x3', '_' for none, 'stale' for the end";
}

/** A number with or without a sign. */
function numberOf(text: string): number | undefined {
  const value = parseNumber(text.replace(/^[+-]/, ''));
  return value !== undefined && text.startsWith('-') ? -value : value;
}

/** Every sample, one for each interval; steps are added one after the other, as promtool adds them. */
export function expandSeriesValues({ items }: Pick<SeriesValues, 'items'>): readonly Sample[] {
  return items.flatMap(({ sample, step, count }) => {
    let value = sample;
    return Array.from({ length: count }, (_, index) => {
      if (index > 0 && typeof value === 'number') value += step;
      return value;
    });
  });
}

/** So many samples in a row are written as steps; fewer one by one. */
const worthSteps = 3;

/**
 * Writes samples as short as the notation allows; read and expanded they are the same again.
 *
 * @example writeSeriesValues([0, 10, 20, 30, undefined, 'stale']) // '0+10x3 _ stale'
 */
export function writeSeriesValues(samples: readonly Sample[]): string {
  const pieces: string[] = [];
  for (let at = 0; at < samples.length; ) {
    const [piece, count] = pieceAt(samples, at);
    pieces.push(piece);
    at += count;
  }
  return pieces.join(' ');
}

function pieceAt(samples: readonly Sample[], at: number): readonly [piece: string, count: number] {
  const sample = samples[at];
  if (sample === 'stale') return ['stale', 1];
  if (typeof sample === 'object') return [sample.histogram, 1];
  if (sample === undefined) {
    const count = runOf(samples, at, () => undefined);
    return [count === 1 ? '_' : `_x${count}`, count];
  }
  const next = samples[at + 1];
  const step = typeof next === 'number' ? next - sample : Number.NaN;
  if (!Number.isFinite(step)) return [written(sample), 1];
  const count = runOf(samples, at, (last) => (step === 0 ? last : (last as number) + step));
  if (step === 0) return [`${written(sample)}x${count - 1}`, count];
  if (count < worthSteps) return [written(sample), 1];
  return [`${written(sample)}${step < 0 ? '-' : '+'}${written(Math.abs(step))}x${count - 1}`, count];
}

/** How many samples follow one another as `next` says. */
function runOf(samples: readonly Sample[], from: number, next: (last: Sample) => Sample): number {
  let expected = samples[from];
  let count = 0;
  while (from + count < samples.length && Object.is(samples[from + count], expected)) {
    count++;
    expected = next(expected);
  }
  return count;
}

function written(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  return Object.is(value, -0) ? '-0' : String(value);
}
