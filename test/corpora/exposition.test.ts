import { expect, it } from 'vitest';
import { exportedMetrics } from './exposition.ts';

const metrics = new Map(exportedMetrics().map((metric) => [metric.name, metric]));

it.each([
  ['node_cpu_seconds_total', { type: 'counter', unit: 'seconds', labels: ['cpu', 'mode'] }],
  ['node_boot_time_seconds', { type: 'gauge', unit: 'timestamp', labels: [] }],
  ['node_netstat_Tcp_OutSegs', { type: 'untyped', unit: undefined, labels: [] }],
  ['alertmanager_alerts', { type: 'gauge', unit: undefined, labels: ['state'] }],
  ['redis_memory_used_bytes', { type: 'gauge', unit: 'bytes', labels: [] }],
  ['pg_stat_database_blks_hit', { type: 'counter', unit: undefined, labels: ['datid', 'datname', 'server'] }],
  ['probe_success', { type: 'gauge', unit: undefined, labels: [] }],
])('%s is as it was exposed', (name, expected) => {
  const { type, unit, labels } = metrics.get(name)!;
  expect({ type, unit, labels: Object.keys(labels).sort() }).toEqual(expected);
});

it('reads the bounds of a histogram and the quantiles of a summary, of all its series', () => {
  expect(metrics.get('prometheus_http_request_duration_seconds')?.buckets).toEqual([
    0.1, 0.2, 0.4, 1, 3, 8, 20, 60, 120,
  ]);
  expect(metrics.get('go_gc_duration_seconds')?.quantiles).toEqual([0, 0.25, 0.5, 0.75, 1]);
});

it('takes no value that was seen for all there are', () => {
  const labels = exportedMetrics().flatMap((metric) => Object.values(metric.labels));
  expect(new Set(labels.map(({ kind }) => kind))).toEqual(new Set(['any']));
});
