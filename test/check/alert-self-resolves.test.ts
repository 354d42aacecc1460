import { expect, it } from 'vitest';
import { checks } from '../../src/check/index.ts';
import { judge } from './judge.ts';

const judged = checks.filter(({ id }) => id === 'alert-self-resolves' || id === 'alert-never-fires');
const found = (when: string) =>
  judge(`shop.alert('A', { when: promql\`${when}\`, ...warning });`, judged).map(({ check, at }) => `${check} ${at}`);
const x = 'shop_requests_total';

it.each([
  `rate(${x}[15m]) == 0`,
  `rate(${x}[15m]) == 0 and ${x} > 0`,
  `rate(${x}[15m]) == 0 unless max_over_time(${x}[1d]) == 0`,
  `rate(${x}[1h]) == 0 and rate(${x}[15m]) > 0`,
  `rate(${x}[15m]) == 0 and rate(shop_request_duration_seconds_count[1h]) > 0`,
  `rate(${x}{status="error"}[15m]) == 0 and rate(${x}{status="success"}[1h]) > 0`,
  `rate(${x}[15m]) > 5 and rate(${x}[1h]) > 5`,
  `shop_queue_length > 5 unless shop_queue_length offset 1h`,
  `${x}{status="error"} > 5 unless ${x}{status="success"}`,
  `shop_queue_length > 5 unless on (job) up == 0`,
  'up == 0 and max_over_time(up[1d]) > 0',
  'up == 0 and up offset 5m == 1',
  'up == 0 and avg_over_time(up[10m]) < 0.5',
  'shop_queue_length == 0 and max_over_time(shop_queue_length[1h]) > 0',
  `rate(${x}[15m]) == 0 and max_over_time(${x}[1h]) > 0`,
])('%s is fine', (when) => expect(found(when)).toEqual([]));

it.each([
  [`rate(${x}[15m]) == 0 and rate(${x}[1h]) > 0`, `alert-self-resolves rate(${x}[1h]) > 0`],
  [`rate(${x}[1h]) > 0 and rate(${x}[15m]) == 0`, `alert-self-resolves rate(${x}[1h]) > 0`],
  [`sum(rate(${x}[15m])) == 0 and sum(increase(${x}[1h])) > 0`, `alert-self-resolves sum(increase(${x}[1h])) > 0`],
  [`rate(${x}[1h]) > 0 unless rate(${x}[15m]) > 0`, `alert-self-resolves rate(${x}[1h]) > 0`],
  [`rate(${x}[15m]) == 0 unless rate(${x}[1h]) == 0`, `alert-self-resolves rate(${x}[1h]) == 0`],
  ['up == 0 and avg_over_time(up[1h]) > 0', 'alert-self-resolves avg_over_time(up[1h]) > 0'],
  ['up == 0 unless max_over_time(up[1h]) == 0', 'alert-self-resolves max_over_time(up[1h]) == 0'],
  ['sum(up) == 0 and sum(max_over_time(up[2h])) >= 1', 'alert-self-resolves sum(max_over_time(up[2h])) >= 1'],
  [`0 == rate(${x}[15m]) and 0 < rate(${x}[1h])`, `alert-self-resolves 0 < rate(${x}[1h])`],
  ['shop_queue_length unless shop_queue_length', 'alert-never-fires shop_queue_length unless shop_queue_length'],
  [`${x}{status="error"} > 5 unless ${x}`, `alert-never-fires ${x}{status="error"} > 5 unless ${x}`],
  [
    `(shop_queue_length > 5 unless on (job) shop_queue_length) > 7`,
    `alert-never-fires shop_queue_length > 5 unless on (job) shop_queue_length`,
  ],
])('%s', (when, expected) => expect(found(when)).toEqual([expected]));
