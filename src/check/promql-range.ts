import type { Analysis } from '../analyze/analysis.ts';
import { placeOf } from '../analyze/place.ts';
import { nameOf } from '../analyze/selected.ts';
import { formatDuration } from '../promql/duration.ts';
import type { RangeRead } from '../promql/infer.ts';
import { rangeReads } from '../promql/inference.ts';
import type { Check } from './check.ts';
import { inUse } from './finding.ts';

export const promqlRange: Check = {
  id: 'promql-range',
  severity: 'error',
  class: 'fact',
  why: 'A rate needs two samples: over a shorter range it is empty, and data older than the retention is gone.',
  bad: `shop.alert('NoTraffic', { when: promql\`sum(rate(shop_requests_total[20s])) == 0\`, ...warning });`,
  good: `shop.alert('NoTraffic', { when: promql\`sum(rate(shop_requests_total[2m])) == 0\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      for (const read of rangeReads(inference)) {
        const words = tooShort(read, analysis) ?? tooLong(read, analysis);
        if (words) yield inUse(use, placeOf(read.span, use.expression.origin), words);
      }
    }
  },
};

/** Functions that need two samples within the range. */
const ofTwoSamples: ReadonlySet<string> = new Set([
  'rate',
  'irate',
  'increase',
  'delta',
  'idelta',
  'deriv',
  'predict_linear',
]);

function tooShort(read: RangeRead, analysis: Analysis): { message: string; help: string } | undefined {
  const { milliseconds, call } = read;
  const func = call?.expr.kind === 'call' ? call.expr.func : '';
  if (milliseconds === undefined || !ofTwoSamples.has(func)) return undefined;
  const source = sourceOf(read, analysis);
  if (!source || milliseconds >= 2 * source.interval) return undefined;
  const [range, interval] = [milliseconds, source.interval].map(formatDuration) as [string, string];
  return {
    message: `${func}() over ${range}, but ${source.what} ${interval}: there are never two samples`,
    help: `use ${formatDuration(4 * source.interval)} or more, so that a missed one does not matter`,
  };
}

interface SampleSource {
  readonly interval: number;
  readonly what: string;
}

/** Where the samples of a range come from, and how far apart they are. */
function sourceOf({ range, step }: RangeRead, { interval, metric, project }: Analysis): SampleSource | undefined {
  const { expr } = range;
  if (expr.kind === 'subquery') {
    if (expr.step !== undefined && step === undefined) return undefined;
    return { interval: step ?? project.system.evaluationInterval, what: 'the subquery steps every' };
  }
  if (expr.kind !== 'matrix' || expr.selector.modifier !== undefined) return undefined;
  const name = nameOf(expr.selector);
  const every = name === undefined ? undefined : interval(name);
  if (name === undefined || every === undefined) return undefined;
  return { interval: every, what: `${name} is ${metric(name) ? 'scraped' : 'written'} every` };
}

function tooLong({ milliseconds }: RangeRead, { project }: Analysis): { message: string; help: string } | undefined {
  const { retention } = project.system.runsOn;
  if (milliseconds === undefined || milliseconds <= retention) return undefined;
  return {
    message: `${formatDuration(milliseconds)} is longer than Prometheus keeps data (${formatDuration(retention)})`,
    help: 'read a shorter range, or raise `retention` under `runsOn` if Prometheus keeps more',
  };
}
