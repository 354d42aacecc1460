import { expect, it } from 'vitest';
import { checks } from '../../src/check/index.ts';
import { judge } from './judge.ts';

const judged = checks.filter(({ id }) => id === 'alert-for');
const found = (when: string, wait?: string) => {
  const options = `severity: 'warning', summary: 'S', runbook, ${wait === undefined ? '' : `for: '${wait}'`}`;
  return judge(`shop.alert('A', { when: promql\`${when}\`, ${options} });`, judged).map(
    ({ at, message }) => `${at} | ${message}`,
  );
};

it.each([
  ['shop_queue_length > 100', '5m'],
  ['shop_queue_length > 100', '0s'],
  ['shop_queue_length > 100', '1m'],
  ['avg_over_time(shop_queue_length[10m]) > 100', undefined],
  ['rate(shop_requests_total[5m]) > 100', undefined],
  ['max_over_time(irate(shop_requests_total[1m])[10m:]) > 100', undefined],
  ['increase(shop_requests_total{status="error"}[5m]) > 0', undefined],
  ['increase(shop_requests_total{status="error"}[1h]) > 0', '10m'],
  ['increase(shop_requests_total{status="error"}[5m]) > 0', '5m'],
  ['increase(shop_requests_total{status="error"}[5m]) > 100', '10m'],
  ['rate(shop_requests_total{status="error"}[5m]) > 0', '10m'],
  ['increase(shop_requests_total[5m]) == 0', '10m'],
  ['absent(shop_queue_length)', '1m'],
  ['absent_over_time(shop_queue_length[10m])', undefined],
  ['unknown_metric > 1', undefined],
  ['count(up == 0) > 1', '2m'],
] as [string, string | undefined][])('%s for %s is fine', (when, wait) => expect(found(when, wait)).toEqual([]));

it.each([
  ['shop_queue_length > 100', undefined, "'A' | a single sample of a gauge fires this alert"],
  ['up == 0', undefined, "'A' | a single sample of a gauge fires this alert"],
  ['sum by (job) (shop_queue_length) > 100', undefined, "'A' | a single sample of a gauge fires this alert"],
  [
    'rate(shop_requests_total[5m]) > 9 or shop_queue_length > 100',
    undefined,
    "'A' | a single sample of a gauge fires this alert",
  ],
  [
    'irate(shop_requests_total[5m]) > 9',
    undefined,
    "'A' | irate() sees the last two samples only: one jump fires this alert",
  ],
  [
    'shop_queue_length > 100',
    '30s',
    "'30s' | the rule is evaluated every 1m: 30s is less than from one time to the next",
  ],
  [
    'absent(shop_queue_length)',
    undefined,
    "'A' | absent() fires after every restart of Prometheus, before the first scrape",
  ],
  [
    'increase(shop_requests_total{status="error"}[5m]) > 0',
    '10m',
    'increase(shop_requests_total{status="error"}[5m]) > 0 | one event is seen for 5m, but the alert waits for 10m: only repeated ones fire it',
  ],
  [
    'sum(changes(shop_queue_length[5m])) >= 1',
    '10m',
    'sum(changes(shop_queue_length[5m])) >= 1 | one event is seen for 5m, but the alert waits for 10m: only repeated ones fire it',
  ],
])('%s for %s', (when, wait, expected) => expect(found(when, wait)).toEqual([expected]));

it('a recorded mean is no single sample', () => {
  const alert = `shop.alert('A', { when: promql\`queue:mean > 100\`, severity: 'warning', summary: 'S', runbook });`;
  const recorded = (expr: string) => `shop.recordingRule('queue:mean', { expr: promql\`${expr}\` });\n${alert}`;
  expect(judge(recorded('avg_over_time(shop_queue_length[10m])'), judged)).toEqual([]);
  expect(judge(recorded('avg(shop_queue_length)'), judged)).toHaveLength(1);
});
