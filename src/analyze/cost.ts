import type { Fact, Inference, SeriesEstimate } from '../promql/infer.ts';
import { lengthOf, selectorsOf } from '../promql/inference.ts';
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
export function readsOf(inference: Inference, { interval }: Pick<Analysis, 'interval'>): readonly Read[] {
  return selectorsOf(inference).map((selector) => {
    const series = seriesEstimate(inference, selector);
    const { expr } = selector;
    const name = expr.kind === 'selector' ? nameOf(expr) : undefined;
    const each = samplesOfSeries(rangeAround(selector), name === undefined ? undefined : interval(name));
    return { selector, series, samples: series && each && series.count * each };
  });
}

/** A range has as many samples of a series as intervals fit in it. */
function samplesOfSeries(range: number | undefined, interval: number | undefined): number | undefined {
  if (range === 0) return 1;
  return range === undefined || interval === undefined ? undefined : Math.max(1, Math.ceil(range / interval));
}

/** Milliseconds that the ranges around a selector add up to; undefined where one depends on the query. */
function rangeAround(selector: Fact): number | undefined {
  let total: number | undefined = 0;
  for (let node = selector.parent; node !== undefined && total !== undefined; node = node.parent) {
    const { expr } = node;
    if (expr.kind !== 'matrix' && expr.kind !== 'subquery') continue;
    const length = lengthOf(expr.range);
    total = length === undefined ? undefined : total + length;
  }
  return total;
}
