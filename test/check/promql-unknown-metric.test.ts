import { expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.ts';
import { runChecks } from '../../src/check/run.ts';
import { alert, project, recordingRule } from '../analyze/project.ts';
import { shop } from './catalog.ts';

function helpFor(expr: string): readonly (string | undefined)[] {
  const found = runChecks(analyze(project({ ...shop, alerts: [alert('A', expr)] })));
  return found.filter(({ check }) => check === 'promql-unknown-metric').map(({ help }) => help);
}

it.each([
  ['requests_totl > 1', 'did you mean requests_total?'],
  ['count({__name__=~"reqests_.*"}) > 1', 'declare the metrics where they are scraped; a catalog may have them'],
  [
    'rate(latency_seconds[5m]) > 1',
    'latency_seconds is a histogram: its series are latency_seconds_bucket, latency_seconds_sum and latency_seconds_count.',
  ],
  [
    'rate(native_seconds_bucket[5m]) > 1',
    'native_seconds is a native histogram: read its buckets as native_seconds itself: histogram_quantile(0.95, rate(native_seconds[5m]))',
  ],
  [
    'rate(native_seconds_sum[5m]) > 1',
    'native_seconds is a native histogram: read histogram_sum(rate(native_seconds[5m]))',
  ],
  [
    'rate(native_seconds_count[5m]) > 1',
    'native_seconds is a native histogram: read histogram_count(rate(native_seconds[5m]))',
  ],
  [
    'rate(gc_seconds_bucket[5m]) > 1',
    'gc_seconds is a summary: it has no buckets, but gc_seconds_sum and gc_seconds_count',
  ],
])('what to write instead: %s', (expr, help) => expect(helpFor(expr)).toEqual([help]));

it.each([
  'count({__name__=~"requests_.*|nothing"}) > 1',
  'count({__name__=~"up"}) > 1',
  'count({__name__!~"x.*"}) > 1',
  'count({job=~"shop"}) > 1',
])('a pattern that some name matches is silent: %s', (expr) => expect(helpFor(expr)).toEqual([]));

it('ALERTS needs an alert', () => {
  const recordingRules = [recordingRule('alerts:count', 'count(ALERTS)')];
  const found = runChecks(analyze(project({ ...shop, recordingRules })));
  expect(found.filter(({ check }) => check === 'promql-unknown-metric').map(({ help }) => help)).toEqual([
    'Prometheus writes it of alerts that fire, and the system declares no alert',
  ]);
});
