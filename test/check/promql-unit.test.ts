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
