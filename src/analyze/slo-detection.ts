import type { Burn, Urgency } from '../model/burn.ts';
import { isReadDirectly, type Slo } from '../model/slo.ts';
import type { System } from '../model/system.ts';
import { exact } from '../promql/number.ts';

/**
 * When burn alerts fire and end. Of an outage is assumed that from its first moment on a steady share of events is bad, that
 * none was before, that traffic is steady and as old as the longest window, and that the bad events have a series already:
 * where they get their first one, a rate sees nothing for one more scrape.
 */

/** What passes until something is noticed, in milliseconds at most; the notification's own waiting comes on top. */
export interface Delays {
  /** Between samples of what the SLI reads. */
  readonly scrape: number;
  /** Between evaluations of the group that records the windows, and of the group of the alerts. */
  readonly recording: number;
  readonly alerting: number;
}

/** Milliseconds, depending on how the outage falls between scrapes and evaluations. */
export interface Span {
  readonly earliest: number;
  readonly latest: number;
}

/** Of a ratio of the user's own nobody knows how often it gets data: as often as the system scrapes is assumed. */
export function delaysOf(
  { sli }: Slo,
  { scrapeInterval, evaluationInterval }: Pick<System, 'scrapeInterval' | 'evaluationInterval'>,
): Delays {
  const scrape = sli.interval ?? scrapeInterval;
  return { scrape, recording: evaluationInterval, alerting: evaluationInterval };
}

/**
 * When an alert fires, after so large a share of events became bad; undefined where it never does, or is not there.
 *
 * @example detection(slo, 'page', 0.1, delays) // { earliest: 516_240, latest: 653_400 } of 99.9% over 30 days: 9 to 11 minutes
 */
export function detection(slo: Slo, urgency: Urgency, bad: number, delays: Delays): Span | undefined {
  const spans = pairsOf(slo, urgency).flatMap((burn) => detectionBy(slo, burn, bad, delays) ?? []);
  return spans.length === 0 ? undefined : joined(spans, Math.min);
}

/** When one pair of windows makes its alert fire. */
export function detectionBy(slo: Slo, burn: Burn, bad: number, delays: Delays): Span | undefined {
  const part = exact(threshold(slo, burn) / bad);
  if (part >= 1) return undefined;
  return joined(
    [burn.long, burn.short].map((window) => crossing(slo, window, part, delays)),
    Math.max,
  );
}

/**
 * When an alert ends, after an outage of that many milliseconds is over; undefined where it did not fire. The short windows
 * decide: the longest one of the pairs that fire.
 */
export function resolution(
  slo: Slo,
  urgency: Urgency,
  bad: number,
  delays: Delays,
  lasted = Number.POSITIVE_INFINITY,
): Span | undefined {
  const spans = pairsOf(slo, urgency).flatMap((burn) => {
    const detected = detectionBy(slo, burn, bad, delays);
    return detected === undefined || detected.latest > lasted
      ? []
      : [clearing(slo, burn.short, threshold(slo, burn) / bad, delays)];
  });
  return spans.length === 0 ? undefined : joined(spans, Math.max);
}

/** The share of bad events above which a pair fires: 0.0144 at a burn rate of 14.4 and a budget of 0.1 %. */
export function threshold({ budget }: Slo, { rate }: Burn): number {
  return exact(rate * budget);
}

function pairsOf({ burns, alerts }: Slo, urgency: Urgency): readonly Burn[] {
  return alerts[urgency] === undefined ? [] : burns.filter((burn) => burn.urgency === urgency);
}

function joined(spans: readonly Span[], pick: (...values: number[]) => number): Span {
  return {
    earliest: pick(...spans.map(({ earliest }) => earliest)),
    latest: pick(...spans.map(({ latest }) => latest)),
  };
}

/** How a window is read: from counters, from samples that are good or bad, or summed up from base windows, which rise slowly. */
function readingOf(slo: Slo, window: number): 'counters' | 'samples' | 'sums' {
  if (slo.sli.type === 'gauge') return 'samples';
  if (!isReadDirectly(slo, window)) return 'sums';
  return slo.sli.type === 'raw' ? 'samples' : 'counters';
}

/**
 * When so large a part of a window is bad. Counters are read from the first to the last sample in the window, which can lie a
 * scrape less apart than it is long; samples count for the interval that they stand for, so the last one counts in full.
 */
function crossing(slo: Slo, window: number, part: number, { scrape, recording, alerting }: Delays): Span {
  const delay = scrape + recording + alerting;
  const bad = part * window;
  switch (readingOf(slo, window)) {
    case 'counters':
      return spanOf(part * (window - scrape), bad + delay);
    case 'samples':
      return spanOf(bad - Math.max(scrape, recording), part * (window + recording) + delay);
    case 'sums':
      return spanOf(
        rampedUp(bad, Math.max(0, slo.base - scrape)) - recording,
        rampedUp(part * (window + recording), slo.base) + delay,
      );
  }
}

/** When at most so large a part of a window is bad, after the outage: the window has to leave the rest of it behind. */
function clearing(slo: Slo, window: number, part: number, { scrape, recording, alerting }: Delays): Span {
  const delay = scrape + recording + alerting;
  const rest = (1 - part) * window;
  switch (readingOf(slo, window)) {
    case 'counters':
      return spanOf((1 - part) * (window - scrape), rest + delay);
    case 'samples':
      return spanOf(rest - Math.max(scrape, recording), rest + delay);
    case 'sums':
      return spanOf(
        rampedDown(window, rest, Math.max(0, slo.base - scrape)) - recording,
        rampedDown(window, rest + recording, slo.base) + delay,
      );
  }
}

function spanOf(earliest: number, latest: number): Span {
  return { earliest: Math.max(0, Math.round(earliest)), latest: Math.round(latest) };
}

/** When a rate over `base`, which takes as long as that to rise to its height, has summed up to `sum` at that height. */
function rampedUp(sum: number, base: number): number {
  return sum >= base / 2 ? sum + base / 2 : Math.sqrt(2 * base * sum);
}

/** When a window has `gone` less in it than in the outage, where the rate over `base` falls as slowly. */
function rampedDown(window: number, gone: number, base: number): number {
  const lost = (time: number) => summedRamp(time, base) - summedRamp(time - window, base);
  let [early, late] = [0, window + base];
  while (late - early > 1) {
    const middle = (early + late) / 2;
    if (lost(middle) < gone) early = middle;
    else late = middle;
  }
  return late;
}

/** The integral of what rises from 0 to 1 within `base` and stays there. */
function summedRamp(time: number, base: number): number {
  if (time <= 0) return 0;
  return time < base ? time ** 2 / (2 * base) : time - base / 2;
}
