import { expect, it } from 'vitest';
import { facts, judge } from './judge.ts';

const found = (text: string, when = 'sum by (method) (rate(shop_requests_total[5m])) > 1', more = '') =>
  judge(`shop.alert('A', { when: promql\`${when}\`, ...warning, description: \`${text}\`, ${more} });`, facts()).map(
    ({ check, at }) => `${check} <${at}>`,
  );
const either = 'sum by (method) (rate(shop_requests_total[5m])) > 1 or sum(rate(shop_requests_total[5m])) > 9';

it.each([
  ['{{ with $labels }}{{ .method }}{{ end }}'],
  ['{{ $l := $labels }}{{ $l.method }}'],
  ['{{ range $name, $text := $labels }}{{ $name }}={{ $text }}{{ end }}'],
  ['{{ with $value }}{{ . | humanize }}{{ end }}'],
  ['{{ if $labels.method }}{{ $labels.method }}{{ end }}', either],
  ['{{ $labels.method }}'],
  ['{{ range query "sum by (status) (shop_requests_total)" }}{{ .Labels.status }} {{ .Value }}{{ end }}'],
  [
    '{{ with printf "sum(rate(shop_requests_total{method=\'%s\'}[5m]))" $labels.method | query }}{{ . | first | value }}{{ end }}',
  ],
  ['{{ query (printf "%s" $labels.method) }}'],
  ['{{ query (printf "shop_requests_total{method=%q}" $labels.method) | first | value }}'],
  ['{{ query $labels.method }}'],
  ['{{ "up" | query | first | value }}'],
  ['{{ range query "topk(3, shop_queue_length)" }}{{ .Value }}{{ end }}'],
  ['{{ with query "shop_queue_length" }}{{ . | first | label "instance" }}{{ end }}'],
  ['{{ with query "up or vector(1)" }}{{ . | first | label "job" }}{{ end }}'],
  ['{{ query (printf "%s" $labels.method) | first | label "vrsion" }}'],
] as [string, string?][])('%s is fine', (text, when) => expect(found(text, when)).toEqual([]));

it.each([
  ['{{ with $labels }}{{ .instance }}{{ end }}', 'alert-template <.instance>'],
  ['{{ $l := .Labels }}{{ $l.instance }}', 'alert-template <$l.instance>'],
  ['{{ $labels.alertname }}', 'alert-template <$labels.alertname>'],
  ['{{ query "shop_request_total" | first | value }}', 'promql-unknown-metric <shop_request_total>'],
  ['{{ query "sum by (methd) (shop_requests_total)" | first | value }}', 'promql-unknown-label <methd>'],
  [
    "{{ query `shop_requests_total{status='eror'}` | first | value }}".replaceAll('`', '\\`'),
    "promql-label-value <'eror'>",
  ],
  ['{{ query "rate(shop_queue_length[5m])" | first | value }}', 'promql-rate <rate(shop_queue_length[5m])>'],
  ['{{ range query "up xxx" }}{{ .Value }}{{ end }}', 'alert-template <xxx>'],
  ['{{ with printf "suz({job=\'%s\'})" .Labels.method | query }}{{ . }}{{ end }}', 'alert-template <suz>'],
])('%s', (text, expected) => expect(found(text)).toEqual([expected]));

it('a label that one side of or lacks', () =>
  expect(found('{{ $labels.method }}', either)).toEqual(['alert-template <$labels.method>']));

it.each([
  [`labels: { a: '{{ $foo := $value }}{{ $foo }}' }`, ['alert-template <$foo>']],
  [`labels: { a: '{{ with $value }}{{ . }}{{ end }}' }`, ['alert-template <.>']],
  [`labels: { a: '{{ $value | humanize }}' }`, ['alert-template <$value>']],
  [`labels: { a: '{{ if gt $value 9.0 }}x{{ end }}' }`, []],
])('a value in a label: %s', (more, expected) => expect(found('x', undefined, more)).toEqual(expected));

it.each([
  ['{ $labels.method } fails', 'alert-template <$labels.method>'],
  ['$value requests', 'alert-template <$value>'],
  ['{{ printf "%d" $value }}', 'alert-template <"%d">'],
  ['{{ $value | printf "%s" }}', 'alert-template <"%s">'],
  ['{{ printf "%s: %d" $labels.method $value }}', 'alert-template <"%s: %d">'],
  ['{{ printf "%f" $labels.method }}', 'alert-template <"%f">'],
])('%s is not filled in as meant', (text, expected) => expect(found(text)).toEqual([expected]));

it.each([
  ['costs $5, or $values, or US$'],
  ['{{ printf "%.1f%%" $value }}'],
  ['{{ printf "%*d" 5 $value }}'],
  ['{{ printf "%s" (humanize $value) }}'],
  ['{{ $value | humanize | printf "%s" }}'],
  ['{{ printf "%6.2f %-10s %q %v" $value $labels.method $labels.method $value }}'],
  ['{{/* $value */}} fine'],
])('%s is', (text) => expect(found(text)).toEqual([]));

it('a label that the result of a query lacks', () => {
  expect(found('{{ with query "shop_queue_length" }}{{ . | first | label "vrsion" }}{{ end }}')).toEqual([
    'alert-template <"vrsion">',
  ]);
});
