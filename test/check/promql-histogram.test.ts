import { describe, expect, it } from 'vitest';
import { findings } from './catalog.ts';

const ofHistograms = (expr: string) => findings(expr).filter((found) => found.startsWith('promql-histogram'));

describe('promql-histogram', () => {
  it.each([
    'histogram_quantile(0.9, rate(latency_seconds_bucket[5m]) * on (instance) group_left () queue_length) > 1',
    'histogram_quantile(0.9, 2 * rate(latency_seconds_bucket[5m])) > 1',
    `histogram_quantile(0.9, sum by (instance, le) (rate(latency_seconds_bucket[5m]))
       * on (instance) group_left (version) max by (instance, version) (build_info)) > 1`,
    `histogram_quantile(0.9, sum by (le) (rate(latency_seconds_bucket[5m]))
       / on () group_left () sum(rate(latency_seconds_count[5m]))) > 1`,
    'histogram_quantile(0.9, rate(latency_seconds_bucket[5m]) - rate(latency_seconds_bucket[5m] offset 1d)) > 1',
  ])('buckets multiplied by what they have in common are buckets: %s', (expr) => {
    expect(ofHistograms(expr)).toEqual([]);
  });

  it.each([
    ['histogram_quantile(0.9, rate(requests_total[5m])) > 1', 'rate(requests_total[5m])'],
    ['histogram_quantile(0.9, count by (le) (latency_seconds_bucket)) > 1', 'count by (le) (latency_seconds_bucket)'],
    ['histogram_quantile(0.9, queue_length * age_seconds) > 1', 'queue_length * age_seconds'],
  ])('what is made of no buckets has no quantile: %s', (expr, at) => {
    expect(ofHistograms(expr)).toEqual([`promql-histogram: ${at}`]);
  });
});
