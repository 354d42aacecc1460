import { expect, it } from 'vitest';
import { prelude } from '../../src/check/example.ts';
import { promqlFeature } from '../../src/check/promql-feature.ts';
import { judgeFile } from './judge.ts';

const buckets = 'histogram_fraction(0, 0.5, rate(shop_request_duration_seconds_bucket[5m])) < 0.9';
const inVersion = (prometheus: string) =>
  judgeFile(
    `${prelude.replace("prometheus: '3.5'", `prometheus: '${prometheus}'`)}
shop.alert('A', { when: promql\`${buckets}\`, ...warning });`,
    'shop',
    [promqlFeature],
  ).map(({ message }) => message);

it('a fraction of classic buckets exists since Prometheus 3.4', () => {
  expect(inVersion('3.4')).toEqual([]);
  expect(inVersion('3.3')).toEqual([
    'histogram_fraction() of classic buckets exists since Prometheus 3.4; the system runs on 3.3',
  ]);
});
