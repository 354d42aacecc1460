import { readFileSync } from 'node:fs';
import { type Exporter, system } from 'alidade';
import { goRuntime } from 'alidade/catalogs/go-runtime';
import { processMetrics } from 'alidade/catalogs/process';
import { describe, expect, test } from 'vitest';
import type { Metric } from '../../src/model/metric.ts';
import { registryOf } from '../../src/model/project.ts';
import { isBaseUnit } from '../../src/promql/unit-names.ts';
import { printed } from '../define/printed.ts';

/** Families and types on the /metrics page of a Go program: Prometheus 2.42, which is built with client_golang 1.14. */
const page = readFileSync(new URL('go-client-1.14.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(' ') as [name: string, type: string]);

/** What client_golang 1.20 added: https://github.com/prometheus/client_golang/releases/tag/v1.20.0 */
const added = [
  'go_gc_gogc_percent',
  'go_gc_gomemlimit_bytes',
  'go_sched_gomaxprocs_threads',
  'process_network_receive_bytes_total',
  'process_network_transmit_bytes_total',
];

function declare<R>(catalog: (server: Exporter<{ job: 'web'; instance: string }>) => R, prometheus = '3.5') {
  const shop = system({
    title: 'Shop',
    owner: 'shop-team',
    docsUrl: 'https://docs.example.com/shop',
    severities: ['warning'],
    runsOn: { prometheus, grafana: '12' },
  });
  const handles = catalog(shop.scrapeJob('web', { targets: ['web:80'] }));
  const declarations = registryOf(shop)?.declarations ?? [];
  const metrics = declarations.filter((one): one is Metric => one.kind === 'metric');
  return { handles, metrics, invalid: declarations.filter((one) => one.kind === 'invalid') };
}

describe.each([
  ['goRuntime', goRuntime, 'go_', 'Go runtime'],
  ['processMetrics', processMetrics, 'process_', 'Process'],
] as const)('%s', (_, catalog, prefix, title) => {
  const { metrics, invalid, handles } = declare<object>(catalog);

  test('has the names and types that the Go client exposes', () => {
    const exposed = page.filter(([name]) => name.startsWith(prefix));
    const declared = metrics.filter(({ name }) => !added.includes(name));
    expect(Object.fromEntries(declared.map(({ name, type }) => [name, type === 'info' ? 'gauge' : type]))).toEqual(
      Object.fromEntries(exposed),
    );
    const newer = metrics.filter(({ name }) => added.includes(name)).map(({ name }) => name);
    expect(newer.sort()).toEqual(added.filter((name) => name.startsWith(prefix)));
  });

  test('belongs to the catalog, with the unit its name says', () => {
    expect(invalid).toEqual([]);
    expect(new Set(metrics.map((metric) => metric.catalog))).toEqual(new Set([title]));
    for (const { name, unit } of metrics) {
      if (name.includes('_time_seconds')) expect.soft([name, unit]).toEqual([name, 'timestamp']);
      else {
        const says = /_(seconds|bytes)(_total)?$/.exec(name)?.[1];
        expect.soft([name, unit]).toEqual([name, says !== undefined && isBaseUnit(says) ? says : undefined]);
      }
    }
  });

  test('returns a handle for each', () => {
    expect(Object.keys(handles)).toHaveLength(metrics.length);
  });
});

test('garbage collection pauses have the quantiles of the Go client', () => {
  const { metrics } = declare(goRuntime);
  expect(metrics.find(({ name }) => name === 'go_gc_duration_seconds')?.quantiles).toEqual([0, 0.25, 0.5, 0.75, 1]);
});

test('the longest pause is found as the version of Prometheus stores its quantile', () => {
  const longest = (prometheus: string) => printed(declare(goRuntime, prometheus).handles.gcPause.quantile(1));
  expect(longest('3.5')).toBe('go_gc_duration_seconds{quantile="1.0"}');
  expect(longest('2.53')).toBe('go_gc_duration_seconds{quantile=~"1(\\\\.0)?"}');
});

test('the types of a catalog are those of its metrics', () => {
  const { go, process } = declare((server) => ({ go: goRuntime(server), process: processMetrics(server) })).handles;
  go.heapAlloc.gt('1GiB');
  process.cpu.rate('5m').sum({ by: ['job', 'instance'] });
  go.gcPause.quantile(0.75);
  go.info.sum({ by: 'version' });
  // @ts-expect-error: a gauge has no rate
  go.heapAlloc.rate('5m');
  // @ts-expect-error: bytes are not seconds
  go.heapAlloc.gt('1s');
  // @ts-expect-error: no such quantile
  go.gcPause.quantile(0.9);
});
