import type { Burn } from '../model/burn.ts';
import { percentage } from '../model/percent.ts';
import { periodOf, type Slo } from '../model/slo.ts';
import { windowName } from '../model/slo-series.ts';
import type { Check } from './check.ts';
import { inOption, type Words } from './finding.ts';
import { pairWords } from './slo-finding.ts';

export const sloBurnInsideBudget: Check = {
  id: 'slo-burn-inside-budget',
  severity: 'warning',
  class: 'advice',
  why: 'At a burn rate below 1 the budget outlasts the period: whoever is called by it is called although the objective is met.',
  bad: `shop.slo('availability', {
  sli: sli.ratio({ bad: requests.where({ status: 'error' }), total: requests }),
  objective: '99.9%', window: '7d', runbook,
  alerts: { ticket: { windows: [{ budget: '10%', long: '1d' }] } },
});`,
  good: `shop.slo('availability', {
  sli: sli.ratio({ bad: requests.where({ status: 'error' }), total: requests }),
  objective: '99.9%', window: '7d', runbook,
  alerts: { ticket: { windows: [{ budget: '20%', long: '1d' }] } },
});`,
  *find({ project }) {
    for (const slo of project.slos) {
      // Of windows beyond the period slo-window speaks.
      const slow = slo.burns.filter(({ rate, long }) => rate < 1 && long <= periodOf(slo.window));
      for (const burn of slow) if (burn.path) yield inOption(slo, burn.path, wordsFor(slo, burn));
      // Of the built-in pairs only windows that were made longer by hand are.
      const stretched = slow.find(({ path }) => path === undefined);
      if (stretched) yield inOption(slo, [1, 'shortestWindow'], ofShortest(stretched));
    }
  },
};

function wordsFor({ window }: Slo, burn: Burn): Words {
  const period = periodOf(window);
  const least = Math.ceil((burn.long / period) * 1000) / 1000;
  return {
    message: `${pairWords(burn)} is a burn rate of ${rateOf(burn)}: at that rate the budget outlasts the ${windowName(period)}`,
    help: `a burn rate is 1 or more: write budget: '${percentage(least)}' or more, or a long window of ${windowName(Math.floor(burn.share * period))} at most`,
  };
}

function ofShortest(burn: Burn): Words {
  return {
    message: `no window is shorter, so ${pairWords(burn)} is a burn rate of ${rateOf(burn)}: at that rate the budget outlasts the period`,
    help: 'write a shorter one, a longer period, or windows of your own under `alerts`',
  };
}

/** Never said to be 1. */
function rateOf({ rate }: Burn): number {
  return Math.min(Number(rate.toPrecision(3)), 0.999);
}
