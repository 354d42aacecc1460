import { promql, sli, sub, system, upTo } from 'alidade';
import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../src/define/slo.ts';
import { type Declaration, registryOf } from '../../src/model/project.ts';
import type { Alert, RecordingRule } from '../../src/model/rule.ts';
import { print } from '../../src/promql/print.ts';

/** What becomes of an SLO: the rules of each kind of indicator, and its alerts. */

const shop = () => {
  const handle = system({
    title: 'Web Shop',
    owner: 'shop-team',
    docsUrl: 'https://docs.example.com/shop',
    severities: ['critical', 'warning', 'info'],
    runsOn: { prometheus: '3.5', grafana: '12', retention: '90d' },
    scrapeInterval: '15s',
    evaluationInterval: '30s',
  });
  const job = handle.scrapeJob('web', { targets: ['web:9090'] });
  const requests = job.counter('http_requests_total', {
    help: 'Requests.',
    counts: 'requests',
    labels: { code: upTo(9), method: upTo(9) },
  });
  const latency = job.histogram('http_seconds', { help: 'Time.', unit: 'seconds', buckets: [0.5, 1] });
  const native = job.nativeHistogram('rpc_seconds', { help: 'Time.', unit: 'seconds' });
  const queue = job.gauge('queue', { help: 'Orders.', counts: 'orders', labels: { kind: upTo(3) } });
  return { handle, job, requests, latency, native, queue };
};

type Shop = ReturnType<typeof shop>['handle'];
const declarationsOf = (handle: Shop): readonly Declaration[] => registryOf(handle)!.declarations;
const kept = <K extends Declaration['kind']>(handle: Shop, kind: K) =>
  declarationsOf(handle).filter((one): one is Extract<Declaration, { kind: K }> => one.kind === kind);
const rule = (handle: Shop, name: string) => kept(handle, 'recordingRule').find((one) => one.name === name);
const text = (one: Alert | RecordingRule | undefined) => one && print(one.expr.ast!);
const named = (handle: Shop, name: string) => text(rule(handle, name));

