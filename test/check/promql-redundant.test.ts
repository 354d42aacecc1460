import { describe, expect, it } from 'vitest';
import { promqlMatchingRedundant } from '../../src/check/promql-matching-redundant.ts';
import { promqlRedundant } from '../../src/check/promql-redundant.ts';
import { findings } from './catalog.ts';
import { judge } from './judge.ts';

describe('steps that change nothing', () => {
  const said = (expr: string) => findings(expr, {}, [promqlRedundant]);

  it.each([
    'sum(queue_length) > 5',
    'count(count by (version) (build_info)) > 1',
    'max(sum by (instance) (queue_length)) > 5',
    'sum(max by (instance) (queue_length)) > 5',
    'avg(avg by (instance) (queue_length)) > 5',
    'avg(sum by (instance) (queue_length)) > 5',
    'count by (instance) (sum by (instance) (queue_length)) > 5',
    'count(count(queue_length)) > 0',
    'stddev(sum(queue_length)) > 5',
    'sum by (methd) (sum by (method) (rate(errors_total[5m]))) > 5',
    'sum(heap_bytes) > 5',
    'sum by (job, instance, zone) (heap_bytes) > 5',
    'sum by (job, instance, zone, method) (rate(errors_total[5m])) > 5',
    'sum without (method) (method:requests:total) > 5',
    'sum by (method) (method:requests:rate5m) > 5',
    'max by (a) (max by (a, b) (nobody_knows) or nobody_else) > 5',
    'abs(delta(queue_length[5m])) > 5',
    'abs(nobody_knows) > 5',
    'abs(heap_bytes - heap_bytes offset 5m) > 5',
    'clamp_min(queue_length, 0) > 5',
    'clamp_min(rate(requests_total[5m]), 1) > 5',
    'clamp_max(rate(requests_total[5m]), 1) > 0.5',
    'clamp_max(rate(requests_total{status="error"}[5m]) / ignoring (status) sum without (status) (rate(requests_total[5m])), 1) > 0.5',
    'clamp_min(sum(rate(requests_total[5m])), scalar(queue_length)) > 5',
    'round(increase(requests_total[5m])) > 5',
    'round(count(queue_length), 10) > 5',
    'ceil(queue_length) > 5',
    '-queue_length < -5',
    'queue_length * -1 < -5',
    'queue_length * 2 > 5',
    '0 - queue_length < -5',
    '1 / queue_length < 5',
    '2 ^ queue_length > 5',
    'queue_length - 1 > 5',
    'queue_length / 60 > 5',
    'queue_length * 1 or heap_bytes * 1',
    'vector(1) * on () sum(queue_length) > 5',
    'sum(requests_total) > 5',
    'sum by (method) (rate(requests_total[10m])) > 5',
    'sum by (method) (rate(requests_total{status="error"}[5m])) > 5',
    'sum by (method, status) (rate(requests_total[5m])) > 5',
  ])('%s is silent', (expr) => expect(said(expr)).toEqual([]));

  it.each([
    ['sum(sum by (method) (rate(errors_total[5m]))) > 5', 'sum(sum by (method) (rate(errors_total[5m])))'],
    [
      'sum by (method) (sum by (method, job) (rate(errors_total[5m]))) > 5',
      'sum by (method) (sum by (method, job) (rate(errors_total[5m])))',
    ],
    [
      'sum without (job) ((sum without (method) (rate(errors_total[5m])))) > 5',
      'sum without (job) ((sum without (method) (rate(errors_total[5m]))))',
    ],
    ['max(max by (instance) (queue_length)) > 5', 'max(max by (instance) (queue_length))'],
    ['min(min by (instance) (queue_length)) > 5', 'min(min by (instance) (queue_length))'],
    ['group(group by (instance) (queue_length)) > 0', 'group(group by (instance) (queue_length))'],
    ['sum(count by (version) (build_info)) > 5', 'sum(count by (version) (build_info))'],
    ['sum(sum(queue_length)) > 5', 'sum(sum(queue_length))'],
    [
      'avg by (method) (sum by (method) (rate(errors_total[5m]))) > 5',
      'avg by (method) (sum by (method) (rate(errors_total[5m])))',
    ],
    [
      'max(histogram_quantile(0.9, sum by (le) (rate(latency_seconds_bucket[5m])))) > 5',
      'max(histogram_quantile(0.9, sum by (le) (rate(latency_seconds_bucket[5m]))))',
    ],
    ['sum(scalar(queue_length) * vector(2)) > 5', 'sum(scalar(queue_length) * vector(2))'],
    ['abs(rate(requests_total[5m])) > 5', 'abs(rate(requests_total[5m]))'],
    ['clamp_min(rate(requests_total[5m]), 0) > 5', 'clamp_min(rate(requests_total[5m]), 0)'],
    ['clamp_max(up, 1) == 0', 'clamp_max(up, 1)'],
    ['round(count(queue_length)) > 5', 'round(count(queue_length))'],
    ['ceil(changes(queue_length[5m])) > 5', 'ceil(changes(queue_length[5m]))'],
    ['floor(count by (version) (build_info)) > 5', 'floor(count by (version) (build_info))'],
    ['sort(queue_length) > 5', 'sort(queue_length)'],
    ['sum(sort_desc(queue_length)) > 5', 'sort_desc(queue_length)'],
    ['--queue_length > 5', '--queue_length'],
    ['-(-queue_length) > 5', '-(-queue_length)'],
    ['queue_length * 1 > 5', 'queue_length * 1'],
    ['1 * queue_length > 5', '1 * queue_length'],
    ['queue_length / 1 > 5', 'queue_length / 1'],
    ['queue_length + 0 > 5', 'queue_length + 0'],
    ['queue_length - 0 > 5', 'queue_length - 0'],
    ['sum by (method) (rate(requests_total[5m])) > 5', 'sum by (method) (rate(requests_total[5m]))'],
    ['max(sum by (method) (rate(requests_total[5m]))) > 5', 'sum by (method) (rate(requests_total[5m]))'],
    ['(sum(rate(latency_seconds_bucket[5m]))) > 5', 'sum(rate(latency_seconds_bucket[5m]))'],
    // the rule adds a label
    ['sum(heap_bytes) > 1', undefined],
  ])('%s is told', (expr, place) =>
    expect(said(expr)).toEqual(place === undefined ? [] : [`promql-redundant: ${place}`]),
  );
});

