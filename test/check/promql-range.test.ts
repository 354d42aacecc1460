import { expect, it } from 'vitest';
import { judge } from './judge.ts';

const found = (body: string) =>
  judge(body)
    .filter(({ check }) => check.startsWith('promql-range'))
    .map(({ check, at, message }) => `${check} <${at}> ${message}`);

const alert = (expr: string) => `shop.alert('TestedAlert', { when: promql\`${expr}\`, ...warning });`;
const slow = `const slow = shop.ruleGroup('slow', { interval: '10m' });
shop.recordingRule('shop:requests:rate5m', { expr: requests.rate('5m').sum({ by: 'method' }), group: slow });
const daily = shop.scrapeJob('daily', { targets: ['d:1'], interval: '20m' });
daily.gauge('shop_backup_bytes', { help: 'Size.', unit: 'bytes' });`;
const panel = (query: string, more = '') =>
  `shop.dashboard('d', { title: 'D', rows: [row('R', [timeseries('T', { query: ${query}, unit: 'reqps', description: 'T.' ${more} })])] });`;

it.each([
  [alert('rate(shop_requests_total[1m]) > 1'), []],
  [
    alert('rate(shop_requests_total[15s]) > 1'),
    ['promql-range <15s> rate() over 15s, but shop_requests_total is scraped every 15s: there are never two samples'],
  ],
  [
    alert('rate(shop_requests_total[29s]) > 1'),
    ['promql-range <29s> rate() over 29s, but shop_requests_total is scraped every 15s: there is often but one sample'],
  ],
  [
    alert('rate(shop_requests_total[45s]) > 1'),
    [
      'promql-range-short <45s> rate() over 45s, but shop_requests_total is scraped every 15s: a missed sample leaves one or none',
    ],
  ],
  [alert('max_over_time(shop_queue_length[15s]) > 1'), []],
  // Ahead of the evaluation nothing has been stored yet; what is looked back from there may reach the present.
  [
    alert('shop_queue_length > 2 * (shop_queue_length offset -1w)'),
    ['promql-range <-1w> this offset leads 1w into the future, where there are no samples yet: it is always empty'],
  ],
  [
    alert('rate(shop_requests_total[5m] offset -10m) > 1'),
    ['promql-range <-10m> this offset leads 10m into the future, where there are no samples yet: it is always empty'],
  ],
  [alert('rate(shop_requests_total[10m] offset -5m) > 1'), []],
  [alert('shop_queue_length offset -2m > 1'), []],
  [alert('max_over_time((shop_queue_length offset -1h)[2h:1m]) > 1'), []],
  [alert('shop_queue_length offset -1h @ 1700000000 > 1'), []],
  [panel('promql`shop_queue_length offset -1w`'), []],
  // Retention, with all that adds to it.
  [alert('rate(shop_requests_total[20d]) > 1'), ['promql-range <20d> 20d is longer than Prometheus keeps data (15d)']],
  [alert('rate(shop_requests_total[15d]) > 1'), []],
  [
    alert('shop_queue_length > 2 * (shop_queue_length offset 16d)'),
    ['promql-range <16d> 16d is longer than Prometheus keeps data (15d)'],
  ],
  [
    alert('rate(shop_requests_total[8d] offset 8d) > 1'),
    ['promql-range <8d> this reads 16d back, ranges and offsets together: longer than Prometheus keeps data (15d)'],
  ],
  [
    alert('max_over_time(rate(shop_requests_total[5m])[14d:1h] offset 2d) > 1'),
    ['promql-range <14d> this reads 16d5m back, ranges and offsets together: longer than Prometheus keeps data (15d)'],
  ],
  [alert('rate(shop_requests_total[14d] offset -2d) > 1'), []],
  [alert('shop_queue_length @ 1609746000 > 1'), []],
  // The pipeline of a recorded series is its group.
  [`${slow} ${alert('last_over_time(shop:requests:rate5m[20m]) > 1')}`, []],
  [
    `${slow} ${alert('delta(shop:requests:rate5m[15m]) > 1')}`,
    [
      'promql-range <15m> delta() over 15m, but shop:requests:rate5m is written every 10m: there is often but one sample',
    ],
  ],
  [
    `${slow} ${alert('shop:requests:rate5m > 1')}`,
    [
      'promql-range <shop:requests:rate5m> shop:requests:rate5m is written every 10m, but an instant vector looks back 5m: between, it is empty',
    ],
  ],
  [
    `${slow} ${alert('shop_backup_bytes < 1000')}`,
    [
      'promql-range <shop_backup_bytes> shop_backup_bytes is scraped every 20m, but an instant vector looks back 5m: between, it is empty',
    ],
  ],
  [`${slow} ${alert('(shop_backup_bytes or last_over_time(shop_backup_bytes[1h])) < 1000')}`, []],
  [alert('max_over_time(deriv(shop_queue_length[10m])[1h:5m]) > 1'), []],
  [
    alert('deriv(sum(shop_queue_length)[3m:2m]) > 1'),
    ['promql-range <3m> deriv() over 3m, but the subquery steps every 2m: there is often but one sample'],
  ],
  [alert('ALERTS{alertname="ShopDown"} > 0'), []],
  // Graphs choose the range by their resolution.
  [panel('requests.rate().sum()'), []],
  [
    panel('requests.rate("5m").sum()'),
    [
      'promql-range-short <"5m"> rate() over a fixed 5m in a graph: zoomed out, it leaves data between its points unread',
    ],
  ],
  [panel('requests.rate("1h").sum()'), []],
  [panel('requests.increase("5m").sum()'), []],
  [panel('requests.rate("1m").sum()').replace('timeseries', 'stat'), []],
])('%s', (body, expected) => {
  expect(found(body)).toEqual(expected);
});

it.each([
  ['avg_over_time(shop_queue_length[5s]) > 9', ['promql-range <5s>']],
  ['absent_over_time(shop_queue_length[7s])', ['promql-range <7s>']],
  ['max_over_time(shop_queue_length[15s]) > 9', []],
  ['max_over_time(shop_queue_length[5s:1s]) > 9', []],
])('over time: %s', (when, expected) =>
  expect(
    found(alert(when))
      .map((one) => one.split('> ')[0])
      .map((one) => one && `${one}>`),
  ).toEqual(expected),
);