describe('what is recorded', () => {
  test('all of a ratio, in the order in which it is read', () => {
    const { handle, requests } = shop();
    handle.slo('errors', {
      sli: sli.ratio({ bad: requests.where({ code: '500' }), total: requests }),
      objective: '99.9%',
      window: '30d',
    });
    expect(kept(handle, 'recordingRule').map(({ name, group }) => `${group} ${name}`)).toEqual([
      'slo-errors slo:sli_events:rate5m',
      'slo-errors slo:sli_errors:rate5m',
      'slo-errors slo:sli_error:ratio_rate5m',
      'slo-errors slo:sli_error:ratio_rate30m',
      'slo-errors slo:sli_error:ratio_rate1h',
      'slo-errors slo:sli_error:ratio_rate2h',
      'slo-errors slo:sli_error:ratio_rate6h',
      'slo-errors slo:sli_error:ratio_rate1d',
      'slo-errors slo:sli_error:ratio_rate3d',
      'slo-errors slo:current_burn_rate:ratio',
      'slo-errors-period slo:sli_error:ratio_rate30d',
      'slo-errors-period slo:objective:ratio',
      'slo-errors-period slo:error_budget:ratio',
      'slo-errors-period slo:time_period:days',
      'slo-errors-period slo:period_burn_rate:ratio',
      'slo-errors-period slo:period_error_budget_remaining:ratio',
      'slo-errors-period slo_info',
    ]);
    expect(named(handle, 'slo:sli_errors:rate5m')).toBe(
      'sum(rate(http_requests_total{code="500"}[5m])) or 0 * sum(rate(http_requests_total[5m]))',
    );
    expect(named(handle, 'slo:sli_error:ratio_rate2h')).toBe(
      '(sum(rate(http_requests_total{code="500"}[2h])) or 0 * sum(rate(http_requests_total[2h]))) / sum(rate(http_requests_total[2h]))',
    );
    expect(named(handle, 'slo:sli_error:ratio_rate30d')).toBe(
      'sum_over_time(slo:sli_errors:rate5m{service="web-shop",slo="errors"}[30d]) / sum_over_time(slo:sli_events:rate5m{service="web-shop",slo="errors"}[30d])',
    );
    expect(named(handle, 'slo:objective:ratio')).toBe('vector(0.999)');
    expect(named(handle, 'slo:error_budget:ratio')).toBe('vector(0.001)');
    expect(named(handle, 'slo:period_burn_rate:ratio')).toBe(
      'slo:sli_error:ratio_rate30d{service="web-shop",slo="errors"} / 0.001',
    );
    expect(rule(handle, 'slo:objective:ratio')?.labels).toEqual({ slo: 'errors', service: 'web-shop' });
    const facts = { slo: 'errors', service: 'web-shop', objective: '99.9%', owner: 'shop-team', window: '30d' };
    expect(rule(handle, 'slo_info')?.labels).toEqual(facts);
  });

  test('good events: what is not good is bad, also when nothing is good', () => {
    const { handle, requests } = shop();
    handle.slo('good', {
      sli: sli.ratio({ good: requests.where({ code: '200' }), total: requests, by: 'method' }),
      objective: '99%',
      window: '30d',
    });
    expect(named(handle, 'slo:sli_errors:rate5m')).toBe(
      'sum by (method) (rate(http_requests_total[5m])) - (sum by (method) (rate(http_requests_total{code="200"}[5m])) or 0 * sum by (method) (rate(http_requests_total[5m])))',
    );
  });

  test('good and bad events that together are all', () => {
    const { handle, requests } = shop();
    const [good, bad] = [requests.where({ code: '200' }), requests.where({ code: '500' })];
    handle.slo('both', { sli: sli.ratio({ good, bad }), objective: '99%', window: '30d' });
    const [fine, failed] = ['200', '500'].map((code) => `sum(rate(http_requests_total{code="${code}"}[5m]))`);
    expect(named(handle, 'slo:sli_events:rate5m')).toBe(`(${fine} or 0 * ${failed}) + (${failed} or 0 * ${fine})`);
    expect(named(handle, 'slo:sli_errors:rate5m')).toBe(`${failed} or 0 * ${fine}`);
  });

  test('latency of a classic and of a native histogram, which without observations is 0 and not NaN', () => {
    const { handle, latency, native } = shop();
    const rest = { objective: '95%', window: '30d' } as const;
    handle.slo('classic', { sli: sli.latency(latency, { below: '500ms' }), ...rest });
    expect(named(handle, 'slo:sli_errors:rate5m')).toBe(
      'sum(rate(http_seconds_count[5m])) - sum(rate(http_seconds_bucket{le="0.5"}[5m]))',
    );
    const other = shop();
    other.handle.slo('native', { sli: sli.latency(native, { below: '500ms' }), ...rest });
    expect(named(other.handle, 'slo:sli_errors:rate5m')).toBe(
      'histogram_count(sum(rate(rpc_seconds[5m]))) - (histogram_fraction(-Inf, 0.5, sum(rate(rpc_seconds[5m]))) * histogram_count(sum(rate(rpc_seconds[5m]))) >= 0 or 0 * histogram_count(sum(rate(rpc_seconds[5m]))))',
    );
  });

  test('a gauge is looked at whenever rules are evaluated', () => {
    const { handle, job, queue } = shop();
    handle.slo('up', { sli: sli.gauge(job.up), objective: '99%', window: '30d' });
    expect(named(handle, 'slo:sli_events:count')).toBe('count(up{job="web"})');
    expect(named(handle, 'slo:sli_errors:count')).toBe('count(up{job="web"}) - sum(up{job="web"} == bool 1)');
    expect(named(handle, 'slo:sli_error:ratio_rate1h')).toBe(
      'sum_over_time(slo:sli_errors:count{service="web-shop",slo="up"}[1h]) / sum_over_time(slo:sli_events:count{service="web-shop",slo="up"}[1h])',
    );
    const other = shop();
    other.handle.slo('queue', { sli: sli.gauge(queue, { atMost: 100, by: 'kind' }), objective: '99%', window: '30d' });
    expect(named(other.handle, 'slo:sli_errors:count')).toBe(
      'count by (kind) (queue) - sum by (kind) (queue <= bool 100)',
    );
  });

  test('a ratio of one’s own is asked for each window that decides, and averaged over the period', () => {
    const { handle, queue } = shop();
    handle.slo('raw', {
      sli: sli.raw((over) => sub(1, queue.minOverTime(over).avg())),
      objective: '90%',
      window: '30d',
    });
    expect(named(handle, 'slo:sli_error:ratio_rate1h')).toBe('1 - avg(min_over_time(queue[1h]))');
    expect(named(handle, 'slo:sli_error:ratio_rate3d')).toBe('1 - avg(min_over_time(queue[3d]))');
    expect(named(handle, 'slo:sli_error:ratio_rate30d')).toBe(
      'avg_over_time((slo:sli_error:ratio_rate5m{service="web-shop",slo="raw"} == slo:sli_error:ratio_rate5m{service="web-shop",slo="raw"})[30d:5m])',
    );
    const other = shop();
    const text = sli.raw((over) => promql`1 - avg(avg_over_time(${other.queue}[${over}]))`);
    other.handle.slo('text', { sli: text, objective: '90%', window: '7d' });
    expect(named(other.handle, 'slo:sli_error:ratio_rate14m')).toBe('1 - avg(avg_over_time(queue[14m]))');
  });

  test('base windows of hours are not summed up from themselves', () => {
    const { handle, requests } = shop();
    const counted = sli.ratio({ bad: requests.where({ code: '500' }), total: requests });
    const options = { objective: '99%', window: '90d', shortestWindow: '4d' } as const;
    handle.slo('seldom', { sli: counted, ...options });
    expect(named(handle, 'slo:sli_events:rate4d')).toBe('sum(rate(http_requests_total[4d]))');
    const other = shop();
    other.handle.slo('raw', { sli: sli.raw((over) => sub(1, other.queue.minOverTime(over).avg())), ...options });
    expect(named(other.handle, 'slo:sli_error:ratio_rate4d')).toBe('1 - avg(min_over_time(queue[4d]))');
  });

  test('traffic is recorded for the windows that a floor of traffic needs', () => {
    const { handle, requests } = shop();
    const counted = sli.ratio({ bad: requests.where({ code: '500' }), total: requests, minimumTraffic: '6/m' });
    handle.slo('quiet', { sli: counted, objective: '99.9%', window: '30d' });
    expect(named(handle, 'slo:sli_events:rate1h')).toBe('sum(rate(http_requests_total[1h]))');
    expect(named(handle, 'slo:sli_events:rate3d')).toBe(
      'avg_over_time(slo:sli_events:rate5m{service="web-shop",slo="quiet"}[3d])',
    );
    expect(text(kept(handle, 'alert')[0])).toContain(
      'and slo:sli_events:rate1h{service="web-shop",slo="quiet"} >= 0.1) or (',
    );
  });
});

