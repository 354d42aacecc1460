import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.ts';
import type { LabelValues, Metric } from '../../src/model/metric.ts';
import type { Project } from '../../src/model/project.ts';
import { labelFact } from '../../src/promql/labels.ts';
import { alert, expression, metric, project, recordingRule, scrapeJob } from './project.ts';

const any: LabelValues = { kind: 'any' };
const span = { start: 0, end: 0, source: undefined };
const nowhere = { ...span, labelSpan: span, valueSpan: span };
const analysed = (parts: Partial<Project>) => analyze(project({ scrapeJobs: [scrapeJob('shop')], ...parts }));
const labelsOf = (metrics: readonly Metric[], name: string, more: Partial<Project> = {}) =>
  Object.fromEntries(
    (analysed({ metrics, ...more }).lookup(name)?.labels ?? []).map((label) => [
      label.name,
      `${label.presence} ${label.values?.join(' ') ?? '*'}`,
    ]),
  );

describe('series of a metric', () => {
  const namesOf = (one: Metric) => {
    const { lookup } = analysed({ metrics: [one] });
    const names = ['', '_bucket', '_sum', '_count'].map((suffix) => `x${suffix}`);
    return names.filter((name) => lookup(name)).map((name) => `${name} ${lookup(name)?.type}`);
  };
  it('are of its own name, and of those of its parts', () => {
    expect(namesOf(metric('x', 'counter'))).toEqual(['x counter']);
    expect(namesOf(metric('x', 'untyped'))).toEqual(['x untyped']);
    expect(namesOf(metric('x', 'nativeHistogram'))).toEqual(['x histogram']);
    expect(namesOf(metric('x', 'histogram', { buckets: [1] }))).toEqual([
      'x_bucket bucket',
      'x_sum counter',
      'x_count counter',
    ]);
    expect(namesOf(metric('x', 'summary'))).toEqual(['x summary', 'x_sum counter', 'x_count counter']);
  });
  it('say that a sum of what may be negative may be negative', () => {
    const lowest = (rest: Partial<Metric>) =>
      analysed({ metrics: [metric('x', 'histogram', { buckets: [1], ...rest })] }).lookup('x_sum')?.values?.min;
    expect(lowest({ unit: 'seconds' })).toBeUndefined();
    expect(lowest({ counts: 'items' })).toBeUndefined();
    expect(lowest({ unit: 'celsius' })).toBe(-Infinity);
    expect(lowest({ counts: 'points', buckets: [-1, 1] })).toBe(-Infinity);
    expect(lowest({})).toBe(-Infinity);
  });
  it('have its labels and those of its targets', () => {
    const labels = { method: any, status: { kind: 'oneOf', values: ['a', ''] } } as const;
    expect(labelsOf([metric('x', 'gauge', { labels })], 'x')).toEqual({
      method: 'maybe *',
      status: 'maybe a',
      job: 'always shop',
      instance: 'always shop:9090',
    });
  });
  it('know the spelling of bounds: from 3.0 on one, before as exposed', () => {
    const { system } = project();
    const before = { system: { ...system, runsOn: { ...system.runsOn, prometheus: '2.55' } } };
    const one = metric('x', 'histogram', { buckets: [1e-5, 0.5, 1, 1e6] });
    expect(labelsOf([one], 'x_bucket').le).toBe('always 1e-05 0.5 1.0 1e+06 +Inf');
    expect(labelsOf([one], 'x_bucket', before).le).toBe('always 0.00001 1e-05 0.5 1 1.0 1000000 1000000.0 1e+06 +Inf');
  });
  it('leave quantiles open where none are declared', () => {
    expect(labelsOf([metric('x', 'summary', { quantiles: [] })], 'x').quantile).toBeUndefined();
    expect(labelsOf([metric('x', 'summary', { quantiles: [0.5] })], 'x').quantile).toContain('0.5');
  });
  it('get another name for a label that a target has, unless it is honoured', () => {
    const own = metric('x', 'gauge', { labels: { job: any } });
    expect(labelsOf([own], 'x')).toMatchObject({ job: 'always shop', exported_job: 'maybe *' });
    const honoured = { scrapeJobs: [scrapeJob('shop', { honorLabels: true })] };
    expect(labelsOf([own], 'x', honoured)).toEqual({ job: 'maybe *', instance: 'always shop:9090' });
  });
  it('of several jobs are what all of them have in common', () => {
    const jobs = { scrapeJobs: [scrapeJob('a'), scrapeJob('b', { labels: { zone: 'eu' } })] };
    const both = [
      metric('x', 'gauge', { job: 'a', unit: 'seconds' }),
      metric('x', 'gauge', { job: 'b', unit: 'bytes' }),
    ];
    expect(labelsOf(both, 'x', jobs)).toEqual({
      job: 'always a b',
      instance: 'always a:9090 b:9090',
      zone: 'maybe eu',
    });
    expect(analysed({ metrics: both, ...jobs }).lookup('x')?.unit).toBeUndefined();
    expect(analysed({ metrics: both, ...jobs }).lookup('up')?.complete).toBe(true);
  });
  it('of a job that is not declared may have any label', () => {
    expect(analysed({ metrics: [metric('x', 'gauge', { job: 'nobody' })] }).lookup('x')?.complete).toBe(false);
  });
});

