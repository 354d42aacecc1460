import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';

const catalog = `
server.counter('shop_errors_total', { help: 'Errors.', counts: 'errors', labels: { method: upTo(20) } });
server.counter('shop_started_total', { help: 'Started.', counts: 'orders' });
server.counter('shop_finished_total', { help: 'Finished.', counts: 'orders' });
server.info('shop_build_info', { help: 'Version.', labels: { version: upTo(5) } });
server.untyped('shop_old_total', { help: 'Who knows.' });
shop.recordingRule('shop:requests:total', { expr: promql\`sum(shop_requests_total)\`, ignore: { 'promql-counter-read': 'for these tests' } });
`;
const read = (body: string, id = 'promql-counter-read') =>
  judge(catalog + body)
    .filter(({ check }) => check === id)
    .map(({ at }) => at);
const inAlert = (when: string) => read(`shop.alert('A', { when: promql\`${when}\`, ...warning });`);
const inPanel = (query: string) =>
  read(`shop.dashboard('d', { title: 'D', rows: [row('R', [
  timeseries('T', { query: promql\`${query}\`, description: 'T.' }),
])] });`);

describe('promql-counter-read', () => {
  it.each([
    ['sum(shop_requests_total) > 100', 'shop_requests_total'],
    ['sum by (method) (shop_requests_total{status="error"}) > 1', 'shop_requests_total{status="error"}'],
    ['max(shop_requests_total) == 0', 'shop_requests_total'],
    ['shop_requests_total * 2 > 100', 'shop_requests_total'],
    ['shop_requests_total + 1 > 100', 'shop_requests_total'],
    ['-shop_requests_total < -100', 'shop_requests_total'],
    ['abs(shop_requests_total) > 100', 'shop_requests_total'],
    ['max_over_time(shop_requests_total[1h]) > 100', 'shop_requests_total'],
    ['avg_over_time(shop_requests_total[1h]) > 100', 'shop_requests_total'],
    ['sum_over_time(shop_requests_total[1h]) > 100', 'shop_requests_total'],
    ['shop_requests_total - shop_requests_total offset 1h > 100', 'shop_requests_total'],
    ['shop_requests_total > shop_requests_total offset 10m', 'shop_requests_total'],
    ['shop_requests_total > shop_queue_length', 'shop_requests_total'],
    ['shop_queue_length / shop_started_total > 1', 'shop_started_total'],
    ['shop_request_duration_seconds_count * 2 > 10', 'shop_request_duration_seconds_count'],
    ['sum(shop_request_duration_seconds_bucket{le="1.0"}) > 10', 'shop_request_duration_seconds_bucket{le="1.0"}'],
    ['quantile(0.9, shop_requests_total) > 10', 'shop_requests_total'],
    ['sum(topk(3, shop_requests_total)) > 10', 'shop_requests_total'],
    ['sum(label_replace(shop_requests_total, "a", "b", "", "")) > 1', 'shop_requests_total'],
    ['shop_queue_length > 5 and on () sum(shop_requests_total) > 5', 'shop_requests_total'],
    ['sum(shop_requests_total) > 5 unless absent(shop_errors_total)', 'shop_requests_total'],
    ['scalar(sum(shop_requests_total)) * shop_queue_length > 1', 'shop_requests_total'],
    [
      'shop_request_duration_seconds_sum / shop_request_duration_seconds_count > 1',
      'shop_request_duration_seconds_sum / shop_request_duration_seconds_count',
    ],
    ['sum(shop_errors_total) / sum(shop_requests_total) > 0.1', 'sum(shop_errors_total) / sum(shop_requests_total)'],
    [
      '(shop_started_total - 0) / (shop_started_total + shop_finished_total) > 0.1',
      '(shop_started_total - 0) / (shop_started_total + shop_finished_total)',
    ],
    [
      '100 * (sum(shop_errors_total) / sum(shop_requests_total)) > 1',
      'sum(shop_errors_total) / sum(shop_requests_total)',
    ],
  ])('%s', (when, at) => {
    expect(inAlert(when)).toEqual([at].flat());
  });

  it.each([
    'rate(shop_requests_total[5m]) > 1',
    'sum(rate(shop_requests_total[5m])) > 1',
    'increase(shop_requests_total[1h]) > 1',
    'irate(shop_requests_total[5m]) > 1',
    'resets(shop_requests_total[1h]) > 1',
    'changes(shop_requests_total[1h]) > 1',
    'rate(shop_requests_total[5m:1m]) > 1',
    'rate((shop_requests_total)[5m:1m]) > 1',
    'increase(last_over_time(shop_requests_total[5m])[1h:1m]) > 1',
    'absent(shop_requests_total)',
    'absent(sum(shop_requests_total))',
    'absent_over_time(shop_requests_total[5m])',
    'present_over_time(shop_requests_total[5m]) unless up',
    'count(shop_requests_total) > 5',
    'count by (method) (shop_requests_total) > 5',
    'count(sum by (method) (shop_requests_total)) > 5',
    'group(shop_requests_total) unless up',
    'count_over_time(shop_requests_total[5m]) < 3',
    'time() - timestamp(shop_requests_total) > 60',
    'time() - max(timestamp(shop_requests_total)) > 60',
    'shop_requests_total unless shop_requests_total offset 5m',
    'shop_queue_length > 5 and on (instance) shop_requests_total',
    'shop_queue_length > 5 unless on (instance) shop_requests_total',
    'up == 0 unless on (instance) sum by (instance) (shop_requests_total)',
    'shop_requests_total or shop_errors_total',
    'shop_requests_total == shop_requests_total offset 10m',
    'shop_started_total - shop_finished_total > 10',
    'sum(shop_started_total) - sum(shop_finished_total) > 10',
    'shop_queue_length > 5 unless max_over_time(shop_requests_total[1d]) == 0',
    'rate(shop_requests_total[5m]) > 5 or shop_requests_total * 0 > 1',
    'shop_old_total > 5',
    'sum(shop_old_total) > 5',
    'sum(nobody_knows_total) > 5',
    'rate(shop_request_duration_seconds_sum[5m]) / rate(shop_request_duration_seconds_count[5m]) > 1',
    'sum(rate(shop_requests_total[5m]) * on (instance) group_left (version) shop_build_info) > 1',
    // told by others: promql-counter, promql-rate, promql-gauge-function, promql-histogram-life
    'shop_requests_total > 5',
    '(shop_requests_total or shop_errors_total) > 5',
    'rate(sum(shop_requests_total)[5m:1m]) > 5',
    'rate(shop:requests:total[5m]) > 5',
    'deriv(shop_requests_total[5m]) > 5',
    'predict_linear(sum(shop_requests_total)[1h:1m], 60) > 5',
    'histogram_quantile(0.9, shop_request_duration_seconds_bucket) > 5',
    'histogram_quantile(0.9, sum by (le) (shop_request_duration_seconds_bucket)) > 5',
  ])('nothing to say of %s', (when) => {
    expect(inAlert(when)).toEqual([]);
  });

  it.each([
    ['shop_requests_total', ['shop_requests_total']],
    ['topk(5, shop_requests_total)', ['shop_requests_total']],
    ['sum(shop_requests_total)', ['shop_requests_total']],
    ['sum by (le) (shop_request_duration_seconds_bucket)', ['shop_request_duration_seconds_bucket']],
    ['shop_requests_total{method="$method"}', ['shop_requests_total{method="$method"}']],
    ['rate(shop_requests_total[$__rate_interval])', []],
    ['increase(shop_requests_total[$__range])', []],
    ['shop_requests_total unless shop_requests_total offset 1h', []],
    ['count(shop_requests_total)', []],
  ])('in a panel, %s: %j', (query, at) => {
    expect(inPanel(query)).toEqual(at);
  });

  it('reports each counter of an expression once', () => {
    expect(inAlert('avg(shop_requests_total) * 2 < max(shop_requests_total)')).toEqual(['shop_requests_total']);
  });

  it('lets a recording rule copy a counter, but not add counters up', () => {
    const rule = (expr: string) => read(`shop.recordingRule('shop:copy:total', { expr: promql\`${expr}\` });`);
    expect(rule('shop_requests_total{status="error"}')).toEqual([]);
    expect(rule('sum by (method) (shop_requests_total)')).toEqual(['shop_requests_total']);
  });

  it('lets people look at counters in a runbook', () => {
    const step = (query: string) =>
      `shop.runbook('look', { title: 'Look', about: 'Look.', steps: [step('Look', alidade.query(promql\`${query}\`))] });`;
    expect(read(step('shop_requests_total'))).toEqual([]);
    expect(read(step('topk(5, shop_requests_total)'))).toEqual([]);
  });

  it('names the counter, and what to write', () => {
    const [found] = judge(`shop.alert('A', { when: promql\`sum(shop_requests_total) > 5\`, ...warning });`);
    expect(found).toMatchObject({
      message: 'the value of counter shop_requests_total is read, which is what was counted since its process started',
      help: 'read how it grows: rate(shop_requests_total[5m]) for each second, increase(…[1h]) for an hour',
    });
  });
});

