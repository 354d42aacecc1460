/** What selectors and subqueries read from the storage. */

import type { Expr, MatrixSelector, Subquery, VectorSelector } from './ast.ts';
import { lookedAt, milliseconds } from './evaluate-duration.ts';
import { labelValue, wholeSignature } from './evaluate-labels.ts';
import {
  CannotEvaluate,
  type Context,
  type RangeSeries,
  type Sample,
  type SeriesLabels,
  type StoredSeries,
  type VectorSample,
} from './evaluate-types.ts';
import { accepts } from './matcher.ts';
import { onceFor } from './once-for.ts';
import { unwrappedExpr } from './walk.ts';

/** Series over a range of time, and its ends. */
export interface Matrix {
  readonly series: readonly RangeSeries[];
  readonly start: number;
  readonly end: number;
}

type Test = (labels: SeriesLabels) => boolean;

const testsOf = onceFor(({ matchers }: VectorSelector): readonly Test[] =>
  matchers.map((matcher): Test => {
    const { label, op, value } = matcher;
    if (op === '=') return (labels) => labelValue(labels, label) === value;
    if (op === '!=') return (labels) => labelValue(labels, label) !== value;
    const known = new Map<string, boolean>();
    return (labels) => {
      const found = labelValue(labels, label);
      const passes = known.get(found) ?? accepts(matcher, found) === true;
      known.set(found, passes);
      return passes;
    };
  }),
);

function selected(selector: VectorSelector, { storage }: Context): readonly StoredSeries[] {
  if (selector.modifier !== undefined) throw new CannotEvaluate(`${selector.modifier} selectors are not evaluated`);
  const all = storage.series(selector.name);
  const tests = testsOf(selector);
  return tests.length === 0 ? all : all.filter(({ labels }) => tests.every((test) => test(labels)));
}

/** The newest sample of each series: its value, or what else of it is asked. */
export function newest(
  selector: VectorSelector,
  at: number,
  context: Context,
  asked: (sample: Sample) => number = ({ v }) => v,
): readonly VectorSample[] {
  const time = lookedAt(selector, at, context);
  const from = time - context.lookbackDelta;
  const found: VectorSample[] = [];
  for (const { labels, samples } of selected(selector, context)) {
    const last = samples(from, time).at(-1);
    if (last === undefined || last.stale || (context.leftOpen && last.t === from)) continue;
    found.push({ labels, value: asked(last) });
  }
  return found;
}

/** The range vector that an argument is. */
export function matrixOf(expr: Expr, at: number, context: Context): Matrix {
  const inner = unwrappedExpr(expr);
  if (inner.kind === 'matrix') return ranged(inner, at, context);
  if (inner.kind === 'subquery') return stepped(inner, at, context);
  throw new CannotEvaluate('what stands for a range vector is not evaluated');
}

/** The samples of each series in a range. */
function ranged({ selector, range }: MatrixSelector, at: number, context: Context): Matrix {
  const end = lookedAt(selector, at, context);
  const start = end - milliseconds(range);
  const series: RangeSeries[] = [];
  for (const { labels, samples } of selected(selector, context)) {
    const inside = live(samples(start, end), start, context.leftOpen);
    if (inside.length > 0) series.push({ labels, samples: inside });
  }
  return { series, start, end };
}

function live(samples: readonly Sample[], start: number, leftOpen: boolean): readonly Sample[] {
  const first = leftOpen && samples[0]?.t === start ? 1 : 0;
  let isWhole = first === 0;
  for (const sample of samples) if (sample.stale) isWhole = false;
  return isWhole ? samples : samples.filter(({ stale }, index) => !stale && index >= first);
}

const mostSteps = 1_000_000;

/** Evaluates an expression at each multiple of the step that lies in the range. */
function stepped({ expr, range, step, offset, at: atTime }: Subquery, at: number, context: Context): Matrix {
  const end = lookedAt({ at: atTime, offset }, at, context);
  const start = end - milliseconds(range);
  const width = milliseconds(step) || context.subqueryStep;
  if ((end - start) / width > mostSteps)
    throw new CannotEvaluate(`more than ${mostSteps} steps of a subquery are not evaluated`);
  const found = new Map<string, { readonly labels: SeriesLabels; readonly samples: Sample[] }>();
  const add = (labels: SeriesLabels, t: number, v: number) => {
    const signature = wholeSignature(labels);
    const series = found.get(signature);
    if (series === undefined) found.set(signature, { labels, samples: [{ t, v }] });
    else series.samples.push({ t, v });
  };
  let t = Math.ceil(start / width) * width;
  if (context.leftOpen && t === start) t += width;
  for (; t <= end; t += width) {
    const value = context.evaluate(expr, t, context);
    if (value.type === 'scalar') add({}, t, value.value);
    else if (value.type === 'vector') for (const sample of value.samples) add(sample.labels, t, sample.value);
  }
  return { series: [...found.values()], start, end };
}
