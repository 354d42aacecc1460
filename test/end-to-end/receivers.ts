/** Where notifications end: loopback servers in the place of Slack, PagerDuty, a mail server and whoever has a webhook. */
import { httpServer, type Listening } from './loopback.ts';
import { type Mail, mailServer } from './mail.ts';

/** A notification as it arrived, at a moment of `performance.now()`. */
export type Arrival = { readonly at: number; readonly receiver: string } & (
  | { readonly integration: 'slack'; readonly body: Slack }
  | { readonly integration: 'pagerduty'; readonly body: Pager }
  | { readonly integration: 'webhook'; readonly body: Webhook }
  | { readonly integration: 'email'; readonly body: Mail }
);

/** What is read of a message to Slack. */
interface Slack {
  readonly channel: string;
  readonly attachments: readonly Readonly<Record<string, string>>[];
}

interface Pager {
  readonly routing_key: string;
  readonly event_action: 'trigger' | 'resolve';
  readonly dedup_key: string;
  readonly payload: Readonly<Record<string, string>>;
}

interface Webhook {
  readonly status: string;
  readonly alerts: readonly { readonly labels: Readonly<Record<string, string>> }[];
}

export type Config = Readonly<Record<string, unknown>>;

export interface Receivers {
  readonly arrivals: readonly Arrival[];
  /** The configuration of an integration, sent here instead of into the world. `secret` keeps a text in a file, and says where. */
  readonly divert: (receiver: string, key: string, config: Config, secret: Secret) => Promise<Config>;
  readonly stop: () => Promise<void>;
}

type Secret = (text: string) => string;

export async function startReceivers(): Promise<Receivers> {
  const arrivals: Arrival[] = [];
  const arrived = (receiver: string, integration: string, body: unknown) => {
    arrivals.push({ at: performance.now(), receiver, integration, body } as Arrival);
  };
  const web = await httpServer(({ url = '' }, body, response) => {
    const [, receiver = '', integration = ''] = url.split('/').map(decodeURIComponent);
    arrived(receiver, integration, JSON.parse(body));
    response.writeHead(integration === 'pagerduty' ? 202 : 200).end('ok');
  });
  const servers: Listening[] = [web];
  return {
    arrivals,
    divert: async (receiver, key, config, secret) => {
      const integration = key.replace(/_configs$/, '');
      const turn = diversions[integration];
      if (!turn) throw new Error(`nothing here takes what is sent to ${key}`);
      if (integration !== 'email')
        return turn(config, `http://${web.address}/${encodeURIComponent(receiver)}/${integration}`, secret);
      const mail = await mailServer((message) => arrived(receiver, integration, message));
      servers.push(mail);
      return turn(config, mail.address, secret);
    },
    stop: async () => {
      await Promise.all(servers.map(({ stop }) => stop()));
    },
  };
}

/** What has to be otherwise for an integration to reach loopback. A secret that is no address is its own name. */
const diversions: Readonly<Record<string, (config: Config, to: string, secret: Secret) => Config>> = {
  slack: (config, to, secret) => ({ ...config, api_url_file: secret(to) }),
  pagerduty: (config, to, secret) => ({
    ...config,
    url: to,
    routing_key_file: secret(nameOf(config.routing_key_file)),
  }),
  // Debian's Alertmanager 0.25 knows no `url_file` of webhooks, which is of 0.28.
  webhook: ({ url_file: _, ...config }, to) => ({ ...config, url: to }),
  // Loopback needs no TLS, and Alertmanager asks for it unless told not to.
  email: (config, to, secret) => ({
    ...config,
    smarthost: to,
    require_tls: false,
    auth_password_file: secret(nameOf(config.auth_password_file)),
  }),
};

function nameOf(secretFile: unknown): string {
  return String(secretFile).replace(/^.*\//, '');
}
