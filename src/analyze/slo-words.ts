import { percentage } from '../model/percent.ts';
import { windowName } from '../model/slo-series.ts';
import { exact, formatNumber } from '../promql/number.ts';
import type { Span } from './slo-detection.ts';

/** Times, shares and numbers of SLOs in words. */

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;

/**
 * A length of time, exact to the millisecond.
 *
 * @example exactTime(561_600) // '9m21.6s'
 */
export function exactTime(milliseconds: number): string {
  const rest = Math.round(milliseconds);
  if (rest < 1000) return `${rest}ms`;
  return inUnits(rest);
}

/**
 * A length of time that nobody needs to the second: in whole seconds up to an hour, in minutes up to two days, then in hours.
 *
 * @example roughTime(2_640_000_000 / 7, Math.ceil) // '4d9h'
 */
export function roughTime(milliseconds: number, round: (value: number) => number = Math.round): string {
  const step = milliseconds < 3_600_000 ? 1000 : milliseconds < 2 * 86_400_000 ? 60_000 : 3_600_000;
  return windowName(round(exact(milliseconds / step)) * step);
}

/** Exact where that takes few words, else `about 4d7h`. */
export function timeWords(milliseconds: number): string {
  const text = exactTime(exact(milliseconds));
  const isShort = (text.match(/[a-z]+/g) ?? []).length <= 3;
  return isShort && Number.isInteger(exact(milliseconds)) ? text : `about ${roughTime(milliseconds)}`;
}

/**
 * When something happens at the earliest and at the latest.
 *
 * @example spanWords({ earliest: 51_624, latest: 141_840 }) // '51s to 2m22s'
 */
export function spanWords({ earliest, latest }: Span): string {
  const [from, to] = [roughTime(earliest, Math.floor), roughTime(latest, Math.ceil)];
  return from === to ? from : `${from} to ${to}`;
}

/** What is left of a minute is seconds with their fraction. */
function inUnits(milliseconds: number): string {
  let rest = milliseconds;
  let text = '';
  for (const [unit, size] of units) {
    const count = unit === 's' ? rest / 1000 : Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}

/** A share of more digits than these is no decimal fraction. */
const mostDigits = 10;

/**
 * A share as people read it: exact where it is a decimal fraction.
 *
 * @example shareWords(0.0144) // '1.44 %'
 */
export function shareWords(ratio: number): string {
  const text = percentage(ratio).replace('%', ' %');
  const digits = text.replace(/\D/g, '').replace(/^0+/, '');
  return digits.length > mostDigits ? `about ${formatNumber(Number((ratio * 100).toPrecision(3)))} %` : text;
}

/**
 * A number of events; of a part of one nothing can be said, so it is left out.
 *
 * @example eventsWords(129_600) // '129,600'
 */
export function eventsWords(count: number): string {
  return String(Math.floor(exact(count))).replace(/\B(?=(\d{3})+$)/g, ',');
}

const perUnits = [
  [1, 'a second'],
  [60, 'a minute'],
  [3600, 'an hour'],
  [86_400, 'a day'],
] as const;

/**
 * So many events a second, by the shortest time in which it is a whole number of them.
 *
 * @example rateWords(100 / 3600) // '100 an hour'
 */
export function rateWords(perSecond: number): string {
  const whole = perUnits.find(([seconds]) => Number.isInteger(exact(perSecond * seconds)));
  const [seconds, words] = whole ?? perUnits.find(([seconds]) => perSecond * seconds >= 1) ?? perUnits[3];
  const count = exact(perSecond * seconds);
  return `${count >= 1000 && whole ? eventsWords(count) : formatNumber(Number(count.toPrecision(4)))} ${words}`;
}
