import { describe, expect, test } from 'vitest';
import { infer } from '../../src/promql/infer.ts';
import { labelValues, presence, why } from '../../src/promql/labels.ts';
import { inferred, lookup, parsed, rootOf, shown } from './infer-catalog.ts';

describe('labels of the result', () => {
  test.each<[string, string]>([
    // selectors and matchers
    ['memory_bytes', 'job=api|web instance'],
    ['queue_length', 'job=api|web instance queue?'],
    ['open_ended', 'job …'],
    ['nobody_knows', '…'],
    ['nobody_knows{a="b"}', 'a=b …'],
    ['nobody_knows{a=~"b|c"}', 'a=b|c …'],
    ['nobody_knows{a=~"b|"}', 'a=b? …'],
    ['nobody_knows{a=""}', '!a …'],
    ['nobody_knows{a!=""}', 'a …'],
    ['nobody_knows{a=~".+"}', 'a …'],
    ['nobody_knows{a=~"5.."}', 'a …'],
    ['nobody_knows{a=~".*"}', '…'],
    ['nobody_knows{a!="b"}', '…'],
    ['queue_length{queue!=""}', 'job=api|web instance queue'],
    ['queue_length{queue=""}', 'job=api|web instance'],
    ['requests_total{status="error"}', 'job=api|web instance method status=error'],
    ['requests_total{status!="error"}', 'job=api|web instance method status=success'],
    ['requests_total{status=~"err.*"}', 'job=api|web instance method status=error'],
    ['requests_total{status!~"err.*"}', 'job=api|web instance method status=success'],
    ['requests_total{status="$status"}', 'job=api|web instance method status=error|success'],
    ['requests_total{job=~"$job", method="GET"}', 'job=api|web instance method=GET status=error|success'],
    ['{__name__="memory_bytes"}', 'job=api|web instance'],
    ['{__name__=~"memory_.*"}', '…'],
    // functions
    ['rate(requests_total[5m])', 'job=api|web instance method status=error|success'],
    ['max_over_time(rate(requests_total[5m])[1h:])', 'job=api|web instance method status=error|success'],
    ['histogram_quantile(0.9, rate(latency_seconds_bucket[5m]))', 'job=api|web instance method'],
    ['histogram_quantiles(rate(latency_seconds_bucket[5m]), "q", 0.5, 0.9)', 'job=api|web instance method q'],
    ['vector(1)', ''],
    ['scalar(memory_bytes)', ''],
    ['time()', ''],
    ['hour()', ''],
    ['hour(start_time_seconds)', 'job=api|web instance'],
    ['absent(memory_bytes{job="api", instance=~"x"})', 'job=api'],
    ['absent(memory_bytes{job="api", job="web"})', ''],
    ['absent(nobody_knows{a=""})', ''],
    ['absent((memory_bytes{job="$job"}))', 'job?'],
    ['absent_over_time(memory_bytes{job="api"}[5m])', 'job=api'],
    ['absent(sum(memory_bytes{job="api"}))', ''],
    ['info(queue_length)', 'job=api|web instance queue? …'],
    // label_replace and label_join
    ['label_replace(memory_bytes, "a", "x", "", "")', 'job=api|web instance a=x'],
    ['label_replace(memory_bytes, "a", "$1", "job", "(.*)")', 'job=api|web instance a=api|web'],
    ['label_replace(queue_length, "a", "$1", "queue", "(.*)")', 'job=api|web instance queue? a?'],
    ['label_replace(memory_bytes, "a", "$1", "instance", "(.+):.*")', 'job=api|web instance a?'],
    ['label_replace(memory_bytes, "a", "x", "job", "api")', 'job=api|web instance a=x?'],
    ['label_replace(memory_bytes, "a", "x", "job", "api|web")', 'job=api|web instance a=x'],
    ['label_replace(memory_bytes, "job", "x", "instance", "foo.*")', 'job=api|web|x instance'],
    ['label_replace(memory_bytes, "a", "x", "nothing", "y.*")', 'job=api|web instance'],
    ['label_replace(memory_bytes, "job", "", "instance", ".*")', 'job? instance'],
    ['label_join(memory_bytes, "a", "-", "job", "instance")', 'job=api|web instance a'],
    ['label_join(memory_bytes, "a", "-", "nothing")', 'job=api|web instance a?'],
    // aggregations
    ['sum(requests_total)', ''],
    ['sum by (status) (requests_total)', 'status=error|success'],
    ['sum by (status, nothing) (requests_total)', 'status=error|success'],
    ['sum by (job, a) (open_ended)', 'job a?'],
    ['sum by (queue) (queue_length)', 'queue?'],
    ['sum without (status, method) (requests_total)', 'job=api|web instance'],
    ['sum without (a) (open_ended)', 'job !__name__ !a …'],
    ['topk(3, memory_bytes)', 'job=api|web instance'],
    ['topk by (job) (3, memory_bytes)', 'job=api|web instance'],
    ['limit_ratio(0.5, memory_bytes)', 'job=api|web instance'],
    ['quantile by (job) (0.9, memory_bytes)', 'job=api|web'],
    ['count_values by (job) ("value", memory_bytes)', 'job=api|web value'],
    // binary operators
    ['memory_bytes > 5', 'job=api|web instance'],
    ['5 < memory_bytes', 'job=api|web instance'],
    ['memory_bytes / 1024', 'job=api|web instance'],
    ['memory_bytes / limit_bytes', 'job=api|web instance'],
    ['sum by (job) (memory_bytes) / nobody_knows', 'job=api|web'],
    ['nobody_knows / sum by (job) (memory_bytes)', 'job=api|web'],
    ['memory_bytes{job="api"} / memory_bytes', 'job=api instance'],
    ['memory_bytes / on (job) sum by (job) (limit_bytes)', 'job=api|web'],
    ['memory_bytes > on (job) sum by (job) (limit_bytes)', 'job=api|web'],
    ['memory_bytes / on (job) group_left () sum by (job) (limit_bytes)', 'job=api|web instance'],
    ['requests_total / ignoring (status, method) memory_bytes', 'job=api|web instance'],
    [
      'requests_total / ignoring (status, method) group_left memory_bytes',
      'job=api|web instance method status=error|success',
    ],
    ['memory_bytes * on (job, instance) group_left (version) build_info', 'job=api|web instance version'],
    ['build_info * on (job, instance) group_right (version) memory_bytes', 'job=api|web instance version'],
    ['memory_bytes * on (job) group_left (nothing) build_info', 'job=api|web instance'],
    ['memory_bytes * on (job) group_left (a) open_ended', 'job=api|web instance a?'],
    ['memory_bytes + on (job) fill(0) limit_bytes', 'job?'],
    ['memory_bytes and on (job) requests_total', 'job=api|web instance'],
    ['memory_bytes unless requests_total', 'job=api|web instance'],
    ['memory_bytes or requests_total', 'job=api|web instance method? status=error|success?'],
    [
      'requests_total{status="error"} or requests_total{status="success"}',
      'job=api|web instance method status=error|success',
    ],
    ['sum by (job) (memory_bytes) or vector(0)', 'job=api|web?'],
    ['memory_bytes or nobody_knows', 'job? instance? …'],
    ['-memory_bytes', 'job=api|web instance'],
    ['(memory_bytes)', 'job=api|web instance'],
    ['1 + 2', ''],
    ['$anything', '…'],
    ['memory_bytes * $factor', '…'],
    ['memory_bytes * $__range_s', 'job=api|web instance'],
  ])('%s has %s', (text, labels) => {
    expect(shown(rootOf(text).labels).replace('!__name__ ', '')).toBe(labels.replace('!__name__ ', ''));
  });
});

