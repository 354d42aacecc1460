import { type AlertHandle, matching, promql, sli, sub } from 'alidade';
import { describe, expectTypeOf, test } from 'vitest';
import { full, heap, jobs, lag, latency, nativeLatency, pauses, requests, shop, size } from './shop.ts';
import { type Knowledge, knows, refused, valuesOf } from './typed.ts';

/** What TypeScript knows and refuses of indicators and SLOs: each wrong line beside the right one. */

const errors = requests.where({ code: '500' });
const ratio = sli.ratio({ bad: errors, total: requests, by: 'method' });
const slo = shop.slo('web-errors', { sli: ratio, objective: '99.9%', window: '30d' });

describe('indicators', () => {
  test('good or bad events among all', () => {
    sli.ratio({ good: requests.where({ code: matching('2..') }), total: requests });
    sli.ratio({ bad: errors, total: requests, by: ['method', 'team'], traffic: '50/s', minimumTraffic: '100/h' });
    sli.ratio({ good: requests.where({ code: '200' }), bad: errors, by: 'method' });
    sli.ratio({ bad: errors, total: latency._count, partOfTotal: 'The histogram counts all requests.', by: 'method' });
    refused(() => {
      // @ts-expect-error which events are bad is not said
      sli.ratio({ total: requests });
      // @ts-expect-error three, of which the third follows
      sli.ratio({ good: errors, bad: errors, total: requests });
      // @ts-expect-error neither the good events nor all
      sli.ratio({ bad: errors });
      // @ts-expect-error a gauge does not count events
      sli.ratio({ bad: jobs, total: jobs });
      // @ts-expect-error a rate is no counter any more
      sli.ratio({ bad: errors.rate('5m'), total: requests });
      // @ts-expect-error no such label
      sli.ratio({ bad: errors, total: requests, by: 'methd' });
      // @ts-expect-error the histogram has no label "code"
      sli.ratio({ bad: errors, total: latency._count, by: 'code' });
      // @ts-expect-error no such value
      sli.ratio({ bad: requests.where({ code: '501' }), total: requests });
      // @ts-expect-error traffic is per second, minute or hour
      sli.ratio({ bad: errors, total: requests, traffic: '50' });
    });
  });

  test('observations below a bound', () => {
    sli.latency(latency, { below: '500ms' });
    sli.latency(latency, { below: 0.5, by: 'method' });
    sli.latency(size, { below: '1KiB' });
    sli.latency(nativeLatency, { below: '300ms', by: 'method' });
    refused(() => {
      // @ts-expect-error 300 ms is no bucket of the classic histogram
      sli.latency(latency, { below: '300ms' });
      // @ts-expect-error a size is no time
      sli.latency(size, { below: '500ms' });
      // @ts-expect-error a summary has no buckets
      sli.latency(pauses, { below: '500ms' });
      // @ts-expect-error no such label
      sli.latency(latency, { below: '500ms', by: 'code' });
    });
  });

  test('the time during which a gauge is as it should be', () => {
    sli.gauge(full, { below: '90%', by: 'team' });
    sli.gauge(jobs, { atMost: 100 });
    sli.gauge(heap, { atMost: '1GiB' });
    refused(() => {
      // @ts-expect-error a size is no time
      sli.gauge(lag, { atMost: '1GiB' });
      // @ts-expect-error one threshold
      sli.gauge(lag, { atMost: '1s', above: '1s' });
      // @ts-expect-error a counter only grows
      sli.gauge(requests);
      // @ts-expect-error no such label
      sli.gauge(lag, { atMost: '1s', by: 'method' });
    });
  });

  test('a ratio of one’s own is computed for each window', () => {
    sli.raw((over) => sub(1, full.avgOverTime(over)));
    sli.raw((over) => promql`1 - avg(avg_over_time(${full}[${over}]))`);
    refused(() => {
      // @ts-expect-error a range of dashboards
      sli.raw(() => requests.fraction({ code: '500' }));
      // @ts-expect-error no function of the window
      sli.raw(full);
    });
  });
});

