import { describe, expect, test } from 'vitest';
import { burnOf, burnsFor, shortFor } from '../../src/model/burn.ts';
import { parseDuration } from '../../src/promql/duration.ts';

/** Windows and rates as they come out on paper. */

const time = (text: string) => parseDuration(text) ?? Number.NaN;

function worked(period: string, shortest = '0') {
  return burnsFor(time(period), time(shortest)).map(({ urgency, long, short, rate, share }) => {
    return [urgency, long, short, rate, share];
  });
}

const usual = [
  ['page', 14.4, 0.02],
  ['page', 6, 0.05],
  ['ticket', 3, 0.1],
  ['ticket', 1, 0.1],
] as const;

describe('windows for a period', () => {
  test.each([
    ['30d', ['1h', '5m'], ['6h', '30m'], ['1d', '2h'], ['3d', '6h']],
    ['28d', ['56m', '4m40s'], ['5h36m', '28m'], ['22h24m', '1h52m'], ['67h12m', '5h36m']],
    ['7d', ['14m', '1m10s'], ['1h24m', '7m'], ['5h36m', '28m'], ['16h48m', '1h24m']],
    ['13d', ['26m', '2m10s'], ['2h36m', '13m'], ['10h24m', '52m'], ['31h12m', '2h36m']],
    ['90d', ['3h', '15m'], ['18h', '1h30m'], ['3d', '6h'], ['9d', '18h']],
    ['1d', ['2m', '10s'], ['12m', '1m'], ['48m', '4m'], ['2h24m', '12m']],
  ])('%s', (period, ...pairs) => {
    expect(worked(period)).toEqual(
      usual.map(([urgency, rate, share], index) => {
        const [long = '', short = ''] = pairs[index] ?? [];
        return [urgency, time(long), time(short), rate, share];
      }),
    );
  });

  test('none is shorter than wanted: then the same share goes at another rate', () => {
    expect(worked('1d', '5m')).toEqual([
      // 2% of a day's budget within five minutes instead of two: 0.02 * 1440 / 5
      ['page', time('5m'), time('5m'), 5.76, 0.02],
      ['page', time('12m'), time('5m'), 6, 0.05],
      ['ticket', time('48m'), time('5m'), 3, 0.1],
      ['ticket', time('2h24m'), time('12m'), 1, 0.1],
    ]);
  });

  test('windows are whole seconds', () => {
    // an hour / 720 / 12 would be 417 ms, and an hour / 120 / 12 two seconds and a half
    expect(worked('1h')).toEqual([
      ['page', time('5s'), time('1s'), 14.4, 0.02],
      ['page', time('30s'), time('3s'), 6, 0.05],
      ['ticket', time('2m'), time('10s'), 3, 0.1],
      ['ticket', time('6m'), time('30s'), 1, 0.1],
    ]);
  });
});

describe('how fast a share of the budget goes', () => {
  test.each([
    // share * period / window
    ['8%', { digits: 8, scale: 1 }, '7d', '1h', 13.44],
    ['12.5%', { digits: 125, scale: 10 }, '7d', '6h', 3.5],
    ['42%', { digits: 42, scale: 1 }, '7d', '3d', 0.98],
    ['2%', { digits: 2, scale: 1 }, '28d', '1h', 13.44],
    ['2%', { digits: 2, scale: 1 }, '13d', '1h', 6.24],
    ['2%', { digits: 2, scale: 1 }, '90d', '1h', 43.2],
    ['0.1%', { digits: 1, scale: 10 }, '90d', '5m', 25.92],
    ['100%', { digits: 100, scale: 1 }, '30d', '30d', 1],
  ])('%s of a budget of %s', (_, share, period, window, rate) => {
    expect(burnOf(share, time(period), time(window)).rate).toBe(rate);
  });
});

test('the short window is a twelfth', () => {
  expect(shortFor(time('1h'))).toBe(time('5m'));
  expect(shortFor(time('1h'), time('10m'))).toBe(time('10m'));
  expect(shortFor(time('5m'), time('10m'))).toBe(time('5m'));
});