describe('the metric name', () => {
  test.each<[string, string]>([
    ['memory_bytes', 'always'],
    ['memory_bytes > 5', 'always'],
    ['memory_bytes > bool 5', 'never'],
    ['memory_bytes > limit_bytes', 'always'],
    ['memory_bytes > on (job, instance) limit_bytes', 'never'],
    ['memory_bytes + 1', 'never'],
    ['-memory_bytes', 'never'],
    ['+memory_bytes', 'always'],
    ['rate(nobody_knows[5m])', 'never'],
    ['last_over_time(memory_bytes[5m])', 'always'],
    ['first_over_time(memory_bytes[5m])', 'always'],
    ['max_over_time(memory_bytes[5m])', 'never'],
    ['sort(memory_bytes)', 'always'],
    ['label_replace(memory_bytes, "a", "b", "", "")', 'always'],
    ['topk(1, memory_bytes)', 'always'],
    ['sum by (__name__) (memory_bytes)', 'always'],
    ['sum without (job) (memory_bytes)', 'never'],
    ['memory_bytes and up', 'always'],
    ['memory_bytes or up', 'always'],
  ])('%s: %s', (text, expected) => {
    expect(presence(rootOf(text).labels, '__name__')).toBe(expected);
  });

  test('has its value', () => {
    expect(labelValues(rootOf('memory_bytes or up').labels, '__name__')).toEqual(['memory_bytes', 'up']);
  });
});

