import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';

const catalog = `
server.nativeHistogram('shop_pack_seconds', { help: 'Time to pack.', unit: 'seconds', labels: { method: upTo(5) } });
server.summary('shop_gc_seconds', { help: 'Pauses.', unit: 'seconds', quantiles: [0.5, 0.9] });
server.gauge('shop_room', { help: 'Room.', counts: 'orders' });
const open = server.histogram('shop_open_seconds', { help: 'Open.', unit: 'seconds', labels: {}, buckets: [1, 60] });
shop.recordingRule('shop:latency:p90', { expr: promql\`histogram_quantile(0.9, sum by (le, method) (rate(shop_request_duration_seconds_bucket[5m])))\` });
shop.recordingRule('shop:latency_bucket:total', { expr: promql\`sum by (le) (shop_request_duration_seconds_bucket)\` });
shop.recordingRule('shop:latency_bucket:rate5m', { expr: promql\`sum by (le) (rate(shop_request_duration_seconds_bucket[5m]))\` });
shop.recordingRule('method:failed:ratio', { expr: promql\`sum by (method) (rate(shop_requests_total{status="error"}[5m])) / sum by (method) (rate(shop_requests_total[5m]))\` });
shop.recordingRule('shop:pack:p90', { expr: promql\`histogram_quantile(0.9, rate(shop_pack_seconds[5m])) or shop_queue_length\` });
`;
const found = (when: string, id: string) =>
  judge(`${catalog}shop.alert('A', { when: promql\`${when}\`, ...warning });`).filter(
    ({ check, subject }) => check === id && subject === 'alert A',
  );
const buckets = 'shop_request_duration_seconds_bucket';
const p90 = `histogram_quantile(0.9, sum by (le, method) (rate(${buckets}[5m])))`;
const mean = 'rate(shop_request_duration_seconds_sum[5m]) / rate(shop_request_duration_seconds_count[5m])';

describe('promql-histogram-life', () => {
  it.each([
    [`histogram_quantile(0.9, ${buckets}) > 1`, buckets, 'of all observations since'],
    [`histogram_quantile(0.9, sum by (le) (${buckets})) > 1`, `sum by (le) (${buckets})`, 'of all observations since'],
    [`histogram_quantile(0.9, ${buckets} offset 1h) > 1`, `${buckets} offset 1h`, 'of all observations since'],
    ['histogram_quantile(0.9, shop:latency_bucket:total) > 1', 'shop:latency_bucket:total', 'of all observations'],
    ['histogram_quantile(0.9, shop_pack_seconds) > 1', 'shop_pack_seconds', 'of all observations since'],
    ['histogram_quantile(0.9, sum(shop_pack_seconds)) > 1', 'sum(shop_pack_seconds)', 'of all observations since'],
    ['histogram_fraction(0, 1, shop_pack_seconds) > 0.5', 'shop_pack_seconds', 'of all observations since'],
    ['histogram_avg(shop_pack_seconds) > 1', 'shop_pack_seconds', 'of all observations since'],
    [`avg(${p90}) > 1`, `avg(${p90})`, 'the average of quantiles is no quantile'],
    [`sum(${p90}) > 1`, `sum(${p90})`, 'the sum of quantiles'],
    [`avg(1000 * ${p90}) > 1`, `avg(1000 * ${p90})`, 'the average of quantiles'],
    ['avg(shop:latency:p90) > 1', 'avg(shop:latency:p90)', 'the average of quantiles'],
    ['avg_over_time(shop:latency:p90[1h]) > 1', 'avg_over_time(shop:latency:p90[1h])', 'the average of quantiles'],
    ['avg(max_over_time(shop:latency:p90[1h])) > 1', 'avg(max_over_time(shop:latency:p90[1h]))', 'the average of'],
    ['avg(shop_gc_seconds{quantile="0.9"}) > 1', 'avg(shop_gc_seconds{quantile="0.9"})', 'the average of quantiles'],
    ['sum(shop_gc_seconds) > 1', 'sum(shop_gc_seconds)', 'the sum of quantiles'],
    [`avg(${mean}) > 1`, `avg(${mean})`, 'the average of ratios'],
    ['avg(method:failed:ratio) > 0.1', 'avg(method:failed:ratio)', 'the average of ratios'],
    ['1 - avg(method:failed:ratio) < 0.9', 'avg(method:failed:ratio)', 'the average of ratios'],
    ['avg(1 - method:failed:ratio) < 0.9', 'avg(1 - method:failed:ratio)', 'the average of ratios'],
  ])('%s', (when, at, message) => {
    const all = found(when, 'promql-histogram-life');
    expect(all).toHaveLength(1);
    expect(all[0]?.at).toBe(at);
    expect(all[0]?.message).toContain(message);
  });

  it.each([
    `histogram_quantile(0.9, rate(${buckets}[5m])) > 1`,
    `histogram_quantile(0.9, sum by (le) (rate(${buckets}[5m]))) > 1`,
    `histogram_quantile(0.9, sum by (le) (increase(${buckets}[1h]))) > 1`,
    'histogram_quantile(0.9, shop:latency_bucket:rate5m) > 1',
    'histogram_quantile(0.9, sum(rate(shop_pack_seconds[5m]))) > 1',
    'histogram_avg(rate(shop_pack_seconds[5m])) > 1',
    `max(${p90}) > 1`,
    `max by (method) (${p90}) > 1`,
    'max(shop:latency:p90) > 1',
    'max_over_time(shop:latency:p90[1h]) > 1',
    'quantile_over_time(0.5, shop:latency:p90[1h]) > 1',
    'max(shop_gc_seconds{quantile="0.9"}) > 1',
    'avg(rate(shop_gc_seconds_sum[5m])) > 1',
    'avg(quantile_over_time(0.9, shop_queue_length[1h])) > 1',
    'avg(shop_queue_length / shop_room) > 0.9',
    'avg(rate(process_cpu_seconds_total[5m]) / shop_room) > 0.9',
    'avg(shop_queue_length) > 5',
    'sum(rate(shop_requests_total{status="error"}[5m])) / sum(rate(shop_requests_total[5m])) > 0.1',
    'sum by (method) (rate(shop_requests_total[5m]) / on () group_left sum(rate(shop_requests_total[5m]))) > 0.5',
    'max(method:failed:ratio) > 0.1',
    'sum_over_time(method:failed:ratio[1d]) / count_over_time(method:failed:ratio[1d]) > 0.1',
    'avg_over_time(method:failed:ratio[1d]) > 0.1',
    'avg(shop:pack:p90) > 5',
    'histogram_quantile(0.9, nobody_knows_bucket) > 1',
    'avg(nobody_knows:p99) > 1',
    'count(shop:latency:p90 > 1) > 2',
  ])('nothing to say of %s', (when) => {
    expect(found(when, 'promql-histogram-life')).toEqual([]);
  });
});

