import type { Burn, Urgency } from '../model/burn.ts';
import { percentage } from '../model/percent.ts';
import { periodOf, type Slo } from '../model/slo.ts';
import { windowName } from '../model/slo-series.ts';
import type { Check, Finding } from './check.ts';
import { inOption } from './finding.ts';
import { hasBudget, pairWords } from './slo-finding.ts';

export const sloBurnUnreachable: Check = {
  id: 'slo-burn-unreachable',
  severity: 'error',
  class: 'fact',
  why: 'No more than all events can be bad: windows that ask for more belong to an alert that never fires.',
  bad: `shop.slo('availability', {
  sli: sli.ratio({ bad: requests.where({ status: 'error' }), total: requests }),
  objective: '80%', window: '7d', runbook,
});`,
  good: `shop.slo('availability', {
  sli: sli.ratio({ bad: requests.where({ status: 'error' }), total: requests }),
  objective: '80%', window: '7d', runbook,
  alerts: { page: { windows: [{ budget: '2%', long: '1h30m' }, { budget: '5%', long: '4h' }] } },
});`,
  covers: ['alert-never-fires', 'alert-untested', 'dashboard-threshold', 'promql-impossible'],
  *find({ project }) {
    for (const slo of project.slos) {
      if (!hasBudget(slo)) continue;
      for (const urgency of ['page', 'ticket'] as const) yield* ofUrgency(slo, urgency);
    }
  },
};

/** Calculated as Prometheus does: `error ratio > rate * budget`. */
function isReachable({ budget }: Slo, { rate }: Burn): boolean {
  return rate * budget < 1;
}

function* ofUrgency(slo: Slo, urgency: Urgency): Generator<Finding> {
  const pairs = slo.burns.filter((burn) => burn.urgency === urgency);
  const dead = pairs.filter((burn) => !isReachable(slo, burn));
  const help = `what can be reached: ${windowsFor(slo, urgency, pairs)}`;
  for (const burn of dead) {
    if (burn.path) yield inOption(slo, burn.path, { message: unreachable(slo, burn), help: ofOwn(slo, burn) });
  }
  const builtIn = dead.filter(({ path }) => path === undefined);
  if (builtIn.length === 0) return;
  const which = builtIn.length === pairs.length ? `the ${urgency} alert` : `part of the ${urgency} alert`;
  const reasons = builtIn.map((burn) => reasonOf(slo, burn)).join(', and ');
  yield inOption(slo, [1, 'objective'], { message: `${which} can never fire: ${reasons}`, help });
}

function unreachable(slo: Slo, burn: Burn): string {
  return `this can never fire: ${reasonOf(slo, burn)}`;
}

/** `2% of the budget within 1h is 288% of events bad`. */
function reasonOf({ budget }: Slo, burn: Burn): string {
  const needed = burn.rate * budget;
  // What is reached exactly is not passed.
  const share = needed === 1 ? 'more than 100%' : percentage(needed, 3);
  return `${pairWords(burn)} would take ${share} bad events`;
}

function ofOwn(slo: Slo, burn: Burn): string {
  const rate = Number((0.5 / slo.budget).toPrecision(2));
  const most = `burn rates below ${Number((1 / slo.budget).toPrecision(4))} can be reached`;
  const choice = rate >= 1 ? `burnRate: ${rate}, or ` : '';
  const long = longFor(slo, burn);
  return long === undefined
    ? `${most}: with so much budget leave the alert out`
    : `${most}: write ${choice}budget: '${percentage(burn.share, 4)}', long: '${windowName(long)}'`;
}

/** All pairs of an urgency as options, those that cannot be reached with a longer window. */
function windowsFor(slo: Slo, urgency: Urgency, pairs: readonly Burn[]): string {
  const windows = new Map<number, string>();
  for (const burn of pairs) {
    const long = isReachable(slo, burn) ? burn.long : longFor(slo, burn);
    if (long === undefined)
      return `\`alerts: { ${urgency}: false }\`, for with so much budget nothing has to be done at once`;
    windows.set(long, `{ budget: '${percentage(burn.share, 4)}', long: '${windowName(long)}' }`);
  }
  return `\`alerts: { ${urgency}: { windows: [${[...windows.values()].join(', ')}] } }\``;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Lengths of time that people choose, in milliseconds. */
const usual: readonly number[] = [
  ...[1, 2, 5, 10, 15, 20, 30, 45].map((n) => n * minute),
  ...[1, 1.5, 2, 3, 4, 6, 8, 12, 18].map((n) => n * hour),
  ...[1, 1.5, 2, 3, 4, 5, 6, 7, 10, 14, 21, 28, 30, 45, 60, 90].map((n) => n * day),
];

/**
 * A long window in which that share of the budget is gone with half of all events bad, or with most of them; undefined where none
 * is that does not outlast the budget.
 */
function longFor({ budget, window }: Slo, { share }: Burn): number | undefined {
  const period = periodOf(window);
  const within = (most: number) =>
    usual.find((long) => long <= share * period && share * period * budget <= most * long && long <= period);
  return within(0.5) ?? within(0.9);
}
