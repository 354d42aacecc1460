import { z } from 'zod';
import { brand, type Declared, type Ignore, type Origin } from '../model/declaration.ts';
import type { Declaration, Invalid } from '../model/project.ts';
import { didYouMean } from '../promql/nearest.ts';
import { isHandle } from './handle.ts';
import { isRecord } from './options.ts';
import { isText } from './refer.ts';

/** What a system's handle keeps while definitions run. */
export interface OpenRegistry<System> {
  readonly system: System;
  readonly declarations: Declaration[];
}

type Issues = Invalid['issues'];

/** Freezes a record and stamps it with where it was declared. */
export function declared<T extends object>(record: T, origin: Origin, ignore: Ignore = {}): T & Declared {
  return Object.freeze({ ...record, [brand]: true as const, origin, ignore });
}

/** The arguments of a definition call: what is wrong with them, and the options that hold. */
export interface Given<T> {
  readonly issues: Issues;
  /** The options without those that do not hold: what is made of them is sound. */
  readonly given: Partial<T>;
}

/** Judges the name (argument 0) and the options (argument 1) of a call. */
export function givenTo<T extends object>(
  name: unknown,
  options: T | undefined,
  schema: z.ZodType,
  names: z.ZodType = nameSchema,
): Given<T> {
  const issues = optionIssues(1, schema, options);
  return { issues: [...issuesAt(0, names, name), ...issues], given: without(options, issues) };
}

/** Judges the options of a call, which are its first argument unless another is said. */
export function givenAlone<T extends object>(options: T | undefined, schema: z.ZodType, argument = 0): Given<T> {
  const issues = optionIssues(argument, schema, options);
  return { issues, given: without(options, issues) };
}

function without<T extends object>(options: T | undefined, issues: Issues): Partial<T> {
  if (issues.length === 0) return options ?? {};
  const wrong = new Set(issues.map(({ path }) => path[1]));
  if (wrong.has(undefined)) return {};
  return Object.fromEntries(Object.entries(options ?? {}).filter(([key]) => !wrong.has(key))) as Partial<T>;
}

function optionIssues(argument: number, schema: z.ZodType, value: unknown): Issues {
  return isRecord(value)
    ? issuesAt(argument, schema, value)
    : [{ path: [argument], message: 'write the options: { … }' }];
}

/** What is wrong with one argument of a call. */
export function issuesAt(argument: number, schema: z.ZodType, value: unknown): Issues {
  const result = schema.safeParse(value, { error: inOurWords });
  if (result.success) return [];
  return withoutMissing(result.error.issues, value).flatMap((issue) => {
    const path = [argument, ...issue.path.filter((key) => typeof key !== 'symbol')];
    if (issue.code === 'invalid_key') return [{ path, key: true, message: issue.issues[0]?.message ?? issue.message }];
    if (issue.code !== 'unrecognized_keys') return [{ path, message: missing(value, issue.path) + issue.message }];
    return issue.keys.map((name) => ({
      path: [...path, name],
      key: true,
      message: `there is no option "${name}" here${suggestion(name, optionsAt(schema, issue.path))}`,
    }));
  });
}

/** What is missing beside an option that there is not is, as likely as not, what that one was meant for: told once. */
function withoutMissing(issues: readonly z.core.$ZodIssue[], value: unknown): readonly z.core.$ZodIssue[] {
  const misspelt = issues.filter(({ code }) => code === 'unrecognized_keys').map(({ path }) => JSON.stringify(path));
  return issues.filter(
    ({ path }) => !misspelt.includes(JSON.stringify(path.slice(0, -1))) || missing(value, path) === '',
  );
}

/** What to write where a schema does not say it itself. */
const wordsForType: Readonly<Record<string, string>> = {
  string: 'write a text in quotes',
  number: 'write a number',
  int: 'write a whole number',
  boolean: 'write true or false',
  array: 'write a list: [ … ]',
  object: 'write { … }',
  record: 'write { name: … }',
};

