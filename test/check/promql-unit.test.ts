import { expect, it } from 'vitest';
import { judge } from './judge.ts';

it('shows where the units come from', () => {
  const found = judge(
    `shop.alert('A', { when: promql\`avg(shop_basket_bytes) > sum(rate(shop_request_duration_seconds_sum[5m])) * 60\`, ...warning });
shop.alert('B', { when: promql\`avg(shop_basket_bytes) > avg(shop_queue_length)\`, ...warning });`,
  ).filter(({ check }) => check === 'promql-unit');
  expect(found.map(({ message, related }) => [message, ...related])).toEqual([
    [
      'bytes are compared with orders',
      'shop_basket_bytes | shop_basket_bytes is in bytes',
      'shop_queue_length | shop_queue_length is in orders',
    ],
  ]);
});

it.each([
  ['shop_backup_timestamp_seconds - time() / 86400 < 14', ['timestamp in days are subtracted from timestamp']],
  ['(shop_backup_timestamp_seconds - time()) / 86400 < 14', []],
  ['shop_backup_timestamp_seconds / 86400 - time() / 86400 < 14', []],
  ['shop_backup_timestamp_seconds - time() < 14', []],
])('points in time: %s', (when, expected) => {
  const catalog = `server.gauge('shop_backup_timestamp_seconds', { help: 'Last backup.', unit: 'timestamp' });`;
  const found = judge(`${catalog} shop.alert('A', { when: promql\`${when}\`, ...warning });`);
  expect(found.filter(({ check }) => check === 'promql-unit').map(({ message }) => message)).toEqual(expected);
});
