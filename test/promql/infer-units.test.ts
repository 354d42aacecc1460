import { describe, expect, test } from 'vitest';
import { compatible } from '../../src/promql/unit.ts';
import { unitName } from '../../src/promql/unit-names.ts';
import { rootOf } from './infer-catalog.ts';

describe('unit of the result', () => {
  test.each<[string, string | undefined]>([
    ['memory_bytes', 'bytes'],
    ['nobody_knows', undefined],
    ['5', undefined],
    ['5m', 'seconds'],
    ['up', undefined],
    ['rate(requests_total[5m])', 'requests per second'],
    ['increase(requests_total[5m])', 'requests'],
    ['rate(cpu_seconds_total[5m])', 'ratio'],
    ['rate(nobody_knows[5m])', undefined],
    ['deriv(memory_bytes[1h])', 'bytes per second'],
    ['predict_linear(memory_bytes[1h], 3600)', 'bytes'],
    ['changes(memory_bytes[1h])', 'changes'],
    ['resets(requests_total[1h])', 'resets'],
    ['count_over_time(memory_bytes[1h])', 'samples'],
    ['stdvar_over_time(memory_bytes[1h])', 'byte²'],
    ['sqrt(stdvar_over_time(memory_bytes[1h]))', 'bytes'],
    ['count(memory_bytes)', 'series'],
    ['group(memory_bytes)', 'number'],
    ['stdvar(memory_bytes)', 'byte²'],
    ['sum by (job) (memory_bytes)', 'bytes'],
    ['timestamp(memory_bytes)', 'timestamp'],
    ['time() - start_time_seconds', 'seconds'],
    ['start_time_seconds + 3600', 'timestamp'],
    ['(time() - start_time_seconds) / 86400', 'days'],
    ['start_time_seconds * 1000', 'timestamp in milliseconds'],
    ['hour()', 'number'],
    ['hour(start_time_seconds)', 'number'],
    ['deg(up)', 'degrees'],
    ['rad(up)', 'radians'],
    ['memory_bytes atan2 limit_bytes', 'radians'],
    ['exp(hit_ratio)', 'number'],
    ['absent(memory_bytes)', 'number'],
    // histograms
    ['latency_seconds_bucket', 'observations'],
    ['rate(latency_seconds_bucket[5m])', 'observations per second'],
    ['histogram_quantile(0.9, sum by (le) (rate(latency_seconds_bucket[5m])))', 'seconds'],
    ['histogram_quantile(0.9, rate(rpc_seconds[5m]))', 'seconds'],
    ['histogram_count(rate(rpc_seconds[5m]))', 'observations per second'],
    ['histogram_sum(rate(rpc_seconds[5m])) / histogram_count(rate(rpc_seconds[5m]))', 'seconds'],
    ['histogram_avg(rpc_seconds)', 'seconds'],
    ['histogram_stdvar(rpc_seconds)', 'second²'],
    ['histogram_fraction(0, 0.2, rate(rpc_seconds[5m]))', 'ratio'],
    ['histogram_quantile(0.9, memory_bytes)', undefined],
    ['rate(latency_seconds_sum[5m]) / rate(latency_seconds_count[5m])', 'seconds'],
    // arithmetic
    ['memory_bytes + 5', 'bytes'],
    ['1 - hit_ratio', 'ratio'],
    ['100 * (1 - hit_ratio)', 'percent'],
    ['100 - hit_ratio * 100', 'percent'],
    ['memory_bytes / limit_bytes', 'ratio'],
    ['100 * memory_bytes / limit_bytes', 'percent'],
    ['(memory_bytes * 100) / limit_bytes', 'percent'],
    ['sum(memory_bytes) * 100 / sum(limit_bytes)', 'percent'],
    ['100 - 100 * memory_bytes / limit_bytes', 'percent'],
    ['100 * (limit_bytes - memory_bytes) / limit_bytes', 'percent'],
    ['99 * memory_bytes / limit_bytes', 'ratio'],
    ['100 * memory_bytes / queue_length', 'bytes'],
    ['100 * rate(errors_total[5m]) / rate(requests_total[5m])', 'errors per request'],
    ['100 * rate(requests_total{status="error"}[5m]) / rate(requests_total[5m])', 'percent'],
    ['memory_bytes / limit_bytes * 100', 'percent'],
    ['memory_bytes / 1024 / 1024', 'mebibytes'],
    ['memory_bytes / 1024 ^ 3', 'gibibytes'],
    ['rate(requests_total[5m]) * 60', 'requests per minute'],
    ['rate(requests_total[5m]) * 5m', 'requests'],
    ['increase(requests_total[5m]) / $__range_s', 'requests per second'],
    ['memory_bytes + memory_bytes', 'bytes'],
    ['memory_bytes + nobody_knows', undefined],
    ['memory_bytes + queue_length', undefined],
    ['rate(requests_total[5m]) + rate(errors_total[5m])', 'per second'],
    ['rate(errors_total[5m]) / rate(requests_total[5m])', 'errors per request'],
    ['memory_bytes * on (job, instance) group_left (version) build_info', 'bytes'],
    ['build_info * on (job, instance) group_right memory_bytes', 'bytes'],
    ['memory_bytes ^ 2', 'byte²'],
    ['memory_bytes % 10', 'bytes'],
    ['-memory_bytes', 'bytes'],
    ['1 / memory_bytes', '1/byte'],
    // comparisons and sets
    ['memory_bytes > 5', 'bytes'],
    ['5 < memory_bytes', 'bytes'],
    ['memory_bytes > bool 5', 'number'],
    ['memory_bytes > 0.9 * limit_bytes', 'bytes'],
    ['memory_bytes or vector(0)', 'bytes'],
    ['vector(0) or memory_bytes', 'bytes'],
    ['memory_bytes or queue_length', undefined],
    ['memory_bytes and queue_length', 'bytes'],
    ['memory_bytes or nobody_knows', undefined],
    ['vector(5)', undefined],
    ['scalar(memory_bytes)', 'bytes'],
    ['max_of(5m, 1h)', 'seconds'],
    ['label_replace(memory_bytes, "a", "b", "", "")', 'bytes'],
    ['sum by (job) (nobody_knows{a="b"}) / sum by (job) (nobody_knows)', undefined],
  ])('%s is in %s', (text, name) => {
    const { unit } = rootOf(text);
    expect(unit && unitName(unit)).toBe(name);
  });
});

describe('what is proven of two sides', () => {
  function sides(text: string) {
    const [lhs, rhs] = rootOf(text).operands;
    return compatible(lhs?.unit, rhs?.unit);
  }

  test.each<[string, boolean | undefined]>([
    ['memory_bytes > start_time_seconds', false],
    ['rate(requests_total[5m]) > queue_length', false],
    ['memory_bytes > 5m', false],
    ['memory_bytes > 5', undefined],
    ['memory_bytes > nobody_knows', undefined],
    ['queue_length > increase(requests_total[5m])', true],
    ['memory_bytes > deriv(memory_bytes[1h]) * 3600', undefined],
    ['memory_bytes > deriv(memory_bytes[1h]) * 1h', true],
    ['increase(requests_total[5m]) / 300 > rate(requests_total[5m])', undefined],
    ['increase(cpu_seconds_total[1h]) / 3600 > hit_ratio', undefined],
    ['hit_ratio * 100 > memory_bytes', false],
  ])('%s: %s', (text, expected) => {
    expect(sides(text)).toBe(expected);
  });
});