/** The words for a value that no schema has words for. */
export function inOurWords(issue: { readonly code?: string; readonly expected?: unknown }): string | undefined {
  return issue.code === 'invalid_type' ? wordsForType[String(issue.expected)] : undefined;
}

/** `: did you mean summary?`, where one of the names is near. */
export function suggestion(written: string, names: readonly string[]): string {
  const question = didYouMean(written, names);
  return question === undefined ? '' : `: ${question}`;
}

/** The options that a schema knows where a path leads; none where it cannot be followed. */
function optionsAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const at = path.reduce<unknown>((type, key) => memberOf(bare(type), key), schema);
  const object = bare(at);
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

function memberOf(type: unknown, key: PropertyKey): unknown {
  if (type instanceof z.ZodObject) return (type.shape as Readonly<Record<PropertyKey, unknown>>)[key];
  if (type instanceof z.ZodRecord) return type.valueType;
  return type instanceof z.ZodArray ? type.element : undefined;
}

function bare(type: unknown): unknown {
  return type instanceof z.ZodOptional ? bare(type.unwrap()) : type;
}

/** `severity is missing: `, where the option is not there at all. */
function missing(options: unknown, path: readonly PropertyKey[]): string {
  const name = path.at(-1);
  const holder = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)[key], options);
  const isThere = typeof name !== 'string' || (holder as Record<string, unknown>)[name] !== undefined;
  return isThere ? '' : `${name} is missing: `;
}

/** Registers a declaration; options that do not hold are registered beside it, so that every problem is reported at once. */
export function register<D extends Declaration>(registry: OpenRegistry<unknown>, declaration: D, issues: Issues): D {
  if (issues.length > 0) {
    const { kind, origin } = declaration;
    const invalid = { kind: 'invalid' as const, of: kind, name: nameOf(declaration), issues };
    registry.declarations.push(declared(invalid, origin));
  }
  registry.declarations.push(declaration);
  return declaration;
}

function nameOf(declaration: Declaration): string {
  if ('name' in declaration) return String(declaration.name);
  if ('uid' in declaration) return String(declaration.uid);
  if ('id' in declaration) return String(declaration.id);
  return 'section' in declaration ? String(declaration.section) : '';
}

export const nameSchema = z.string('a name is needed here').min(1, 'the name is empty');

/** A name that becomes part of a file's name. */
export const fileName = z
  .string('a name is needed here')
  .regex(/^[A-Za-z0-9][\w.-]*$/, 'it names a file: letters, digits, _ . and -, beginning with a letter or digit');

const reason = z.string().regex(/\S/, 'the reason is empty: say why this is right here');
const day = z.iso.date('a day is written 2027-01-31, and must be in the calendar');
const ignoreHelp = "give the reason as a text, or { reason, until: '2027-01-31' }";

/** Pieces of option schemas; messages say what to write. */
export const option = {
  text: z.string('write a text in quotes'),
  title: z.string('write a text in quotes').regex(/\S/, 'write what people read here: it is empty'),
  prose: z.custom(isText, 'write a text or md`…`'),
  texts: z.array(z.string('write a list of texts')),
  number: z.number('write a number'),
  flag: z.boolean('write true or false'),
  labels: z.record(
    z.string().refine((name) => name !== '' && name !== '__name__', 'this is no name for a label'),
    z.string('a label value is a text in quotes'),
  ),
  ignore: z.record(z.string(), z.union([reason, z.strictObject({ reason, until: day })], ignoreHelp)),
  expression: z.custom(isHandle, 'an expression is needed here: a metric, what its methods return, or promql`…`'),
} as const;

/** A declaration of a kind, as an option. */
export function declaredAs(kind: Declaration['kind'] | 'panel', what: string): z.ZodType {
  return z.custom((value) => (value as { kind?: unknown } | null | undefined)?.kind === kind, `${what} is needed here`);
}
