import { expect, it } from 'vitest';
import { judgeFile } from './judge.ts';
import { judged } from './routing-judge.ts';

/** Routing as people have it, over alerts of several teams and services: nothing is wrong with any of these. */
const shop = `import { matching, not, oneOf, promql, secret, step, system, upTo } from 'alidade';

export const shop = system({
  title: 'Shop', owner: 'shop-team', docsUrl: 'https://docs.example.com/shop', severities: ['critical', 'warning', 'info'],
  runsOn: { prometheus: '3.5', grafana: '12', alertmanager: '0.28' }, externalLabels: { cluster: 'eu' },
});
const server = shop.scrapeJob('shop', { targets: ['a:1', 'b:1'], labels: { zone: 'eu-1' } });
const requests = server.counter('shop_requests_total', {
  help: 'Requests handled.', counts: 'requests',
  labels: { service: oneOf('web', 'files', 'db'), namespace: upTo(30), status: oneOf('ok', 'error') },
});
const runbook = shop.runbook('look', { title: 'Look', about: 'Look.', steps: [step('Look')] });
const common = { for: '5m', summary: 'Look.', runbook } as const;
for (const [severity, limit] of [['warning', 1], ['critical', 10]] as const)
  shop.alert('ManyErrors', {
    when: promql\`sum by (service, namespace) (rate(shop_requests_total{status="error"}[5m])) > \${limit}\`, severity, ...common,
  });
shop.alert('TargetDown', { when: server.up.eq(0), severity: 'critical', ...common });
shop.alert('DatabaseSlow', {
  when: promql\`sum(rate(shop_requests_total{service="db"}[5m])) < 1\`, severity: 'warning', ...common, owner: 'db-team', labels: { service: 'db' },
});
shop.alert('Chatter', { when: promql\`sum by (namespace) (rate(shop_requests_total[5m])) > 1\`, severity: 'info', ...common });
shop.alert('Watchdog', { when: promql\`vector(1)\`, severity: 'info', ...common, alwaysFiring: 'tells that alerts are told' });
const receiver = (name: string) =>
  shop.receiver(name, { slack: [{ apiUrl: secret.env('SLACK_URL'), channel: '#' + name, sendResolved: true }] });
`;

const found = (routing: string) =>
  judgeFile(`${shop}${routing}`, 'shop', judged(/^routing-|^alert-pair$/)).map(
    ({ check, at, message }) => `${check} @ ${at}: ${message}`,
  );

it('by service, then by severity and owner', () => {
  expect(
    found(`
const [all, web, webPager, files, db, dbPager, alive] = ['all', 'web', 'web-pager', 'files', 'db', 'db-pager', 'alive'].map(receiver);
shop.routing({
  receiver: all, groupBy: ['alertname', 'cluster', 'service'], groupWait: '30s', groupInterval: '5m', repeatInterval: '3h',
  routes: [
    { match: { alertname: 'Watchdog' }, receiver: alive, groupWait: '0s', groupInterval: '1m', repeatInterval: '5m' },
    { match: { service: matching('web.*') }, receiver: web, routes: [{ match: { severity: 'critical' }, receiver: webPager }] },
    { match: { service: 'files' }, receiver: files },
    {
      match: { service: 'db' }, receiver: db, groupBy: ['alertname', 'cluster', 'namespace'],
      routes: [{ match: { owner: 'db-team' }, receiver: dbPager, continue: true }, { match: { severity: ['critical', 'warning'] } }],
    },
  ],
  inhibit: [
    { source: { severity: 'critical' }, target: { severity: 'warning' }, equal: ['alertname', 'cluster', 'service'] },
    { source: { alertname: 'TargetDown' }, target: { alertname: not('TargetDown', 'Watchdog') }, equal: ['cluster'] },
  ],
});`),
  ).toEqual([]);
});

it('everything to an archive first; at night only what is critical', () => {
  expect(
    found(`
const [archive, team, pager, nightly] = ['archive', 'team', 'pager', 'nightly'].map(receiver);
const nights = shop.timeInterval('nights', [
  { times: [{ from: '20:00', to: '08:00' }], location: 'Europe/Berlin' },
  { weekdays: [{ from: 'saturday', to: 'sunday' }], location: 'Europe/Berlin' },
]);
shop.routing({
  receiver: team, groupBy: ['alertname', 'service'],
  routes: [
    { receiver: archive, groupBy: ['...'], repeatInterval: '5d', continue: true },
    { match: { severity: 'critical' }, receiver: pager, continue: true },
    {
      match: { severity: not('info') }, mute: [nights],
      routes: [{ match: { namespace: matching('.+-prod') }, receiver: nightly }],
    },
    { match: { severity: 'info' }, active: [nights], receiver: team },
  ],
  inhibit: [{ source: { severity: 'critical' }, target: { severity: ['warning', 'info'] }, equal: ['namespace'] }],
});`),
  ).toEqual([]);
});

it('one receiver for all, with texts of its own', () => {
  expect(
    found(`
const lines = shop.notificationTemplate('shop.lines', '{{ range . }}{{ .Annotations.summary }} in {{ .Labels.namespace }} ({{ .Labels.cluster }})\\n{{ end }}');
const text = shop.notificationTemplate('shop.text', '{{ template "shop.lines" .Alerts.Firing }}{{ if .Alerts.Resolved }}Over:\\n{{ template "shop.lines" .Alerts.Resolved }}{{ end }}');
const team = shop.receiver('team', {
  slack: [{
    apiUrl: secret.file('/etc/slack-url'), channel: '#{{ or .CommonLabels.owner "shop" }}', text, sendResolved: true,
    color: '{{ if eq .Status "firing" }}{{ if eq .CommonLabels.severity "critical" }}danger{{ else }}warning{{ end }}{{ else }}good{{ end }}',
    title: '[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] {{ .GroupLabels.SortedPairs.Values | join " " }}',
    titleLink: '{{ (index .Alerts 0).GeneratorURL }}', fields: [{ title: 'Since', value: '{{ (index .Alerts 0).StartsAt.Format "15:04" }}' }],
  }],
});
shop.routing({ receiver: team, groupBy: ['alertname'], inhibit: [{ source: { severity: 'critical' }, target: { severity: 'warning' }, equal: ['alertname'] }] });`),
  ).toEqual([]);
});