describe('why a label cannot be there', () => {
  /** The text that the reason points at. */
  function reason(text: string, label: string) {
    const found = why(rootOf(text).labels, label);
    return found && [found.kind, text.slice(found.span.start, found.span.end)];
  }

  test.each<[string, string, string, string]>([
    ['memory_bytes', 'status', 'series', 'memory_bytes'],
    ['sum(rate(memory_bytes[5m]))', 'status', 'series', 'memory_bytes'],
    ['{__name__="memory_bytes"}', 'status', 'series', '{__name__="memory_bytes"'],
    ['nobody_knows{a=""}', 'a', 'matcher', 'a=""'],
    ['sum by (job) (requests_total)', 'status', 'aggregation', 'sum'],
    ['rate(sum(max without (status) (requests_total))[5m:])', 'status', 'aggregation', 'max'],
    ['sum(nobody_knows)', 'a', 'aggregation', 'sum'],
    ['histogram_quantile(0.9, latency_seconds_bucket)', 'le', 'function', 'histogram_quantile'],
    ['absent(requests_total{status=~"error"})', 'status', 'function', 'absent'],
    ['vector(scalar(memory_bytes))', 'job', 'none', 'scalar'],
    ['memory_bytes / on (job) limit_bytes', 'instance', 'matching', '/'],
    ['requests_total / ignoring (status, method) memory_bytes', 'status', 'matching', '/'],
    ['memory_bytes * on (job) group_left () build_info', 'version', 'matching', '*'],
    ['sum by (job) (requests_total) > 5', 'status', 'aggregation', 'sum'],
    ['sum by (job) (requests_total) or vector(0)', 'status', 'aggregation', 'sum'],
    ['vector(0) or sum by (job) (requests_total)', 'status', 'aggregation', 'sum'],
    ['max_over_time(sum by (job) (requests_total)[1h:])', 'status', 'aggregation', 'sum'],
    ['rate(memory_bytes[5m])', '__name__', 'function', 'rate'],
  ])('%s has no %s: %s, %s', (text, label, kind, at) => {
    expect(reason(text, label)).toEqual([kind, at]);
  });

  test.each([
    ['requests_total', 'status'],
    ['nobody_knows', 'status'],
    ['open_ended', 'status'],
    ['memory_bytes or nobody_knows', 'status'],
    ['label_replace(sum(requests_total), "status", "x", "", "")', 'status'],
  ])('%s may have %s', (text, label) => {
    expect(reason(text, label)).toBeUndefined();
  });

  test('the aggregation is at hand for the message', () => {
    const found = why(rootOf('1 + sum by (job) (requests_total)').labels, 'status');
    expect(found?.expr?.kind === 'aggregation' && found.expr.grouping.map((g) => g.name)).toEqual(['job']);
  });
});

describe('sharing and size', () => {
  test('a label set is shared as long as nothing changes it', () => {
    const { nodes } = inferred('topk(3, sort(memory_bytes > 5)) and up');
    const sets = new Set(nodes.filter((n) => n.selector?.series?.unit !== undefined).map((n) => n.labels));
    expect(sets.size).toBe(1);
  });

  test.each(['+', 'or', 'and', '>', '/'])('a chain of ten thousand %s', (op) => {
    const text = Array.from({ length: 10_000 }, (_, i) => `sum by (job) (m${i})`).join(` ${op} `);
    const { root, nodes } = infer(parsed(text), lookup);
    expect(nodes.length).toBe(29_999);
    expect(why(root.labels, 'status')?.kind).toBe('aggregation');
  });

  test('of a function nobody knows, nothing is concluded', () => {
    const span = { start: 0, end: 0 };
    const root = infer({ kind: 'call', func: 'no_such', args: [parsed('sum(up)')], ...span }, lookup).root;
    expect([shown(root.labels), root.nature, root.unit]).toEqual(['…', 'unknown', undefined]);
  });

  test('a pattern that is none proves nothing', () => {
    const selector = parsed('requests_total{status=~"x"}');
    if (selector.kind !== 'selector') throw new Error();
    const matchers = selector.matchers.map((m) => ({ ...m, value: '(x' }));
    expect(shown(infer({ ...selector, matchers }, lookup).root.labels)).toBe(
      'job=api|web instance method status=error|success',
    );
  });

  test('without variables, a dollar sign is a character', () => {
    const root = infer(parsed('requests_total{method="$x"}'), lookup, { variables: false }).root;
    expect(labelValues(root.labels, 'method')).toEqual(['$x']);
  });
});
