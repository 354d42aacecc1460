import { not, secret } from 'alidade';
import * as alerts from './alerts.ts';
import * as slos from './slos.ts';
import { conexus } from './system.ts';

/** What still fires: what it says, what it means, where to read on. Then what is over. */
const lines = conexus.notificationTemplate(
  'conexus.lines',
  '{{ range .Alerts.Firing }}{{ .Annotations.summary }}\n{{ .Annotations.description }} <{{ .Annotations.runbook_url }}|Runbook>\n{{ end }}' +
    '{{ range .Alerts.Resolved }}Over: {{ .Annotations.summary }}\n{{ end }}',
);

const inShort = '{{ .GroupLabels.alertname }}{{ range .Alerts.Firing }}: {{ .Annotations.summary }}{{ end }}';

const slack = [
  {
    apiUrl: secret.env('SLACK_WEBHOOK_URL'),
    channel: conexus.perEnvironment({ dev: '#conexus-dev', staging: '#conexus-staging', prod: '#conexus-alerts' }),
    title: `Conexus ${conexus.environment}: {{ .GroupLabels.alertname }} ({{ .Status }})`,
    titleLink: '{{ .CommonAnnotations.runbook_url }}',
    text: lines,
    // What a telephone shows.
    fallback: `Conexus ${conexus.environment}: ${inShort}`,
    color:
      '{{ if eq .Status "resolved" }}good{{ else if eq .CommonLabels.severity "critical" }}danger{{ else }}warning{{ end }}',
    sendResolved: true,
  },
] as const;
const pagerduty = [
  {
    routingKey: secret.env('PAGERDUTY_ROUTING_KEY'),
    severity: 'critical',
    description: inShort,
    source: `Conexus ${conexus.environment}`,
    links: [{ href: '{{ .CommonAnnotations.runbook_url }}', text: 'Runbook' }],
  },
] as const;
const email = [
  {
    to: 'context-platform@example.com',
    from: 'alertmanager@example.com',
    headers: { Subject: `Conexus ${conexus.environment}: {{ .GroupLabels.alertname }} ({{ .Status }})` },
    smarthost: 'smtp.example.com:587',
    authUsername: 'alertmanager@example.com',
    authPassword: secret.env('SMTP_PASSWORD'),
    sendResolved: false,
  },
] as const;

/** Whoever is on call is woken for production only. */
const onCall = conexus.receiver(
  'on-call',
  conexus.perEnvironment({ dev: { slack }, staging: { slack }, prod: { pagerduty, slack } }),
);
const team = conexus.receiver('team', { slack });
const digest = conexus.receiver(
  'digest',
  conexus.perEnvironment({ dev: { slack }, staging: { slack }, prod: { email } }),
);
/** A dead man's switch of its own, on another machine: it calls when nothing has come for a quarter of an hour. */
const heartbeat = conexus.receiver('heartbeat', {
  webhook: [{ url: 'http://dead-mans-switch.example.com/conexus', sendResolved: false }],
});

conexus.routing({
  alerts: { ...alerts, ...slos },
  receiver: team,
  groupBy: ['alertname'],
  groupWait: '30s',
  groupInterval: '5m',
  repeatInterval: '4h',
  routes: [
    { match: { alertname: 'Watchdog' }, receiver: heartbeat, groupInterval: '1m', repeatInterval: '5m' },
    { match: { severity: 'critical' }, receiver: onCall, repeatInterval: '1h' },
    { match: { severity: 'info' }, receiver: digest, groupWait: '10m', groupInterval: '12h', repeatInterval: '1d' },
  ],
  inhibit: [
    { source: { alertname: 'ConexusDown' }, target: { alertname: not('ConexusDown', 'Watchdog') }, equal: ['system'] },
    { source: { severity: 'critical' }, target: { severity: 'warning' }, equal: ['system'] },
    // One fault, one page: when much fails the budget tells first.
    { source: { alertname: 'McpAvailabilityFastBurn' }, target: { alertname: 'HighMCPErrorRate' }, equal: ['system'] },
  ],
});
