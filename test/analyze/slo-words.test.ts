import { expect, test } from 'vitest';
import {
  eventsWords,
  exactTime,
  rateWords,
  roughTime,
  shareWords,
  spanWords,
  timeWords,
} from '../../src/analyze/slo-words.ts';

const days = (count: number) => count * 86_400_000;

test.each([
  [days(30) * 0.001, '43m12s'],
  [days(30) * 0.00001, '25.92s'],
  [days(90) * 0.0001, '12m57.6s'],
  [days(13) * 0.2, '2d14h24m'],
  [days(1) * 0.000005, '432ms'],
  [0, '0ms'],
])('%d ms exactly', (time, words) => {
  expect(exactTime(time)).toBe(words);
});

test.each([
  [days(30) / 14.4, '2d2h'],
  [days(13) / 14.4, '21h40m'],
  [days(30) / 7, 'about 4d7h'],
  [days(7) / 3, '2d8h'],
  [days(1) / 7, 'about 3h26m'],
  [1000 / 3, 'about 0s'],
])('%d ms in words', (time, words) => {
  expect(timeWords(time)).toBe(words);
});

test('spans are never shorter than they are', () => {
  expect(spanWords({ earliest: 51_624, latest: 141_840 })).toBe('51s to 2m22s');
  expect(spanWords({ earliest: 12_873_500, latest: 13_110_000 })).toBe('3h34m to 3h39m');
  expect(spanWords({ earliest: days(3), latest: days(3) + 1 })).toBe('3d to 3d1h');
  expect(spanWords({ earliest: 5000, latest: 5000 })).toBe('5s');
  expect(roughTime(59_999)).toBe('1m');
});

test.each([
  [14.4 * 0.001, '1.44 %'],
  [0.00001, '0.001 %'],
  [14.4 * 0.00001, '0.0144 %'],
  [0.99999, '99.999 %'],
  [0.999999999, '99.9999999 %'],
  [1 / 3, 'about 33.3 %'],
  [-0.5, '-50 %'],
  [1, '100 %'],
])('%d as a share', (ratio, words) => {
  expect(shareWords(ratio)).toBe(words);
});

test.each([
  [129_600, '129,600'],
  [18.144, '18'],
  [999.9999999999999, '1,000'],
  [0.4, '0'],
  [1_234_567, '1,234,567'],
])('%d events', (count, words) => {
  expect(eventsWords(count)).toBe(words);
});

test.each([
  [50, '50 a second'],
  [100 / 3600, '100 an hour'],
  [0.5, '30 a minute'],
  [1 / 86_400, '1 a day'],
  [0.123456789, '7.407 a minute'],
  [1e-9, '0.0000864 a day'],
])('%d a second', (rate, words) => {
  expect(rateWords(rate)).toBe(words);
});
