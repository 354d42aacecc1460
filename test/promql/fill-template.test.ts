import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillTemplate, type TemplateData } from '../../src/promql/fill-template.ts';
import { parseTemplate } from '../../src/promql/template.ts';

const data: TemplateData = {
  labels: { job: 'api', instance: 'host-1.example.com:9100' },
  value: 1234.5678,
  externalLabels: { region: 'eu-1' },
  externalUrl: 'https://prometheus.example.com/main/',
  query: (text) => [
    { labels: { asked: text, node: 'b' }, value: 2 },
    { labels: { node: 'a' }, value: 1 },
  ],
};

describe('filled in', () => {
  test.each([
    ['no action { $value }', 'no action { $value }'],
    ['{{ $value }} {{ .Value }}', '1234.5678 1234.5678'],
    ['{{ $value | humanize }} {{ humanizePercentage $value }}', '1.235k 1.235e+05%'],
    ['{{ $value | humanizeDuration }} {{ printf "%.2f" $value }}', '20m 34s 1234.57'],
    ['{{ $labels.job }}|{{ $labels.nothing }}|{{ .Labels.job }}', 'api||api'],
    [
      '{{ $externalLabels.region }} {{ $externalURL }} {{ externalURL }} {{ pathPrefix }}',
      `eu-1 ${data.externalUrl} ${data.externalUrl} /main/`,
    ],
    ['{{ if gt $value 1000.0 }}high{{ else }}low{{ end }}', 'high'],
    ['{{ if $labels.nothing }}a{{ else if eq $labels.job "api" }}b{{ end }}', 'b'],
    ['a\n{{- if true }}\nb\n{{- end -}}\nc', 'a\nbc'],
    ['{{ with query "up" }}{{ . | first | label "asked" }} {{ len . }}{{ end }}', 'up 2'],
    ['{{ range query "up" | sortByLabel "node" }}{{ .Labels.node }}={{ .Value }} {{ end }}', 'a=1 b=2 '],
    ['{{ $x := "a" }}{{ range query "up" }}{{ $x = printf "%s%s" $x .Labels.node }}{{ end }}{{ $x }}', 'aba'],
    ['{{ $labels.instance | stripPort | stripDomain }} {{ title "hello world" }}', 'host-1 Hello World'],
    ['{{ reReplaceAll "(\\\\d+)" "<$1>" "a1b22" }} {{ match "^a" "ba" }}', 'a<1>b<22> false'],
    ['{{ define "t" }}[{{ . }}]{{ end }}{{ template "t" $labels.job }}', '[api]'],
    ['{{ urlQueryEscape "a b&c/ü" }}', 'a+b%26c%2F%C3%BC'],
    ['{{ $labels }}', 'map[instance:host-1.example.com:9100 job:api]'],
    ['{{ humanize 1500 }}', '1.5k'],
  ])('%s', (text, expected) => {
    expect(parseTemplate(text).issues.filter(({ message }) => !message.includes('outside'))).toEqual([]);
    expect(fillTemplate(text, data)).toBe(expected);
  });
});

describe('not filled in', () => {
  test.each([
    ['the time of day', '{{ now }}'],
    ['an address in memory', '{{ query "up" }}'],
    ['a comparison of a number with an integer, which Go refuses', '{{ gt $value 1000 }}'],
    ['a text that is no number', '{{ humanize "x" }}'],
    ['a number where a text is needed', '{{ title $value }}'],
    ['a function that is not there', '{{ humanise $value }}'],
    ['a variable that is not there', '{{ $x }}'],
    ['another number of arguments', '{{ humanize }}'],
    ['an action that is not closed', '{{ $value'],
    ['a string that is not closed', '{{ "x }}'],
    ['a block that is not closed', '{{ if true }}x'],
    ['an end too many', 'x{{ end }}'],
    ['else without a block', '{{ else }}'],
    ['a pipe into a text', '{{ $value | "x" }}'],
    ['a field of a text', '{{ $labels.job.x }}'],
    ['templates that call each other', '{{ define "t" }}{{ template "t" . }}{{ end }}{{ template "t" . }}'],
    ['break outside of range', '{{ break }}'],
    ['widths that are arguments', '{{ printf "%*d" 5 6 }}'],
  ])('%s', (_, text) => expect(fillTemplate(text, data)).toBe(undefined));

  test('queries, where nothing answers them', () => {
    const { query: _, ...rest } = data;
    expect(fillTemplate('{{ query "up" | first | value }}', rest)).toBe(undefined);
  });

  test('what is no fault of the template is thrown', () => {
    const broken = () => {
      throw new Error('no storage');
    };
    expect(() => fillTemplate('{{ query "up" }}', { ...data, query: broken })).toThrow('no storage');
  });
});

test('whatever is written is filled in or not, and nothing is thrown', () => {
  const parts = [
    ...[
      '{{',
      '}}',
      '{{- ',
      ' -}}',
      ' $value ',
      ' $labels',
      '.job',
      ' | ',
      'humanize',
      ' printf ',
      ' "%.2f %d %v" ',
      '5',
      ' (',
      ') ',
    ],
    ...[
      ' range ',
      ' if ',
      ' end ',
      ' else ',
      ' with ',
      ' define "a"',
      ' template "a" ',
      ' := ',
      '$x',
      ', ',
      ' query "up"',
      ' first',
    ],
    ...[
      ' eq ',
      ' 1.5',
      ' true',
      ' nil',
      ' and ',
      'text',
      '\n',
      ' index ',
      ' len ',
      ' label "job" ',
      '/* c */',
      "'a'",
      '`r`',
      ' . ',
    ],
    ...[' $', ' args ', ' slice ', ' reReplaceAll "a" "b" ', ' break', ' block "b" .', 'é', ' html'],
  ];
  const texts = fc.array(fc.constantFrom(...parts), { maxLength: 14 }).map((some) => `{{${some.join('')}`);
  const isText = (text: string) => ['string', 'undefined'].includes(typeof fillTemplate(text, data));
  fc.assert(fc.property(texts, isText), { numRuns: 20_000, seed: 2 });
});
