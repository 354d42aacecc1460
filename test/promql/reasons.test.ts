import { describe, expect, test } from 'vitest';
import { rangeReason, unitReason } from '../../src/promql/reasons.ts';
import { rootOf } from './infer-catalog.ts';

describe('the part of an expression that decides', () => {
  test.each<[string, string, string]>([
    ['sum by (job) (memory_bytes)', 'memory_bytes', 'memory_bytes is in bytes'],
    ['max(memory_bytes > 5) or vector(0)', 'memory_bytes', 'memory_bytes is in bytes'],
    ['rate(memory_bytes[5m])', 'rate', 'rate() is in bytes per second'],
    ['2 * (count(up))', 'count', 'count is in series'],
    ['memory_bytes / limit_bytes', '/', 'the result of / is a ratio'],
    ['time() - start_time_seconds', '-', 'the result of - is in seconds'],
    ['5m', '5m', 'a duration is in seconds'],
    ['time()', 'time', 'time() is a timestamp'],
    ['100 * memory_bytes / limit_bytes', '/', 'the result of / is in percent'],
  ])('the unit of %s: %s', (text, at, because) => {
    const reason = unitReason(rootOf(text));
    expect([reason && text.slice(reason.span.start, reason.span.end), reason?.because]).toEqual([at, because]);
  });

  test.each<[string, 'min' | 'max', string, string]>([
    ['avg(up)', 'max', 'up', 'up is between 0 and 1'],
    ['requests_total', 'min', 'requests_total', 'requests_total is a counter, never below 0'],
    ['sum(rate(requests_total[5m]))', 'min', 'rate', 'rate() of what only grows is never below 0'],
    ['sum(up == 0)', 'max', '==', 'what passes == is always 0'],
    [
      'max(histogram_quantile(0.9, rate(latency_seconds_bucket[5m])))',
      'max',
      'histogram_quantile',
      'histogram_quantile() is at most 1, the highest finite bucket',
    ],
    ['count(memory_bytes)', 'min', 'count', 'count is never below 1'],
    ['clamp_max(memory_bytes, 7)', 'max', 'clamp_max', 'clamp_max() is never above 7 here'],
    ['memory_bytes > 5', 'min', '>', 'what passes > is above 5'],
    ['memory_bytes > bool 5', 'max', '>', 'a comparison with bool is 0 or 1'],
    ['sum(requests_total{status="error"}) / sum(requests_total)', 'max', '/', 'a part of a whole is between 0 and 1'],
    ['2 - up', 'max', '-', 'the result of - is between 1 and 2'],
    ['(up > 1) and up', 'min', '>', 'what passes > is always 1'],
    ['hour()', 'max', 'hour', 'hour() is between 0 and 23 here'],
  ])('the %s of %s', (text, bound, at, because) => {
    const reason = rangeReason(rootOf(text), bound);
    expect([reason && text.slice(reason.span.start, reason.span.end), reason?.because]).toEqual([at, because]);
  });

  test('nothing to say of what is not known', () => {
    expect(unitReason(rootOf('nobody_knows'))).toBeUndefined();
    expect(rangeReason(rootOf('memory_bytes'), 'max')).toBeUndefined();
    expect(rangeReason(rootOf('requests_total'), 'max')).toBeUndefined();
  });
});
