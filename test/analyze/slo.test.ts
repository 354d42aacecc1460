import { sli, sub, system, upTo } from 'alidade';
import { describe, expect, test } from 'vitest';
import { budgetEvents, budgetGone, budgetTime, periodEvents } from '../../src/analyze/slo-budget.ts';
import {
  type Delays,
  delaysOf,
  detection,
  detectionBy,
  resolution,
  type Span,
  threshold,
} from '../../src/analyze/slo-detection.ts';
import type { Duration } from '../../src/define/quantity.ts';
import { registryOf } from '../../src/model/project.ts';
import type { Slo } from '../../src/model/slo.ts';
import { endOfFiring, firstFiring } from './slo-outage.ts';

/** The arithmetic of SLOs: numbers worked out by hand, and outages gone through sample by sample. */

const shop = system({
  title: 'Shop',
  owner: 'shop-team',
  docsUrl: 'https://docs.example.com/shop',
  severities: ['critical', 'warning'],
  runsOn: { prometheus: '3.5', grafana: '12', retention: '90d' },
  evaluationInterval: '30s',
});
const server = shop.scrapeJob('shop', { targets: ['shop:9090'], interval: '15s' });
const requests = server.counter('shop_requests_total', {
  help: 'Requests.',
  counts: 'requests',
  labels: { code: upTo(9) },
});
const happy = server.gauge('shop_satisfaction_ratio', { help: 'How happy customers are.', unit: 'ratio' });

const errors = (traffic?: `${number}/s` | `${number}/h`) =>
  sli.ratio({ bad: requests.where({ code: '500' }), total: requests, ...(traffic && { traffic }) });
type Sli = Parameters<typeof shop.slo>[1]['sli'];
let made = 0;
function slo(objective: `${number}%`, window: Duration, measured: Sli = errors('50/s')): Slo {
  made += 1;
  shop.slo(`s${made}`, { sli: measured, objective, window });
  return named(`s${made}`);
}

function named(id: string): Slo {
  const found = registryOf(shop)?.declarations.find((one) => one.kind === 'slo' && one.id === id);
  if (found?.kind !== 'slo') throw new Error(`no SLO ${id}`);
  return found;
}

const seconds = (milliseconds: number | undefined) => milliseconds && milliseconds / 1000;
const delays: Delays = { scrape: 15_000, recording: 30_000, alerting: 30_000 };

describe('budgets', () => {
  test.each([
    ['99.9%', '30d', 43 * 60 + 12],
    ['99.999%', '30d', 25.92],
    ['99.9%', '7d', 10 * 60 + 4.8],
    ['80%', '13d', 2.6 * 86_400],
    ['99.99%', '90d', 12 * 60 + 57.6],
    ['99.95%', '28d', 20 * 60 + 9.6],
    ['99.7%', '1d', 4 * 60 + 19.2],
  ] as const)('%s over %s', (objective, window, time) => {
    expect(seconds(budgetTime(slo(objective, window)))).toBe(time);
  });

  test.each([
    ['99.9%', '30d', '50/s', 129_600_000, 129_600],
    ['99.999%', '7d', '3/s', 1_814_400, 18.144],
    ['99.9%', '30d', '100/h', 72_000, 72],
    ['80%', '13d', '7/h', 2184, 436.8],
  ] as const)('%s over %s at %s in events', (objective, window, traffic, all, bad) => {
    const one = slo(objective, window, errors(traffic));
    expect([periodEvents(one), budgetEvents(one)]).toEqual([all, bad]);
  });

  test('without traffic it has no events', () => {
    expect(budgetEvents(slo('99.9%', '30d', errors()))).toBeUndefined();
  });

  test.each([
    ['99.9%', '30d', 1, 43 * 60 + 12],
    ['99.9%', '30d', 0.1, 7 * 3600 + 12 * 60],
    ['99.9%', '30d', 0.01, 3 * 86_400],
    ['99.9%', '30d', 0.001, 30 * 86_400],
    ['99.9%', '30d', 0.0009, undefined],
    ['99%', '13d', 0.01, 13 * 86_400],
    ['80%', '13d', 0.1, undefined],
    ['99.999%', '90d', 0.1, 777.6],
  ] as const)('that of %s over %s is gone when %d is bad', (objective, window, bad, after) => {
    expect(seconds(budgetGone(slo(objective, window), bad))).toBe(after);
  });
});

