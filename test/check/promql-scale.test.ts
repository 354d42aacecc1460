import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';

const catalog = `
server.gauge('shop_disk_used_ratio', { help: 'Disk used.', unit: 'ratio' });
shop.recordingRule('shop:disk_used:percent', { expr: promql\`100 * shop_disk_used_ratio\` });
server.gauge('shop_backup_timestamp_seconds', { help: 'Last backup.', unit: 'timestamp' });
server.gauge('shop_room', { help: 'Room.', counts: 'orders' });
server.gauge('shop_lag_seconds', { help: 'Lag.', unit: 'seconds' });
server.untyped('shop_old', { help: 'Who knows.' });
`;
const scale = (rest: string) =>
  judge(`${catalog}shop.alert('A', { ...warning, ${rest} });`).filter(({ check }) => check === 'promql-scale');
const failed = 'sum(rate(shop_requests_total{status="error"}[5m])) / sum(rate(shop_requests_total[5m]))';
const ofCondition = (when: string) => scale(`when: promql\`${when}\``).map(({ at, message }) => `${at}: ${message}`);
const ofSummary = (when: string, summary: string) =>
  scale(`when: promql\`${when} > 2\`, summary: '${summary}'`).map(({ at, message }) => `${at}: ${message}`);

describe('promql-scale', () => {
  it.each([
    [`100 * ${failed} > 0.05`, 'percent are compared with 0.05, which reads as a fraction'],
    [`${failed} * 100 >= 0.5`, 'percent are compared with 0.5, which reads as a fraction'],
    ['shop:disk_used:percent > 0.9', 'percent are compared with 0.9, which reads as a fraction'],
    ['0.1 > shop:disk_used:percent', 'percent are compared with 0.1, which reads as a fraction'],
    ['avg(shop:disk_used:percent) > 0.9', 'percent are compared with 0.9, which reads as a fraction'],
    ['shop_disk_used_ratio * 100 > 0.9', 'percent are compared with 0.9, which reads as a fraction'],
    ['shop_queue_length / shop_room > 80', 'a ratio is compared with 80, which reads as percent'],
    ['max(shop_queue_length / shop_room) > 80', 'a ratio is compared with 80, which reads as percent'],
  ])('%s', (when, message) => {
    expect(ofCondition(when)).toEqual([`${when}: ${message}`]);
  });

  it.each([
    `${failed} > 0.05`,
    `${failed} > 5`, // promql-impossible
    `100 * ${failed} > 5`,
    `100 * ${failed} > 0`,
    `100 * ${failed} > 1`,
    `${failed} < 1`,
    'shop_disk_used_ratio > 0.9',
    'shop_disk_used_ratio > 1.5',
    'shop_queue_length / shop_room > 1.5',
    'shop_queue_length / shop_room offset 1h > 10',
    'shop_queue_length / shop_queue_length offset 1h > 80',
    'shop_queue_length / shop_room * 100 > 80',
    'shop_basket_bytes / shop_queue_length > 80',
    'shop:disk_used:percent > 90',
    'shop_lag_seconds > 0.5',
    'rate(shop_requests_total[5m]) > 0.5',
    'shop_old * 100 > 0.5',
    'nobody_knows_percent > 0.5',
    'shop:disk_used:percent / 100 > 0.5',
  ])('nothing to say of %s', (when) => {
    expect(ofCondition(when)).toEqual([]);
  });

  it('takes a quantity at its word', () => {
    const found = judge(`
shop.alert('A', { ...warning, when: requests.fraction({ status: 'error' }, { over: '5m' }).mul(100).gt('0.5%') });
shop.alert('B', { ...warning, when: requests.fraction({ status: 'error' }, { over: '5m' }).mul(100).gt(0.5) });`);
    expect(found.filter(({ check }) => check === 'promql-scale').map(({ subject }) => subject)).toEqual(['alert B']);
  });

  it.each([
    [
      'shop:disk_used:percent',
      '{{ $value | humanizePercentage }}',
      'humanizePercentage takes a fraction of 1, but the value is in percent',
    ],
    [
      `100 * ${failed}`,
      '{{ $value | humanizePercentage }}',
      'humanizePercentage takes a fraction of 1, but the value is in percent',
    ],
    [
      'shop_lag_seconds',
      '{{ $value | humanizePercentage }}',
      'humanizePercentage takes a fraction of 1, but the value is in seconds',
    ],
    [
      'rate(shop_requests_total[5m])',
      '{{ $value | humanizePercentage }}',
      'humanizePercentage takes a fraction of 1, but the value is in requests per second',
    ],
    [
      'shop_queue_length',
      '{{ humanizePercentage $value }}',
      'humanizePercentage takes a fraction of 1, but the value is in orders',
    ],
    [
      '1000 * shop_lag_seconds',
      '{{ $value | humanizeDuration }}',
      'humanizeDuration takes seconds, but the value is in milliseconds',
    ],
    [
      'shop_basket_bytes',
      '{{ .Value | humanizeDuration }}',
      'humanizeDuration takes seconds, but the value is in bytes',
    ],
    [
      'shop_backup_timestamp_seconds',
      '{{ $value | humanizeDuration }}',
      'humanizeDuration takes seconds, but the value is a point in time',
    ],
    [
      'shop_lag_seconds',
      '{{ $value | humanizeTimestamp }}',
      'humanizeTimestamp takes a Unix time in seconds, but the value is in seconds',
    ],
    ['shop_lag_seconds', '{{ $value | humanize1024 }}s', 'humanize1024 takes bytes, but the value is in seconds'],
    [
      'shop_backup_timestamp_seconds',
      '{{ $value | humanize }}',
      'humanize takes a number, but the value is a point in time',
    ],
    [
      'shop_disk_used_ratio',
      '{{ $value | humanizeDuration }}',
      'humanizeDuration takes seconds, but the value is a fraction',
    ],
  ])('%s in %s', (when, summary, message) => {
    const name = /humanize\w*/.exec(summary)![0];
    expect(ofSummary(when, summary)).toEqual([`${name}: ${message}`]);
  });

  it.each([
    ['shop_disk_used_ratio', '{{ $value | humanizePercentage }}'],
    ['avg(up)', '{{ $value | humanizePercentage }}'],
    ['shop_lag_seconds', '{{ $value | humanizeDuration }}'],
    ['time() - shop_backup_timestamp_seconds', '{{ $value | humanizeDuration }}'],
    [
      'rate(shop_request_duration_seconds_sum[5m]) / rate(shop_request_duration_seconds_count[5m])',
      '{{ $value | humanizeDuration }}',
    ],
    ['histogram_quantile(0.9, rate(shop_request_duration_seconds_bucket[5m]))', '{{ $value | humanizeDuration }}'],
    ['shop_basket_bytes', '{{ $value | humanize1024 }}B'],
    ['deriv(shop_basket_bytes[1h])', '{{ $value | humanize1024 }}B/s'],
    ['shop_basket_bytes', '{{ $value | humanize }}B'],
    ['shop_backup_timestamp_seconds', '{{ $value | humanizeTimestamp }}'],
    ['shop_queue_length', '{{ $value | humanize }}'],
    ['shop:disk_used:percent', '{{ $value | humanize }}%'],
    ['shop:disk_used:percent', '{{ $value | printf "%.1f" }}%'],
    ['shop_old', '{{ $value | humanizePercentage }}'],
    ['nobody_knows', '{{ $value | humanizeDuration }}'],
    [
      'rate(shop_requests_total[5m]) / on (instance) rate(shop_request_duration_seconds_count[5m])',
      '{{ $value | humanizePercentage }}',
    ],
    ['shop:disk_used:percent', '{{ with query "up" }}{{ . | first | value | humanizePercentage }}{{ end }}'],
    ['rate(shop_request_duration_seconds_sum[5m])', '{{ $value | humanizePercentage }}'],
  ])('nothing to say of %s in %s', (when, summary) => {
    expect(ofSummary(when, summary)).toEqual([]);
  });

  it('judges what the builder writes', () => {
    const found = judge(`
shop.alert('A', { ...warning, when: queueLength.gt(5), summary: ({ value }) => \`Fails \${value.percentage}\` });`);
    expect(
      found.filter(({ check }) => check === 'promql-scale').map(({ check, message }) => `${check}: ${message}`),
    ).toEqual(['promql-scale: humanizePercentage takes a fraction of 1, but the value is in orders']);
  });
});

