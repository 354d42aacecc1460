import { expect, it } from 'vitest';
import { checks } from '../../src/check/index.ts';
import { judge } from './judge.ts';

const judged = checks.filter(({ id }) => id === 'recording-cycle' || id === 'recording-order');
const rules = (...list: readonly (readonly [name: string, expr: string, options?: string])[]) =>
  list
    .map(([name, expr, options = '']) => `shop.recordingRule('${name}', { expr: promql\`${expr}\`, ${options} });`)
    .join('\n');
const found = (body: string) => judge(body, judged).map(({ check, message }) => `${check}: ${message}`);
const groups = `const slow = shop.ruleGroup('slow', { interval: '5m' }); const other = shop.ruleGroup('other');\n`;

it.each([
  ['a chain in order', rules(['a:b:c', 'sum(shop_queue_length)'], ['a:b:d', '2 * a:b:c'])],
  ['an accumulator with an offset', rules(['a:b:c', 'a:b:c offset 1m + sum(shop_queue_length)'])],
  ['an accumulator with a start', rules(['a:b:c', '(a:b:c or vector(0)) + sum(increase(shop_requests_total[1m]))'])],
  ['a level of its own', rules(['a:b:c', 'sum without (level) (a:b:c{level="raw"})', `labels: { level: 'sum' }`])],
  ['each other, a while ago', rules(['a:b:c', 'a:b:d offset 1h'], ['a:b:d', '2 * a:b:c'])],
  [
    'another group of the same interval',
    groups + rules(['a:b:d', '2 * a:b:c'], ['a:b:c', 'sum(shop_queue_length)', 'group: other']),
  ],
  [
    'a range, whatever the interval',
    groups + rules(['a:b:c', 'sum(shop_queue_length)', 'group: slow'], ['a:b:d', 'avg_over_time(a:b:c[1h])']),
  ],
])('%s is fine', (_, body) => expect(found(body)).toEqual([]));

it.each([
  [
    rules(['a:b:c', '2 * a:b:c']),
    'recording-cycle: a:b:c reads only what it has recorded itself: it never gets a first value',
  ],
  [
    rules(['a:b:c', 'sum(a:b:d)'], ['a:b:d', '2 * a:b:c']),
    'recording-cycle: these rules read each other: a:b:c → a:b:d → a:b:c',
  ],
  [
    rules(['a:b:c', 'sum(a:b:d)'], ['a:b:d', 'a:b:e or a:b:e'], ['a:b:e', '-a:b:c']),
    'recording-cycle: these rules read each other: a:b:c → a:b:d → a:b:e → a:b:c',
  ],
  [
    rules(['a:b:d', '2 * a:b:c'], ['a:b:c', 'sum(shop_queue_length)']),
    'recording-order: a:b:c is computed after a:b:d has read it: this is the value of the evaluation before',
  ],
  [
    groups + rules(['a:b:c', 'sum(shop_queue_length)', 'group: slow'], ['a:b:d', '2 * a:b:c']),
    'recording-order: a:b:c is computed every 5m, a:b:d every 1m',
  ],
])('%s', (body, expected) => expect([...new Set(found(body))]).toContain(expected));

it('shows every rule of the circle', () => {
  const [finding] = judge(rules(['a:b:c', 'sum(a:b:d)'], ['a:b:d', '2 * a:b:c']), judged);
  expect(finding).toMatchObject({ at: 'a:b:d', related: ['a:b:c | a:b:d reads a:b:c here'] });
});
