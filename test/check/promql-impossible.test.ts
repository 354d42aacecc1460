import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';

const catalog = `
server.info('shop_build_info', { help: 'Version.', labels: { version: upTo(5) } });
server.gauge('shop_disk_ratio', { help: 'Disk used.', unit: 'ratio' });
shop.recordingRule('shop:failed:ratio', { expr: promql\`sum(rate(shop_requests_total{status="error"}[5m])) / sum(rate(shop_requests_total[5m]))\` });
shop.recordingRule('shop:requests:rate5m', { expr: promql\`sum(rate(shop_requests_total[5m]))\` });
`;
const about = (when: string, rest = '') =>
  judge(`${catalog}shop.alert('A', { when: promql\`${when}\`, ...warning, ${rest} });`)
    .filter(({ check, subject }) => check === 'promql-impossible' && subject === 'alert A')
    .map(({ at, message, help }) => ({ at, message, help }));

const failed = 'sum(rate(shop_requests_total{status="error"}[5m])) / sum(rate(shop_requests_total[5m]))';

describe('promql-impossible', () => {
  it.each([
    ['rate(shop_requests_total[5m]) < 0', 'never true: rate(shop_requests_total[5m]) is never below 0'],
    ['0 > sum by (method) (rate(shop_requests_total[5m]))', 'never true: sum by (method) (rate('],
    ['increase(shop_requests_total[1h]) < 0', 'never true'],
    ['increase(shop_requests_total[1h]) >= 0', 'always true'],
    ['up > 1', 'never true: up is between 0 and 1'],
    ['up == 2', 'never true'],
    ['up != 2', 'always true'],
    ['up >= 0', 'always true'],
    ['up <= 1', 'always true'],
    ['sum(up) < 0', 'never true'],
    ['max(up) > 1', 'never true'],
    ['avg(up) > 50', 'never true'],
    ['avg_over_time(up[1h]) > 90', 'never true'],
    ['min_over_time(up[1h]) < 0', 'never true'],
    ['count(up) == 0', 'never true: count(up) is never below 1'],
    ['count(up) < 1', 'never true'],
    ['count(up == 0) == 0', 'never true'],
    ['count by (method) (shop_requests_total) <= 0', 'never true'],
    ['group(vector(0)) > 0', 'always true: group(vector(0)) is always 1'],
    ['count(sum(up) or vector(0)) > 0', 'always true'],
    ['group(up) == 0', 'never true: group(up) is always 1'],
    ['absent(up) == 0', 'never true: absent(up) is always 1'],
    ['absent_over_time(up[5m]) > 1', 'never true'],
    ['absent(up) != 1', 'never true'],
    ['count_over_time(up[5m]) == 0', 'never true'],
    ['changes(shop_queue_length[1h]) < 0', 'never true'],
    ['resets(shop_requests_total[1h]) < 0', 'never true'],
    ['present_over_time(up[5m]) == 0', 'never true'],
    ['ALERTS == 0', 'never true'],
    ['shop_build_info == 0', 'never true'],
    ['shop_build_info > 1', 'never true'],
    ['hour() > 23', 'never true: hour() is between 0 and 23'],
    ['day_of_week() == 7', 'never true'],
    ['month() < 1', 'never true'],
    ['abs(shop_queue_length) < 0', 'never true'],
    ['clamp_max(shop_queue_length, 10) > 10', 'never true'],
    ['sgn(shop_queue_length) > 1', 'never true'],
    ['stddev(shop_queue_length) < 0', 'never true'],
    [`${failed} > 5`, 'never true'],
    [`${failed} <= 1`, 'always true'],
    ['sum(rate(shop_requests_total{status="error"}[5m])) / (sum(rate(shop_requests_total[5m])) > 0) > 5', 'never true'],
    ['sum(increase(shop_requests_total[1h])) >= 0 and on () up == 0', 'always true'],
    [`1 - (${failed}) > 1`, 'never true'],
    [`100 * (${failed}) > 100`, 'never true'],
    ['shop:failed:ratio > 5', 'never true: shop:failed:ratio is between 0 and 1'],
    ['shop:requests:rate5m < 0', 'never true: shop:requests:rate5m is never below 0'],
    ['shop_queue_length > 5 < 3', 'never true'],
    ['vector(0) > 0', 'never true: vector(0) is always 0'],
    ['vector(1) == 1', 'always true'],
    ['vector(1) > bool 0', 'always true'],
    ['shop_queue_length > shop_queue_length', 'never true: both sides are the same'],
    ['shop_queue_length != shop_queue_length offset 0s > 5', undefined],
    ['sum(up) > sum(up)', 'never true: both sides are the same'],
  ])('%s', (when, message) => {
    const found = about(when);
    if (message === undefined) expect(found).toEqual([]);
    else {
      expect(found).toHaveLength(1);
      expect(found[0]?.message).toContain(`this is ${message}`);
      expect(found[0]?.help).toBeDefined();
    }
  });

  it.each([
    ['shop_queue_length == 0 and shop_queue_length > 0', 'shop_queue_length == 0 and shop_queue_length > 0'],
    ['(shop_queue_length > 5) and (shop_queue_length < 3)', '(shop_queue_length > 5) and (shop_queue_length < 3)'],
  ])('%s: no value passes both', (when, at) => {
    expect(about(when)).toMatchObject([{ at, message: 'this is never true: no value passes both conditions' }]);
  });

  it.each([
    'up == 0',
    'up < 1',
    'up != 1',
    'sum(up) < 1',
    'sum(up) == 0',
    'avg(up) < 0.5',
    'avg by (job) (up) * 100 < 50',
    'absent(up)',
    'absent(up) == 1',
    'absent(up) > 0',
    'absent_over_time(up[5m]) == 1',
    'count(up) > 0',
    'count(up) >= 1',
    'count(up) != 0',
    'count(up) > 1',
    'count(up == 0) > 0',
    'count(up == 0) >= 1',
    'sum(ALERTS{alertname="ShopDown"}) > 0',
    'ALERTS{alertname="ShopDown"} == 1',
    'shop_build_info == 1',
    'shop_build_info > 0',
    'present_over_time(up[5m]) == 1',
    'group(up) > 0',
    'count_over_time(up[5m]) < 10',
    '(count(up == 0) or vector(0)) == 0',
    'rate(shop_requests_total[5m]) == 0',
    'rate(shop_requests_total[5m]) <= 0',
    'rate(shop_requests_total[5m]) > 0',
    'changes(shop_queue_length[1h]) == 0',
    'delta(shop_queue_length[5m]) < 0',
    'deriv(shop_queue_length[5m]) < 0',
    'predict_linear(shop_queue_length[1h], 3600) < 0',
    'shop_queue_length < 0',
    'shop_queue_length >= 0',
    `${failed} > 0.05`,
    `avg(${failed} >= 0) > 0.5`,
    `${failed} >= 0 and on () up == 0 or up == 0`.replace('>= 0', '> 0'),
    `${failed} >= 1`,
    `100 * (${failed}) > 5`,
    '1 - avg(rate(shop_request_duration_seconds_sum[5m])) < 0',
    'shop_disk_ratio > 0.9',
    'hour() >= 0 < 6',
    '(hour() >= 0 and hour() < 6) and on () shop_queue_length > 5',
    'shop_queue_length > 5 and on () hour() > 8 < 18',
    '5 < shop_queue_length < 10',
    'shop_queue_length > 5 and shop_queue_length < 10',
    'shop_queue_length == 0 or shop_queue_length > 10',
    'shop_queue_length == 0 and on (instance) shop_queue_length offset 1h > 0',
    'shop_queue_length > shop_queue_length offset 1h',
    'time() - process_start_time_seconds < 600',
    'nobody_knows < 0',
    'count(nobody_knows) > 3',
    'sum(rate(shop_requests_total[5m]) or vector(0)) == 0',
    'up == 0 unless on (instance) up offset 5m == 0',
    'scalar(up) > bool 0 == 1',
    'shop_requests_total > 100',
    'day_of_week() == 0',
    'minute() < 5 and on () shop_queue_length > 1',
    'histogram_quantile(0.9, rate(shop_request_duration_seconds_bucket[5m])) > 7',
  ])('nothing to say of %s', (when) => {
    expect(about(when)).toEqual([]);
  });

  it('says what was meant where a fraction is compared with percent', () => {
    expect(about(`${failed} > 5`)[0]?.help).toBe('a fraction of the whole is at most 1: 5 % is 0.05');
    expect(about('shop:failed:ratio >= 95')[0]?.help).toBe('a fraction of the whole is at most 1: 95 % is 0.95');
  });

  it('says that nothing is not counted as 0', () => {
    expect(about('count(up == 0) == 0')[0]?.help).toContain('where there is nothing it returns nothing');
    expect(about('absent(up) == 0')[0]?.help).toContain('absent() is 1 or returns nothing');
  });

  it('says to count what is 0', () => {
    expect(about('sum by (job) (up == 0) > 0')).toMatchObject([
      { help: 'the sum of zeros is 0: ask how many there are, with count(…)' },
    ]);
  });

  it('reports the inner of two comparisons alone', () => {
    expect(about('(up > 1) > 0')).toMatchObject([{ at: 'up > 1' }]);
    expect(about('sum(up > 1) == 5 and on () up == 0')).toMatchObject([{ at: 'up > 1' }]);
  });

  it("lets a dead man's switch fire always", () => {
    expect(about('vector(1) > 0', "alwaysFiring: 'Watchdog.'")).toEqual([]);
    expect(about('vector(1) > 1', "alwaysFiring: 'Watchdog.'")).toHaveLength(1);
  });

  it('reports builder calls and dashboards', () => {
    const body = `
shop.alert('A', { when: server.up.gt(1), ...warning });
shop.dashboard('d', { title: 'D', rows: [row('R', [
  timeseries('T', { query: promql\`sum(rate(shop_requests_total[$__rate_interval])) < 0\`, description: 'T.' }),
])] });`;
    const found = judge(body).filter(({ check }) => check === 'promql-impossible');
    expect(found.map(({ at }) => at)).toEqual(['gt(1)', 'sum(rate(shop_requests_total[$__rate_interval])) < 0']);
  });
});
