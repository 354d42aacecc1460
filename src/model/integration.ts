import { authorization, http, httpFields, tlsFields } from './http-client.ts';
import {
  attachment,
  duration,
  each,
  field,
  flag,
  type IntegrationSpec,
  map,
  nestedSince,
  number,
  plain,
  required,
  secret,
  since,
  text,
  tree,
  url,
} from './integration-field.ts';

const responder = { kind: 'choice', values: ['team', 'teams', 'user', 'escalation', 'schedule'] } as const;
const priority = { kind: 'choice', values: ['urgent', 'important', 'standard'] } as const;

/**
 * The integrations with their fields, named as Alertmanager does, in camel case: options, their types, the judgement of them and what is
 * written follow from here. Sources: Alertmanager's config/notifiers.go, notify/<type>/config.go and changelog; pkg/alertmanager/amcfg.go.
 */
export const integrations = {
  discord: {
    since: '0.25',
    sendResolved: true,
    fields: {
      // A `webhook_url_file` was accepted before, and did not work.
      webhookUrl: required(secret('0.28')),
      ...each(text, 'title', 'message'),
      ...each(since('0.28', text), 'content', 'username', 'avatarUrl'),
      httpConfig: http,
    },
  },
  email: {
    since: '0.1',
    sendResolved: false,
    fields: {
      ...each(required(text), 'to', 'from'),
      smarthost: required({ kind: 'hostPort' }),
      ...each(plain, 'hello', 'authUsername', 'authIdentity'),
      authPassword: secret('0.25'),
      authSecret: secret('0.31'),
      headers: map,
      ...each(text, 'html', 'text'),
      requireTls: flag,
      forceImplicitTls: since('0.31', flag),
      tlsConfig: { kind: 'object', of: tlsFields },
      threading: {
        kind: 'object',
        since: '0.30',
        of: { enabled: required(flag), threadByDate: { kind: 'choice', values: ['daily', 'none'] } },
      },
    },
  },
  incidentio: {
    since: '0.29',
    sendResolved: true,
    oneOf: ['alertSourceToken', 'httpConfig.authorization'],
    fields: {
      url: required({ kind: 'address', file: '0.29' }),
      alertSourceToken: secret('0.29'),
      maxAlerts: number,
      timeout: duration,
      httpConfig: http,
    },
  },
  jira: {
    since: '0.28',
    sendResolved: true,
    fields: {
      ...each(required(text), 'project', 'issueType'),
      apiUrl: required(url),
      apiType: { kind: 'choice', values: ['auto', 'cloud', 'datacenter'], since: '0.29' },
      ...each(text, 'summary', 'description', 'priority', 'reopenTransition', 'resolveTransition', 'wontFixResolution'),
      labels: { kind: 'texts' },
      reopenDuration: duration,
      fields: tree,
      httpConfig: http,
    },
  },
  mattermost: {
    since: '0.30',
    sendResolved: true,
    fields: {
      webhookUrl: required(secret('0.30')),
      ...each(text, 'channel', 'username', 'text', 'iconUrl', 'iconEmoji'),
      ...each(since('0.32', text), 'fallback', 'color', 'pretext', 'authorName', 'authorLink', 'authorIcon', 'title'),
      ...each(since('0.32', text), 'titleLink', 'thumbUrl', 'footer', 'footerIcon', 'imageUrl'),
      fields: since('0.32', field),
      attachments: { kind: 'objects', of: attachment },
      props: { kind: 'object', of: { card: text } },
      priority: {
        kind: 'object',
        of: { priority: required(priority), ...each(flag, 'requestedAck', 'persistentNotifications') },
      },
      httpConfig: http,
    },
  },
  msteams: {
    since: '0.26',
    sendResolved: true,
    fields: {
      webhookUrl: required(secret('0.28')),
      ...each(text, 'title', 'text'),
      summary: since('0.27', text),
      httpConfig: http,
    },
  },
  msteamsv2: {
    since: '0.28',
    sendResolved: true,
    fields: { webhookUrl: required(secret('0.28')), ...each(text, 'title', 'text'), httpConfig: http },
  },
  opsgenie: {
    since: '0.11',
    sendResolved: true,
    fields: {
      apiKey: required(secret('0.24')),
      apiUrl: url,
      ...each(text, 'message', 'description', 'source', 'tags', 'note', 'priority'),
      ...each(since('0.24', text), 'entity', 'actions'),
      details: map,
      responders: {
        kind: 'objects',
        anyOf: ['id', 'name', 'username'],
        of: { ...each(text, 'id', 'name', 'username'), type: required(responder) },
      },
      updateAlerts: since('0.24', flag),
      httpConfig: http,
    },
  },
  pagerduty: {
    since: '0.1',
    sendResolved: true,
    oneOf: ['routingKey', 'serviceKey'],
    fields: {
      ...each(secret('0.25'), 'routingKey', 'serviceKey'),
      url,
      ...each(text, 'client', 'clientUrl', 'description', 'severity', 'class', 'component', 'group'),
      source: since('0.25', text),
      details: nestedSince('0.30'),
      images: { kind: 'objects', of: each(text, 'href', 'src', 'alt') },
      links: { kind: 'objects', of: each(text, 'href', 'text') },
      timeout: since('0.30', duration),
      httpConfig: http,
    },
  },
  pushover: {
    since: '0.1',
    sendResolved: true,
    apart: [['html', 'monospace']],
    fields: {
      ...each(required(secret('0.26')), 'userKey', 'token'),
      ...each(text, 'title', 'message', 'url', 'urlTitle', 'sound', 'priority'),
      device: since('0.26', text),
      ...each(duration, 'retry', 'expire'),
      ttl: since('0.27', duration),
      html: flag,
      monospace: since('0.29', flag),
      httpConfig: http,
    },
  },
  rocketchat: {
    since: '0.28',
    sendResolved: false,
    fields: {
      ...each(required(secret('0.28')), 'token', 'tokenId'),
      apiUrl: url,
      ...each(text, 'channel', 'color', 'title', 'titleLink', 'text', 'emoji', 'iconUrl', 'imageUrl', 'thumbUrl'),
      fields: field,
      ...each(flag, 'shortFields', 'linkNames'),
      actions: {
        kind: 'objects',
        of: {
          ...each(text, 'type', 'text', 'url', 'imageUrl', 'webviewHeightRatio', 'msg', 'msgProcessingType'),
          ...each(flag, 'isWebview', 'msgInChatWindow'),
        },
      },
      httpConfig: http,
    },
  },
  slack: {
    since: '0.1',
    sendResolved: false,
    oneOf: ['apiUrl', 'appToken'],
    needs: { appToken: 'channel' },
    clear: { updateMessage: 'apiUrl' },
    fields: {
      apiUrl: { kind: 'address', file: '0.22', plain: ['https://slack.com/api/chat.postMessage'] },
      appToken: since('0.30', secret('0.30')),
      appUrl: since('0.30', url),
      ...each(text, 'channel', 'username', 'color', 'title', 'titleLink', 'pretext', 'text', 'footer', 'fallback'),
      ...each(text, 'callbackId', 'iconEmoji', 'iconUrl', 'imageUrl', 'thumbUrl'),
      messageText: since('0.31', text),
      fields: field,
      ...each(flag, 'shortFields', 'linkNames'),
      mrkdwnIn: { kind: 'plains' },
      actions: {
        kind: 'objects',
        anyOf: ['url', 'name'],
        of: {
          ...each(required(text), 'type', 'text'),
          ...each(text, 'url', 'style', 'name', 'value'),
          confirm: { kind: 'object', of: { text: required(text), ...each(text, 'title', 'okText', 'dismissText') } },
        },
      },
      updateMessage: since('0.32', flag),
      timeout: since('0.30', duration),
      httpConfig: http,
    },
  },
  sns: {
    since: '0.23',
    sendResolved: true,
    oneOf: ['topicArn', 'phoneNumber', 'targetArn'],
    fields: {
      ...each(text, 'topicArn', 'phoneNumber', 'targetArn', 'apiUrl', 'subject', 'message'),
      attributes: map,
      sigv4: {
        kind: 'object',
        of: {
          ...each(plain, 'region', 'accessKey', 'profile', 'roleArn'),
          secretKey: { kind: 'secret' },
          externalId: since('0.34', plain),
        },
      },
      httpConfig: http,
    },
  },
  telegram: {
    since: '0.24',
    sendResolved: true,
    fields: {
      botToken: required(secret('0.26')),
      chatId: required({ kind: 'id', file: '0.31' }),
      messageThreadId: since('0.26', number),
      message: text,
      parseMode: { kind: 'choice', values: ['MarkdownV2', 'Markdown', 'HTML', ''] },
      disableNotifications: flag,
      apiUrl: url,
      httpConfig: http,
    },
  },
  victorops: {
    since: '0.1',
    sendResolved: true,
    fields: {
      apiKey: required(secret('0.25')),
      routingKey: required(text),
      apiUrl: url,
      ...each(text, 'messageType', 'stateMessage', 'entityDisplayName', 'monitoringTool'),
      customFields: map,
      httpConfig: http,
    },
  },
  webex: {
    since: '0.25',
    sendResolved: true,
    fields: {
      roomId: required(text),
      httpConfig: required({ ...http, of: { ...httpFields, authorization: required(authorization) } }),
      message: text,
      apiUrl: url,
    },
  },
  webhook: {
    since: '0.1',
    sendResolved: true,
    fields: {
      // A `url_file` was accepted since 0.26, and made Alertmanager crash.
      url: required({ kind: 'address', file: '0.28' }),
      maxAlerts: number,
      timeout: since('0.28', duration),
      payload: since('0.32', tree),
      httpConfig: http,
    },
  },
  wechat: {
    since: '0.12',
    sendResolved: false,
    fields: {
      apiSecret: required(secret('0.31')),
      corpId: required(plain),
      apiUrl: url,
      ...each(text, 'message', 'toUser', 'toParty', 'toTag', 'agentId'),
      messageType: { kind: 'choice', values: ['text', 'markdown'] },
      httpConfig: http,
    },
  },
} as const satisfies Readonly<Record<string, IntegrationSpec>>;

/** The ways in which Alertmanager notifies people. */
export type IntegrationType = keyof typeof integrations;
export const integrationTypes = Object.keys(integrations) as readonly IntegrationType[];
