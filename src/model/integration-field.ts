/** What holds of fields that stand together; a dot in a name leads into an object. */
export interface Rules {
  /** Exactly one of these is given. */
  readonly oneOf?: readonly string[];
  /** At least one of these is. */
  readonly anyOf?: readonly string[];
  /** Of each list at most one is; a flag that is false is not. */
  readonly apart?: readonly (readonly string[])[];
  /** A field that is nothing without another. */
  readonly needs?: Readonly<Record<string, string>>;
  /** A field that is possible only where another stands in the clear: Slack changes messages of bots, at one address. */
  readonly clear?: Readonly<Record<string, string>>;
}

/** A field of an integration, or of an object within one: what it holds, and since which Alertmanager. */
export interface Field extends Rules {
  readonly kind: FieldKind;
  readonly required?: true;
  /** First Alertmanager with it, where that is later than what it stands in. */
  readonly since?: string;
  /** Of a tree: first Alertmanager in which its values are more than texts, where that is later. */
  readonly nested?: string;
  /** Of a secret: first Alertmanager that reads it from a file; without one it cannot be kept out of the configuration. */
  readonly file?: string;
  /** Of an address: what it may be in the clear, beside a secret; any address without user and password where none is listed. */
  readonly plain?: readonly string[];
  /** Of a choice; of a url its schemes, where they are not http and https. */
  readonly values?: readonly string[];
  /** Of an object, and of a list of them. */
  readonly of?: Fields;
}
export type Fields = Readonly<Record<string, Field>>;

/** What Alertmanager knows of an integration. */
export interface IntegrationSpec extends Rules {
  /** First Alertmanager with it. */
  readonly since: string;
  /** Whether people hear of the end of an alert where nothing is said. */
  readonly sendResolved: boolean;
  readonly fields: Fields;
}

/**
 * - `text`: Alertmanager fills it in as a template; `texts` a list, `map` a record of them, `tree` nested to any depth
 * - `plain`: taken as it stands; `plains` is a list, `lists` a record of lists; a `url` or `hostPort` is written so
 * - `secret`: never in definitions; an `address` may be one; an `id` is a whole number or the content of a file
 */
export type FieldKind =
  | 'text'
  | 'texts'
  | 'map'
  | 'tree'
  | 'plain'
  | 'plains'
  | 'url'
  | 'hostPort'
  | 'lists'
  | 'secret'
  | 'address'
  | 'id'
  | 'number'
  | 'flag'
  | 'duration'
  | 'choice'
  | 'object'
  | 'objects';

/** Rows of the tables. */
export const text = { kind: 'text' } as const;
export const plain = { kind: 'plain' } as const;
export const url = { kind: 'url' } as const;
export const flag = { kind: 'flag' } as const;
export const number = { kind: 'number' } as const;
export const duration = { kind: 'duration' } as const;
export const map = { kind: 'map' } as const;
export const tree = { kind: 'tree' } as const;

/** A secret that is read from a file since that version. */
export function secret<const File extends string>(file: File) {
  return { kind: 'secret', file } as const;
}

export function nestedSince<const V extends string>(nested: V) {
  return { kind: 'tree', nested } as const;
}

/** A field that must be there. */
export function required<const F extends Field>(field: F): F & { readonly required: true } {
  return { ...field, required: true };
}

/** A field that came later than what it stands in. */
export function since<const V extends string, const F extends Field>(version: V, field: F): F & { readonly since: V } {
  return { ...field, since: version };
}

/** Several fields that hold the same. */
export function each<const F extends Field, const Name extends string>(
  field: F,
  ...names: readonly Name[]
): { readonly [N in Name]: F } {
  return Object.fromEntries(names.map((name) => [name, field])) as { readonly [N in Name]: F };
}

/** Fields of messages, as Slack and those after it take them. */
export const field = { kind: 'objects', of: { title: required(text), value: required(text), short: flag } } as const;
export const attachment = {
  ...each(text, 'fallback', 'color', 'pretext', 'authorName', 'authorLink', 'authorIcon', 'title', 'titleLink'),
  ...each(text, 'text', 'thumbUrl', 'footer', 'footerIcon', 'imageUrl'),
  fields: field,
} as const;

/** Alertmanager's name of a field: `apiUrl` is `api_url`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