describe('what a rule has recorded', () => {
  const about = (body: string) =>
    judge(body, [promqlRedundant]).map(({ at, message }) => `${at}: ${message.replace(/ records .*/, '')}`);
  const recorded = (options = '') =>
    `shop.recordingRule('shop:requests:rate5m', { expr: requests.rate('5m').sum({ by: 'method' })${options} });\n`;
  const busy = "shop.alert('Busy', { when: promql`sum by (method) (rate(shop_requests_total[5m])) > 5`, ...warning });";

  it('may be read in place of what is written out', () => {
    expect(about(recorded() + busy)).toEqual(['sum by (method) (rate(shop_requests_total[5m])): shop:requests:rate5m']);
    const built = "shop.alert('Busy', { when: requests.rate('5m').sum({ by: 'method' }).gt('5/s'), ...warning });";
    expect(about(recorded() + built)).toHaveLength(1);
  });

  it('may not in place of a part of what one call makes', () => {
    const failing = "requests.fraction({ status: 'error' }, { over: '5m', by: 'method' }).gt('5%')";
    expect(about(`${recorded()}shop.alert('Failing', { when: ${failing}, ...warning });`)).toEqual([]);
  });

  it('may not where it is out of step, or comes later', () => {
    const seldom = "const seldom = shop.ruleGroup('seldom', { interval: '10m' });\n";
    expect(about(seldom + recorded(', group: seldom') + busy)).toEqual([]);
    const early =
      "shop.recordingRule('shop:requests:max', { expr: promql`max(sum by (method) (rate(shop_requests_total[5m])))` });\n";
    expect(about(early + recorded())).toEqual([]);
    expect(about(recorded() + early)).toHaveLength(1);
  });

  it('is not worth it where nothing is computed', () => {
    const long = "shop.recordingRule('shop:queue:long', { expr: promql`shop_queue_length > 5` });\n";
    expect(about(`${long}shop.alert('Long', { when: promql\`shop_queue_length > 5\`, ...warning });`)).toEqual([]);
  });
});

