import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../../src/promql/template.ts';

const messages = (text: string) =>
  parseTemplate(text).issues.map((issue) => `${text.slice(issue.start, issue.end)} | ${issue.message}`);
const read = (text: string) =>
  parseTemplate(text).references.map((reference) =>
    [reference.kind, 'name' in reference ? reference.name : 'text' in reference ? reference.text : ''].join(' ').trim(),
  );

describe('accepts', () => {
  it.each([
    'plain text with } and { and labels.x',
    '{{ $value }}',
    '{{$value|humanize}}',
    '{{- $labels.job -}} tail',
    '{{ printf "%.2f of %s" $value $labels.job }}',
    '{{ .Value | humanizePercentage }} {{ $.Labels.job }}',
    '{{ if gt $value 0.5 }}high{{ else if eq $labels.job "x" }}x{{ else }}low{{ end }}',
    '{{ with query "up" }}{{ . | first | value }}{{ else }}none{{ end }}',
    '{{ range $i, $sample := query "up" }}{{ $i }} {{ $sample.Labels.instance }} {{ .Value }}{{ break }}{{ end }}',
    '{{ $count := 5 }}{{ $count = 6 }}{{ $count }}',
    '{{/* a comment with }} inside? no */}}text',
    '{{- /* trimmed */ -}}',
    '{{-  $value  -}}',
    '{{ define "x" }}{{ .Anything }}{{ end }}{{ template "x" . }}{{ template "x" }}',
    '{{ (query "up" | first).Value }}',
    '{{ index $labels "job" }} {{ len "abc" }} {{ true }} {{ 0x1F }} {{ -1.5e3 }}',
    '{{ block "b" . }}{{ .X }}{{ end }}',
    '{{ `raw "string"` }} {{ "a\\"b" }}',
    "{{ 'c' }}",
    '{{ and true (not false) | print }}',
    'multi {{\n $value\n}}',
    '{{ externalURL }}/{{ pathPrefix }}',
    '{{ printf "x > %f" $value | query | first | value }}',
    '{{ first (query (printf "x > %f" $value)) | label "job" }}',
  ])('%s', (text) => expect(messages(text)).toEqual([]));
});

describe('refuses', () => {
  it.each([
    ['{{ $value ', ' | the action is not closed: }} is missing'],
    ['{{ humanise $value }}', 'humanise | templates have no function humanise'],
    ['{{ $vallue }}', '$vallue | undefined variable $vallue'],
    ['{{ .Label.job }}', '.Label | there is no .Label: templates have .Labels, .ExternalLabels, .ExternalURL, .Value'],
    ['{{ }}', '{{ }} | a value is missing here'],
    ['{{ $value | }}', '{{ $value | }} | a value is missing here'],
    ['{{ $value | "x" }}', '"x" | only a function can follow |'],
    ['{{ humanize }}', 'humanize | humanize takes 1 argument, got 0'],
    ['{{ printf "%s" humanize $value }}', 'humanize | humanize takes 1 argument, got 0'],
    ['{{ if $value }}x', '{{ if $value }} | this if is not closed: {{ end }} is missing'],
    ['x{{ end }}', 'end | end without an if, with or range before it'],
    ['{{ else }}', 'else | else without an if, with or range before it'],
    ['{{ break }}', 'break | break outside of range'],
    ['{{ "open }}', '" | the string that begins with " is not closed'],
    ['{{ (humanize $value }}', '( | the parenthesis is not closed'],
    ['{{ $value ) }}', ') | unexpected )'],
    ['{{ $value @ }}', '@ | unexpected @ in an action'],
    ["{{ 'ab' }}", '\' | between single quotes stands one character: write "…"'],
    ['{{ "\\q" }}', '" | the string holds an escape that Go does not know'],
    ['{{ print "a""b" }}', '"b" | a space is missing before b'],
    ['{{ "a".b }}', '.b | a has no field .b'],
    ['{{ with $a, $b := 1 }}{{ end }}', '$b | only range declares two variables'],
    ['{{ if true }}{{ define "a" }}{{ end }}', 'define | define cannot stand inside another block'],
    ['{{ $value | first }}', 'first | first takes what query returns, and this is a number'],
    ['{{ label "job" .Value }}', 'label | label takes what query returns, and this is a number'],
    ['{{ printf }}', 'printf | printf takes at least 1 argument, got 0'],
    ['{{ template x }}', 'x | template needs the name of a template in quotes'],
    ['{{ with $x := 1 }}{{ $x }}{{ end }}{{ $x }}', '$x | undefined variable $x'],
    ['{{/* open', '{{/* | the comment is not closed: */}} is missing'],
  ])('%s', (text, expected) => expect(messages(text)).toEqual([expected]));

  it('reports one problem of each action and goes on behind it', () => {
    expect(messages('{{ ) }} {{ foo }} {{ $x }}')).toHaveLength(3);
  });
});

describe('knows what a template reads', () => {
  it('labels by every spelling', () => {
    expect(read('{{ $labels.a }}{{ .Labels.b }}{{ $.Labels.c }}{{ index $labels "d" }}')).toEqual([
      'label a',
      'label b',
      'label c',
      'function index',
      'label d',
    ]);
  });
  it('external labels and queries', () => {
    expect(read('{{ $externalLabels.region }}{{ query "up" }}')).toEqual([
      'externalLabel region',
      'function query',
      'query up',
    ]);
  });
  it('not what a range or with has rebound', () => {
    expect(read('{{ range query "up" }}{{ .Labels.instance }}{{ $labels.a }}{{ end }}{{ .Labels.b }}')).toEqual([
      'function query',
      'query up',
      'label a',
      'label b',
    ]);
  });
  it('whether a value is shown or only decides', () => {
    const { references } = parseTemplate('{{ if gt $value 1.0 }}{{ $value }}{{ end }}');
    const values = references.filter((reference) => reference.kind === 'value');
    expect(values.map(({ use }) => use)).toEqual(['condition', 'shown']);
  });
});
