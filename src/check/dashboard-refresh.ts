import type { Analysis, Inferred } from '../analyze/analysis.ts';
import { nameOf } from '../analyze/selected.ts';
import { rangeStart } from '../analyze/time-range.ts';
import type { Dashboard } from '../model/dashboard.ts';
import { formatDuration, parseDuration } from '../promql/duration.ts';
import { selectorsOf } from '../promql/inference.ts';
import type { Check } from './check.ts';
import { inOption, type Words } from './finding.ts';

export const dashboardRefresh: Check = {
  id: 'dashboard-refresh',
  severity: 'warning',
  class: 'advice',
  fixable: true,
  why: 'Reloading faster than data arrives costs Prometheus much and shows nothing new; a range longer than it keeps is empty at its left.',
  bad: `shop.dashboard('queue', { title: 'Queue', refresh: '5s', rows: [row('Queue', [
  timeseries('Length', { query: queueLength, description: 'Orders waiting.' }),
])] });`,
  good: `shop.dashboard('queue', { title: 'Queue', refresh: '15s', rows: [row('Queue', [
  timeseries('Length', { query: queueLength, description: 'Orders waiting.' }),
])] });`,
  *find(analysis) {
    const { dashboards, system } = analysis.project;
    const inferred = new Map(dashboards.map((dashboard): [Dashboard, Inferred[]] => [dashboard, []]));
    for (const one of analysis.inferred())
      if (one.use.owner.kind === 'dashboard') inferred.get(one.use.owner)?.push(one);
    for (const dashboard of dashboards) {
      const early = tooOften(dashboard, fastest(inferred.get(dashboard) ?? [], analysis));
      if (early) yield inOption(dashboard, [1, 'refresh'], early);
      const long = tooLong(dashboard, system.runsOn.retention);
      if (long) yield inOption(dashboard, [1, 'time'], long);
    }
  },
};

function tooOften({ refresh }: Dashboard, interval: number | undefined): Words | undefined {
  const often = refresh === undefined ? undefined : parseDuration(refresh);
  if (often === undefined || often === 0 || interval === undefined || often >= interval) return undefined;
  const arrives = formatDuration(interval);
  return {
    message: `refreshes every ${refresh}, but new data arrives every ${arrives}`,
    help: `refresh: '${arrives}'`,
    fix: arrives,
  };
}

/** How often the fastest of the series shown gets a sample; undefined where that is not known of one. */
function fastest(inferred: readonly Inferred[], { interval }: Analysis): number | undefined {
  const names = inferred.flatMap(({ inference }) => selectorsOf(inference)).map(({ expr }) => nameOf(expr));
  const intervals = names.map((name) => (name === undefined ? undefined : interval(name)));
  if (intervals.length === 0 || intervals.includes(undefined)) return undefined;
  return Math.min(...(intervals as number[]));
}

function tooLong({ from }: Dashboard, retention: number): Words | undefined {
  const back = rangeStart(from);
  if (back === undefined || back <= retention) return undefined;
  const kept = formatDuration(retention);
  return {
    message: `begins ${from.replace(/^now-/, '')} ago, but Prometheus keeps only ${kept}`,
    help: `time: 'now-${kept}' at most, or the retention that Prometheus really has: runsOn: { retention: '…' }`,
  };
}
