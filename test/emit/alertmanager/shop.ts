import { matching, not, notMatching, type ReceiverOptions, secret, system } from 'alidade';
import type { Analysis } from '../../../src/analyze/analysis.ts';
import { analyze } from '../../../src/analyze/analyze.ts';
import { gather } from '../../../src/load/gather.ts';
import type { IntegrationType } from '../../../src/model/integration.ts';
import { registryOf } from '../../../src/model/project.ts';

/** A shop whose alerts are routed, as definitions declare it. */
export function newShop(alertmanager = '0.28', id = 'shop') {
  const shop = system({
    title: 'Shop',
    owner: 'shop-team',
    docsUrl: 'https://docs.example.com/shop',
    severities: ['critical', 'warning', 'info'],
    runsOn: { prometheus: '3.5', grafana: '12', alertmanager },
  });
  const analysis = (): Analysis => analyze(gather({ id, path: import.meta.dirname } as never, registryOf(shop)!));
  return { shop, analysis };
}

/** What is wrong with everything declared, each after its path. */
export function issuesOf(handle: unknown): readonly string[] {
  return registryOf(handle)!.declarations.flatMap((one) =>
    one.kind === 'invalid' ? one.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) : [],
  );
}

const httpConfig = {
  proxyUrl: 'http://proxy:3128',
  followRedirects: false,
  tlsConfig: { caFile: '/etc/ca.pem', serverName: 'hooks', insecureSkipVerify: false, minVersion: 'TLS12' },
} as const;
const token = secret.env('CHAT_TOKEN');
const hook = secret.file('/etc/alertmanager/hook');
const field = { title: 'Team', value: '{{ .CommonLabels.team }}', short: true };

