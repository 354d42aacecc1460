import type { Fact, Inference, SeriesEstimate } from '../promql/infer.ts';
import { lengthOf, selectorsOf } from '../promql/inference.ts';
import { rangeAround } from '../promql/reach.ts';
import { seriesEstimate } from '../promql/series-estimate.ts';
import type { Analysis } from './analysis.ts';
import { nameOf } from './selected.ts';

/** What one evaluation of an expression reads through one of its selectors. */
export interface Read {
  readonly selector: Fact;
  /** Undefined where nothing limits the series. */
  readonly series: SeriesEstimate | undefined;
  /** At most so many samples: of every series those within the range. */
  readonly samples: number | undefined;
}

/** What an expression reads, by selector. */
export function readsOf(inference: Inference, analysis: Pick<Analysis, 'interval' | 'project'>): readonly Read[] {
  return selectorsOf(inference).map((selector) => {
    const series = seriesEstimate(inference, selector);
    const { expr } = selector;
    const name = nameOf(expr);
    const interval = name === undefined ? undefined : analysis.interval(name);
    const each = samplesOfSeries(windowAround(selector, analysis.project.system.evaluationInterval), interval);
    return { selector, series, samples: series && each && series.count * each };
  });
}

/** The time that the ranges around a selector add up to, in milliseconds. */
interface Window {
  readonly range: number;
  /** An instant selector in subqueries has a sample a step; 0 where a range selects them all. */
  readonly step: number;
}

function samplesOfSeries(window: Window | undefined, interval: number | undefined): number | undefined {
  if (window?.range === 0) return 1;
  if (window === undefined || interval === undefined) return undefined;
  return Math.max(1, Math.ceil(window.range / Math.max(window.step, interval)));
}

/** Undefined where a range or step depends on the query. */
function windowAround(selector: Fact, defaultStep: number): Window | undefined {
  let range = 0;
  let step = selector.parent?.expr.kind === 'matrix' ? 0 : Number.POSITIVE_INFINITY;
  for (let node = rangeAround(selector); node !== undefined; node = rangeAround(node)) {
    const { expr } = node;
    if (expr.kind !== 'matrix' && expr.kind !== 'subquery') continue;
    const length = lengthOf(expr.range);
    const every = expr.kind === 'matrix' ? 0 : expr.step === undefined ? defaultStep : lengthOf(expr.step);
    if (length === undefined || every === undefined) return undefined;
    range += length;
    step = Math.min(step, every);
  }
  return { range, step };
}