describe('promql-counter', () => {
  it('is told of buckets too', () => {
    const body = `shop.alert('A', { when: promql\`shop_request_duration_seconds_bucket{le="1.0"} > 5\`, ...warning });`;
    expect(read(body, 'promql-counter')).toEqual(['shop_request_duration_seconds_bucket{le="1.0"}']);
    expect(read(body)).toEqual([]);
  });

  const found = (when: string) => read(`shop.alert('A', { when: promql\`${when}\`, ...warning });`, 'promql-counter');

  it.each([
    'rate(shop_requests_total{status="error"}[5m]) > 1 and shop_requests_total{status="error"} > 0',
    'shop_queue_length > 5 and on () (shop_requests_total > 0)',
    'shop_queue_length > 5 unless on () shop_requests_total == 0',
    `shop_request_duration_seconds_count > 0
       and histogram_quantile(0.9, rate(shop_request_duration_seconds_bucket[5m])) > 1`,
  ])('a counter may be asked whether it ever counted: %s', (when) => expect(found(when)).toEqual([]));

  it.each([
    'shop_requests_total > 0',
    'shop_requests_total > 5 unless on () shop_queue_length',
    'shop_requests_total > 0 unless on () shop_queue_length > 5',
    'shop_requests_total > 0 and on () shop_queue_length > 5',
    'shop_requests_total > 0 or shop_queue_length > 5',
  ])('but not what an alert tells of: %s', (when) => expect(found(when)).toEqual(['shop_requests_total']));
});

