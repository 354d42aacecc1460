import { formatNumber } from '../promql/number.ts';

/** Percentages as people write them, kept as whole numbers: what is computed of them prints as it would on paper. */
export interface Percent {
  /** `9995` of `99.95%`. */
  readonly digits: number;
  /** What one percent is in `digits`: 100 of `99.95%`. */
  readonly scale: number;
}

/**
 * Reads a percentage of at most nine decimals; undefined where the text is none.
 *
 * @example parsePercent('99.95%') // { digits: 9995, scale: 100 }
 */
export function parsePercent(text: unknown): Percent | undefined {
  const parts = typeof text === 'string' ? /^(\d{1,6})(?:\.(\d{1,9}))?%$/.exec(text) : null;
  if (parts === null) return undefined;
  const [, whole = '', decimals = ''] = parts;
  return { digits: Number(whole + decimals), scale: 10 ** decimals.length };
}

/** As a ratio: 0.9995 of `99.95%`, the double that is nearest to it. */
export function ratioOf({ digits, scale }: Percent): number {
  return digits / (scale * 100);
}

/** What is left to 100 %: `0.05%` of `99.95%`. */
export function remainderOf({ digits, scale }: Percent): Percent {
  return { digits: 100 * scale - digits, scale };
}

/**
 * A ratio as a percentage of so many digits; unless given, all but the noise of binary fractions.
 *
 * @example percentage(14.4 * 0.001) // '1.44%'
 */
export function percentage(ratio: number, digits = 12): string {
  return `${formatNumber(Number((ratio * 100).toPrecision(digits)))}%`;
}
