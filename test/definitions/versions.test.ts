/** The same definitions on an old and on the newest Prometheus: they differ where they must, and nowhere else. */
import { oneOf, promql, row, system, timeseries } from 'alidade';
import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../src/analyze/analysis.ts';
import { analyze } from '../../src/analyze/analyze.ts';
import { runChecks } from '../../src/check/run.ts';
import { emitAll, type OutputFile } from '../../src/emit/emit.ts';
import { gather } from '../../src/load/gather.ts';
import { registryOf } from '../../src/model/project.ts';
import { inFolder, program } from '../programs.ts';

const promtool = program('promtool');

const shopOn = (prometheus: string) =>
  system({
    title: 'Shop',
    owner: 'shop-team',
    docsUrl: 'https://docs.example.com/shop',
    severities: ['critical', 'warning'],
    runsOn: { prometheus, grafana: '12' },
    externalLabels: { region: 'eu' },
  });
type Shop = ReturnType<typeof shopOn>;

function metricsOf(shop: Shop) {
  const server = shop.scrapeJob('shop', {
    targets: ['shop', 'other:9090'],
    interval: '15s',
    relabel: [{ sourceLabels: ['__address__'], regex: '([^:]+).*', targetLabel: 'host' }],
    metricRelabel: [{ action: 'drop', sourceLabels: ['__name__'], regex: 'go_.*' }],
  });
  const requests = server.counter('shop_requests_total', {
    help: 'Requests.',
    counts: 'requests',
    labels: { status: oneOf('success', 'error') },
  });
  const latency = server.histogram('shop_latency_seconds', { help: 'Latency.', unit: 'seconds', buckets: [0.5, 1, 5] });
  const queue = server.gauge('shop_queue_length', { help: 'Orders.', counts: 'orders' });
  return { server, requests, latency, queue };
}

function analysisOn(prometheus: string, declare: (shop: Shop, m: ReturnType<typeof metricsOf>) => void): Analysis {
  const shop = shopOn(prometheus);
  declare(shop, metricsOf(shop));
  return analyze(gather({ id: 'shop', path: import.meta.dirname, files: [] }, registryOf(shop)!));
}

const everything = (prometheus: string) =>
  analysisOn(prometheus, (shop, { requests, latency, queue }) => {
    const labels = { tier: 'one' } as const;
    const late = shop.ruleGroup('late', { interval: '1m', limit: 100, queryOffset: '30s', labels });
    const rate = shop.recordingRule('shop:requests:rate5m', {
      expr: requests.rate('5m').sum({ by: 'status' }),
      group: late,
    });
    const common = { for: '5m', severity: 'warning', summary: 'Look.' } as const;
    shop.alert('ManyErrors', {
      when: rate.where({ status: 'error' }).gt('1/s'),
      ...common,
      keepFiringFor: '10m',
      group: late,
    });
    shop.alert('Slow', { when: latency.fractionBelow('1s', { over: '5m' }).lt('90%'), ...common });
    shop.alert('HalfSlow', { when: latency.fractionBelow('500ms', { over: '5m' }).lt('90%'), ...common });
    shop.alert('QueueLong', { when: promql`max by (host) (${queue}) > 100`, ...common });
    shop.dashboard('shop', {
      title: 'Shop',
      rows: [row('R', [timeseries('Requests', { query: requests.rate().sum() })])],
    });
  });

const filesOf = async (prometheus: string) =>
  new Map((await emitAll(everything(prometheus))).map((file) => [file.path, file.text]));

/** Lines that only one of the two has. */
function differences(before: string, after: string) {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const only = (a: readonly string[], b: readonly string[]) =>
    a.filter((line) => !b.includes(line)).map((line) => line.trim());
  return { old: only(old, now), now: only(now, old) };
}

