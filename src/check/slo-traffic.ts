import type { Burn } from '../model/burn.ts';
import { percentage } from '../model/percent.ts';
import { isComputed, periodOf, type Slo } from '../model/slo.ts';
import { windowName } from '../model/slo-series.ts';
import { formatNumber } from '../promql/number.ts';
import type { Check, Finding } from './check.ts';
import type { Words } from './finding.ts';
import { hasBudget, inSli, optionsOfSli, pairWords } from './slo-finding.ts';

export const sloTraffic: Check = {
  id: 'slo-traffic',
  severity: 'warning',
  class: 'advice',
  why: 'Of few events one is a large share: a single failure wakes somebody up, or is more than the whole budget.',
  bad: `shop.slo('availability', {
  sli: sli.ratio({ bad: requests.where({ status: 'error' }), total: requests, traffic: '50/h' }),
  objective: '99.9%', window: '7d', runbook,
});`,
  good: `shop.slo('availability', {
  sli: sli.ratio({ bad: requests.where({ status: 'error' }), total: requests, traffic: '50/h' }),
  objective: '99%', window: '7d', runbook,
});`,
  *find({ project }) {
    for (const slo of project.slos) {
      if (hasBudget(slo)) yield* fewEvents(slo) ?? [];
    }
  },
};

function* fewEvents(slo: Slo): Generator<Finding> {
  const { traffic, minimumTraffic: floor } = slo.sli;
  const found = (option: 'traffic' | 'minimumTraffic', words: Words | undefined) =>
    words ? [inSli(slo, [optionsOfSli(slo), option], words)] : [];
  const small = traffic === undefined ? undefined : smallBudget(slo, traffic);
  if (small) yield* found('traffic', small);
  if (!isComputed(slo)) return;
  if (floor !== undefined && traffic !== undefined && floor > traffic)
    yield* found('minimumTraffic', {
      message: `usually there are ${perTime(traffic)}: below ${perTime(floor)} nobody is ever called`,
      help: 'write less, or more `traffic`',
    });
  else if (floor !== undefined) yield* found('minimumTraffic', onePages(slo, floor));
  else if (traffic !== undefined && !small) yield* found('traffic', onePages(slo, traffic));
}

/** Less than one event may be bad in the whole period. */
function smallBudget(slo: Slo, traffic: number): Words | undefined {
  const seconds = periodOf(slo.window) / 1000;
  const events = seconds * traffic * slo.budget;
  if (!isLess(events, 1)) return undefined;
  const all = seconds * traffic;
  return {
    message: `${perTime(traffic)} are ${rounded(all)} in ${windowName(periodOf(slo.window))}, of which ${slo.objective} allows ${rounded(events)} to be bad: the first one breaks it`,
    help: `write ${objectiveFor(1 / all) ?? 'a lower objective'}, or a longer window`,
  };
}

/** With so few events a second one that is bad is enough for a page. */
function onePages(slo: Slo, rate: number): Words | undefined {
  const { traffic, minimumTraffic } = slo.sli;
  const [first] = slo.burns.filter((burn) => isEnough(slo, burn, rate)).sort((a, b) => a.share - b.share);
  if (!first) return undefined;
  const events = (rate * first.long) / 1000;
  const long = windowName(first.long);
  const one =
    events < 1
      ? `all there is within ${long}`
      : `${percentage(1 / events, 3)} of the ${rounded(events)} ${slo.sli.events} within ${long}`;
  const needed = leastTraffic(slo, first);
  const isFloor = minimumTraffic === undefined || traffic === undefined || needed <= traffic;
  const objective = objectiveFor(slo.budget * (needed / rate));
  const instead = ['write', objective && `${objective}, or`, 'windows that take a larger share of the budget'];
  return {
    message: `at ${perTime(rate)} one bad event pages: it is ${one}, and ${pairWords(first)} takes ${percentage(first.rate * slo.budget, 3)}`,
    help:
      minimumTraffic !== undefined && isFloor
        ? `write minimumTraffic: '${atLeast(needed * uncovered(slo, first))}', from which on it takes two`
        : instead.filter(Boolean).join(' '),
  };
}

/**
 * One of `rate * long` events is a larger share than the alert asks for; in the short window it is a larger share still. What no
 * share reaches is for slo-burn-unreachable.
 */
function isEnough(slo: Slo, burn: Burn, rate: number): boolean {
  const threshold = burn.rate * slo.budget;
  return burn.urgency === 'page' && threshold < 1 && isLess(rate, leastTraffic(slo, burn));
}

/** Events a second at which one bad event is exactly the share that the alert asks for, which does not make it fire. */
function leastTraffic({ budget }: Slo, { long, rate }: Burn): number {
  return 1000 / (long * rate * budget);
}

/** From the first sample in a window to the last there may be one interval less. */
function uncovered({ sli: { interval = 0 } }: Slo, { long }: Burn): number {
  return long > 2 * interval ? long / (long - interval) : 1;
}

/** What differs by the noise of binary fractions is equal. */
function isLess(a: number, b: number): boolean {
  return a < b * (1 - 1e-9);
}

const periods = [
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
] as const;

/** Events a second in the shortest time in which there is one: `50 an hour`. */
function perTime(rate: number): string {
  const [unit, seconds] = periods.find(([, size]) => rate * size >= 1 - 1e-9) ?? periods[3];
  return `${rounded(rate * seconds)}/${unit}`;
}

/** The same as an option, not less. */
function atLeast(rate: number): string {
  const [unit, seconds] = periods.find(([, size]) => rate * size >= 10) ?? periods[3];
  const amount = rate * seconds;
  const step = amount >= 100 ? 10 ** (Math.floor(Math.log10(amount)) - 2) : 1;
  return `${Math.ceil((amount / step) * (1 - 1e-9)) * step}/${unit}`;
}

/** An objective that leaves a budget of so much, in few digits; undefined where it would promise nothing. */
function objectiveFor(budget: number): string | undefined {
  const digits = Math.max(0, Math.ceil(-Math.log10(budget * 100)) + 1);
  const good = Math.floor((1 - budget) * 100 * 10 ** digits * (1 + 1e-12)) / 10 ** digits;
  return good > 0 ? `an objective of ${formatNumber(Number(good.toFixed(digits)))}% or less` : undefined;
}

function rounded(amount: number): string {
  return formatNumber(amount >= 100 ? Math.round(amount) : Number(amount.toPrecision(3)));
}
