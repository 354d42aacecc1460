import type { Burn } from '../model/burn.ts';
import { isComputed, periodOf, type Slo } from '../model/slo.ts';
import { windowName } from '../model/slo-series.ts';
import type { System } from '../model/system.ts';
import type { Check, Finding } from './check.ts';
import { inOption, type Words } from './finding.ts';
import { shortWindows } from './slo-samples.ts';

export const sloWindow: Check = {
  id: 'slo-window',
  severity: 'error',
  class: 'fact',
  why: 'A budget is summed up over the whole period, which cannot be where data is gone by then, samples are too few or months differ.',
  bad: `shop.slo('availability', {
  sli: sli.ratio({ bad: requests.where({ status: 'error' }), total: requests }),
  objective: '99.9%', window: '30d', runbook,
});`,
  good: `shop.slo('availability', {
  sli: sli.ratio({ bad: requests.where({ status: 'error' }), total: requests }),
  objective: '99.9%', window: '7d', runbook,
});`,
  covers: ['alert-pair', 'promql-range', 'promql-range-short'],
  *find(analysis, { findingsOf }) {
    const { slos, system } = analysis.project;
    for (const slo of slos) {
      const words = ofPeriod(slo, system);
      if (words) yield inOption(slo, [1, 'window'], words);
      const ofWindows = isComputed(slo) ? [...ofPairs(slo)] : [];
      yield* ofWindows.length > 0 ? ofWindows : shortWindows(slo, analysis, 'no rate', findingsOf);
    }
  },
};

function ofPeriod({ window, rules }: Slo, { runsOn }: System): Words | undefined {
  if (!rules) return undefined;
  if (window.kind === 'calendar') {
    return {
      message:
        'Prometheus cannot compute a calendar window: its ranges have one length, which months and days with a change of clocks do not, and a range does not begin anew on the first',
      help: "write a rolling window, '30d', or `rules: false`: it is documented and emitted as OpenSLO then",
    };
  }
  if (window.period <= runsOn.retention) return undefined;
  return {
    message: `${windowName(window.period)} is longer than Prometheus keeps data (${windowName(runsOn.retention)})`,
    help: 'raise `retention` under `runsOn` if Prometheus keeps more, or write a shorter window',
  };
}

/** Each pair that somebody wrote; of the others, which `shortestWindow` may have made longer, one. */
function* ofPairs(slo: Slo): Generator<Finding> {
  const period = periodOf(slo.window);
  const long = slo.burns.filter((burn) => burn.long > period);
  for (const { path, ...burn } of long) if (path) yield inOption(slo, [...path, 'long'], tooLong(burn, period));
  const least = Math.max(slo.base, ...long.flatMap(({ path, ...burn }) => (path ? [] : [burn.long])));
  if (least > period) {
    const message = `windows of ${windowName(least)} are needed, which is longer than the period, ${windowName(period)}`;
    yield inOption(slo, [1, 'window'], { message, help: 'write a longer period, or a shorter `shortestWindow`' });
  }
}

function tooLong({ long }: Pick<Burn, 'long'>, period: number): Words {
  const message = `${windowName(long)} is longer than the period, ${windowName(period)}`;
  return { message, help: 'write a shorter window: what lies before the period is of no account any more' };
}