describe('points in time', () => {
  it.each([
    ['shop_backup_timestamp_seconds < 86400', '1d'],
    ['max(shop_backup_timestamp_seconds) > 3600', '1h'],
  ])('%s', (when, since) =>
    expect(ofCondition(when)).toEqual([
      `${when}: a point in time is compared with ${when.split(' ').at(-1)}, which is ${since} after the beginning of 1970`,
    ]),
  );

  it.each([
    'shop_backup_timestamp_seconds == 0',
    'shop_backup_timestamp_seconds > 1.7e9',
    'time() - shop_backup_timestamp_seconds > 86400',
    'shop_backup_timestamp_seconds * 1000 > 86400',
  ])('%s is one', (when) => expect(ofCondition(when)).toEqual([]));
});

describe('what the alert shows as percent', () => {
  const shown = (when: string, form = 'humanizePercentage') =>
    scale(`when: promql\`${when}\`, summary: 'At {{ $value | ${form} }}'`).map(({ help }) => help);

  it.each([
    ['shop_disk_used_ratio > 90', 'write 0.9 for 90 %'],
    ['avg_over_time(shop_old[30m]) < 95', 'write 0.95 for 95 %'],
  ])('%s', (when, help) => expect(shown(when)).toEqual([help]));

  it.each([
    ['shop_disk_used_ratio > 0.9'],
    ['shop_disk_used_ratio > 3'],
    ['shop_disk_used_ratio > 90', 'humanize'],
    ['shop_old > 1000'],
  ] as [string, string?][])('%s is fine', (when, form) => expect(shown(when, form)).toEqual([]));
});

