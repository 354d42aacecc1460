/** Durations as Prometheus writes them: `1h30m`, units descending, each at most once (common/model `ParseDuration`). */
import { quoted } from './problem.ts';

const units = [
  ['y', 365 * 86_400_000],
  ['w', 7 * 86_400_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

export const unitSizes: ReadonlyMap<string, number> = new Map(units);

/** The longest duration Prometheus can hold: 2^63 - 1 nanoseconds, about 292 years. */
export const maxDuration = 9_223_372_036_854;

/**
 * Milliseconds of a duration, or undefined where it is none.
 *
 * @example parseDuration('1h30m') // 5_400_000
 */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0;
  const result = readDuration(text);
  return typeof result === 'number' ? result : undefined;
}

/** Milliseconds, or what is wrong in Prometheus' words. */
export function readDuration(text: string): number | string {
  let total = 0;
  let previous = -1;
  const part = /(\d+)([a-z]+)/y;
  if (text === '') return 'empty duration string';
  while (part.lastIndex < text.length) {
    const found = part.exec(text);
    if (found === null) return `not a valid duration string: ${quoted(text)}`;
    const index = units.findIndex(([unit]) => unit === found[2]);
    if (index < 0) return `unknown unit ${quoted(found[2]!)} in duration ${quoted(text)}`;
    if (index <= previous) return `not a valid duration string: ${quoted(text)}`;
    previous = index;
    total += Number(found[1]) * units[index]![1];
    if (total > maxDuration) return 'duration out of range';
  }
  return total;
}

/**
 * The duration as Prometheus prints it: years and weeks only where nothing is left over, so 90 days stay `90d`.
 *
 * @example formatDuration(5_400_000) // '1h30m'
 */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 0) return `-${formatDuration(-milliseconds)}`;
  let rest = Math.round(milliseconds);
  if (rest === 0) return '0s';
  let text = '';
  for (const [unit, size] of units) {
    if (size >= units[1][1] && rest % size !== 0) continue;
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}