/** Each integration with what it knows; what came after Alertmanager 0.25 is `newer`. */
export const samples: {
  readonly [T in IntegrationType]: { readonly of25?: ReceiverOptions[T]; readonly newer: ReceiverOptions[T] };
} = {
  discord: {
    newer: [
      { webhookUrl: hook, title: 'Shop', message: 'm', content: 'c', username: 'bot', avatarUrl: 'https://a/b.png' },
    ],
  },
  email: {
    of25: [
      {
        to: 'shop@example.com, on-call@example.com',
        from: 'alertmanager@example.com',
        smarthost: 'smtp.example.com:587',
        hello: 'alertmanager',
        authUsername: 'alertmanager',
        authPassword: secret.env('SMTP_PASSWORD'),
        authIdentity: 'alertmanager@example.com',
        headers: { Subject: '{{ .CommonLabels.alertname }}', 'X-Priority': '1' },
        html: '{{ template "email.default.html" . }}',
        text: '{{ .Status }}\n{{ range .Alerts }}{{ .Annotations.summary }}\n{{ end }}',
        requireTls: true,
        tlsConfig: { caFile: '/etc/ca.pem' },
        sendResolved: true,
      },
    ],
    newer: [
      {
        to: 'a@example.com',
        from: 'b@example.com',
        smarthost: 'smtp:25',
        authSecret: secret.file('/etc/smtp'),
        forceImplicitTls: true,
        threading: { enabled: true, threadByDate: 'daily' },
      },
    ],
  },
  incidentio: {
    newer: [
      { url: hook, alertSourceToken: token, maxAlerts: 50, timeout: '1m30s' },
      { url: 'https://api.incident.io/v2/alert_events/http/x', httpConfig: { authorization: { credentials: token } } },
    ],
  },
  jira: {
    newer: [
      {
        project: 'SHOP',
        issueType: 'Bug',
        apiUrl: 'https://example.atlassian.net/rest/api/3/',
        apiType: 'cloud',
        summary: '{{ .CommonLabels.alertname }}',
        description: 'd',
        priority: 'High',
        labels: ['alertmanager', '{{ .CommonLabels.team }}'],
        reopenTransition: 'To Do',
        resolveTransition: 'Done',
        wontFixResolution: "Won't Do",
        reopenDuration: '30d',
        fields: { components: [{ name: 'Monitoring' }], customfield_10001: 'x', customfield_10002: 5 },
        httpConfig: { basicAuth: { username: 'bot', password: token } },
      },
    ],
  },
  mattermost: {
    newer: [
      {
        webhookUrl: secret.env('MATTERMOST'),
        channel: 'town-square',
        username: 'bot',
        text: 't',
        iconEmoji: ':fire:',
        iconUrl: 'https://a/b.png',
        title: 'Shop',
        fields: [field],
        attachments: [{ title: 'a', text: 'b', fields: [field], authorName: 'c', thumbUrl: 'https://a/c.png' }],
        props: { card: 'c' },
        priority: { priority: 'urgent', requestedAck: true, persistentNotifications: true },
      },
    ],
  },
  msteams: { newer: [{ webhookUrl: secret.env('TEAMS'), title: 't', summary: 's', text: 'x', sendResolved: false }] },
  msteamsv2: { newer: [{ webhookUrl: secret.env('TEAMS'), title: 't', text: 'x', httpConfig }] },
  opsgenie: {
    of25: [
      {
        apiKey: secret.env('OPSGENIE'),
        apiUrl: 'https://api.eu.opsgenie.com/',
        message: 'm',
        description: 'd',
        source: 's',
        details: { team: 'shop' },
        entity: 'e',
        responders: [
          { type: 'team', name: 'shop' },
          { type: 'user', username: 'someone@example.com' },
        ],
        actions: 'a',
        tags: 'one,two',
        note: 'n',
        priority: 'P1',
        updateAlerts: true,
        httpConfig,
      },
    ],
    newer: [{ apiKey: token }],
  },
  pagerduty: {
    of25: [
      {
        routingKey: secret.file('/etc/alertmanager/pagerduty-key'),
        url: 'https://events.eu.pagerduty.com/v2/enqueue',
        client: 'c',
        clientUrl: 'https://c',
        description: 'd',
        severity: '{{ .CommonLabels.severity }}',
        details: { firing: '{{ .Alerts.Firing | len }}' },
        images: [{ src: 'https://a/b.png', alt: 'b', href: 'https://a' }],
        links: [{ href: 'https://a', text: 'a' }],
        source: 's',
        class: 'c',
        component: 'co',
        group: 'g',
      },
      { serviceKey: secret.env('PAGERDUTY_SERVICE_KEY') },
    ],
    newer: [{ routingKey: token, timeout: '10s', details: { template: 'mine', nested: { list: [1, 'two', true] } } }],
  },
  pushover: {
    newer: [
      {
        userKey: secret.env('USER_KEY'),
        token,
        title: 't',
        message: 'm',
        url: 'https://a',
        urlTitle: 'a',
        sound: 'siren',
        device: 'd',
        priority: '2',
        retry: '90s',
        expire: '1d',
        ttl: '1h',
        monospace: true,
      },
    ],
  },
  rocketchat: {
    newer: [
      {
        token,
        tokenId: secret.env('CHAT_TOKEN_ID'),
        apiUrl: 'https://chat.example.com/',
        channel: '#shop',
        color: 'red',
        title: 't',
        fields: [field],
        shortFields: true,
        linkNames: true,
        actions: [{ type: 'button', text: 'Runbook', url: 'https://a', isWebview: true, msgInChatWindow: false }],
      },
    ],
  },
  slack: {
    of25: [
      {
        apiUrl: secret.env('SLACK_WEBHOOK_URL'),
        channel: '#shop-alerts',
        username: 'bot',
        color: '{{ if eq .Status "firing" }}danger{{ else }}good{{ end }}',
        title: 'Shop',
        titleLink: 'https://a',
        pretext: 'p',
        text: '{{ range .Alerts }}{{ .Annotations.summary }}\n{{ end }}',
        fields: [field],
        shortFields: true,
        linkNames: false,
        mrkdwnIn: ['text'],
        actions: [
          { type: 'button', text: 'Runbook', url: 'https://a' },
          {
            type: 'button',
            text: 'Sure',
            name: 'n',
            value: 'v',
            style: 'danger',
            confirm: { text: 'Sure?', okText: 'Yes' },
          },
        ],
        sendResolved: true,
        httpConfig,
      },
      {
        apiUrl: 'https://slack.com/api/chat.postMessage',
        channel: '#shop',
        httpConfig: { authorization: { type: 'Bearer', credentials: token } },
      },
    ],
    newer: [{ appToken: token, channel: '#shop', messageText: 'm', timeout: '10s' }],
  },
  sns: {
    of25: [
      {
        topicArn: 'arn:aws:sns:us-east-2:123456789012:shop',
        apiUrl: 'https://sns.us-east-2.amazonaws.com',
        sigv4: { region: 'us-east-2', profile: 'shop', roleArn: 'arn:aws:iam::123456789012:role/alerts' },
        subject: 's',
        message: 'm',
        attributes: { team: 'shop' },
      },
    ],
    newer: [{ phoneNumber: '+15550100', sigv4: { region: 'us-east-2' } }],
  },
  telegram: {
    newer: [
      {
        botToken: token,
        chatId: -1001234567890,
        messageThreadId: 5,
        message: 'm',
        parseMode: 'HTML',
        disableNotifications: true,
      },
      { botToken: token, chatId: secret.env('CHAT_ID') },
    ],
  },
  victorops: {
    of25: [
      {
        apiKey: secret.env('VICTOROPS'),
        routingKey: 'shop',
        messageType: 'CRITICAL',
        entityDisplayName: 'e',
        stateMessage: 's',
        monitoringTool: 'm',
        customFields: { team: 'shop' },
      },
    ],
    newer: [{ apiKey: token, routingKey: 'shop' }],
  },
  webex: {
    of25: [{ roomId: 'r', message: 'm', httpConfig: { ...httpConfig, authorization: { credentials: token } } }],
    newer: [{ roomId: 'r', httpConfig: { authorization: { credentials: token } } }],
  },
  webhook: {
    of25: [
      {
        url: 'http://hook:8080/alerts',
        maxAlerts: 10,
        sendResolved: false,
        httpConfig: {
          oauth2: {
            clientId: 'shop',
            clientSecret: token,
            tokenUrl: 'https://auth/token',
            scopes: ['a'],
            endpointParams: { x: 'y' },
          },
        },
      },
    ],
    newer: [{ url: hook, timeout: '1d', payload: { text: '{{ .Status }}', list: [{ a: 1 }] } }],
  },
  wechat: {
    newer: [
      {
        apiSecret: token,
        corpId: 'c',
        toUser: 'u',
        toParty: 'p',
        toTag: 't',
        agentId: 'a',
        message: 'm',
        messageType: 'markdown',
      },
    ],
  },
};

