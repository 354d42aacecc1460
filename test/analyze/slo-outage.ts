import type { Delays } from '../../src/analyze/slo-detection.ts';
import type { Burn } from '../../src/model/burn.ts';
import { isReadDirectly, type Slo } from '../../src/model/slo.ts';

/**
 * An outage from 0 to `end`, gone through as Prometheus does: scrapes, evaluations of recording rules, evaluations of alerts,
 * each with a phase of its own. Written without the formulas that it is to judge.
 */

interface Outage {
  readonly slo: Slo;
  readonly bad: number;
  readonly delays: Delays;
  readonly phase: number;
  readonly end: number;
}

/** When a pair of windows fires first; once it fires it does not stop in an outage. */
export function firstFiring(slo: Slo, burn: Burn, bad: number, delays: Delays, phase: number): number {
  const outage = { slo, bad, delays, phase, end: Number.POSITIVE_INFINITY };
  const { first, step } = alerts(outage);
  return first + step * lowest(Math.ceil((burn.long + 1_200_000) / step), (n) => fires(outage, burn, first + n * step));
}

/** When it no longer fires after an outage of so many milliseconds, counted from its end. */
export function endOfFiring(slo: Slo, burn: Burn, bad: number, delays: Delays, phase: number, end: number): number {
  const outage = { slo, bad, delays, phase, end };
  const { first, step } = alerts(outage);
  const from = first + Math.ceil((end - first) / step) * step;
  return (
    from - end + step * lowest(Math.ceil((burn.long + 1_200_000) / step), (n) => !fires(outage, burn, from + n * step))
  );
}

/** The lowest number for which something holds, which then holds for all above. */
function lowest(limit: number, holds: (n: number) => boolean): number {
  let [no, yes] = [-1, limit];
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2);
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

function alerts({ delays: { alerting }, phase }: Outage) {
  return { first: alerting * ((phase * 3.7) % 1), step: alerting };
}

function fires(outage: Outage, { long, short, rate }: Burn, at: number): boolean {
  const recorded = lastBefore(at, outage.delays.recording, outage.delays.recording * ((outage.phase * 1.9) % 1));
  const limit = rate * outage.slo.budget;
  return ratio(outage, long, recorded) > limit && ratio(outage, short, recorded) > limit;
}

/** The newest multiple of a step, from a phase on. */
function lastBefore(at: number, step: number, phase: number): number {
  return Math.floor((at - phase) / step) * step + phase;
}

function scraped({ delays: { scrape }, phase }: Outage, at: number): number {
  return lastBefore(at, scrape, scrape * phase);
}

function ratio(outage: Outage, window: number, at: number): number {
  const { sli, base } = outage.slo;
  if (sli.type === 'gauge')
    return mean(outage, window, at, outage.delays.recording, (time) => isBad(outage, scraped(outage, time)));
  if (!isReadDirectly(outage.slo, window))
    return mean(outage, window, at, outage.delays.recording, (time) => ratio(outage, base, time));
  if (sli.type === 'raw')
    return mean(outage, window, scraped(outage, at), outage.delays.scrape, (time) => isBad(outage, time), at);
  const last = scraped(outage, at);
  const first =
    lastBefore(at - window, outage.delays.scrape, outage.delays.scrape * outage.phase) + outage.delays.scrape;
  return (counted(outage, last) - counted(outage, first)) / (last - first);
}

function isBad({ bad, end }: Outage, at: number): number {
  return at >= 0 && at < end ? bad : 0;
}

function counted({ bad, end }: Outage, at: number): number {
  return bad * Math.min(Math.max(at, 0), end);
}

/** The mean of the samples in `(until - window, until]`, of which the newest is `newest`. Those before the outage are 0. */
function mean(
  outage: Outage,
  window: number,
  newest: number,
  step: number,
  value: (at: number) => number,
  until = newest,
): number {
  const all = Math.ceil((newest - (until - window)) / step);
  const oldest = Math.max(until - window, -step - outage.slo.base);
  let sum = 0;
  for (let at = newest; at > oldest; at -= step) sum += value(at);
  return sum / all;
}
