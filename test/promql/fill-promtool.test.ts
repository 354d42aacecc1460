/** Templates filled in as Prometheus does: promtool tells what it makes of the same annotations. */
import { describe, expect, test } from 'vitest';
import { fillTemplate, type TemplateData } from '../../src/promql/fill-template.ts';
import { inFolder, program } from '../programs.ts';
import { ours, storageOf } from './evaluated.ts';

const promtool = program('promtool');

interface Shown {
  readonly labels: Readonly<Record<string, string>>;
  /** By the index of the template. */
  readonly texts: readonly (string | undefined)[];
}

const externalLabels = { region: 'eu-1' };

/** What promtool fills in for each series of the alert; undefined where it says that expanding failed. */
function theirs(templates: readonly string[], values: readonly string[]): readonly Shown[] {
  const annotations = Object.fromEntries(templates.map((text, index) => [`a${index}`, text]));
  const rules = { groups: [{ name: 'g', rules: [{ alert: 'A', expr: 'x == x or x', annotations }] }] };
  const input_series = seriesOf(values);
  const alert_rule_test = [{ eval_time: '0m', alertname: 'A', exp_alerts: [] }];
  const tests = {
    rule_files: ['rules.yml'],
    tests: [{ interval: '1m', external_labels: externalLabels, input_series, alert_rule_test }],
  };
  const files = [
    { path: 'rules.yml', text: JSON.stringify(rules) },
    { path: 'tests.yml', text: JSON.stringify(tests) },
  ];
  const { output } = inFolder(files, (folder) => promtool!(['test', 'rules', 'tests.yml'], folder));
  if (!output.includes('Annotations:')) throw new Error(output);
  return [...output.matchAll(/Labels:(\{.*\})\n\s*Annotations:(\{.*\})/g)].map(([, labels, texts]) => {
    const filled = pairs(texts!);
    return {
      labels: pairs(labels!),
      texts: templates.map((_, index) => {
        const text = filled[`a${index}`] ?? '';
        return text.startsWith('<error expanding template') ? undefined : text;
      }),
    };
  });
}
function seriesOf(values: readonly string[]) {
  return values.map((v, index) => ({
    series: `x{n="${index}",job="api",instance="host-1.example.com:9100"}`,
    values: v,
  }));
}
function pairs(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/(\w+)=("(?:[^"\\]|\\.)*")/g)].map(([, name, quoted]) => [name!, JSON.parse(quoted!)]),
  );
}

/** What we fill in for the same series. */
function filledBy(templates: readonly string[], values: readonly string[]): readonly Shown[] {
  const storage = storageOf(seriesOf(values));
  const samples = ours('x == x or x', 0, storage) as Exclude<ReturnType<typeof ours>, string>;
  const query: TemplateData['query'] = (text) => ours(text, 0, storage) as typeof samples;
  return samples.map(({ labels, value }) => {
    const data = { labels, value, externalLabels, externalUrl: '', query };
    return { labels, texts: templates.map((text) => fillTemplate(text, data)) };
  });
}

/** What is filled in otherwise, by template and value. */
function differences(templates: readonly string[], values: readonly string[]): readonly string[] {
  const expected = theirs(templates, values);
  const wrong: string[] = [];
  for (const { labels, texts } of filledBy(templates, values)) {
    const other = expected.find((one) => one.labels.n === labels.n)!.texts;
    for (const [index, text] of texts.entries()) {
      if (text === other[index]) continue;
      wrong.push(
        `${templates[index]} of ${values[Number(labels.n)]}: ${JSON.stringify(text)}, not ${JSON.stringify(other[index])}`,
      );
    }
  }
  expect(expected.length).toBe(values.length);
  return wrong;
}

