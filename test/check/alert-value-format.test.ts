import { expect, it } from 'vitest';
import { checks } from '../../src/check/index.ts';
import { judge } from './judge.ts';

const judged = checks.filter(({ id }) => id === 'alert-value-format' || id === 'alert-template');
const found = (when: string, summary: string) =>
  judge(`shop.alert('A', { when: promql\`${when}\`, ...warning, summary: '${summary}' });`, judged).map(
    ({ check, at, help }) => `${check} ${at} ${help ?? ''}`,
  );
const seconds = 'rate(shop_request_duration_seconds_sum[5m]) / rate(shop_request_duration_seconds_count[5m]) > 1';
const rate = 'rate(shop_requests_total[5m]) > 1';

it.each([
  [seconds, '{{ $value | humanizeDuration }}'],
  [seconds, '{{ printf "%.2f" $value }} seconds'],
  [seconds, '{{ if gt $value 5.0 }}long{{ end }}'],
  [seconds, '{{ $v := $value }}{{ $v | humanizeDuration }}'],
  ['shop_queue_length > 1', '{{ $value }} orders'],
  ['increase(shop_requests_total[5m]) > 1', '{{ $value }}'],
  ['count(rate(shop_requests_total[5m]) > 0) > 0', '{{ $value }}'],
  ['round(rate(unknown_total[5m])) > 0', '{{ $value }}'],
  [rate, 'Seeing errors'],
])('%s as %s is fine', (when, summary) => expect(found(when, summary)).toEqual([]));

it.each([
  [seconds, '{{ $value }}', 'alert-value-format $value write {{ $value | humanizeDuration }}'],
  [seconds, '{{ .Value }}', 'alert-value-format .Value write {{ .Value | humanizeDuration }}'],
  [seconds, '{{ $v := $value }}{{ $v }}', 'alert-value-format $v write {{ $v | humanizeDuration }}'],
  ['shop_basket_bytes > 1e9', '{{ $value }}', 'alert-value-format $value write {{ $value | humanize1024 }}B'],
  [rate, '{{ $value }} a second', 'alert-value-format $value write {{ $value | humanize }}'],
  ['rate(unknown_total[5m]) > 1', '{{ $value }}', 'alert-value-format $value write {{ $value | humanize }}'],
  [
    'rate(shop_requests_total{status="error"}[5m]) / ignoring (status) sum without (status) (rate(shop_requests_total[5m])) > 0.1',
    '{{ $value }}%',
    'alert-value-format $value write {{ $value | humanizePercentage }}, which writes the unit too',
  ],
])('%s as %s', (when, summary, expected) => expect(found(when, summary)).toEqual([expected]));

const share = 'sum(rate(shop_requests_total{status="error"}[5m])) / sum(rate(shop_requests_total[5m])) > 0.03';

it.each([
  [share, '{{ $value | humanizePercentage }}'],
  [`100 * ${share}`, '{{ $value | humanize }}%'],
  ['shop_queue_length / count(up) > 0.5', '{{ $value | humanize }} for each'],
  ['shop_queue_length - deriv(shop_queue_length[1h]) > 3', '{{ $value }}'],
])('%s shown as %s is fine', (when, summary) => expect(found(when, summary)).toEqual([]));

it.each([
  [share, '{{ $value | humanize }} fail', 'alert-value-format humanize write humanizePercentage'],
  [
    share,
    '{{ $value | humanize }}% fail',
    'alert-value-format humanize write humanizePercentage, which writes the % too',
  ],
  ['max(deriv(shop_queue_length[1h])) > 3', '{{ $value }}', 'alert-value-format $value write {{ $value | humanize }}'],
])('%s shown as %s', (when, summary, expected) => expect(found(when, summary)).toEqual([expected]));