describe('promql-gauge-function', () => {
  const found = (when: string) =>
    read(`shop.alert('A', { when: promql\`${when}\`, ...warning });`, 'promql-gauge-function');

  it.each([
    'deriv(shop_requests_total[5m])',
    'delta(shop_requests_total[5m])',
    'idelta(shop_requests_total{status="error"}[5m])',
    'predict_linear(shop_requests_total[1h], 3600)',
    'delta(shop_request_duration_seconds_count[5m])',
    'delta(shop_request_duration_seconds_bucket{le="1.0"}[5m])',
    'deriv(sum(shop_requests_total)[1h:1m])',
    'delta(shop:requests:total[1h])',
  ])('%s', (call) => {
    expect(found(`${call} > 5`)).toEqual([call]);
  });

  it.each([
    'deriv(shop_queue_length[5m])',
    'delta(shop_queue_length[5m])',
    'predict_linear(shop_basket_bytes[1h], 3600)',
    'rate(shop_requests_total[5m])',
    'deriv(rate(shop_requests_total[5m])[1h:1m])',
    'predict_linear(sum(rate(shop_requests_total[5m]))[1h:1m], 3600)',
    'deriv((shop_started_total - shop_finished_total)[1h:1m])',
    'delta(shop_old_total[5m])',
    'deriv(nobody_knows_total[5m])',
  ])('nothing to say of %s', (call) => {
    expect(found(`${call} > 5`)).toEqual([]);
  });
});
