/** Expressions evaluated by us and by promtool, over the same series. */
import {
  CannotEvaluate,
  EvaluationError,
  evaluate,
  type Sample,
  type Storage,
  type StoredSeries,
  type VectorSample,
} from '../../src/promql/evaluate.ts';
import { parse } from '../../src/promql/parse.ts';
import { inFolder, program } from '../programs.ts';

export const promtool = program('promtool');

export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

/** What an expression gives: its samples, or that it is refused, or not evaluated by us. */
export type Answer = readonly VectorSample[] | 'refused' | 'not evaluated';

const interval = 60_000;

/** The series, a sample each minute, in promtool's notation: `1+2x3 _ stale 4`. */
export function storageOf(input: readonly InputSeries[], every = interval): Storage {
  const all = input.map(({ series, values }) => stored(series, samplesOf(values, every)));
  return { series: (name) => all.filter(({ labels }) => name === undefined || labels.__name__ === name) };
}

function stored(series: string, samples: readonly Sample[]): StoredSeries {
  const selector = parse(series).ast;
  if (selector?.kind !== 'selector') throw new Error(`not a series: ${series}`);
  const set = selector.matchers.filter(({ value }) => value !== '');
  const labels = Object.fromEntries(set.map(({ label, value }) => [label, value]));
  return {
    labels: selector.name === undefined ? labels : { __name__: selector.name, ...labels },
    samples: (from, to) => samples.filter(({ t }) => t >= from && t <= to),
  };
}

const repeated = /^([+-]?(?:[\d.]+(?:e[+-]?\d+)?|inf|nan))(?:([+-][\d.]+(?:e[+-]?\d+)?)?x(\d+))?$/i;

function samplesOf(notation: string, every: number): readonly Sample[] {
  const samples: Sample[] = [];
  let t = 0;
  const add = (sample: Omit<Sample, 't'> | undefined) => {
    if (sample) samples.push({ t, ...sample });
    t += every;
  };
  for (const item of notation.split(/\s+/)) {
    const [, start, step = '0', times] = repeated.exec(item) ?? [];
    if (/^_/.test(item)) for (let i = 0; i < Number(item.slice(2) || 1); i++) add(undefined);
    else if (item === 'stale') add({ v: NaN, stale: true });
    else addRun(numberIn(start!), Number(step), Number(times ?? 0), add);
  }
  return samples;
}

/** Added up one by one, as promtool does. */
function addRun(start: number, step: number, times: number, add: (sample: { readonly v: number }) => void): void {
  let v = start;
  for (let i = 0; i <= times; i++) {
    add({ v });
    v += step;
  }
}

function numberIn(text: string): number {
  return Number(text.replace(/inf/i, 'Infinity'));
}

/** What we make of an expression; as Prometheus 2 does unless told otherwise. */
export function ours(text: string, at: number, storage: Storage, leftOpen = false): Answer {
  try {
    const value = evaluate(parse(text).ast!, at, storage, { leftOpen });
    if (value.type === 'scalar') return [{ labels: {}, value: value.value }];
    if (value.type === 'vector') return value.samples;
    throw new Error(`a ${value.type}`);
  } catch (error) {
    if (error instanceof EvaluationError) return 'refused';
    if (error instanceof CannotEvaluate) return 'not evaluated';
    throw error;
  }
}

export interface Timed {
  readonly expr: string;
  readonly minutes: number;
}

/** What promtool makes of expressions, over samples that stand a minute apart; of a few at a time, for what it prints is much. */
export function theirs(expressions: readonly Timed[], input: readonly InputSeries[]): readonly Answer[] {
  const parts = Array.from({ length: Math.ceil(expressions.length / 500) }, (_, index) =>
    expressions.slice(index * 500, (index + 1) * 500),
  );
  return parts.flatMap((part) => answersOf(part, input));
}

function answersOf(expressions: readonly Timed[], input_series: readonly InputSeries[]): readonly Answer[] {
  const promql_expr_test = expressions.map(({ expr, minutes }, index) => ({
    expr,
    eval_time: `${minutes * 60}s`,
    exp_samples: [{ labels: `{mark="${index}"}`, value: 0 }],
  }));
  const tests = [{ interval: '1m', input_series, promql_expr_test }];
  const text = JSON.stringify({ evaluation_interval: '1m', tests });
  const { output } = inFolder([{ path: 'tests.yml', text }], (folder) =>
    promtool!(['test', 'rules', 'tests.yml'], folder),
  );
  if (!output.includes('{mark=')) throw new Error(output);
  const answers = new Map<number, readonly VectorSample[]>();
  for (const [, mark, got] of output.matchAll(/exp: \{mark="(\d+)"\} 0E\+00\s+got: (.*)/g))
    answers.set(Number(mark), got === 'nil' ? [] : samplesIn(got!));
  return expressions.map((_, index) => answers.get(index) ?? 'refused');
}

function samplesIn(got: string): readonly VectorSample[] {
  return [...got.matchAll(/([\w:]*)(?:\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\})? ([-+.\w]+)(?:, |$)/g)].map(
    ([, name = '', inside = '', value = '']) => {
      const pairs = [...inside.matchAll(/(\w+)=("(?:[^"\\]|\\.)*")/g)].map(([, label, text]) => [
        label!,
        JSON.parse(text!),
      ]);
      const labels: Record<string, string> = Object.fromEntries(pairs);
      return { labels: name === '' ? labels : { __name__: name, ...labels }, value: numberIn(value) };
    },
  );
}

/** How two answers differ, if they do: in labels at all, in values by more than rounding. */
export function difference(a: Answer, b: Answer): string | undefined {
  const [x, y] = [written(a), written(b)];
  if (typeof x === 'string' || typeof y === 'string') return x === y ? undefined : `${shown(a)}\n  ${shown(b)}`;
  const isSame = x.length === y.length && x.every((one, i) => one.key === y[i]!.key && isNear(one.value, y[i]!.value));
  return isSame ? undefined : `${shown(a)}\n  ${shown(b)}`;
}

function written(answer: Answer) {
  if (typeof answer === 'string') return answer;
  const all = answer.map(({ labels, value }) => ({ key: keyOf(labels), value }));
  return all.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

function keyOf(labels: VectorSample['labels']): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isNear(a: number, b: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

function shown(answer: Answer): string {
  return typeof answer === 'string'
    ? answer
    : answer.map(({ labels, value }) => `${keyOf(labels)} ${value}`).join('; ');
}