const numbers = [
  ...[
    '0',
    '1',
    '-1',
    '0.5',
    '2.5',
    '-2.5',
    '0.125',
    '1.5',
    '12',
    '59.9996',
    '60',
    '61',
    '-61',
    '3599',
    '3600',
    '86400',
    '90061.5',
  ],
  ...[
    '999',
    '999.94',
    '999.96',
    '1000',
    '1023.5',
    '1024',
    '1048576',
    '-1048576',
    '123456',
    '1234567',
    '123456789',
    '9e18',
  ],
  ...[
    '0.999',
    '0.9999999',
    '0.001',
    '0.00012345',
    '0.0000001',
    '1e-10',
    '-1e-10',
    '1e-27',
    '3.3e-30',
    '5e-324',
    '1.5e18',
  ],
  ...['0.05', '0.123456789', '99.995', '1435065584.128', '1700000000', '-1.5', '253402300800', 'NaN', 'Inf', '-Inf'],
];

/** Of which there are no durations: an integer of Go does not hold them. */
const huge = ['1e21', '-1e21', '1.5e30', '2.5e300', '1.7976931348623157e308'];

const ofNumbers = [
  ...['humanize', 'humanize1024', 'humanizeDuration', 'humanizePercentage', 'humanizeTimestamp', 'print', 'not'].map(
    (name) => `{{ $value | ${name} }}`,
  ),
  ...[
    'v',
    'g',
    'f',
    'e',
    'E',
    'G',
    'F',
    '.0f',
    '.1f',
    '.2f',
    '.3f',
    '.10f',
    '.0e',
    '.3e',
    '.0g',
    '.1g',
    '.3g',
    '.15g',
    '.20g',
  ].map((verb) => `{{ printf "%${verb}" $value }}`),
  ...[
    '8.2f',
    '-8.2fx',
    '08.2f',
    '+.1f',
    ' .1f',
    '+v',
    '012v',
    '+08.3e',
    '-12gx',
    '12v',
    '%',
    'd',
    's',
    'q',
    't',
    'T',
    '-+9.2fx',
  ].map((verb) => `{{ printf "%${verb}" $value }}`),
  '{{ $value }} {{ .Value }} {{ $.Value }} {{ print $value " " $value $value 1 true "x" "y" }}',
  '{{ println $value 2 "x" }}',
  '{{ if $value }}yes{{ else }}no{{ end }} {{ if gt $value 0.5 }}high{{ else if lt $value -0.5 }}low{{ else }}mid{{ end }}',
  '{{ eq $value 1.0 }} {{ ne $value 1.0 }} {{ le $value 2.5 }} {{ ge $value 2.5 }} {{ eq $value 3.5 0.5 12.0 }}',
  '{{ and $value "x" }} {{ or $value "x" }} {{ and true $value | print }} {{ not $value }}',
  '{{ printf "%.2f %s" $value "x" | toUpper }} {{ printf "%s %.1f" "a" $value }}',
  '{{ printf "%v" }} {{ printf "x" $value }} {{ printf "%d %d" 5 }} {{ printf "%s %s" "a" }}',
];

