import { unitSizes } from '../promql/duration.ts';
import type { Sli } from './slo.ts';

/** The series that are recorded for an SLO. Names follow Sloth's where they hold the same, so its users know them. */
export const sloSeries = {
  objective: 'slo:objective:ratio',
  budget: 'slo:error_budget:ratio',
  period: 'slo:time_period:days',
  burnRate: 'slo:current_burn_rate:ratio',
  periodBurnRate: 'slo:period_burn_rate:ratio',
  budgetRemaining: 'slo:period_error_budget_remaining:ratio',
  info: 'slo_info',
} as const;

/** `slo:sli_error:ratio_rate5m`: the share of bad events over a window of that many milliseconds. */
export function errorRatioSeries(window: number): string {
  return `slo:sli_error:ratio_rate${windowName(window)}`;
}

/** All events, or the bad ones: per second over a window; of a gauge, how many series there are and how many of them are bad. */
export function countSeries(of: 'events' | 'errors', type: Sli['type'], window: number): string {
  return type === 'gauge' ? `slo:sli_${of}:count` : `slo:sli_${of}:rate${windowName(window)}`;
}

/**
 * A window in words: days at most, as SLOs are spoken of.
 *
 * @example windowName(7 * 86_400_000) // '7d', where Prometheus writes 1w
 */
export function windowName(milliseconds: number): string {
  let rest = Math.round(milliseconds);
  let text = '';
  for (const [unit, size] of windowUnits) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text === '' ? '0s' : text;
}

/** Days and what is shorter, the longest first. */
const windowUnits = [...unitSizes].filter(([, size]) => size <= 86_400_000);

/**
 * A window as a whole number of one unit, a minute at least; undefined of what has parts of a minute.
 *
 * @example inOneUnit(37_440_000) // '624m'
 */
export function inOneUnit(milliseconds: number): string | undefined {
  if (milliseconds <= 0) return undefined;
  const found = windowUnits.find(([, size]) => size >= 60_000 && milliseconds % size === 0);
  return found && `${milliseconds / found[1]}${found[0]}`;
}
