import { formatDuration } from '../promql/duration.ts';
import type { Fact, RangeRead } from '../promql/infer.ts';
import type { Analysis } from './analysis.ts';
import { nameOf } from './selected.ts';

/** Where the samples of a range come from, and how far apart they are. */
export interface SampleSource {
  /** Milliseconds. */
  readonly interval: number;
  /** `shop_requests_total is scraped every 15s`. */
  readonly says: string;
}

/** A range read by a function that needs two samples within it, with their source; undefined where either is not known. */
export interface SampledRead {
  readonly func: string;
  readonly milliseconds: number;
  readonly source: SampleSource;
}

/** Functions that need two samples within the range. */
const ofTwoSamples: ReadonlySet<string> = new Set('rate irate increase delta idelta deriv predict_linear'.split(' '));

/** What is known of a range that is read by a function of two samples. */
export function sampledRead(read: RangeRead, analysis: Analysis): SampledRead | undefined {
  const { milliseconds, call } = read;
  const func = call?.expr.kind === 'call' ? call.expr.func : '';
  const source = ofTwoSamples.has(func) ? sourceOf(read, analysis) : undefined;
  return source && milliseconds !== undefined ? { func, milliseconds, source } : undefined;
}

/** A range read by a function over time that is less than half as long as from one sample to the next. */
export function gappyRead(read: RangeRead, analysis: Analysis): SampledRead | undefined {
  const { milliseconds, call } = read;
  const func = call?.expr.kind === 'call' ? call.expr.func : '';
  if (!func.endsWith('_over_time') || milliseconds === undefined || read.range.expr.kind !== 'matrix') return undefined;
  const source = sourceOf(read, analysis);
  return source && 2 * milliseconds < source.interval ? { func, milliseconds, source } : undefined;
}

function sourceOf({ range, step }: RangeRead, analysis: Analysis): SampleSource | undefined {
  const { expr } = range;
  if (expr.kind === 'subquery') {
    if (expr.step !== undefined && step === undefined) return undefined;
    const interval = step ?? analysis.project.system.evaluationInterval;
    return { interval, says: `the subquery steps every ${formatDuration(interval)}` };
  }
  if (expr.kind !== 'matrix' || expr.selector.modifier !== undefined) return undefined;
  return writerOf(range.operands[0] ?? range, analysis);
}

/** What writes the series of a selector; undefined where it does not name one that is known. */
function writerOf({ expr }: Fact, { interval, metric }: Analysis): SampleSource | undefined {
  const selector = expr.kind === 'matrix' ? expr.selector : expr;
  const name = nameOf(selector);
  const every = name === undefined ? undefined : interval(name);
  if (name === undefined || every === undefined) return undefined;
  return { interval: every, says: `${name} is ${metric(name) ? 'scraped' : 'written'} every ${formatDuration(every)}` };
}

/** What writes the series that an instant vector reads, where it does so more seldom than the vector looks back. */
export function staleSource(selector: Fact, analysis: Analysis): SampleSource | undefined {
  const source = selector.parent?.expr.kind === 'matrix' ? undefined : writerOf(selector, analysis);
  const isStale = source !== undefined && source.interval > analysis.project.system.runsOn.lookbackDelta;
  return isStale && !isFilledIn(selector) ? source : undefined;
}

/** Something else stands in while it is empty. */
function isFilledIn(selector: Fact): boolean {
  for (let node = selector.parent; node; node = node.parent) {
    if (node.expr.kind === 'binary' && node.expr.op === 'or') return true;
    if (node.expr.kind === 'subquery') return true;
  }
  return false;
}