describe('when alerts fire', () => {
  test('a rate times the budget is the share above which they do', () => {
    const of = (objective: `${number}%`, window: Duration) => {
      const one = slo(objective, window);
      return one.burns.map((burn) => threshold(one, burn));
    };
    expect(of('99.9%', '30d')).toEqual([0.0144, 0.006, 0.003, 0.001]);
    expect(of('99.999%', '13d')).toEqual([0.000144, 0.00006, 0.00003, 0.00001]);
    expect(of('80%', '90d')).toEqual([2.88, 1.2, 0.6, 0.2]);
  });

  // Over 13 days the windows are 26m and 2m10s, 2h36m and 13m; 10h24m and 52m, 31h12m and 2h36m.
  test.each([
    // 0.144 of 26m: 222.48s of what lies between samples, 224.64s and one scrape and two evaluations.
    ['99.9%', '13d', 'page', 0.1, 222.48, 224.64 + 75],
    // 0.6 of 2h36m, which is summed up; the first pair would want 1.44.
    ['99.9%', '13d', 'page', 0.01, 0.6 * 9360 + 142.5 - 30, 0.6 * 9390 + 150 + 75],
    // 0.01 of 31h12m, and 0.03 of 10h24m as well, is 1123.2s; summed up from rates over 5m half of these comes on top.
    ['99.9%', '13d', 'ticket', 0.1, 1123.2 + 142.5 - 30, 1123.2 + 0.3 + 150 + 75],
    // 0.001 of it is 112.32s, less than half of 5m: sqrt(2 x 285 x 112.32) and sqrt(2 x 300 x 112.35).
    ['99.9%', '13d', 'ticket', 1, 253.026 - 30, 259.634 + 75],
    // 0.5 of 31h12m, long before 1.5 of 10h24m.
    ['99.9%', '13d', 'ticket', 0.002, 0.5 * 112_320 + 142.5 - 30, 0.5 * 112_350 + 150 + 75],
    ['99.9%', '13d', 'page', 0.006, undefined, undefined],
    ['80%', '13d', 'page', 1, undefined, undefined],
    // 0.6 of 10h24m beats 0.2 of 31h12m by little: 22,464s and 22,464s, so both at once.
    ['80%', '13d', 'ticket', 1, 22_464 + 142.5 - 30, 0.2 * 112_350 + 150 + 75],
  ] as const)('%s over %s: the %s when %d is bad', (objective, window, urgency, bad, earliest, latest) => {
    const span = detection(slo(objective, window), urgency, bad, delays);
    if (earliest === undefined) return expect(span).toBeUndefined();
    expect(span!.earliest / 1000).toBeCloseTo(earliest, 2);
    expect(span!.latest / 1000).toBeCloseTo(latest, 2);
  });

  test('delays are those of the job and of the system', () => {
    expect(delaysOf(slo('99.9%', '30d'), { scrapeInterval: 60_000, evaluationInterval: 30_000 })).toEqual(delays);
  });

  test('one that is not wanted never does', () => {
    shop.slo('quiet', { sli: errors(), objective: '99.9%', window: '30d', alerts: { page: false } });
    expect(detection(named('quiet'), 'page', 1, delays)).toBeUndefined();
    expect(detection(named('quiet'), 'ticket', 1, delays)).toBeDefined();
  });

  test('they end when the short window has left most of the outage behind', () => {
    const one = slo('99.9%', '30d');
    // Of three minutes only the first pair knows enough: 0.9856 of 5m.
    expect(resolution(one, 'page', 1, delays, 180_000)).toEqual({
      earliest: 0.9856 * 285_000,
      latest: 0.9856 * 300_000 + 75_000,
    });
    expect(resolution(one, 'page', 0.0145, delays)?.latest).toBe(Math.round((1 - 6 / 14.5) * 1_800_000) + 75_000);
    expect(resolution(one, 'page', 0.0001, delays)).toBeUndefined();
    expect(resolution(one, 'page', 1, delays, 30_000)).toBeUndefined();
  });
});

describe('outages gone through sample by sample', () => {
  const kinds = {
    counters: () => errors(),
    gauge: () => sli.gauge(server.up),
    raw: () => sli.raw((over) => sub(1, happy.avgOverTime(over).avg())),
  };
  const cases = (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((kind) => [
    [kind, '99.9%', '30d', 0.1] as const,
    [kind, '99.99%', '90d', 1] as const,
    [kind, '95%', '7d', 0.9] as const,
  ]);

  test.each(cases)('%s of %s over %s, %d bad', (kind, objective, window, bad) => {
    const one = slo(objective, window, kinds[kind]());
    for (const burn of one.burns) {
      const fires = detectionBy(one, burn, bad, delays);
      if (fires === undefined) continue;
      const pair = { ...one, burns: [burn] };
      for (const phase of [0.01, 0.35, 0.8, 1]) {
        const name = `${burn.urgency} ${burn.long} ${phase}`;
        expectWithin(name, firstFiring(one, burn, bad, delays, phase), fires);
        const lasted = fires.latest + phase * burn.long;
        const ends = resolution(pair, burn.urgency, bad, delays, lasted);
        expectWithin(`end of ${name}`, endOfFiring(one, burn, bad, delays, phase, lasted), ends!);
      }
    }
  });

  function expectWithin(name: string, time: number, { earliest, latest }: Span) {
    expect(time, name).toBeGreaterThanOrEqual(earliest - 1);
    expect(time, name).toBeLessThanOrEqual(latest + 1);
    expect(latest - earliest, name).toBeLessThan(delays.scrape * 2 + delays.recording * 3 + delays.alerting + 60_000);
  }
});
