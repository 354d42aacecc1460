import { periodOf, type Slo } from '../model/slo.ts';
import { exact } from '../promql/number.ts';

/** What an error budget amounts to. */

/**
 * The budget as time, in milliseconds: how long everything may be bad in a period in which the traffic is steady.
 *
 * @example budgetTime(slo) // 2_592_000 of 99.9% over 30 days: 43m12s
 */
export function budgetTime({ budget, window }: Slo): number {
  return exact(budget * periodOf(window));
}

/**
 * The budget in events of a period, at the traffic that is declared; undefined where none is. Of groups it is that of each.
 *
 * @example budgetEvents(slo) // 129_600 of 99.9% over 30 days at 50 a second
 */
export function budgetEvents(slo: Slo): number | undefined {
  const events = periodEvents(slo);
  return events === undefined ? undefined : exact(events * slo.budget);
}

/** All events of a period, at the traffic that is declared. */
export function periodEvents({ sli, window }: Slo): number | undefined {
  return sli.traffic === undefined ? undefined : exact((sli.traffic * periodOf(window)) / 1000);
}

/**
 * When a whole budget is gone, in milliseconds after a share of events became bad; undefined where it lasts.
 *
 * @example budgetGone(slo, 0.1) // 25_920_000 of 99.9% over 30 days: 7h12m
 */
export function budgetGone(slo: Slo, bad: number): number | undefined {
  const after = exact(budgetTime(slo) / bad);
  return after > periodOf(slo.window) ? undefined : after;
}
