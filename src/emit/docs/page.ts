/** A page is a list of blocks; it becomes text once the anchors of all pages are known. */
import type { Prose, Reference } from '../../model/declaration.ts';

/** What a link can lead to: what prose refers to, and recording rules, which prose cannot. */
export type Target =
  | Reference
  | { readonly to: 'recordingRule'; readonly name: string }
  | { readonly to: 'page'; readonly path: string };

/** A link with its own words; a bare target reads as what it leads to. */
export interface Titled {
  readonly target: Target;
  /** Markdown. */
  readonly text: string;
}

/** One line: Markdown, with links in it that the page resolves. */
export type Inline = string | readonly (string | Target | Titled)[];

export interface Heading {
  readonly kind: 'heading';
  readonly level: number;
  /** Plain text. */
  readonly text: string;
  /** Shown as a code span. */
  readonly code: boolean;
  /** Links to any of these lead here. */
  readonly targets: readonly Target[];
  /** The anchor that addresses from outside expect, where the text might give another. */
  readonly anchor: string | undefined;
}

export type Block =
  | Heading
  | { readonly kind: 'paragraph'; readonly text: Inline }
  /** Markdown written by people, below a heading of `level`. */
  | { readonly kind: 'authored'; readonly text: Prose; readonly level: number }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Inline[]; readonly ordered: boolean }
  | { readonly kind: 'table'; readonly header: readonly string[]; readonly rows: readonly (readonly Inline[])[] }
  /** Links to the headings after it, down to `level`. */
  | { readonly kind: 'contents'; readonly level: number };

export interface Page {
  /** From the root of the output: `docs/alerts.md`. */
  readonly path: string;
  readonly title: string;
  /** What the page as a whole is about. */
  readonly targets: readonly Target[];
  /** All but the title. */
  readonly blocks: readonly Block[];
}

interface HeadingOptions {
  readonly code?: boolean;
  readonly targets?: readonly Target[];
  readonly anchor?: string;
}

export function heading(level: number, text: string, options: HeadingOptions = {}): Heading {
  const { code = false, targets = [], anchor } = options;
  return { kind: 'heading', level, text, code, targets, anchor };
}

export function paragraph(text: Inline): Block {
  return { kind: 'paragraph', text };
}

/** Authored prose; no block where there is none. */
export function authored(text: Prose | undefined, level: number): Block[] {
  return text === undefined || text.length === 0 ? [] : [{ kind: 'authored', text, level }];
}

export function codeBlock(language: string, text: string): Block {
  return { kind: 'code', language, text };
}

/** A bullet list; no block without items. */
export function list(items: readonly Inline[], ordered = false): Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', items, ordered }];
}

/** A table; no block without rows. */
export function table(header: readonly string[], rows: readonly (readonly Inline[])[]): Block[] {
  return rows.length === 0 ? [] : [{ kind: 'table', header, rows }];
}

export function contents(level: number): Block {
  return { kind: 'contents', level };
}

/** Several pieces of a line as one. */
export function join(...parts: readonly Inline[]): Inline {
  return joined(parts, '');
}

/** Pieces of a line with something between them. */
export function joined(parts: readonly Inline[], between: string): Inline {
  const line: (string | Target | Titled)[] = [];
  for (const part of parts) {
    if (between !== '' && line.length > 0) line.push(between);
    if (typeof part === 'string') line.push(part);
    else line.push(...part);
  }
  return line;
}