const ofTexts = [
  ...[
    'title',
    'toUpper',
    'toLower',
    'stripPort',
    'stripDomain',
    'len',
    'html',
    'urlquery',
    'safeHtml',
    'graphLink',
    'tableLink',
  ].flatMap((name) => [
    `{{ $labels.instance | ${name} }}`,
    `{{ ${name} "hello wörld-x_y it's <b> & \\"q\\" (a+b)*2/3 ~.!" }}`,
    `{{ ${name} "[::1]:9090" }} {{ ${name} "10.0.0.1:80" }} {{ ${name} "10.0.0.1" }} {{ ${name} "a.b.c" }} {{ ${name} "a:b:c" }} {{ ${name} "" }}`,
  ]),
  '{{ $labels.nothing }}|{{ .Labels.nothing }}|{{ index $labels "nothing" }}|{{ index $labels "job" }}|{{ $externalLabels.region }}|{{ $externalURL }}',
  '{{ .ExternalLabels.region }} {{ $.Labels.job }} {{ .ExternalLabels }} {{ $externalLabels.nothing }}',
  '{{ $labels }} {{ len $labels }} {{ printf "%v" $labels }}',
  String.raw`{{ match "a.*i" $labels.job }} {{ match "^x" "ax" }} {{ match "p" $labels.job }} {{ match "a.b" "a\nb" }}`,
  String.raw`{{ reReplaceAll "(.*):(\\d+)" "${'${2}'}:$1-$$-$3" $labels.instance }} {{ reReplaceAll "a*" "-" "baac" }} {{ reReplaceAll "" "." "abc" }}`,
  String.raw`{{ reReplaceAll "(?P<first>[^.]+)\\..*" "$first" $labels.instance }} {{ reReplaceAll "b" "[$0]" "abcb" }} {{ reReplaceAll "b" "$x1 ${'${1}'}x $" "abc" }}`,
  '{{ "1h30m" | parseDuration }} {{ parseDuration "0" }} {{ "5ms" | parseDuration | humanizeDuration }}',
  String.raw`{{ printf "%5s|%-5s|%.2s|%q|%x|%X|%v|%s|%05s|%5.1s" "abc" "abc" "abc" "a\"b\n" "hé" "hé" "v" "s" "ab" "xyz" }}`,
  '{{ printf "%d|%5d|%-5d|%05d|%x|%X|%o|%b|%c|%v|%+d|% d|%+v" 42 42 42 42 255 255 8 5 65 7 7 7 7 }} {{ printf "%d" "x" }} {{ printf "%s" 5 }} {{ printf "%z" 5 }}',
  '{{ printf "%t %v %s %d" true false true false }} {{ printf "%T %T %T %T %T" 1 1.5 "x" true $labels }} {{ printf "%5t|%-7t|" true true }}',
  '{{ printf "%v %s" $labels.nothing $labels.job }} {{ printf "%" }} {{ printf "100%% of %s" "x" }}',
  "{{ 'a' }} {{ 0x1F }} {{ 1_000 }} {{ 1e3 }} {{ -1.5e3 }} {{ 010 }} {{ 1.0 }} {{ true }} " +
    String.raw`{{ "\u00e9\t|\x41\101\\" }}` +
    '{{ `raw \\n` }}',
  'a {{- " b " -}} c {{- /* comment */ -}} d {{/* another }} */}} e\n\n{{- "f" }}  {{ "g" -}}  \n h',
  '{{ $x := 5 }}{{ $y := "a" }}{{ if true }}{{ $x := 6 }}{{ $y = "b" }}{{ $x }}{{ end }}{{ $x }}{{ $y }}',
  '{{ with $labels.job }}{{ . }} {{ $labels.n }}{{ else }}none{{ end }} {{ with $labels.nothing }}x{{ else }}none{{ end }} {{ with $x := "w" }}{{ $x }}{{ end }}',
  '{{ range $k, $v := $externalLabels }}{{ $k }}={{ $v }};{{ end }} {{ range $externalLabels }}{{ . }}{{ end }} {{ range $v := $externalLabels }}{{ $v }}{{ end }}',
  String.raw`{{ range query "x{n=\"none\"}" }}x{{ else }}none{{ end }}{{ range query "sort(x) > 5" }}{{ .Value | humanize }} {{ .Labels.n }},{{ end }}`,
  '{{ range $i, $s := query "sort(x) > 5" }}{{ if eq $i 1 }}{{ continue }}{{ end }}{{ if eq $i 4 }}{{ break }}{{ end }}{{ $i }}:{{ $s.Labels.n }} {{ end }}',
  '{{ query "topk(1, x < 1e9)" | first | value }} {{ (query "topk(1, x < 1e9)" | first).Labels.n }} {{ query "topk(1, x < 1e9)" | first | label "job" }}',
  '{{ with query "vector(3)" }}{{ . | first | value | humanize }}{{ len . }}{{ (index . 0).Value }}{{ end }} {{ query "3" | first | value }}',
  String.raw`{{ range query "x < 1e9" | sortByLabel "n" }}{{ .Labels.n }} {{ end }}{{ printf "x{n=\"%s\"}" $labels.n | query | len }}`,
  "{{ query \"label_replace(vector(1), '__value__', 'v', '', '')\" | first | strvalue }} {{ query \"vector(1)\" | first }}",
  '{{ define "d" }}[{{ . }}{{ $.x }}]{{ end }}{{ template "d" $labels }} {{ define "e" }}{{ . }}{{ end }}{{ template "e" 5 }} {{ block "f" "g" }}{{ . }}{{ end }}',
  '{{ (args 1 "x" $labels.job).arg2 }} {{ (args 1).arg7 }} {{ with args 1 "x" }}{{ .arg0 }}{{ .arg1 }}{{ end }} {{ args "a" "b" }}',
  '{{ print 1 2 "a" "b" 3 4.5 true }} {{ println }} {{ html 1 "<" }} {{ and 1 0 2 }} {{ or 0 "" "x" }} {{ and "a" | print }}',
  '{{ eq "a" "a" }} {{ lt "a" "b" }} {{ eq 1 1 }} {{ eq true true }} {{ gt 2 1 }} {{ ne "a" "b" }} {{ ge "b" "a" }}',
  '{{ "12.5" | humanize }} {{ humanizeDuration "61" }} {{ humanizePercentage "0.5" }} {{ humanize1024 "2048" }} {{ humanize "1e3" }} {{ humanize "inf" }}',
  '{{ if and (eq $labels.job "api") (not $labels.nothing) }}{{ if or false (gt $value 5.0) }}a{{ else if eq $value 1.0 }}b{{ else }}c{{ end }}{{ end }}',
  '{{ $s := "" }}{{ range query "sort(x)" }}{{ $s = printf "%s%s" $s .Labels.n }}{{ end }}{{ $s }}',
  'no action, $value and { braces }',
];