describe('the alerts', () => {
  test('page, ticket and absence, with the labels that tell whose they are', () => {
    const { handle, requests } = shop();
    const made = handle.slo('api-errors', {
      sli: sli.ratio({ bad: requests.where({ code: '500' }), total: requests }),
      objective: '99.9%',
      window: '30d',
      service: 'api',
      owner: 'api-team',
      labels: { channel: 'api' },
      alerts: { ticket: { severity: 'info', name: 'ApiErrorsTicket' } },
    });
    const alerts = kept(handle, 'alert');
    expect(alerts.map(({ name, severity, slo }) => `${name} ${severity} ${slo}`)).toEqual([
      'ApiErrorsFastBurn critical api-errors',
      'ApiErrorsTicket info api-errors',
      'ApiErrorsAbsent warning api-errors',
    ]);
    for (const { labels } of alerts)
      expect(labels).toEqual({ slo: 'api-errors', service: 'api', owner: 'api-team', channel: 'api' });
    expect(text(alerts[0])).toBe(
      '(slo:sli_error:ratio_rate5m{service="api",slo="api-errors"} > 14.4 * 0.001 and slo:sli_error:ratio_rate1h{service="api",slo="api-errors"} > 14.4 * 0.001) or (slo:sli_error:ratio_rate30m{service="api",slo="api-errors"} > 6 * 0.001 and slo:sli_error:ratio_rate6h{service="api",slo="api-errors"} > 6 * 0.001)',
    );
    expect(text(alerts[2])).toBe('absent(slo:sli_events:rate5m{service="api",slo="api-errors"})');
    expect(kept(handle, 'slo')[0]?.alerts.page).toContain('ApiErrorsFastBurn{');
    expect(made.page.name).toBe('ApiErrorsFastBurn');
  });

  test('a group that is gone is told of, too', () => {
    const { handle, requests } = shop();
    const counted = sli.ratio({ bad: requests.where({ code: '500' }), total: requests, by: 'method' });
    handle.slo('a', { sli: counted, objective: '99%', window: '30d' });
    const absent = kept(handle, 'alert').find(({ name }) => name === 'AAbsent');
    expect(text(absent)).toBe(
      'absent(slo:sli_events:rate5m{service="web-shop",slo="a"}) or present_over_time(slo:sli_events:rate5m{service="web-shop",slo="a"}[1d]) unless slo:sli_events:rate5m{service="web-shop",slo="a"}',
    );
  });

  test('those that are not wanted are not declared, and their handles are still there', () => {
    const { handle, job } = shop();
    const alerts = { ticket: false, absent: false, page: { windows: [{ burnRate: 2, long: '6h' }] } } as const;
    const made = handle.slo('up', { sli: sli.gauge(job.up), objective: '99%', window: '7d', alerts });
    expect(kept(handle, 'alert').map((one) => text(one))).toEqual([
      'slo:sli_error:ratio_rate30m{service="web-shop",slo="up"} > 2 * 0.01 and slo:sli_error:ratio_rate6h{service="web-shop",slo="up"} > 2 * 0.01',
    ]);
    expect(made.absent.name).toBe('UpAbsent');
    expect(made.alerts).toEqual({ page: expect.stringContaining('UpFastBurn') });
  });

  test('measured by service, the service is that of the series', () => {
    const { handle, job } = shop();
    const served = job.counter('served_total', {
      help: 'Calls.',
      counts: 'calls',
      labels: { service: upTo(3), ok: upTo(2) },
    });
    const counted = sli.ratio({ good: served.where({ ok: '1' }), total: served, by: 'service' });
    handle.slo('calls', { sli: counted, objective: '99%', window: '30d' });
    expect(kept(handle, 'alert')[0]?.labels).toEqual({ slo: 'calls', owner: 'shop-team' });
    expect(named(handle, 'slo:current_burn_rate:ratio')).toBe('slo:sli_error:ratio_rate5m{slo="calls"} / 0.01');
  });
});

describe('what is not computed', () => {
  test.each<[string, '30d' | Calendar]>([
    ['a calendar window', { calendar: 'month', timeZone: 'Europe/Berlin' }],
    ['what somebody else computes', '30d'],
  ])('%s has no rules, alerts or dashboards', (_, window) => {
    const { handle, job } = shop();
    const made = handle.slo('up', { sli: sli.gauge(job.up), objective: '99%', window, rules: false });
    const kinds = declarationsOf(handle).map(({ kind }) => kind);
    for (const kind of ['recordingRule', 'alert', 'dashboard', 'ruleGroup', 'invalid'])
      expect(kinds).not.toContain(kind);
    expect(kinds).toContain('slo');
    expect(made.page.name).toBe('UpFastBurn');
    expect(made.dashboard.uid).toBe('slo-up');
  });
});