/** A shop with a receiver, whose other options are those given. */
export function withReceiver(options: ReceiverOptions, alertmanager?: string) {
  const made = newShop(alertmanager);
  const receiver = made.shop.receiver('some', options);
  made.shop.routing({ receiver });
  return made;
}

/** A whole tree, with everything a route may have. */
export function routedShop() {
  const made = newShop();
  const { shop } = made;
  const text = shop.notificationTemplate('shop.slack.text', '{{ range .Alerts }}{{ .Annotations.summary }}\n{{ end }}');
  const slack = shop.receiver('slack', {
    slack: [
      { apiUrl: secret.env('SLACK_WEBHOOK_URL'), channel: '#shop-alerts', title: 'Shop', text, sendResolved: true },
    ],
  });
  const pager = shop.receiver('pagerduty', {
    pagerduty: [{ routingKey: secret.file('/etc/alertmanager/pagerduty-key') }],
  });
  const nobody = shop.receiver('nobody', {});
  const nights = shop.timeInterval('nights', [
    {
      times: [{ from: '22:00', to: '06:00' }],
      weekdays: ['monday', { from: 'wednesday', to: 'friday' }],
      location: 'Europe/Berlin',
    },
    {
      daysOfMonth: [1, { from: -3, to: -1 }],
      months: ['december', { from: 1, to: 2 }],
      years: [{ from: 2027, to: 2030 }],
    },
  ]);
  shop.routing({
    receiver: slack,
    groupBy: ['alertname', 'service'],
    groupWait: '30s',
    groupInterval: '2m',
    resolveTimeout: '10m',
    alertmanagers: ['alertmanager-1:9093', 'alertmanager-2:9093'],
    secretsFolder: '/secrets/',
    routes: [
      { match: { alertname: 'Watchdog' }, receiver: nobody, repeatInterval: '1d' },
      { match: { severity: 'critical' }, receiver: pager, groupWait: '10s', groupBy: ['...'], continue: true },
      {
        match: { severity: ['critical', 'warning'], team: matching('plat.*') },
        mute: [nights],
        routes: [
          { match: { severity: not('critical'), path: 'a "quoted" \\ path\nof two lines' }, groupInterval: '2m' },
        ],
      },
      { match: { zone: notMatching('eu-.*'), kind: not('a', 'b') }, active: [nights], groupBy: [] },
    ],
    inhibit: [
      { source: { severity: 'critical' }, target: { severity: 'warning' }, equal: ['alertname', 'service'] },
      { source: { alertname: 'ShopDown' }, target: { severity: ['warning', 'info'] } },
    ],
  });
  return made;
}
