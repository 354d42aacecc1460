import { integrations } from '../../model/integration.ts';
import { type Field, type Fields, snakeCase } from '../../model/integration-field.ts';
import type { Integration, Receiver, Secret, Setting, TemplateReference } from '../../model/routing.ts';
import { parseDuration, unitSizes } from '../../promql/duration.ts';
import type { Yaml, YamlMap } from '../yaml.ts';

/** A receiver with its integrations, each in the list of its kind. */
export function receiverConfig({ name, integrations: given }: Receiver, secretsFolder: string): YamlMap {
  const types = [...new Set(given.map(({ type }) => type))];
  const lists = types.map((type) => [
    `${type}_configs`,
    given.filter((one) => one.type === type).map((one) => integrationConfig(one, secretsFolder)),
  ]);
  return { name, ...Object.fromEntries(lists) };
}

function integrationConfig({ type, settings }: Integration, secretsFolder: string): YamlMap {
  const { sendResolved, ...others } = settings;
  const spec = integrations[type];
  return {
    ...(sendResolved !== undefined && sendResolved !== spec.sendResolved && { send_resolved: sendResolved as boolean }),
    ...objectConfig(spec.fields, others, secretsFolder),
  };
}

/** Fields by Alertmanager's names, in the order of the definitions; of secrets only where they are read from. */
function objectConfig(fields: Fields, settings: Readonly<Record<string, Setting>>, secretsFolder: string): YamlMap {
  const written = Object.entries(settings).map(([name, value]): [string, Yaml] => {
    const field = fields[name]!;
    if (isSecret(field, value)) return [`${snakeCase(name)}_file`, fileOf(value, secretsFolder)];
    return [snakeCase(name), fieldConfig(field, value, secretsFolder)];
  });
  return Object.fromEntries(written);
}

function fieldConfig({ kind, of = {} }: Field, value: Setting, secretsFolder: string): Yaml {
  const object = (one: Setting) => objectConfig(of, one as Readonly<Record<string, Setting>>, secretsFolder);
  if (kind === 'object') return object(value);
  if (kind === 'objects') return (value as readonly Setting[]).map(object);
  return kind === 'duration' ? shortDuration(String(value)) : plain(value);
}

/** Names within maps and trees are the user's own. */
function plain(value: Setting): Yaml {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object') return value;
  if (isTemplate(value)) return `{{ template ${JSON.stringify(value.template)} . }}`;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item as Setting)]));
}

/** Some durations are read as Go's, which has no days, and some as Prometheus': hours and below are both. */
function shortDuration(text: string): string {
  let rest = parseDuration(text) ?? 0;
  let written = '';
  for (const unit of ['h', 'm', 's', 'ms']) {
    const size = unitSizes.get(unit)!;
    if (rest >= size) written += `${Math.floor(rest / size)}${unit}`;
    rest %= size;
  }
  return written === '' ? '0s' : written;
}

function fileOf(secret: Secret, folder: string): string {
  return secret.secret === 'file' ? secret.path : `${folder.replace(/\/$/, '')}/${secret.name}`;
}

function isSecret({ kind }: Field, value: Setting): value is Secret {
  return ['secret', 'address', 'id'].includes(kind) && typeof value === 'object';
}

function isTemplate(value: object): value is TemplateReference {
  return (value as Partial<TemplateReference>).reference === true;
}
