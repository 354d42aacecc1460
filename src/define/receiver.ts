import { z } from 'zod';
import type { Ignore } from '../model/declaration.ts';
import { type IntegrationType, integrationTypes } from '../model/integration.ts';
import type { Integration, NotificationTemplate, Receiver, Setting } from '../model/routing.ts';
import { declared, givenAlone, givenTo, issuesAt, option, register } from './declare.ts';
import type { IntegrationOptions } from './integration-options.ts';
import { receiverSchema } from './integration-schema.ts';
import { isRecord } from './options.ts';
import { callerOrigin } from './origin.ts';
import type { SystemScope } from './system.ts';

/** Ways to notify somebody, by integration; several of one kind stand in its list. */
export type ReceiverOptions = { readonly [T in IntegrationType]?: readonly IntegrationOptions<T>[] } & {
  readonly ignore?: Ignore;
};

export interface TemplateOptions {
  readonly ignore?: Ignore;
}

/** Declares who is notified of alerts. */
export interface ReceiverMethods {
  /**
   * Somebody who is notified; without integrations nobody is, on purpose.
   *
   * @example
   * const slack = shop.receiver('slack', {
   *   slack: [{ apiUrl: secret.env('SLACK_WEBHOOK_URL'), channel: '#shop-alerts', sendResolved: true }],
   * });
   */
  receiver(name: string, options: ReceiverOptions): Receiver;
  /**
   * A named Go template, for wherever a receiver takes a text.
   *
   * @example const text = shop.notificationTemplate('shop.text', '{{ range .Alerts }}{{ .Annotations.summary }}\n{{ end }}');
   */
  notificationTemplate(name: string, text: string, options?: TemplateOptions): NotificationTemplate;
}

export function receiverMethods(scope: SystemScope): ReceiverMethods {
  return {
    receiver: (name, options) => declareReceiver(scope, name, options),
    notificationTemplate: (name, text, options = {}) => declareTemplate(scope, name, text, options),
  };
}

function declareReceiver({ registry }: SystemScope, name: string, options: ReceiverOptions): Receiver {
  const origin = callerOrigin();
  const { issues, given } = givenTo<Record<string, unknown>>(name, options, receiverSchema);
  const record = { kind: 'receiver' as const, name: String(name), integrations: integrationsIn(given) };
  return register(registry, declared(record, origin, given.ignore as Ignore | undefined), issues);
}

/** In the order of Alertmanager's table, whatever that of the options. */
function integrationsIn(given: Readonly<Record<string, unknown>>): readonly Integration[] {
  return integrationTypes.flatMap((type) =>
    ((given[type] ?? []) as readonly Readonly<Record<string, unknown>>[]).map((settings) => ({
      type,
      settings: settingsIn(settings),
    })),
  );
}

function settingsIn(options: Readonly<Record<string, unknown>>): Readonly<Record<string, Setting>> {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([key, value]) => [key, setting(value)]));
}

/** A declared template is referred to by its name. */
function setting(value: unknown): Setting {
  if (Array.isArray(value)) return value.map(setting);
  if (isTemplate(value)) return { template: value.name, reference: true };
  return isRecord(value) ? settingsIn(value) : (value as Setting);
}

function isTemplate(value: unknown): value is NotificationTemplate {
  return (value as { kind?: unknown } | null)?.kind === 'notificationTemplate';
}

function declareTemplate(
  { registry }: SystemScope,
  name: string,
  text: string,
  options: unknown,
): NotificationTemplate {
  const origin = callerOrigin();
  const { issues, given } = givenAlone(options as TemplateOptions, templateSchema, 2);
  const record = { kind: 'notificationTemplate' as const, name: String(name), text: String(text) };
  const ofOthers = [...issuesAt(0, templateName, name), ...issuesAt(1, option.title, text)];
  return register(registry, declared(record, origin, given.ignore), [...ofOthers, ...issues]);
}

const templateName = z
  .string('a name is needed here')
  .regex(/^[^\s"\\{}]+$/, 'a template is named without spaces, quotes and braces: shop.slack.text');
const templateSchema = z.strictObject({ ignore: option.ignore.optional() });
