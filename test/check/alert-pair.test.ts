import { expect, it } from 'vitest';
import { checks } from '../../src/check/index.ts';
import { judge } from './judge.ts';

const judged = checks.filter(({ id }) => id === 'alert-pair');
const found = (a: readonly [string, string?], b: readonly [string, string?]) => {
  const one = (severity: string, [when, wait = '5m']: readonly [string, string?]) =>
    `shop.alert('${severity === 'warning' ? 'Mild' : 'Bad'}', { when: promql\`${when}\`, ...warning, severity: '${severity}', for: '${wait}' });`;
  return judge(one('warning', a) + one('critical', b), judged).map(({ message }) => message);
};
const fires = 'Bad (critical) fires before Mild (warning) does';

it.each([
  [['shop_queue_length > 1'], ['shop_queue_length > 2']],
  [['shop_queue_length < 2'], ['shop_queue_length < 1']],
  [['shop_queue_length > 1'], ['shop_queue_length < 0.5']],
  [
    ['shop_queue_length > 1', '5m'],
    ['shop_queue_length > 1', '10m'],
  ],
  [
    ['shop_queue_length > 1', '5m'],
    ['shop_queue_length > 1', '5m'],
  ],
  [
    ['shop_queue_length > 80', '1m'],
    ['shop_queue_length > 70', '1h'],
  ],
  [['shop_queue_length{job="a"} > 2'], ['shop_queue_length{job="b"} > 1']],
  [['shop_queue_length > 2 and up == 1'], ['shop_queue_length > 1']],
] as [[string, string?], [string, string?]][])('%s, then %s', (a, b) => expect(found(a, b)).toEqual([]));

it.each([
  [['shop_queue_length > 2'], ['shop_queue_length > 1']],
  [['shop_queue_length < 1'], ['shop_queue_length < 2']],
  [
    ['shop_queue_length > 1', '10m'],
    ['shop_queue_length > 1', '5m'],
  ],
  [['2 < shop_queue_length'], ['(shop_queue_length) > 1']],
  [['shop_queue_length > 1'], ['shop_queue_length >= 1']],
] as [[string, string?], [string, string?]][])('%s, but %s', (a, b) => expect(found(a, b)).toEqual([fires]));