/** Filled in by nobody: Prometheus shows an error. */
const failing = [
  ...[
    '{{ humanize "x" }}',
    '{{ gt $value 5 }}',
    '{{ eq $value "x" }}',
    '{{ title $value }}',
    '{{ query "x > 1e300" | first }}',
  ],
  ...[
    '{{ $labels.job.x }}',
    '{{ .Nothing }}',
    '{{ index (query "x") 1000 }}',
    '{{ len 5 }}',
    '{{ match "(" "x" }}',
    '{{ lt true false }}',
  ],
  ...[
    '{{ reReplaceAll "(" "x" "y" }}',
    '{{ parseDuration "x" }}',
    '{{ range $value }}x{{ end }}',
    '{{ template "none" }}',
    '{{ label "a" "b" }}',
  ],
  ...[
    '{{ first $labels }}',
    '{{ "a" | index $labels "b" }}',
    '{{ humanize $labels }}',
    '{{ humanizeTimestamp 1e300 }}',
    '{{ eq $labels $labels }}',
  ],
];

describe.skipIf(promtool === undefined)('templates against Prometheus (needs promtool)', () => {
  test('numbers are shown the same', () => {
    expect(differences(ofNumbers, numbers)).toEqual([]);
    expect(
      differences(
        ofNumbers.filter((text) => !/Duration|Timestamp/.test(text)),
        huge,
      ),
    ).toEqual([]);
  });
  test('texts, labels and queries are filled in the same', () => {
    expect(differences(ofTexts, ['1', '20', '300.5', '4e9', '7', '6', '10'])).toEqual([]);
  });
  test('what Prometheus fails to fill in is not filled in', () => {
    expect(filledBy(failing, ['1'])[0]!.texts.filter((text) => text !== undefined)).toEqual([]);
    expect(differences(failing, ['1'])).toEqual([]);
  });
});
