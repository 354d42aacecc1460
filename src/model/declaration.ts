import type { Span } from '../promql/ast.ts';
import type { CheckId } from './check-id.ts';

/** Marks what definitions make; a symbol of the global registry, so two copies of the package agree. */
export const brand: unique symbol = Symbol.for('alidade.declaration') as never;

/** A place in a definitions file as the engine reported it: 1-based, of the loaded code (load/locate maps it to the source). */
export interface Frame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where something was declared: the nearest frame in user code, then its callers (recipes). */
export interface Origin extends Frame {
  readonly callers: readonly Frame[];
  /** Present for text written in a `promql` tag: offsets of its nodes count in `template.text`. */
  readonly template?: Template;
}

/** The text of a template tag with its holes filled in. */
export interface Template {
  readonly text: string;
  /** Where each hole's text stands in `text`, in order. */
  readonly holes: readonly Span[];
  /** Of PromQL within another text, an alert's summary: where that stands and, for each offset in `text`, the one in there. */
  readonly within?: { readonly path: readonly (string | number)[]; readonly offsets: readonly number[] };
}

/** Why a check is silenced on a declaration; after the day `until` (YYYY-MM-DD) it is not any more. */
export type IgnoreReason = string | { readonly reason: string; readonly until: string };
export type Ignore = Readonly<Partial<Record<CheckId, IgnoreReason>>>;

/** What every declaration has. `kind` and `name` say which it is; the rest is said in its own file. */
export interface Declared {
  readonly [brand]: true;
  readonly origin: Origin;
  readonly ignore: Ignore;
}

/** A reference to a declaration inside text people read. */
export type Reference =
  | { readonly to: 'metric'; readonly name: string }
  /** `key` tells alerts of one name apart. */
  | { readonly to: 'alert'; readonly name: string; readonly key?: string }
  | { readonly to: 'dashboard'; readonly uid: string }
  | { readonly to: 'panel'; readonly uid: string; readonly panel: string }
  | { readonly to: 'runbook'; readonly id: string }
  | { readonly to: 'section'; readonly id: string }
  | { readonly to: 'slo'; readonly id: string }
  | { readonly to: 'file'; readonly path: string };

/** Markdown with references in it, which the documentation turns into links. */
export type Prose = readonly (string | Reference)[];

/** Whether a value was made by definitions (this copy of the package or another). */
export function isDeclared(value: unknown): value is Declared {
  return typeof value === 'object' && value !== null && (value as { [brand]?: unknown })[brand] === true;
}

/**
 * Thrown by a definition call that cannot go on: `rate('5 minutes')` behind a cast. `path` leads to the argument.
 * load/ knows it by name, so that it may come from another copy of the package.
 */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
  readonly origin: Origin;
  readonly path: readonly (string | number)[];
  readonly help: string | undefined;

  constructor(message: string, origin: Origin, path: readonly (string | number)[] = [], help?: string) {
    super(message);
    this.origin = origin;
    this.path = path;
    this.help = help;
  }
}
