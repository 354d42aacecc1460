import { expect, test } from 'vitest';
import { faster, fasterDuration, fasterExpression } from './faster.ts';

test.each([
  ['5m', '4s'],
  ['15s', '200ms'],
  ['1d', '19m12s'],
  ['0s', '0s'],
])('%s takes %s', (duration, shorter) => {
  expect(fasterDuration(duration, 75)).toBe(shorter);
});

test.each([
  ['rate(x_total[5m])', 'rate(x_total[5s])'],
  ['x offset 1h > 300', 'x offset 1m > 300'],
  ['x offset -1h', 'x offset -1m'],
  ['max_over_time(rate(x_total[5m])[1h:30s])', 'max_over_time(rate(x_total[5s])[1m:500ms])'],
  [
    'predict_linear(x[1h], 14400) > 8e9 and y{le="5m"} == 1',
    'predict_linear(x[1m], 14400) > 8000000000 and y{le="5m"} == 1',
  ],
])('%s becomes %s: only its durations are shorter', (expression, shorter) => {
  expect(fasterExpression(expression, 60)).toBe(shorter);
});

test('of a file, durations and expressions are shorter, and nothing else', () => {
  const file = {
    groups: [
      {
        name: '5m',
        interval: '30s',
        rules: [
          { alert: 'A', expr: 'rate(x[5m]) > 60', for: '5m', labels: { for: 1 }, annotations: { summary: 'for 5m' } },
        ],
      },
    ],
    receivers: [{ send_resolved: false, channel: '5m' }],
  };
  expect(faster(file, 60)).toEqual({
    groups: [
      {
        name: '5m',
        interval: '500ms',
        rules: [
          { alert: 'A', expr: 'rate(x[5s]) > 60', for: '5s', labels: { for: 1 }, annotations: { summary: 'for 5m' } },
        ],
      },
    ],
    receivers: [{ send_resolved: false, channel: '5m' }],
  });
});

test('what it cannot read is said, not passed on', () => {
  expect(() => fasterDuration('soon', 60)).toThrow('soon is no duration');
  expect(() => fasterExpression('rate(', 60)).toThrow('rate(: ');
});