describe('2.42 and 3.14', () => {
  test('what is written differs in these lines alone', async () => {
    const [old, now] = [await filesOf('2.42'), await filesOf('3.14')];
    expect([...old.keys()]).toEqual([...now.keys()]);
    const changed = [...old].filter(([path, text]) => text !== now.get(path)).map(([path]) => path);
    const differing = Object.fromEntries(changed.map((path) => [path, differences(old.get(path)!, now.get(path)!)]));
    const bucket = { old: 'le=~"1(\\\\.0)?"', now: 'le="1.0"' };
    const slow = {
      old: [
        `sum(rate(shop_latency_seconds_bucket{${bucket.old}}[5m]))`,
        '/',
        'sum(rate(shop_latency_seconds_count[5m]))',
      ],
      now: [`sum(rate(shop_latency_seconds_bucket{${bucket.now}}[5m])) / sum(rate(shop_latency_seconds_count[5m]))`],
    };
    const { 'prometheus/tests.yml': tests, ...others } = differing;
    // The same series, as each version names the target and spells the bound.
    const asNow = (line: string) =>
      line.replace('instance="shop:80"', 'instance="shop"').replace(/le="(\d+)"/, 'le="$1.0"');
    expect(tests?.old.map(asNow)).toEqual(tests?.now);
    expect(tests?.now.length).toBeGreaterThan(0);
    expect(others).toEqual({
      'prometheus/alerts.yml': { old: slow.old, now: ['query_offset: 30s', ...slow.now] },
      'prometheus/recording.yml': { old: [], now: ['query_offset: 30s'] },
      'grafana/provisioning/datasources/prometheus.yml': {
        old: ['prometheusVersion: 2.42.0'],
        now: ['prometheusVersion: 3.14.0'],
      },
      'docs/alerts.md': slow,
      'model.json': {
        old: [expect.stringContaining('(\\\\\\\\.0)?'), '"prometheus": "2.42",'],
        now: [expect.stringContaining('le=\\"1.0\\"'), '"prometheus": "3.14",'],
      },
    });
  });

  test.skipIf(promtool === undefined)('what is written for 2.42 is what it takes (needs promtool)', async () => {
    const files = [...(await filesOf('2.42'))].map(([path, text]): OutputFile => ({ path, text }));
    inFolder(files, (folder) => {
      expect(promtool!(['check', 'config', 'prometheus/prometheus.yml'], folder)).toMatchObject({ status: 0 });
      expect(promtool!(['check', 'rules', 'prometheus/alerts.yml', 'prometheus/recording.yml'], folder)).toMatchObject({
        status: 0,
      });
    });
  });

  test('what is found differs by these alone', () => {
    const found = (prometheus: string) =>
      runChecks(everything(prometheus))
        .filter(({ severity }) => severity === 'error')
        .map(({ check, subject }) => `${check} ${subject}`);
    expect(found('2.42')).toEqual(['rule-target rule group late']);
    expect(found('3.14')).toEqual([]);
  });

  type Versions = { readonly [Version in '2.42' | '3.14']: readonly string[] };
  const errorsOf = (prometheus: string, text: string) =>
    runChecks(
      analysisOn(prometheus, (shop) => {
        const when = promql([text] as unknown as TemplateStringsArray) as never;
        shop.alert('A', { when, for: '5m', severity: 'warning', summary: 'S.' });
      }),
    )
      .filter(({ check, severity }) => severity === 'error' && check !== 'alert-runbook')
      .map(({ check }) => check);
  test.each<[string, Versions]>([
    ['rate(shop_requests_total[5m]) > 1', { '2.42': [], '3.14': [] }],
    ['rate(shop_requests_total[300]) > 1', { '2.42': [], '3.14': [] }],
    ['first_over_time(shop_queue_length[5m]) > 1', { '2.42': ['promql-feature'], '3.14': [] }],
    ['avg_over_time(shop_queue_length[5m * 2]) > 1', { '2.42': ['promql-feature'], '3.14': [] }],
    ['mad_over_time(shop_queue_length[5m]) > 1', { '2.42': ['promql-feature'], '3.14': ['promql-feature'] }],
    ['holt_winters(shop_queue_length[5m], 0.5, 0.5) > 1', { '2.42': [], '3.14': ['promql-feature'] }],
    ['shop_queue_length offset -5m > 1', { '2.42': [], '3.14': [] }],
    ['rate(shop_latency_seconds_bucket{le="1"}[5m]) > 1', { '2.42': [], '3.14': ['promql-bucket-bound'] }],
    ['rate(shop_latency_seconds_bucket{le="1.0"}[5m]) > 1', { '2.42': [], '3.14': [] }],
    ['rate(shop_latency_seconds_bucket{le=~"1(\\\\.0)?"}[5m]) > 1', { '2.42': [], '3.14': [] }],
    [
      'rate(shop_latency_seconds_bucket{le="2"}[5m]) > 1',
      { '2.42': ['promql-bucket-bound'], '3.14': ['promql-bucket-bound'] },
    ],
    ['up{instance="shop:80"} == 0', { '2.42': [], '3.14': ['promql-label-value'] }],
    ['up{instance="shop"} == 0', { '2.42': ['promql-label-value'], '3.14': [] }],
    ['up{host="shop"} == 0', { '2.42': [], '3.14': [] }],
    // What is written in another form for the older one.
    ['{"shop_queue_length"} > 1', { '2.42': [], '3.14': [] }],
    ['sum by ("host") (shop_queue_length) > 1_000', { '2.42': [], '3.14': [] }],
    ['rate(shop_requests_total[1h30m]) > 0x1F', { '2.42': [], '3.14': [] }],
    // What it has no form for.
    ['time() - timestamp(shop_queue_length) > 5m', { '2.42': ['promql-feature'], '3.14': [] }],
    ['shop_queue_length @ end() > 1', { '2.42': [], '3.14': [] }],
    ['avg_over_time(shop_queue_length[step() + 5m]) > 1', { '2.42': ['promql-feature'], '3.14': [] }],
    [
      'sum by ("a.b") (shop_queue_length) > 1',
      { '2.42': ['promql-feature', 'promql-unknown-label'], '3.14': ['promql-unknown-label'] },
    ],
    ['shop_queue_length + fill(0) shop_queue_length > 1', { '2.42': ['promql-feature'], '3.14': ['promql-feature'] }],
    ['rate(shop_requests_total[5m] anchored) > 1', { '2.42': ['promql-feature'], '3.14': ['promql-feature'] }],
    ['histogram_quantile(0.9, sum by (le) (rate(shop_latency_seconds_bucket[5m]))) > 1', { '2.42': [], '3.14': [] }],
    ['limitk(5, shop_queue_length) > 1', { '2.42': ['promql-feature'], '3.14': ['promql-feature'] }],
  ])('%s', (text, expected) => {
    expect({ '2.42': errorsOf('2.42', text), '3.14': errorsOf('3.14', text) }).toEqual(expected);
  });
});
