/** SLOs as Pyrra has them, with its windows and factors, beside rules of its shape. */
import { oneOf, sli, system } from 'alidade';
import { beforeAll, describe, expect, test } from 'vitest';
import { counted, neededFor, only, projectOf, promtool, type Rules, rulesOf, simulated, waiting } from './simulated.ts';

const own = system({
  title: 'Shop',
  owner: 'team',
  docsUrl: 'https://docs.example.com/shop',
  severities: ['page', 'ticket'],
  runsOn: { prometheus: '2.42', grafana: '12', retention: '90d' },
});
const job = own.scrapeJob('shop', { targets: ['shop:9090'], interval: '1m' });
const zone = oneOf('a', 'b');
const orders = job.counter('orders_total', {
  help: 'Orders.',
  counts: 'requests',
  labels: { zone, code: oneOf('200', '500') },
});
const times = job.histogram('order_seconds', { help: 'Time of an order.', unit: 'seconds', buckets: [0.5, 1] });
const probe = job.gauge('probe_success', {
  help: 'Whether the probe got through.',
  counts: 'probes',
  labels: { zone },
});

/** Pyrra's windows for 28 days, with the short ones and factors that it gives them. */
const alerts = {
  page: {
    windows: [
      { long: '1h', short: '5m', burnRate: 14 },
      { long: '6h', short: '30m', burnRate: 7 },
    ],
  },
  ticket: {
    windows: [
      { long: '1d', short: '2h', burnRate: 2 },
      { long: '4d', short: '6h', burnRate: 1 },
    ],
  },
} as const;
const common = { window: '28d', alerts } as const;
const ratio = sli.ratio({ bad: orders.where({ code: '500' }), total: orders, by: 'zone' });
own.slo('ratio', { sli: ratio, objective: '99%', ...common });
own.slo('latency', { sli: sli.latency(times, { below: '500ms' }), objective: '95%', ...common });
own.slo('gauge', { sli: sli.gauge(probe, { by: 'zone' }), objective: '99%', ...common });

/** The share of bad events over a window, as Pyrra asks for it. */
const burnRates: Readonly<Record<string, readonly [budget: number, expr: (window: string) => string]>> = {
  ratio: [
    0.01,
    (w) => `sum by (zone) (rate(orders_total{code="500"}[${w}])) / sum by (zone) (rate(orders_total[${w}]))`,
  ],
  latency: [
    0.05,
    (w) => {
      const all = `sum(rate(order_seconds_count[${w}]))`;
      return `(${all} - sum(rate(order_seconds_bucket{le=~"0.5"}[${w}]))) / ${all}`;
    },
  ],
  gauge: [
    0.01,
    (w) => {
      const all = `sum by (zone) (count_over_time(probe_success[${w}]))`;
      return `(${all} - sum by (zone) (sum_over_time(probe_success[${w}]))) / ${all}`;
    },
  ],
};

const rulesInShape: Rules = {
  files: [
    {
      path: 'pyrra.yml',
      text: JSON.stringify({
        groups: Object.entries(burnRates).map(([slo, [budget, expr]]) => {
          const name = (window: string) => `${slo}:burnrate${window}`;
          const pairs = Object.entries(alerts).flatMap(([severity, { windows }]) =>
            windows.map((pair) => ({ severity, ...pair })),
          );
          const windows = new Set(pairs.flatMap(({ long, short }) => [short, long]));
          return {
            name: slo,
            rules: [
              ...[...windows].map((window) => ({ record: name(window), expr: expr(window) })),
              ...pairs.map(({ severity, long, short, burnRate }) => ({
                alert: 'ErrorBudgetBurn',
                expr: `${name(short)} > (${burnRate} * ${budget}) and ${name(long)} > (${burnRate} * ${budget})`,
                labels: { pyrra: slo, severity, long },
              })),
            ],
          };
        }),
      }),
    },
  ],
  order: Object.keys(burnRates),
};

const hour = 60;
/** Two good hours, twenty minutes in which all of zone a fails, and half an hour after them. */
const series = {
  'orders_total{zone="a",code="200"}': counted([2 * hour, 90], [20, 0], [30, 90]),
  'orders_total{zone="a",code="500"}': counted([2 * hour, 0], [20, 90], [30, 0]),
  'orders_total{zone="b",code="200"}': counted([2 * hour + 50, 10]),
  'orders_total{zone="b",code="500"}': counted([2 * hour + 50, 0]),
  order_seconds_count: counted([2 * hour + 50, 10]),
  'order_seconds_bucket{le="0.5"}': counted([2 * hour, 10], [20, 0], [30, 10]),
  'probe_success{zone="a"}': `1x${2 * hour} 0x19 1x30`,
  'probe_success{zone="b"}': `1x${2 * hour + 50}`,
};
const minutes = 2 * hour + 50;

describe('the windows of Pyrra', () => {
  test('spend of the budget what it says: 1h of 28 days at 14 times is 2.08%', () => {
    const [first] = projectOf(own).slos;
    expect(first?.burns.map(({ share }) => (share * 100).toFixed(2))).toEqual(['2.08', '6.25', '7.14', '14.29']);
  });
});

describe.skipIf(promtool === undefined)('Pyrra and Alidade on the same series (needs promtool)', () => {
  let fired: Readonly<Record<string, number>>;
  beforeAll(() => {
    const ask = Object.keys(burnRates).flatMap((slo) =>
      ['page', 'ticket'].flatMap((urgency) => {
        const theirs = `count by (zone) (ALERTS{pyrra="${slo}",severity="${urgency}"})`;
        const ours = `count by (zone) (ALERTS{alertstate="firing",slo="${slo}",severity="${urgency}"})`;
        const exprs = { theirs, ours, apart: `(${theirs} unless ${ours}) or (${ours} unless ${theirs})` };
        return Object.entries(exprs).map(([side, expr]) => {
          const over = `sum(count_over_time((${expr})[${minutes}m:2m]))`;
          return [`${slo} ${urgency} ${side}`, { expr: over, at: minutes * 60 }] as const;
        });
      }),
    );
    const needed = projectOf(own)
      .alerts.map(({ name }) => name)
      .filter((name) => !name.endsWith('Absent'));
    const rules = [rulesInShape, neededFor(rulesOf(own), ...needed)];
    const [answers] = simulated(rules, [{ series, scrape: 60, evaluation: 120, ask: Object.fromEntries(ask) }]);
    fired = Object.fromEntries(Object.entries(answers!).map(([name, samples]) => [name, only(samples) ?? 0]));
  }, waiting);

  /** Evaluations, two minutes apart and of both zones; ours is one behind where a window is summed up. */
  test.each([
    ['ratio page', 19, 0],
    ['ratio ticket', 25, 1],
    ['latency page', 0, 0],
    ['latency ticket', 22, 0],
    ['gauge page', 20, 0],
    ['gauge ticket', 25, 0],
  ])('%s', (name, theirs, late) => {
    expect(['theirs', 'ours', 'apart'].map((side) => fired[`${name} ${side}`])).toEqual([theirs, theirs - late, late]);
  });
});
