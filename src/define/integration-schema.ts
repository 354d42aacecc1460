import { z } from 'zod';
import { integrations, integrationTypes } from '../model/integration.ts';
import {
  type Field,
  type FieldKind,
  type Fields,
  type IntegrationSpec,
  type Rules,
  snakeCase,
} from '../model/integration-field.ts';
import { declaredAs, option } from './declare.ts';
import { problemsOf } from './field-rules.ts';
import { isRecord } from './options.ts';
import { durationOption } from './rule.ts';
import { isSecret } from './secret.ts';

/** Judges the options of integrations by the table of their fields. */

const hostPortHelp = "write host:port: 'mail.example.com:587'";
const template = declaredAs('notificationTemplate', 'a template');
const textOption = z.union([z.string(), template], 'write a text, or a template made with notificationTemplate(…)');
const address = /^https?:\/\/(?!\S*\/\/)(?![^/?#]*@)\S+$/;

/** A text, number, flag or template, or lists and records of these. */
function isTree(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isTree);
  if (['string', 'number', 'boolean'].includes(typeof value) || template.safeParse(value).success) return true;
  return isRecord(value) && !isSecret(value) && Object.values(value).every(isTree);
}

const tree = z
  .record(z.string(), z.unknown(), 'write { name: value }')
  .refine(isTree, 'a value here is a text, a number, true or false, a template, or a list or record of these');

type Judge = (field: Field, name: string) => z.ZodType;
const judges: Readonly<Record<FieldKind, Judge>> = {
  text: () => textOption,
  texts: () => z.array(textOption, 'write a list of texts'),
  map: () => z.record(z.string(), textOption, "write { name: 'text' }"),
  tree: () => tree,
  plain: () => option.title,
  plains: () => z.array(option.title, 'write a list of texts'),
  url: ({ values = ['http', 'https'] }) =>
    z
      .string('write an address')
      .regex(
        new RegExp(`^(?:${values.join('|')})://[^\\s/?#@]+(?:[/?#]\\S*)?$`),
        'an address is written https://…, without a password',
      ),
  hostPort: () => z.string(hostPortHelp).regex(/^[^\s:]*:\d+$|^\[[\da-fA-F:]+\]:\d+$/, hostPortHelp),
  lists: () => z.record(z.string(), option.texts, "write { name: ['text'] }"),
  secret: (field, name) => (field.file === undefined ? unwritable(name) : z.custom(isSecret, secretHelp(name))),
  address: addressOption,
  id: () => z.union([z.int(), z.custom(isSecret)], 'write the number, or secret.file(…) with the file it stands in'),
  number: () => z.int('write a whole number').min(0, 'write a whole number from 0'),
  flag: () => option.flag,
  duration: () => durationOption,
  choice: ({ values = [] }) => z.enum(values, `write one of ${values.map((value) => `'${value}'`).join(', ')}`),
  object: (field) => objectOf(field),
  objects: (field) => z.array(objectOf(field), 'write a list: [{ … }]'),
};

function secretHelp(name: string): string {
  const variable = snakeCase(name).toUpperCase();
  return `a secret is never written into definitions: write secret.env('${variable}') or secret.file('…')`;
}

function unwritable(name: string): z.ZodType {
  return z.never(
    `Alertmanager reads ${snakeCase(name)} from nowhere but its configuration, where no secret stands: use another way to sign in`,
  );
}

/** An address that tells nothing secret may be written as it is. */
function addressOption({ plain }: Field, name: string): z.ZodType {
  const isOpen = (value: unknown) =>
    typeof value === 'string' && (plain === undefined ? address.test(value) : plain.includes(value));
  return z.custom((value) => isSecret(value) || isOpen(value), {
    error: ({ input }) => {
      if (input === undefined) return `write ${plain === undefined ? "'https://…', or " : ''}${secretCalls(name)}`;
      if (typeof input === 'string' && /\{\{|\s/.test(input) && !input.includes('@'))
        return 'an address has no spaces, and is no template: write it out';
      const isAddress = typeof input === 'string' && /^https?:\/\/[^\s/@]+(?:\/|$)/.test(input);
      if (plain === undefined && typeof input === 'string' && !isAddress && !input.includes('@'))
        return `an address begins with http:// or https://; one that nobody may see is written ${secretCalls(name)}`;
      return secretHelp(name);
    },
  });
}

function secretCalls(name: string): string {
  return `secret.env('${snakeCase(name).toUpperCase()}') or secret.file('…')`;
}

function objectOf({ of = {}, ...rules }: Field): z.ZodType {
  const needed = Object.keys(of).filter((name) => of[name]!.required);
  const words = needed.length === 0 ? undefined : `write { ${needed.map((name) => `${name}: …`).join(', ')} }`;
  return ruled(z.strictObject(shapeOf(of), words), rules);
}

function shapeOf(fields: Fields): Readonly<Record<string, z.ZodType>> {
  const judged = Object.entries(fields).map(([name, field]): [string, z.ZodType] => {
    const type = judges[field.kind](field, name);
    return [name, field.required ? type : type.optional()];
  });
  return Object.fromEntries(judged);
}

function integrationSchema({ fields, ...rules }: IntegrationSpec): z.ZodType {
  return ruled(z.strictObject({ ...shapeOf(fields), sendResolved: option.flag.optional() }), rules);
}

function ruled(schema: z.ZodObject, rules: Rules): z.ZodType {
  return schema.superRefine((given, context) => {
    // What is missing may be what was misspelt.
    if (context.issues.some(({ code }) => code === 'unrecognized_keys')) return;
    for (const [path, message] of problemsOf(given, rules)) context.addIssue({ code: 'custom', path, message });
  });
}

const ofTypes = integrationTypes.map((type): [string, z.ZodType] => [
  type,
  z.array(integrationSchema(integrations[type]), 'write a list: [{ … }]').optional(),
]);

/** What the options of a receiver have to be. */
export const receiverSchema = z.strictObject({ ...Object.fromEntries(ofTypes), ignore: option.ignore.optional() });
