import { type Percent, ratioOf } from './percent.ts';

/** Who is told: a page wakes somebody up, a ticket waits for the morning. */
export type Urgency = 'page' | 'ticket';

/** One pair of windows of a multi-window, multi-burn-rate alert. */
export interface Burn {
  readonly urgency: Urgency;
  /** Milliseconds: the window that decides. */
  readonly long: number;
  /** Milliseconds: the window that has to agree, so that the alert ends soon after the fault. */
  readonly short: number;
  /** How many times faster than allowed the budget goes when the alert fires; at 1 it lasts exactly the period. */
  readonly rate: number;
  /** Share of the period's budget that is gone when the long window has been at that rate from its beginning: 0.02. */
  readonly share: number;
  /** Where in the options of `slo()` the user wrote it; undefined of the built-in table. */
  readonly path: readonly (string | number)[] | undefined;
}

/**
 * Share of the budget, long and short window of each pair, for a period of 30 days: burn rates of 14.4, 6, 3 and 1.
 * Source: The Site Reliability Workbook, chapter 5, table 5-8 (2 % in 1 h, 5 % in 6 h, 10 % in 3 d) with the second ticket
 * pair that Sloth has (10 % in 1 d).
 */
const pairsOf30Days = [
  { urgency: 'page', percent: 2, long: 3_600_000 },
  { urgency: 'page', percent: 5, long: 6 * 3_600_000 },
  { urgency: 'ticket', percent: 10, long: 24 * 3_600_000 },
  { urgency: 'ticket', percent: 10, long: 72 * 3_600_000 },
] as const;
const thirtyDays = 30 * 86_400_000;

/** Samples that a window wants: a rate needs two, and with four it survives that one is missing and another late. */
export const samplesWanted = 4;

/** The short window is this part of the long one, as the workbook recommends. */
export const shortOfLong = 12;

/**
 * The built-in pairs for a period, in milliseconds: the windows grow and shrink with it, so burn rates and shares stay. For
 * whole days every window is a whole number of seconds.
 *
 * @example burnsFor(7 * 86_400_000)[0] // long 14m, short 1m10s, rate 14.4, share 0.02
 */
export function burnsFor(period: number, shortest = 0): readonly Burn[] {
  const burns = pairsOf30Days.map(({ urgency, percent, long: of30Days }) => {
    const long = Math.max(wholeSeconds((of30Days * period) / thirtyDays), shortest);
    const share: Percent = { digits: percent, scale: 1 };
    return { urgency, long, short: shortFor(long, shortest), ...burnOf(share, period, long), path: undefined };
  });
  // Where `shortest` makes two pairs one, the lower rate decides.
  return burns.filter((burn, index) => !burns.slice(0, index).some((earlier) => decides(earlier, burn)));
}

/** Whether one pair fires whenever the other does; of the built-in ones with the same windows the earlier is the slower. */
function decides(one: Burn, other: Burn): boolean {
  return one.urgency === other.urgency && one.long === other.long && one.rate <= other.rate;
}

/** The short window of a long one, which may not be below `shortest`. */
export function shortFor(long: number, shortest = 0): number {
  return Math.min(Math.max(wholeSeconds(long / shortOfLong), shortest), long);
}

/** The rate at which a share of the period's budget goes within a window. */
export function burnOf(share: Percent, period: number, long: number): Pick<Burn, 'rate' | 'share'> {
  return { rate: (share.digits * period) / (share.scale * 100 * long), share: ratioOf(share) };
}

/** A window of less than a second selects nothing. */
function wholeSeconds(milliseconds: number): number {
  return Math.max(1000, Math.round(milliseconds / 1000) * 1000);
}