describe('matchings that say what holds anyway', () => {
  const said = (expr: string) => findings(expr, {}, [promqlMatchingRedundant]);

  it.each([
    'sum by (method) (rate(errors_total[5m])) / sum by (method) (rate(requests_total[5m])) > 1',
    'rate(errors_total[5m]) / on (instance) group_left heap_bytes > 1',
    'rate(errors_total[5m]) / on (job, instance, method) group_left sum by (job, instance, method) (rate(requests_total[5m])) > 1',
    'rate(requests_total[5m]) / ignoring (status) group_left sum without (status) (rate(requests_total[5m])) > 1',
    'queue_length * on (instance) group_left (version) build_info > 5',
    'heap_bytes * on (job, instance, zone) group_left (version) build_info > 5',
    'heap_bytes / on (instance) group_left sum by (instance) (queue_length) > 5',
    'heap_bytes / on (instance) sum by (instance) (queue_length) > 5',
    'sum by (method, status) (rate(requests_total[5m])) / on (method) group_left sum by (method) (rate(requests_total[5m])) > 5',
    'queue_length > on (job, instance, zone, queue) queue_length offset 5m',
    'nobody_knows / on (instance) nobody_else > 5',
    'sum by (instance) (nobody_knows) * on (instance) group_left (version) sum by (instance, version) (nobody_else) > 5',
    'up == 0 unless on (instance) heap_bytes',
    'sum(heap_bytes) / scalar(sum(queue_length)) > 5',
    'sum(heap_bytes) / on (path) sum(queue_length) > 5',
    'sum(heap_bytes) / on (path) group_left sum(queue_length) > 5',
    'sum by (instance) (heap_bytes) / on (instance, path) sum by (instance) (queue_length) > 5',
  ])('%s is silent', (expr) => expect(said(expr)).toEqual([]));

  it.each([
    ['sum by (method) (rate(errors_total[5m])) / on (method) sum by (method) (rate(requests_total[5m])) > 1', 'method'],
    [
      'sum by (method) (rate(errors_total[5m])) / on (method) group_left sum by (method) (rate(requests_total[5m])) > 1',
      'method',
    ],
    ['sum by (method) (rate(errors_total[5m])) / group_left sum by (method) (rate(requests_total[5m])) > 1', undefined],
    [
      'sum by (job, method) (rate(errors_total[5m])) and on (job, method) sum by (method, job) (rate(requests_total[5m])) > 1',
      'job, method',
    ],
    ['sum(heap_bytes) / on () sum(queue_length) > 5', '/'],
    ['sum(heap_bytes) / on () group_left sum(queue_length) > 5', '/'],
    ['sum by (job) (heap_bytes) / ignoring (job) sum by (job) (queue_length) > 5', 'job'],
    [
      'rate(errors_total[5m]) / on (job, instance, zone, method) rate(errors_total[5m]) > 1',
      'job, instance, zone, method',
    ],
  ])('%s is told', (expr, place) =>
    expect(said(expr)).toEqual(place === undefined ? [] : [`promql-matching-redundant: ${place}`]),
  );
});

describe('labels that are copied', () => {
  const said = (expr: string) => findings(expr, {}, [promqlMatchingRedundant]);
  const joined = '(heap_bytes * on (instance) group_left (version) build_info)';

  it.each([
    `${joined} > 5`,
    `sum by (version) ${joined} > 5`,
    `sum by (version) (max by (version, job) ${joined}) > 5`,
    `sum without (job) ${joined} > 5`,
    `topk by (version) (1, ${joined}) > 5`,
    `topk(1, ${joined}) > 5`,
    `${joined} > on (version) sum by (version) ${joined}`,
    `max by (job) (label_replace(${joined}, "v", "$1", "version", "(.*)")) > 5`,
    `sum by (job) (${joined} > ignoring (job) ${joined})`,
    `${joined} and on (instance) age_seconds > 5`,
    `age_seconds > on (instance) group_left (version) ${joined}`,
    `age_seconds > 5 and on (instance, version) ${joined}`,
    `abs(-${joined}) > 5`,
    'sum by (job) (heap_bytes * on (instance) group_left () build_info) > 5',
  ])('%s: read', (expr) => expect(said(expr)).toEqual([]));

  it.each([
    `sum ${joined} > 5`,
    `sum by (job) ${joined} > 5`,
    `sum without (version) ${joined} > 5`,
    `sum by (job) (max by (version, job) ${joined}) > 5`,
    `${joined} > on (instance) age_seconds`,
    `age_seconds > on (instance) group_left () ${joined}`,
    `age_seconds > 5 and on (instance) ${joined}`,
    `age_seconds > 5 unless on (instance) ${joined}`,
  ])('%s: dropped again', (expr) => expect(said(expr)).toEqual(['promql-matching-redundant: version']));
});

describe('a label copied over the value it has', () => {
  const said = (expr: string) =>
    judge(`shop.alert('A', { when: promql\`${expr} > 5\`, ...warning });`, [promqlMatchingRedundant]).map(
      ({ at }) => at,
    );

  it('is copied for nothing', () => {
    expect(said('shop_queue_length * on (instance) group_left (job) up')).toEqual(['job']);
  });
  it('is not known to be where one side has another, or any', () => {
    expect(
      said(
        'shop_requests_total * on (instance, job) group_left (method) max by (instance, job, method) (shop_requests_total)',
      ),
    ).toEqual([]);
    expect(said('sum by (instance) (shop_queue_length) * on (instance) group_left (job) up')).not.toContain('job');
  });
});
