import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { infer, type SeriesEstimate, seriesEstimate } from '../../src/promql/infer.ts';
import { type LabelFact, valueCount } from '../../src/promql/labels.ts';
import { parse } from '../../src/promql/parse.ts';
import { between } from '../../src/promql/values.ts';
import { parsed } from './infer-catalog.ts';

const job: LabelFact = { name: 'job', presence: 'always', values: ['shop'] };
const instance: LabelFact = { name: 'instance', presence: 'always', values: ['a', 'b', 'c'] };
const method: LabelFact = { name: 'method', presence: 'maybe', count: 20 };
const status: LabelFact = { name: 'status', presence: 'always', values: ['200', '404', '500', '503'] };
const le: LabelFact = { name: 'le', presence: 'always', values: ['0.1', '1.0', '+Inf'] };
const counter = { type: 'counter', complete: true, unit: undefined } as const;
const known: Readonly<Record<string, Parameters<typeof infer>[1] extends (name: string) => infer F ? F : never>> = {
  requests_total: { ...counter, labels: [job, instance, method, status] },
  latency_bucket: { ...counter, type: 'bucket', labels: [job, instance, le], bounds: [0.1, 1] },
  up: { type: 'gauge', labels: [job, instance], complete: true, unit: undefined, values: between(0, 1) },
  merged: { ...counter, labels: [{ ...instance, values: ['a', 'b', 'c', 'd'] }, status], count: 9 },
  tenants: { ...counter, labels: [job, { name: 'tenant', presence: 'maybe' }] },
  open: { ...counter, labels: [job], complete: false },
};
const lookup = (name: string) => (Object.hasOwn(known, name) ? known[name] : undefined);
const estimateOf = (text: string): SeriesEstimate | undefined => seriesEstimate(infer(parsed(text), lookup));

describe('at most so many series', () => {
  test.each<[string, number | undefined]>([
    ['requests_total', 3 * 20 * 4],
    ['requests_total{status="500"}', 3 * 20],
    ['requests_total{status=~"5.."}', 3 * 20 * 2],
    ['requests_total{status!="500"}', 3 * 20 * 3],
    ['requests_total{method="get"}', 3 * 4],
    ['requests_total{method=~"get|put"}', 3 * 2 * 4],
    ['requests_total{method=~"g.*"}', 3 * 20 * 4],
    ['requests_total{method=""}', 3 * 4],
    ['latency_bucket', 3 * 3],
    ['merged', 9],
    ['merged{status="500"}', 4],
    ['rate(requests_total[5m])', 240],
    ['max_over_time(rate(requests_total[5m])[1h:1m])', 240],
    ['sum(requests_total)', 1],
    ['sum by (status) (requests_total)', 4],
    ['sum by (method, status) (requests_total)', 80],
    ['sum without (instance) (requests_total)', 80],
    ['sum by (tenant) (tenants)', undefined],
    ['sum by (job) (tenants)', 1],
    ['sum by (job, anything) (merged)', 1],
    ['count_values("v", up)', 3],
    ['topk(5, requests_total)', 5],
    ['topk by (status) (5, requests_total)', 20],
    ['bottomk without (method) (1, requests_total)', 12],
    ['topk(500, requests_total)', 240],
    ['topk(5, tenants)', 5],
    ['limit_ratio(0.5, up)', 3],
    ['histogram_quantile(0.9, latency_bucket)', 3],
    ['histogram_quantiles(latency_bucket, "q", 0.5, 0.9)', 6],
    ['label_replace(up, "host", "$1", "instance", "(.*)")', 3],
    ['sum by (host) (label_replace(up, "host", "$1", "instance", "(.*)"))', 3],
    ['sum by (m) (label_replace(requests_total, "m", "$1", "method", "(.*)"))', 20],
    ['up + up', 3],
    ['requests_total * on (instance) group_left () up', 240],
    ['up * on (instance) group_right () requests_total', 240],
    ['up * on (instance) tenants', 3],
    ['requests_total and up', 240],
    ['requests_total unless tenants', 240],
    ['up or requests_total', 243],
    ['up or tenants', undefined],
    ['up + fill(0) up', 6],
    ['up > 1', 3],
    ['2 * up', 3],
    ['-(up)', 3],
    ['1', 1],
    ['time()', 1],
    ['scalar(tenants)', 1],
    ['vector(1)', 1],
    ['absent(tenants)', 1],
    ['absent_over_time(tenants[5m])', 1],
    ['tenants', undefined],
    ['tenants{tenant="a"}', 1],
    ['open', undefined],
    ['nobody_knows', undefined],
    ['sum(nobody_knows)', 1],
    ['{job="shop"}', undefined],
    ['up @ start() offset 1h', 3],
  ])('%s: %s', (text, count) => {
    expect(estimateOf(text)?.count).toBe(count);
  });
});

test.each<[string, string]>([
  ['requests_total{status="500"}', 'requests_total{status="500"}: instance 3, method 20'],
  ['sum by (status) (rate(requests_total[5m]))', 'sum by (status) (rate(requests_total[5m])): status 4'],
  ['rate(up[5m])', 'rate(up[5m]): instance 3'],
  ['merged', 'merged: '],
])('the reason for %s', (text, reason) => {
  const { at, factors } = estimateOf(text)!;
  const node = text.slice(at.expr.start, at.expr.end);
  expect(
    `${node}: ${factors()
      .map(({ label, values }) => `${label} ${values}`)
      .join(', ')}`,
  ).toBe(reason);
});

test('there are never more values than counted', () => {
  const fact = fc.record({
    name: fc.constant('x'),
    presence: fc.constantFrom('always', 'maybe', 'never'),
    values: fc.option(fc.array(fc.constantFrom('a', 'b', 'c')), { nil: undefined }),
    count: fc.option(fc.nat(5), { nil: undefined }),
  });
  fc.assert(
    fc.property(fact, (label) => {
      const most = valueCount(label as LabelFact);
      if (label.presence === 'never') expect(most).toBe(1);
      else if (label.values === undefined) expect(most).toBe(label.count);
      else expect(most).toBeLessThanOrEqual(label.values.length + 1);
    }),
  );
});

test('a chain of ten thousand is estimated without recursion', () => {
  const { ast } = parse(Array(10_000).fill('up').join(' + '));
  expect(seriesEstimate(infer(ast!, lookup))?.count).toBe(3);
});