it('that a fraction is always below 60 is told once', () => {
  const found = judge(
    `shop.alert('A', { when: requests.fraction({ status: 'error' }, { over: '5m' }).lt(60), ...warning });`,
  );
  expect(found.map(({ check }) => check)).toEqual(['promql-impossible']);
});

describe('a part of a byte', () => {
  it.each([
    'shop_basket_bytes > 0',
    'shop_basket_bytes > 1',
    'shop_basket_bytes / 1024^3 > 0.5',
    'shop_basket_bytes / shop_queue_length > 0.5',
    'deriv(shop_basket_bytes[5m]) > 0.5',
    'shop_lag_seconds > 0.5',
    'shop_queue_length > 0.5',
  ])('is none in %s', (when) => expect(ofCondition(when)).toEqual([]));
  it('is what bytes are compared with', () => {
    const when = 'sum(shop_basket_bytes) > 0.9';
    expect(ofCondition(when)).toEqual([
      `${when}: bytes are compared with 0.9, a part of one: that reads as a fraction`,
    ]);
  });
});

describe('bits', () => {
  const bits = 'shop_basket_bytes * 8';
  it.each([
    [bits, '{{ $value | humanize }} bit'],
    [bits, '{{ $value | humanize1024 }}Bits'],
    [bits, '{{ $value | humanize1024 }}ibit'],
    ['shop_basket_bytes', '{{ $value | humanize1024 }}B'],
  ])('%s as %s', (when, summary) => expect(ofSummary(when, summary)).toEqual([]));
  it.each(['{{ $value | humanize1024 }}B', '{{ $value | humanize }} bytes', '{{ $value | humanize1024 }}B/s'])(
    'are no bytes: %s',
    (summary) => {
      expect(ofSummary(bits, summary).map((one) => one.replace(/^.*?: /, ''))).toEqual([
        'the text says bytes, but the value is in bits',
      ]);
    },
  );
});
