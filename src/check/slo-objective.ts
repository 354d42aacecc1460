import type { Check } from './check.ts';
import { inOption, type Words } from './finding.ts';
import { hasBudget } from './slo-finding.ts';

export const sloObjective: Check = {
  id: 'slo-objective',
  severity: 'error',
  class: 'fact',
  why: 'An objective of 100 % leaves no budget, so that one bad event breaks it for the period; one of 0 % is met whatever happens.',
  bad: `shop.slo('availability', {
  sli: sli.ratio({ bad: requests.where({ status: 'error' }), total: requests }),
  objective: '100%', window: '7d', runbook,
});`,
  good: `shop.slo('availability', {
  sli: sli.ratio({ bad: requests.where({ status: 'error' }), total: requests }),
  objective: '99.9%', window: '7d', runbook,
});`,
  covers: [
    'alert-never-fires',
    'alert-untested',
    'dashboard-threshold',
    'promql-division',
    'promql-impossible',
    'promql-redundant',
    'promql-scale',
  ],
  *find({ project }) {
    for (const slo of project.slos) {
      if (!hasBudget(slo)) yield inOption(slo, [1, 'objective'], wordsFor(slo.target, slo.objective));
    }
  },
};

const help = "write the share of good events that users need, above 0% and below 100%: '99.9%'";

function wordsFor(target: number, objective: string): Words {
  if (target <= 0) return { message: `an objective of ${objective} is met even when everything fails`, help };
  if (target > 1) return { message: `no more than 100% can be good: ${objective} is never met`, help };
  return { message: `an objective of ${objective} leaves no budget: nothing may ever fail`, help };
}
