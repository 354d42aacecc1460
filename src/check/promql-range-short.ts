import type { Analysis, Use } from '../analyze/analysis.ts';
import { placeOf } from '../analyze/place.ts';
import { sampledRead } from '../analyze/samples.ts';
import { formatDuration } from '../promql/duration.ts';
import type { RangeRead } from '../promql/infer.ts';
import { rangeReads } from '../promql/inference.ts';
import type { Check } from './check.ts';
import { inUse, type Words } from './finding.ts';

export const promqlRangeShort: Check = {
  id: 'promql-range-short',
  severity: 'warning',
  class: 'advice',
  why: 'Over less than four intervals one missed sample leaves a rate empty; in a graph, a fixed range skips data when zoomed out.',
  bad: `shop.alert('NoTraffic', { when: promql\`sum(rate(shop_requests_total[30s])) == 0\`, ...warning });`,
  good: `shop.alert('NoTraffic', { when: promql\`sum(rate(shop_requests_total[1m])) == 0\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      for (const read of rangeReads(inference)) {
        const words = short(read, analysis) ?? fixed(read, use, analysis);
        if (words) yield inUse(use, placeOf(read.span, use.expression.origin), words);
      }
    }
  },
};

/** Less than two intervals are an error, of another check. */
function short(range: RangeRead, analysis: Analysis): Words | undefined {
  const read = sampledRead(range, analysis);
  if (!read) return undefined;
  const { func, milliseconds, source } = read;
  if (milliseconds < 2 * source.interval || milliseconds >= 4 * source.interval) return undefined;
  return {
    message: `${func}() over ${formatDuration(milliseconds)}, but ${source.says}: a missed sample leaves one or none`,
    help: `use ${formatDuration(4 * source.interval)} or more`,
  };
}

/** Longer ranges smooth on purpose. */
const smoothing = 3_600_000;

/** Ranges that a graph should choose by its resolution; one beside its alert shows what the alert sees. */
function fixed(read: RangeRead, { panel, role }: Use, analysis: Analysis): Words | undefined {
  const { milliseconds, call } = read;
  if (role !== 'panel' || panel?.type !== 'timeseries' || panel.thresholdOf !== undefined) return undefined;
  const func = call?.expr.kind === 'call' ? call.expr.func : '';
  if ((func !== 'rate' && func !== 'irate') || read.range.expr.kind !== 'matrix') return undefined;
  if (milliseconds === undefined || milliseconds >= smoothing || !sampledRead(read, analysis)) return undefined;
  return {
    message: `${func}() over a fixed ${formatDuration(milliseconds)} in a graph: zoomed out, it leaves data between its points unread`,
    help: 'use $__rate_interval: leave the range out, or write it in promql`…`',
  };
}