describe('series nobody declares', () => {
  it('come with every scrape and with every alert', () => {
    const analysis = analysed({ alerts: [alert('A', 'up == 0', { labels: { team: 'x' } })] });
    expect(analysis.lookup('up')?.values).toMatchObject({ min: 0, max: 1 });
    expect(analysis.lookup('scrape_duration_seconds')).toBeDefined();
    expect(analysis.lookup('scrape_sample_limit')).toBeUndefined();
    expect(labelFact({ ...analysis.lookup('ALERTS')! } as never, 'alertname')?.values).toEqual(['A']);
    expect(labelFact({ ...analysis.lookup('ALERTS_FOR_STATE')! } as never, 'alertstate')).toBeUndefined();
  });
  it('are not there without jobs and alerts', () => {
    const { lookup } = analyze(project());
    expect([lookup('up'), lookup('ALERTS')]).toEqual([undefined, undefined]);
  });
});

describe('recording rules', () => {
  const requests = metric('requests_total', 'counter', { counts: 'requests', labels: { method: any } });
  it('pass on what is known of their expression, under their own labels', () => {
    const rule = recordingRule('r', 'sum by (method) (rate(requests_total[5m]))', { labels: { team: 'a' } });
    const facts = analysed({ metrics: [requests], recordingRules: [rule] }).lookup('r')!;
    expect(facts.recorded?.nature).toBe('rate');
    expect(facts.labels.map(({ name }) => name)).toEqual(['method', 'team']);
    expect(facts.complete).toBe(true);
  });
  it('may have a unit of their own', () => {
    const rule = recordingRule('r', 'sum(requests_total) / 7', { unit: 'bytes' });
    expect(analysed({ metrics: [requests], recordingRules: [rule] }).lookup('r')?.unit?.dimensions).toEqual({
      byte: 1,
    });
  });
  it('that read each other end in what is not known', () => {
    const rules = [recordingRule('a', 'b + 1'), recordingRule('b', 'a + 1'), recordingRule('c', 'c')];
    const { lookup } = analysed({ recordingRules: rules });
    expect(lookup('a')).toBeDefined();
    expect(lookup('b')).toBeDefined();
    expect(lookup('c')?.complete).toBe(false);
  });
  it('of one name are merged, however many', () => {
    const rules = Array.from({ length: 2000 }, (_, i) =>
      recordingRule('r', 'sum(requests_total)', { labels: { slo: `s${i}` } }),
    );
    const { lookup } = analysed({ metrics: [requests], recordingRules: rules });
    expect(lookup('r')?.labels[0]?.values).toHaveLength(2000);
  });
  it('of one name are told apart by labels that they set, as far as matchers do', () => {
    const rules = [
      recordingRule('x:rate5m', 'sum by (code) (rate(x[5m]))', { labels: { of: 'x' } }),
      recordingRule('x:rate5m', 'sum by (route) (rate(x[5m]))', { labels: { of: 'y' } }),
    ];
    const metrics = [metric('x', 'counter', { labels: { code: any, route: any } })];
    const { lookup, inference } = analysed({ metrics, recordingRules: rules });
    const labels = (op: '=' | '!=' | '=~', value: string) =>
      lookup('x:rate5m', [{ ...nowhere, label: 'of', op, value }])?.labels.map(({ name }) => name);
    expect(labels('=', 'x')).toEqual(['code', 'of']);
    expect(labels('!=', 'x')).toEqual(['route', 'of']);
    expect(labels('=~', 'x|y')).toEqual(['code', 'of', 'route']);
    expect(labels('=', 'z')).toEqual(labels('=~', 'x|y'));
    expect(inference(expression('x:rate5m{of="$of"}'))?.root.labels.labels).toHaveLength(4);
  });
  it('that do not parse are there all the same', () => {
    expect(analysed({ recordingRules: [recordingRule('r', 'sum(')] }).lookup('r')?.type).toBe('unknown');
  });
});

describe('interval', () => {
  const fast = scrapeJob('fast', { interval: 5e3 });
  const slow = scrapeJob('slow', { interval: 60e3 });
  const metrics = [
    metric('x', 'gauge', { job: 'fast' }),
    metric('x', 'gauge', { job: 'slow' }),
    metric('y', 'gauge', { job: 'slow' }),
  ];
  const group = { interval: 10e3, name: 'g', kind: 'ruleGroup', limit: undefined, queryOffset: undefined } as never;
  const recordingRules = [recordingRule('r', 'y', { group: 'g' }), recordingRule('s', 'y')];
  const { interval } = analysed({ scrapeJobs: [fast, slow], metrics, ruleGroups: [group], recordingRules });
  it('is that of the job, the shortest of several, or of the rule group', () => {
    expect([interval('x'), interval('y'), interval('up'), interval('r'), interval('s')]).toEqual([
      5e3, 60e3, 5e3, 10e3, 60e3,
    ]);
    expect(interval('nothing')).toBeUndefined();
  });
});

describe('usesOf', () => {
  it('finds the uses of a metric by any of its series, by name pattern too', () => {
    const latency = metric('latency', 'histogram', { buckets: [1] });
    const unused = metric('other', 'gauge');
    const alerts = [
      alert('A', 'rate(latency_count[5m]) > 1'),
      alert('B', '{__name__=~"latency_.*"} > 1'),
      alert('C', '{__name__="latency_sum"} > 1'),
      alert('D', 'up == 0'),
    ];
    const analysis = analysed({ metrics: [latency, unused], alerts });
    expect(analysis.usesOf(latency).map(({ subject }) => subject)).toEqual(['alert A', 'alert B', 'alert C']);
    expect(analysis.usesOf(unused)).toEqual([]);
    expect(analysis.metric('latency_bucket')).toBe(latency);
  });
});
