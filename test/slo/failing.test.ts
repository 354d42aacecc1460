/** Indicators of each kind while everything fails, and before anything did. */
import { oneOf, sli, system } from 'alidade';
import { beforeAll, describe, expect, test } from 'vitest';
import { inFolder } from '../programs.ts';
import { counted, neededFor, projectOf, promtool, rulesOf, type Samples, simulated, waiting } from './simulated.ts';

const shop = system({
  title: 'Shop',
  owner: 'team',
  docsUrl: 'https://docs.example.com/shop',
  severities: ['page', 'ticket'],
  runsOn: { prometheus: '2.42', grafana: '12', retention: '90d', features: ['native-histograms'] },
});
const job = shop.scrapeJob('shop', { targets: ['shop:9090'], interval: '1m' });
const zone = oneOf('a', 'b', 'c');
const orders = job.counter('orders_total', {
  help: 'Orders.',
  counts: 'requests',
  labels: { zone, code: oneOf('200', '500') },
});
const failures = job.counter('failures_total', { help: 'Failed orders.', counts: 'requests', labels: { zone } });
const times = job.histogram('order_seconds', { help: 'Time of an order.', unit: 'seconds', buckets: [0.5, 1] });
const native = job.nativeHistogram('order_native_seconds', { help: 'Time of an order.', unit: 'seconds' });
const queue = job.gauge('queue_length', { help: 'Orders that wait.', counts: 'orders', labels: { zone } });
const share = job.gauge('failing_ratio', { help: 'Share of orders that fail.', unit: 'ratio' });

const common = { objective: '99%', window: '30d' } as const;
const bad = orders.where({ code: '500' });
const good = orders.where({ code: '200', zone: 'a' });
shop.slo('bad', { sli: sli.ratio({ bad, total: orders }), ...common });
shop.slo('good', { sli: sli.ratio({ good, total: orders.where({ zone: 'a' }) }), ...common });
shop.slo('both', { sli: sli.ratio({ good, bad: failures }), ...common });
// There are 40 to 50 orders a minute.
shop.slo('busy', { sli: sli.ratio({ bad, total: orders, minimumTraffic: '30/m' }), ...common });
shop.slo('quiet', { sli: sli.ratio({ bad, total: orders, minimumTraffic: '60/m' }), ...common });
shop.slo('zones', { sli: sli.ratio({ bad, total: orders, by: 'zone' }), ...common });
shop.slo('other', { sli: sli.ratio({ bad: failures, total: orders, partOfTotal: 'Counted apart.' }), ...common });
shop.slo('latency', { sli: sli.latency(times, { below: '500ms' }), ...common });
shop.slo('up', { sli: sli.gauge(job.up), ...common });
shop.slo('queue', { sli: sli.gauge(queue, { atMost: 100, by: 'zone' }), ...common });
shop.slo('raw', { sli: sli.raw((over) => share.avgOverTime(over).avg()), ...common });
shop.slo('native', { sli: sli.latency(native, { below: '500ms' }), ...common });

/** All is well for an hour, and nothing bad has a series; then zone a fails and what was good there is gone, as is zone c. */
const hour = 60;
const late = `_x${hour} ${counted([hour, 30])}`;
const series = {
  'orders_total{zone="a",code="200"}': `${counted([hour, 30])} stale`,
  'orders_total{zone="a",code="500"}': late,
  'orders_total{zone="b",code="200"}': counted([2 * hour, 10]),
  'orders_total{zone="c",code="200"}': `${counted([hour, 10])} stale`,
  'failures_total{zone="a"}': late,
  'order_seconds_bucket{le="0.5"}': counted([hour, 10], [hour, 0]),
  'order_seconds_bucket{le="1"}': counted([2 * hour, 10]),
  'order_seconds_bucket{le="+Inf"}': counted([2 * hour, 10]),
  order_seconds_count: counted([2 * hour, 10]),
  'up{job="shop",instance="shop:9090"}': `1x${hour} 0x${hour}`,
  failing_ratio: `0x${hour} 1x${hour}`,
  'queue_length{zone="a"}': `5x${hour} 500x${hour}`,
  'queue_length{zone="b"}': `5x${2 * hour}`,
};

