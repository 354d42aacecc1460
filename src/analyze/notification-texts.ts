/** The texts of notifications: what receivers say, and the templates they say it with. */
import type { IntegrationType } from '../model/integration.ts';
import { integrations } from '../model/integration.ts';
import type { Field, Fields } from '../model/integration-field.ts';
import type { Integration, Receiver, Setting } from '../model/routing.ts';

/** A value somewhere in the settings of a receiver. */
export interface SettingAt {
  readonly receiver: Receiver;
  readonly type: IntegrationType;
  /** In the arguments of the receiver's call: `[1, 'slack', 0, 'title']`. */
  readonly path: readonly (string | number)[];
  readonly value: Setting;
  /** What Alertmanager knows of it; undefined within what it takes as it is, a map or a tree. */
  readonly field: Field | undefined;
  /** It is filled in as a template. */
  readonly isTemplate: boolean;
}

/** The integrations of a receiver with their places in its call. */
export function integrationsOf({ integrations: all }: Receiver) {
  const counts = new Map<string, number>();
  return all.map((integration) => {
    const index = counts.get(integration.type) ?? 0;
    counts.set(integration.type, index + 1);
    return { integration, path: [1, integration.type, index] as readonly (string | number)[] };
  });
}

/** Every single value of a receiver's settings. */
export function settingsOf(receiver: Receiver): readonly SettingAt[] {
  return integrationsOf(receiver).flatMap(({ integration, path }) => inIntegration(receiver, integration, path));
}

function inIntegration(receiver: Receiver, { type, settings }: Integration, path: SettingAt['path']) {
  const { fields }: { readonly fields: Fields } = integrations[type] ?? { fields: {} };
  const leaf = (value: Setting, at: SettingAt['path'], field: Field | undefined, isTemplate: boolean): SettingAt[] => [
    { receiver, type, path: at, value, field, isTemplate },
  ];
  const visit = (value: Setting, at: SettingAt['path'], field: Field | undefined, inText: boolean): SettingAt[] => {
    const isTemplate = inText || (field !== undefined && filledIn.has(field.kind));
    if (Array.isArray(value)) return value.flatMap((one, index) => visit(one, [...at, index], field, isTemplate));
    if (typeof value !== 'object' || value === null || isReference(value)) return leaf(value, at, field, isTemplate);
    return Object.entries(value).flatMap(([key, one]) => visit(one, [...at, key], field?.of?.[key], isTemplate));
  };
  return Object.entries(settings).flatMap(([key, value]) => visit(value, [...path, key], fields[key], false));
}

const filledIn: ReadonlySet<Field['kind']> = new Set(['text', 'texts', 'map', 'tree']);

function isReference(value: object): boolean {
  return 'secret' in value || 'template' in value;
}

/** The name of a declared template that stands for a text. */
export function templateIn(value: Setting): string | undefined {
  return typeof value === 'object' && value !== null && 'template' in value && typeof value.template === 'string'
    ? value.template
    : undefined;
}
