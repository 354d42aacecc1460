import { analyze } from '../../src/analyze/analyze.ts';
import type { Check } from '../../src/check/check.ts';
import { runChecks } from '../../src/check/run.ts';
import type { LabelValues } from '../../src/model/metric.ts';
import type { Project } from '../../src/model/project.ts';
import { alert, metric, project, recordingRule, scrapeJob } from '../analyze/project.ts';
import { facts } from './judge.ts';

const any: LabelValues = { kind: 'any' };
const oneOf = (...values: string[]): LabelValues => ({ kind: 'oneOf', values });

/** A small shop's catalog: one metric of each kind. */
export const shop: Partial<Project> = {
  scrapeJobs: [scrapeJob('shop', { interval: 15e3, labels: { zone: 'eu' } })],
  metrics: [
    metric('requests_total', 'counter', {
      counts: 'requests',
      labels: { method: any, status: oneOf('success', 'error') },
    }),
    metric('errors_total', 'counter', { counts: 'errors', labels: { method: any } }),
    metric('queue_length', 'gauge', { counts: 'orders', labels: { queue: oneOf('in', 'out', '') } }),
    metric('heap_bytes', 'gauge', { unit: 'bytes' }),
    metric('age_seconds', 'gauge', { unit: 'seconds' }),
    metric('app_start_time_seconds', 'gauge', { unit: 'timestamp' }),
    metric('latency_seconds', 'histogram', { unit: 'seconds', labels: { method: any }, buckets: [0.1, 1, 1e6] }),
    metric('native_seconds', 'nativeHistogram', { unit: 'seconds', labels: { method: any } }),
    metric('gc_seconds', 'summary', { unit: 'seconds', quantiles: [0.5, 0.9] }),
    metric('old_thing', 'untyped'),
    metric('build_info', 'info', { labels: { version: any } }),
  ],
  recordingRules: [
    recordingRule('method:requests:rate5m', 'sum by (method) (rate(requests_total[5m]))'),
    recordingRule('method:requests:total', 'sum by (method) (requests_total)'),
    recordingRule('method:latency:rate5m', 'sum by (method, le) (rate(latency_seconds_bucket[5m]))'),
    recordingRule('latency:rate5m', 'sum(rate(latency_seconds_bucket[5m]))'),
    recordingRule('heap:bytes', 'sum(heap_bytes)', { labels: { team: 'a' } }),
  ],
};

/** What the checks of facts, or those of a list, say of an alert over the shop's catalog: `promql-rate: rate(queue_length[5m])`. */
export function findings(
  expr: string,
  rest: Parameters<typeof alert>[2] = {},
  list: readonly Check[] = facts(),
): readonly string[] {
  const alerts = [alert('TestedAlert', expr, { runbook: 'first-steps', ...rest })];
  const found = runChecks(analyze(project({ ...shop, alerts })), list);
  return found.map(({ check, place }) => {
    const { template } = place.origin;
    return `${check}: ${template && place.span ? template.text.slice(place.span.start, place.span.end) : place.path?.join('.')}`;
  });
}
