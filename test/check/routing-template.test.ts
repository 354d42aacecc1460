import { describe, expect, it } from 'vitest';
import { defaultTemplates } from '../../src/model/notification-defaults.ts';
import { atLeast } from '../../src/model/version.ts';
import { alertmanagerFunctions } from '../../src/promql/template-functions.ts';
import { inFolder, program } from '../programs.ts';
import { judge } from './judge.ts';
import { judged } from './routing-judge.ts';

/** What is found in a text of Slack, of alerts that are grouped by alertname and method. */
function found(text: string, more = ''): readonly string[] {
  const body = `${more}
shop.alert('Slow', { when: promql\`sum by (method) (rate(shop_requests_total[5m])) > 1\`, ...warning });
const team = shop.receiver('team', { slack: [{ apiUrl: secret.env('A'), title: '${text}', text: typeof part === 'undefined' ? '' : part }] });
shop.routing({ receiver: team, groupBy: ['alertname', 'method'] });`;
  return judge(body, judged(/^routing-template$/)).map(({ at, message }) => `${at} | ${message}`);
}

describe('texts of notifications', () => {
  it.each([
    ['[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] {{ .Receiver }}'],
    [
      '{{ .GroupLabels.SortedPairs.Values | join " " }} {{ (.CommonLabels.Remove .GroupLabels.Names).Values | join " " }}',
    ],
    [
      '{{ range .Alerts.Resolved }}{{ .Labels.method }} {{ .Annotations.runbook_url }} {{ .StartsAt.Format "15:04" }}{{ end }}',
    ],
    ['{{ range $i, $a := .Alerts }}{{ $i }}: {{ $a.Labels.alertname }} {{ $a.EndsAt }} {{ $.ExternalURL }}{{ end }}'],
    ['{{ range .CommonAnnotations.SortedPairs }}{{ .Name }} = {{ .Value }}{{ end }}'],
    ['{{ with .CommonLabels.cluster }}in {{ . }}{{ end }}'],
    ['{{ if .CommonLabels.cluster }}in {{ .CommonLabels.cluster }}{{ end }}'],
    [
      '{{ template "__subject" . }} {{ template "slack.default.title" . }} {{ template "__text_alert_list" .Alerts.Firing }}',
    ],
    ['{{ (index .Alerts 0).Labels.anything }} {{ index .GroupLabels "method" }} {{ stringSlice "a" | join "," }}'],
    ['costs $5, {not} a template'],
  ])('%s is fine', (text) => expect(found(text)).toEqual([]));

  it.each([
    [
      '{{ .Statsu }}',
      '.Statsu | there is no .Statsu: a notification has .Receiver, .Status, .Alerts, .GroupLabels, .CommonLabels, .CommonAnnotations, .ExternalURL',
    ],
    [
      '{{ .Labels.method }}',
      '.Labels | there is no .Labels: a notification has .Receiver, .Status, .Alerts, .GroupLabels, .CommonLabels, .CommonAnnotations, .ExternalURL',
    ],
    ['{{ $labels.method }}', '$labels | $labels is for texts of alerts: notifications do not have it'],
    ['{{ range .Alerts }}{{ .Status | humanize }}{{ end }}', 'humanize | templates have no function humanize'],
    [
      '{{ range .Alerts }}{{ .Receiver }}{{ end }}',
      '.Receiver | there is no .Receiver: an alert has .Status, .Labels, .Annotations, .StartsAt, .EndsAt, .GeneratorURL, .Fingerprint',
    ],
    ['{{ range .Alerts }}{{ .Status }}', '{{ range .Alerts }} | this range is not closed: {{ end }} is missing'],
    ['{{ .Alerts | join }}', 'join | join takes 2 arguments, got 1'],
    ['{{ .CommonLabels.methd }}', '.CommonLabels.methd | no alert that reaches "team" has the label "methd"'],
    [
      '{{ range .Alerts }}{{ .Annotations.desciption }}{{ end }}',
      '.Annotations.desciption | no alert that reaches "team" has the annotation "desciption"',
    ],
    [
      '{{ .GroupLabels.severity }}',
      '.GroupLabels.severity | notifications to "team" are not grouped by "severity": .GroupLabels is without it',
    ],
    ['{{ template "shop.txt" . }}', '"shop.txt" | there is no template "shop.txt"'],
    ['{{ template "slack.default.titel" . }}', '"slack.default.titel" | there is no template "slack.default.titel"'],
  ])('%s is not', (text, expected) => expect(found(text)).toEqual([expected]));

  it('a template of another system is not there', () => {
    const other = `system({ title: 'Bank', owner: 'b', docsUrl: 'https://docs.example.com/b', severities: ['critical'], runsOn: { prometheus: '3.5', grafana: '12' } })`;
    const more = `const bank = ${other};\nconst part = bank.notificationTemplate('bank.text', 'x');`;
    expect(found('x', more)).toEqual([expect.stringMatching(/part \| there is no template "bank.text"$/)]);
  });

  it('what the whole notification has is not what one of its alerts has', () => {
    const text = '{{ range .Alerts }}{{ .CommonLabels.severity }}{{ end }}';
    const body = `shop.notificationTemplate('t', '${text}');\nshop.receiver('r', { slack: [{ apiUrl: secret.env('A'), text: '${text}' }] });`;
    expect(judge(body, judged(/^routing-template$/)).map(({ at, help }) => `${at}: ${help}`)).toContain(
      '.CommonLabels: within range and with, . is something else: write $.CommonLabels',
    );
  });

  it('of variables nothing is read', () => {
    const message = (reference: string) => `Alertmanager reads no variables here: people see ${reference} as it stands`;
    expect(found('in ${CLUSTER}')).toEqual([`'in $\{CLUSTER}' | ${message('${CLUSTER}')}`]);
    expect(found('$CLUSTER')).toEqual([`'$CLUSTER' | ${message('$CLUSTER')}`]);
    const named = judge("shop.notificationTemplate('t', 'in ${CLUSTER}');", judged(/^routing-template$/));
    expect(named.map(({ message: said }) => said)).toEqual([message('${CLUSTER}')]);
    expect(found('costs $5, ${amount} or $US; {{ range $A := .Alerts }}{{ $A.Status }}{{ end }}')).toEqual([]);
  });

  it('a function has to be there in the Alertmanager that runs', () => {
    const runsOn = (version: string) =>
      judge(
        `import { secret, system } from 'alidade';
export const shop = system({
  title: 'Shop', owner: 'o', docsUrl: 'https://docs.example.com', severities: ['critical'],
  runsOn: { prometheus: '3.5', grafana: '12', alertmanager: '${version}' },
});
shop.receiver('r', { slack: [{ apiUrl: secret.env('A'), title: '{{ .Status | trimSpace }}' }] });`,
        judged(/^routing-template$/),
      ).map(({ message }) => message);
    expect(runsOn('0.28')).toEqual([]);
    expect(runsOn('0.25')).toEqual(['trimSpace exists since Alertmanager 0.26; the system runs on 0.25']);
  });
});

