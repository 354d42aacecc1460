import { not, secret } from 'alidade';
import * as alerts from './alerts.ts';
import * as slos from './slos.ts';
import { devopsMcp } from './system.ts';

/** What still fires: what it says, what it means, where to read on. Then what is over. */
const lines = devopsMcp.notificationTemplate(
  'devops_mcp.lines',
  '{{ range .Alerts.Firing }}{{ .Annotations.summary }}\n{{ .Annotations.description }} <{{ .Annotations.runbook_url }}|Runbook>\n{{ end }}' +
    '{{ range .Alerts.Resolved }}Over: {{ .Annotations.summary }}\n{{ end }}',
);

const inShort = '{{ .GroupLabels.alertname }}{{ range .Alerts.Firing }}: {{ .Annotations.summary }}{{ end }}';

/** An incoming webhook posts to one channel, so each channel has its own. */
const toSlack = (channel: string, webhook: string) =>
  ({
    apiUrl: secret.env(webhook),
    channel,
    title: 'MCP Alert: {{ .GroupLabels.alertname }} ({{ .Status }})',
    titleLink: '{{ .CommonAnnotations.runbook_url }}',
    text: lines,
    // What a telephone shows.
    fallback: inShort,
    color:
      '{{ if eq .Status "resolved" }}good{{ else if eq .CommonLabels.severity "critical" }}danger{{ else }}warning{{ end }}',
    sendResolved: true,
  }) as const;

/** Takes what no route does, so that nothing is lost; nobody has to watch it. */
const rest = devopsMcp.receiver('default', { slack: [toSlack('#mcp-alerts-other', 'SLACK_WEBHOOK_URL_OTHER')] });
const slack = devopsMcp.receiver('slack', { slack: [toSlack('#mcp-alerts', 'SLACK_WEBHOOK_URL')] });
const pagerduty = devopsMcp.receiver('pagerduty', {
  pagerduty: [
    {
      routingKey: secret.env('PAGERDUTY_ROUTING_KEY'),
      severity: 'critical',
      description: inShort,
      source: '{{ with .CommonLabels.service }}{{ . }}{{ else }}DevOps MCP{{ end }}',
      links: [{ href: '{{ .CommonAnnotations.runbook_url }}', text: 'Runbook' }],
    },
  ],
});
/** A dead man's switch of its own, on another machine: it calls when nothing has come for a quarter of an hour. */
const heartbeat = devopsMcp.receiver('heartbeat', {
  webhook: [{ url: 'http://dead-mans-switch.example.com/devops-mcp', sendResolved: false }],
});

devopsMcp.routing({
  alerts: { ...alerts, ...slos },
  receiver: rest,
  groupBy: ['alertname', 'service'],
  groupWait: '30s',
  groupInterval: '5m',
  repeatInterval: '4h',
  routes: [
    { match: { alertname: 'Watchdog' }, receiver: heartbeat, groupInterval: '1m', repeatInterval: '5m' },
    { match: { severity: 'critical' }, receiver: pagerduty, continue: true },
    { match: { severity: ['critical', 'warning'] }, receiver: slack },
  ],
  inhibit: [
    // A service that is down fails, too: whoever is called knows by the first alert.
    { source: { alertname: 'ServiceDown' }, target: { alertname: not('ServiceDown') }, equal: ['service'] },
    { source: { severity: 'critical' }, target: { severity: 'warning' }, equal: ['service'] },
    // One fault, one page: when much fails the budget tells first, and whose it is.
    { source: { alertname: 'ErrorBudgetFastBurn' }, target: { alertname: 'HighErrorRate' }, equal: ['service'] },
    { source: { alertname: 'ErrorBudgetFastBurn' }, target: { alertname: 'ApiAvailabilityFastBurn' }, equal: [] },
  ],
});
