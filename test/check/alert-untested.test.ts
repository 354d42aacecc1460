import { expect, it } from 'vitest';
import { alertUntested } from '../../src/check/alert-untested.ts';
import { checks } from '../../src/check/index.ts';
import { judge } from './judge.ts';

const others = checks.filter(({ id }) => id === 'promql-impossible' || id === 'metric-buckets');
function told(body: string) {
  const found = judge(body, [alertUntested, ...others]);
  return found.filter(({ check }) => check === 'alert-untested').map(({ message }) => message);
}
const native = `const calls = server.nativeHistogram('shop_calls_seconds', { help: 'Time of a call.', unit: 'seconds' });
const slow = shop.alert('CallsSlow', { when: calls.quantile(0.9, { over: '5m' }).gt('1s'), ...warning });`;
const fed = "alert: slow, series: [series(calls, {}, '{{sum:1 count:1}}x9')]";
const because =
  ': none is generated, because shop_calls_seconds is a native histogram, of which no samples are generated';

it.each([
  ['', [`no test makes CallsSlow fire or keeps it quiet${because}`]],
  [`shop.ruleTest({ ${fed}, firing: ['20m'] });`, [`no test keeps CallsSlow quiet${because}`]],
  [`shop.ruleTest({ ${fed}, quiet: ['0s'] });`, [`no test makes CallsSlow fire${because}`]],
  [`shop.ruleTest({ ${fed}, pending: ['5m'], quiet: ['0s'] });`, [`no test makes CallsSlow fire${because}`]],
  [`shop.ruleTest({ ${fed}, firing: ['20m'] }); shop.ruleTest({ ${fed}, quiet: ['0s'] });`, []],
])('what no test shows is told, with why none is generated: %s', (tests, messages) => {
  expect(told(`${native}\n${tests}`)).toEqual(messages);
});

it('an alert that a generated test proves is tested', () => {
  expect(told("shop.alert('QueueLong', { when: queueLength.gt(5), ...warning });")).toEqual([]);
});

it('an alert that fires all the time is never quiet', () => {
  expect(told("shop.alert('Alive', { when: promql`vector(1)`, ...warning, alwaysFiring: 'dead man' });")).toEqual([]);
});

it('what is wrong with the alert, or with what it reads, is told first', () => {
  expect(
    told(
      'shop.alert(\'Never\', { when: promql`shop_queue_length < 5 and shop_queue_length > 6 and up{job="shop"} < 0`, ...warning });',
    ),
  ).toEqual([]);
  expect(
    told(`server.histogram('shop_wait_seconds', { help: 'Time to wait.', unit: 'seconds', buckets: [1, 0.5] });
shop.recordingRule('shop:wait', { expr: promql\`histogram_quantile(0.9, sum by (le) (rate(shop_wait_seconds_bucket[5m])))\`, unit: 'seconds' });
shop.alert('WaitLong', { when: promql\`shop:wait > 0.7\`, ...warning });`),
  ).toEqual([]);
});

it('of rules that read themselves nothing is generated', () => {
  const rules = `shop.recordingRule('shop:a', { expr: promql\`shop:b + 1\` }); shop.recordingRule('shop:b', { expr: promql\`shop:a + 1\` });`;
  expect(told(`${rules}\nshop.alert('Round', { when: promql\`shop:a > 5\`, ...warning });`)).toEqual([
    'no test makes Round fire or keeps it quiet: none is generated, because recording rules that it reads read each other in a circle',
  ]);
});