const ratio = 'sum by (slo, zone) (slo:sli_error:ratio_rate5m)';
const firing = 'sum by (slo, zone, severity) (ALERTS{alertstate="firing"})';

describe.skipIf(promtool === undefined)('indicators of each kind (need promtool)', () => {
  let answers: Readonly<Record<string, Samples>>;
  beforeAll(() => {
    const needed = projectOf(shop).alerts.map(({ name }) => name);
    const withoutNative = needed.filter((name) => !name.startsWith('Native'));
    const ask = {
      'ratios before': { expr: ratio, at: 3600 },
      'alerts before': { expr: firing, at: 3600 },
      'ratios after': { expr: ratio, at: 5400 },
      'alerts after': { expr: firing, at: 5400 },
    };
    const rules = neededFor(rulesOf(shop), ...withoutNative);
    const [all] = simulated([rules], [{ series, scrape: 60, evaluation: 300, ask }]);
    answers = all!;
  }, waiting);

  test('while nothing bad has a series, no share is bad', () => {
    const slos = ['bad', 'both', 'busy', 'good', 'latency', 'other', 'quiet', 'raw', 'up'].map(
      (slo) => `{slo="${slo}"}`,
    );
    const zones = ['queue a', 'queue b', 'zones a', 'zones b', 'zones c'].map((text) => {
      const [slo, own] = text.split(' ');
      return `{slo="${slo}", zone="${own}"}`;
    });
    expect(answers['ratios before']).toEqual(Object.fromEntries([...slos, ...zones].map((labels) => [labels, 0])));
    expect(answers['alerts before']).toEqual({});
  });

  test('when everything fails and what was good is gone, all of it is bad', () => {
    // Zone b goes on: 30 of 40 are bad.
    const part = ['bad', 'busy', 'other', 'quiet'].map((slo) => `{slo="${slo}"}`);
    const all = Object.entries(answers['ratios after'] ?? {});
    for (const [labels, value] of all) if (part.includes(labels)) expect(value).toBeCloseTo(0.75, 12);
    expect(Object.fromEntries(all.filter(([labels]) => !part.includes(labels)))).toEqual({
      '{slo="both"}': 1,
      '{slo="good"}': 1,
      '{slo="latency"}': 1,
      '{slo="queue", zone="a"}': 1,
      '{slo="queue", zone="b"}': 0,
      '{slo="raw"}': 1,
      '{slo="up"}': 1,
      '{slo="zones", zone="a"}': 1,
      '{slo="zones", zone="b"}': 0,
    });
  });

  test('and there is a page and a ticket of each, only of the group that fails and where there is traffic, and a ticket of the one that is gone', () => {
    const told = ['bad', 'both', 'busy', 'good', 'latency', 'other', 'raw', 'up'].flatMap((slo) => [
      `{severity="page", slo="${slo}"}`,
      `{severity="ticket", slo="${slo}"}`,
    ]);
    const ofGroups = ['queue', 'zones'].flatMap((slo) => [
      `{severity="page", slo="${slo}", zone="a"}`,
      `{severity="ticket", slo="${slo}", zone="a"}`,
    ]);
    const gone = '{severity="ticket", slo="zones", zone="c"}';
    expect(Object.keys(answers['alerts after'] ?? {}).sort()).toEqual([...told, ...ofGroups, gone].sort());
  });

  test('Prometheus accepts the rules of all', () => {
    const { files } = rulesOf(shop);
    const run = inFolder(files, (folder) => promtool?.(['check', 'rules', ...files.map(({ path }) => path)], folder));
    expect(run).toMatchObject({ status: 0 });
  });
});
