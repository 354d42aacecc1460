import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.ts';
import { promqlFragile } from '../../src/check/promql-fragile.ts';
import { runChecks } from '../../src/check/run.ts';
import { project, recordingRule } from '../analyze/project.ts';
import { findings, shop } from './catalog.ts';

const said = (expr: string) => findings(expr, {}, [promqlFragile]);

describe('steady alerts are silent', () => {
  it.each([
    'queue_length > 5',
    'sum(topk(3, queue_length)) > 5',
    'count(topk(3, queue_length)) > 5',
    'max by (instance) (topk(3, queue_length)) > 5',
    'topk(1, sum(queue_length)) > 5',
    'heap_bytes * on (instance) group_left (version) topk by (instance) (1, build_info) > 5',
    'topk by (instance) (1, build_info) * on (instance) group_right (version) heap_bytes > 5',
    'heap_bytes / on (instance) topk by (instance) (1, queue_length) > 5',
    'heap_bytes > scalar(topk(1, heap_bytes)) / 2',
    'queue_length > 5 unless topk(3, queue_length)',
    'sort(queue_length) > 5',
    'absent(queue_length)',
    'absent(sum(queue_length))',
    'absent(queue_length or heap_bytes)',
    'absent(queue_length > 5)',
    'absent(sum(rate(requests_total[5m])))',
    'absent(vector(0) == 1)',
    'absent(queue_length and on () vector(1))',
    'absent_over_time(queue_length[5m])',
    'sum(queue_length) or vector(0)',
    'queue_length > 5 or heap_bytes > 5',
    'queue_length or on (instance) heap_bytes',
    'vector(0) or queue_length',
    '(queue_length or vector(0)) < 5',
    '(queue_length or vector(10)) > 5',
    '(queue_length or vector(0)) >= 0',
    '(queue_length or vector(0)) > bool 5',
    '(queue_length or vector(0)) / 2 > 5',
    'avg(queue_length or vector(0)) > 5',
    'max(queue_length or vector(0)) < 1',
    'sum(queue_length or vector(1)) > 5',
    '(queue_length or vector(0)) > heap_bytes',
    '(queue_length or heap_bytes) > 5',
    'vector(0) or on (instance) queue_length',
    'queue_length > 5 unless on () hour() < 8',
    'queue_length > 5 unless on () (vector(1) == 0)',
    'queue_length > 5 unless on () absent(heap_bytes)',
    'sum(queue_length) unless sum(heap_bytes)',
    'sum(queue_length) > 5 or sum(queue_length) < 1',
    'requests_total{method="a"} or requests_total{method="b"}',
  ])('%s', (expr) => expect(said(expr)).toEqual([]));

  it('recording rules and dashboards may hold the top ones', () => {
    const recordingRules = [recordingRule('top', 'topk(3, queue_length)')];
    expect(runChecks(analyze(project({ ...shop, recordingRules })), [promqlFragile])).toEqual([]);
  });
});

describe('fragile ones are told', () => {
  it.each([
    ['(queue_length or vector(0)) > 5', 'or'],
    ['5 < (queue_length or on () vector(0))', 'or'],
    ['sum by (queue) ((queue_length or vector(0))) >= 1', 'or'],
    ['(queue_length or up) > 1', 'or'],
    ['topk(10, queue_length)', 'topk(10, queue_length)'],
    ['bottomk(10, queue_length) < 5', 'bottomk(10, queue_length)'],
    ['limitk(10, queue_length) < 5', 'limitk(10, queue_length)'],
    ['limit_ratio(0.5, queue_length) < 5', 'limit_ratio(0.5, queue_length)'],
    ['topk(10, nobody_knows)', 'topk(10, nobody_knows)'],
    ['sort(topk(10, queue_length)) > 5', 'topk(10, queue_length)'],
    ['5 < (topk(10, queue_length))', 'topk(10, queue_length)'],
    ['topk(10, queue_length) / on (instance) heap_bytes > 5', 'topk(10, queue_length)'],
    ['topk(10, queue_length) and on (instance) heap_bytes > 5', 'topk(10, queue_length)'],
    ['rate(topk(10, requests_total)[5m:1m]) > 5', 'topk(10, requests_total)'],
    ['topk by (instance) (1, queue_length) > 5', 'topk by (instance) (1, queue_length)'],
    ['absent(vector(1))', 'absent(vector(1))'],
    ['absent(sum(queue_length) or vector(0))', 'absent(sum(queue_length) or vector(0))'],
    ['absent(queue_length or on () vector(0))', 'absent(queue_length or on () vector(0))'],
    ['absent(sum(queue_length or vector(0)) * 2)', 'absent(sum(queue_length or vector(0)) * 2)'],
    ['absent(hour())', 'absent(hour())'],
    ['absent_over_time((vector(1))[5m:])', 'absent_over_time((vector(1))[5m:])'],
    ['vector(0) or sum(queue_length) > 5', 'or'],
    ['vector(1) or on () queue_length > 5', 'or'],
    ['(sum(queue_length) or vector(0)) or vector(1)', 'or'],
    ['queue_length > 5 or queue_length > 5', 'or'],
    ['queue_length > 5 unless on () vector(1)', 'unless'],
    ['sum(queue_length) > 5 unless vector(1)', 'unless'],
  ])('%s', (expr, place) => expect(said(expr)).toEqual([`promql-fragile: ${place}`]));

  it('each of several', () => {
    expect(said('heap_bytes or topk(1, queue_length) or bottomk(1, queue_length)')).toHaveLength(2);
  });
});