describe('an SLO', () => {
  test('its alerts know their labels', () => {
    type Labels<A> = A extends AlertHandle<infer L> ? L : never;
    expectTypeOf<Labels<typeof slo.page>['alertname']>().toEqualTypeOf<'WebErrorsFastBurn'>();
    expectTypeOf<Labels<typeof slo.ticket>['alertname']>().toEqualTypeOf<'WebErrorsSlowBurn'>();
    expectTypeOf<Labels<typeof slo.absent>['alertname']>().toEqualTypeOf<'WebErrorsAbsent'>();
    expectTypeOf<Labels<typeof slo.page>['slo']>().toEqualTypeOf<'web-errors'>();
    expectTypeOf<keyof Labels<typeof slo.page>>().toEqualTypeOf<'alertname' | 'owner' | 'slo' | 'service' | 'method'>();
  });

  test('routing knows them by the SLO', () => {
    const receiver = shop.receiver('nobody', {});
    const inhibit = [
      { source: { slo: 'web-errors' }, target: { alertname: 'WebErrorsSlowBurn' }, equal: ['method'] },
    ] as const;
    shop.routing({ receiver, alerts: { slo, other: 5 }, groupBy: ['slo', 'method'], inhibit });
    shop.routing({ receiver, alerts: [slo], routes: [{ match: { alertname: ['WebErrorsFastBurn'] } }] });
    refused(() => {
      // @ts-expect-error no such SLO
      shop.routing({ receiver, alerts: [slo], routes: [{ match: { slo: 'web-error' } }] });
      // @ts-expect-error none of its alerts has this label
      shop.routing({ receiver, alerts: [slo], groupBy: ['code'] });
    });
  });

  test('its series know theirs', () => {
    knows(slo.budgetRemaining).toEqualTypeOf<Knowledge<'slo' | 'service' | 'method', 'ratio'>>();
    valuesOf(slo.burnRate, 'slo').toEqualTypeOf<'web-errors'>();
    slo.budgetRemaining.lt('25%');
    refused(() => {
      // @ts-expect-error a share is no time
      slo.budgetRemaining.lt('1h');
    });
  });

  test('its options', () => {
    const options = { sli: ratio, objective: '99%', window: '30d' } as const;
    const windows = [{ budget: '5%', long: '6h', short: '30m' }] as const;
    shop.slo('a', { sli: ratio, objective: '90%', window: '7d', alerts: { page: { windows }, absent: false } });
    shop.slo('b', { sli: ratio, objective: '90%', window: '7d', alerts: { page: { severity: 'critical' } } });
    shop.slo('c', { sli: ratio, objective: '90%', window: { calendar: 'month', timeZone: 'UTC' }, rules: false });
    refused(() => {
      // @ts-expect-error a number may be 99.9 or 0.999
      shop.slo('a', { sli: ratio, objective: 99.9, window: '30d' });
      // @ts-expect-error no length of time
      shop.slo('a', { sli: ratio, objective: '99%', window: '30 days' });
      // @ts-expect-error no calendar
      shop.slo('a', { sli: ratio, objective: '99%', window: { calendar: 'day' } });
      // @ts-expect-error an expression is no indicator
      shop.slo('a', { sli: full, objective: '99%', window: '30d' });
      // @ts-expect-error no severity of the system
      shop.slo('a', { sli: ratio, objective: '99%', window: '30d', alerts: { page: { severity: 'crit' } } });
      // @ts-expect-error a rate and a budget
      shop.slo('a', { ...options, alerts: { page: { windows: [{ burnRate: 2, budget: '2%', long: '1h' }] } } });
      // @ts-expect-error neither a rate nor a budget
      shop.slo('a', { ...options, alerts: { ticket: { windows: [{ long: '1h' }] } } });
    });
  });
});