describe('promql-quantile-cap', () => {
  it.each([
    [`${p90} > 5`, `${p90} > 5`, 'never true', '5 s'],
    [`${p90} > 10`, `${p90} > 10`, 'never true', '5 s'],
    [`${p90} >= 6`, `${p90} >= 6`, 'never true', '5 s'],
    [`10 < ${p90}`, `10 < ${p90}`, 'never true', '5 s'],
    [`${p90} == 7`, `${p90} == 7`, 'never true', '5 s'],
    [`${p90} <= 5`, `${p90} <= 5`, 'always true', '5 s'],
    [`${p90} < 7`, `${p90} < 7`, 'always true', '5 s'],
    [`max by (method) (${p90}) > 10`, `max by (method) (${p90}) > 10`, 'never true', '5 s'],
    [`${p90} * 1000 > 6000`, `${p90} * 1000 > 6000`, 'never true', '5 s'],
    ['shop:latency:p90 > 5', 'shop:latency:p90 > 5', 'never true', '5 s'],
    ['max_over_time(shop:latency:p90[1h]) > 5', 'max_over_time(shop:latency:p90[1h]) > 5', 'never true', '5 s'],
    ['histogram_quantile(0.9, shop:latency_bucket:rate5m) > 5', undefined, 'never true', '5 s'],
    [`histogram_quantile(1, rate(${buckets}{method="a"}[5m])) > 5`, undefined, 'never true', '5 s'],
    [`(${p90} > 6) and on (method) shop:latency:p90 > 1`, `${p90} > 6`, 'never true', '5 s'],
    ['histogram_quantile(0.5, rate(shop_open_seconds_bucket[5m])) > 120', undefined, 'never true', '1 min'],
  ])('%s', (when, at, message, cap) => {
    const all = found(when, 'promql-quantile-cap');
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ at: at ?? when });
    expect(all[0]?.message).toContain(`this is ${message}: a quantile of`);
    expect(all[0]?.message).toContain(`its highest bucket, ${cap}`);
    expect(found(when, 'promql-impossible')).toEqual([]);
  });

  it.each([
    `${p90} > 4.9`,
    `${p90} >= 5`,
    `${p90} == 5`,
    `${p90} < 5`,
    `${p90} * 1000 > 4000`,
    `${p90} + 5 > 7`,
    'shop:latency:p90 > 1',
    'quantile_over_time(0.9, shop_queue_length[1h]) > 100',
    'histogram_quantile(0.9, sum(rate(shop_pack_seconds[5m]))) > 100',
    'histogram_quantile(0.9, rate(nobody_knows_bucket[5m])) > 100',
    'shop_gc_seconds{quantile="0.9"} > 100',
    `${mean} > 100`,
    'shop:pack:p90 > 100',
  ])('nothing to say of %s', (when) => {
    expect(found(when, 'promql-quantile-cap')).toEqual([]);
  });

  it('names the histogram, and shows where its buckets are declared', () => {
    const [one] = judge(`shop.alert('A', { when: latency.quantile(0.9, { over: '5m' }).gt('10s'), ...warning });`);
    expect(one).toMatchObject({
      check: 'promql-quantile-cap',
      at: "'10s'",
      message: 'this is never true: a quantile of shop_request_duration_seconds is at most its highest bucket, 5 s',
      help: 'compare with less than 5 s, or give the histogram a bucket above 10 s',
      related: ['[0.1, 0.5, 1, 5] | its buckets are declared here'],
    });
  });
});

const life = (when: string) =>
  judge(`shop.alert('A', { when: promql\`${when}\`, ...warning });`)
    .filter(({ check }) => check === 'promql-histogram-life')
    .map(({ at }) => at);

describe('a sum over all buckets counts an observation several times', () => {
  it.each([`sum(rate(${buckets}[5m]))`, `avg by (method) (increase(${buckets}[5m]))`])('%s', (sum) =>
    expect(life(`${sum} > 1`)).toEqual([sum]),
  );

  it.each([
    `sum(rate(${buckets}{le="0.5"}[5m])) > 1`,
    `sum(rate(${buckets}{le=~"0.1|0.5"}[5m])) > 1`,
    `sum by (le) (rate(${buckets}[5m])) > 1`,
    `sum(rate(${buckets}[5m])) == 0`,
    `count(rate(${buckets}[5m])) > 1`,
    `histogram_quantile(0.9, sum(rate(${buckets}[5m]))) > 1`,
  ])('%s does not', (when) => expect(life(when)).toEqual([]));
});
