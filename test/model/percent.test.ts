import { expect, test } from 'vitest';
import { parsePercent, percentage, ratioOf, remainderOf } from '../../src/model/percent.ts';
import { formatNumber } from '../../src/promql/number.ts';

test.each([
  // what 1 - 0.999 would make 0.0010000000000000009
  ['99.9%', '0.999', '0.001'],
  ['99.95%', '0.9995', '0.0005'],
  ['99.99%', '0.9999', '0.0001'],
  ['99.999%', '0.99999', '0.00001'],
  ['99.9999%', '0.999999', '0.000001'],
  ['95%', '0.95', '0.05'],
  ['80%', '0.8', '0.2'],
  ['93.056%', '0.93056', '0.06944'],
  ['0.1%', '0.001', '0.999'],
  ['33.333333333%', '0.33333333333', '0.66666666667'],
  ['100%', '1', '0'],
])('%s is %s, and leaves %s', (text, target, budget) => {
  const percent = parsePercent(text);
  if (percent === undefined) throw new Error(text);
  expect(ratioOf(percent)).toBe(Number(target));
  expect(ratioOf(remainderOf(percent))).toBe(Number(budget));
  expect(Number(formatNumber(ratioOf(remainderOf(percent))))).toBe(Number(budget));
});

test.each(['99.9', '99,9%', '-1%', '1e2%', '.5%', '99.%', ' 99%', '99.9999999999%', '%', 99.9, undefined, null])(
  '%j is no percentage',
  (text) => {
    expect(parsePercent(text)).toBeUndefined();
  },
);

test('a ratio is written without the noise of binary fractions', () => {
  expect(percentage(14.4 * 0.001)).toBe('1.44%');
  expect(percentage(0.07)).toBe('7%');
  expect(percentage(13.44 * 0.00001)).toBe('0.01344%');
  expect(percentage(0.29 / 100)).toBe('0.29%');
  expect(percentage(0)).toBe('0%');
});