it('what later Alertmanagers may pass in is left alone, but for slips', () => {
  const runsOn = (version: string, text: string) =>
    judge(
      `import { secret, system } from 'alidade';
export const shop = system({
  title: 'Shop', owner: 'o', docsUrl: 'https://docs.example.com', severities: ['critical'],
  runsOn: { prometheus: '3.5', grafana: '12', alertmanager: '${version}' },
});
shop.receiver('r', { webhook: [{ url: secret.env('A'), payload: { text: '${text}' } }] });`,
      judged(/^routing-template$/),
    ).map(({ at }) => at);
  expect(runsOn('0.28', '{{ .Reason }}')).toEqual(['.Reason']);
  expect(runsOn('0.28', '{{ .GroupKey }}')).toEqual([]);
  expect(runsOn('0.34', '{{ .Reason }}')).toEqual([]);
  expect(runsOn('0.34', '{{ .CommonLables.x }} {{ .Labels.x }}')).toEqual(['.CommonLables', '.Labels']);
});

describe('named templates', () => {
  const named = (text: string, more = '') =>
    found('', `const part = shop.notificationTemplate('part', '${text}');${more}`);
  it.each([
    ['{{ range .Alerts }}{{ .Labels.method }}{{ end }}', ''],
    [
      '{{ template "list" .Alerts.Firing }}',
      "shop.notificationTemplate('list', '{{ range . }}{{ .Labels.method }}{{ end }}');",
    ],
    // What is passed in differs.
    ['{{ template "a" . }}{{ template "a" .Alerts }}', "shop.notificationTemplate('a', '{{ .Whatever }}');"],
  ])('%s is fine', (text, more) => expect(named(text, more)).toEqual([]));
  it.each([
    [
      '{{ .Alert }}',
      '',
      '.Alert | there is no .Alert: a notification has .Receiver, .Status, .Alerts, .GroupLabels, .CommonLabels, .CommonAnnotations, .ExternalURL',
    ],
    [
      '{{ template "list" .Alerts }}',
      "shop.notificationTemplate('list', '{{ range . }}{{ .Labels.methd }}{{ end }}');",
      '.Labels.methd | no alert that reaches "team" has the label "methd"',
    ],
    ['{{ define "x" }}{{ end }}', '', '"x" | a template cannot define another within itself'],
  ])('%s is not', (text, more, expected) => expect(named(text, more)).toEqual([expected]));
});

/** How a function is called with as many arguments as it needs at least; amtool judges only whether it exists. */
const amtool = program('amtool');
const installed = amtool?.(['--version']).output.match(/version (\d+\.\d+)/)?.[1] ?? '0';

describe('what Alertmanager knows', () => {
  const render = (text: string) =>
    inFolder([{ path: 't.tmpl', text: `{{ define "x" }}${text}{{ end }}` }], (folder) =>
      amtool!(['template', 'render', '--template.glob=t.tmpl', '--template.text=ok'], folder),
    );
  it.skipIf(!amtool).each(Object.entries(alertmanagerFunctions))(
    '%s, where it says so (needs amtool)',
    (name, { since, min }) => {
      const { status, output } = render(`{{ ${name}${' "a"'.repeat(min)} }}`);
      const isThere = since === undefined || atLeast(installed, since);
      expect([isThere, status === 0 || !output.includes('not defined')]).toEqual([isThere, isThere]);
    },
  );
  it.skipIf(!amtool).each(['humanize', 'query', 'first'])('not %s (needs amtool)', (name) =>
    expect(render(`{{ ${name} }}`).output).toContain('not defined'),
  );
  it.skipIf(!amtool)('the templates it brings along, of those that are older (needs amtool)', () => {
    const young = /^(?:jira|msteams|msteamsv2|rocketchat)\.|_markdown$|content$|footer$|callbackid$/;
    for (const name of defaultTemplates.filter((one) => !young.test(one)))
      expect([name, render(`{{ template "${name}" . }}`).status]).toEqual([name, 0]);
    expect(render('{{ template "nothing" . }}').output).toBeDefined();
  });
});
