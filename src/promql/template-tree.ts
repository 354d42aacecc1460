/** The tree of a Go template (text/template/parse), as `fill-template.ts` goes through it. */
import { templatePieces } from './template-actions.ts';
import { fail } from './template-failure.ts';
import type { TemplateToken } from './template-lex.ts';
import { type Pipeline, readPipeline, type TokenCursor } from './template-terms.ts';

export type { Pipeline, Term } from './template-terms.ts';

export interface TemplateBranch {
  readonly kind: 'if' | 'with' | 'range';
  readonly pipeline: Pipeline;
  readonly body: TemplateNode[];
  readonly otherwise: TemplateNode[];
}

export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline }
  | { readonly kind: 'template'; readonly name: string; readonly pipeline: Pipeline | undefined }
  | { readonly kind: 'break' | 'continue' }
  | TemplateBranch;

export interface TemplateTree {
  readonly nodes: readonly TemplateNode[];
  /** What `define` and `block` name. */
  readonly named: ReadonlyMap<string, readonly TemplateNode[]>;
}

/** A block that waits for its `end`. */
interface Open {
  /** Where nodes go. */
  nodes: TemplateNode[];
  /** Undefined of `define` and `block`. */
  readonly branch: TemplateBranch | undefined;
  /** Opened by `else if`: one `end` closes it and what it stands in. */
  readonly isElse: boolean;
  hasElse: boolean;
}

interface Reading {
  readonly root: TemplateNode[];
  readonly named: Map<string, TemplateNode[]>;
  readonly open: Open[];
}

/** Reads a template; throws TemplateFailure for what Go refuses by its form. */
export function readTemplate(text: string): TemplateTree {
  const reading: Reading = { root: [], named: new Map(), open: [] };
  for (const piece of templatePieces(text)) {
    if (piece.kind === 'text') add(reading, piece);
    else readAction({ tokens: piece.tokens, position: 0, template: text }, reading);
  }
  if (reading.open.length > 0) fail('a block is not closed: {{ end }} is missing');
  return { nodes: reading.root, named: reading.named };
}

function add({ open, root }: Reading, node: TemplateNode): void {
  (open.at(-1)?.nodes ?? root).push(node);
}

function readAction(cursor: TokenCursor, reading: Reading): void {
  const first = cursor.tokens[0];
  const read = first?.kind === 'word' && Object.hasOwn(keywords, first.text) ? keywords[first.text] : undefined;
  if (read === undefined) add(reading, { kind: 'pipeline', pipeline: readPipeline(cursor) });
  else {
    cursor.position++;
    read(cursor, reading, first!);
  }
  const rest = cursor.tokens[cursor.position];
  if (rest !== undefined) fail(`unexpected ${rest.text}`);
}

const keywords: Readonly<Record<string, (cursor: TokenCursor, reading: Reading, word: TemplateToken) => void>> = {
  if: branch,
  with: branch,
  range: branch,
  else: otherwise,
  end(_cursor, { open }) {
    let closed = open.pop() ?? fail('end without a block before it');
    while (closed.isElse) closed = open.pop()!;
  },
  define(cursor, reading) {
    if (reading.open.length > 0) fail('define cannot stand inside another block');
    openNamed(nameIn(cursor), reading);
  },
  block(cursor, reading) {
    const name = nameIn(cursor);
    add(reading, { kind: 'template', name, pipeline: readPipeline(cursor) });
    openNamed(name, reading);
  },
  template(cursor, reading) {
    const name = nameIn(cursor);
    const isGiven = cursor.position < cursor.tokens.length;
    add(reading, { kind: 'template', name, pipeline: isGiven ? readPipeline(cursor) : undefined });
  },
  break: insideRange,
  continue: insideRange,
};

function branch(cursor: TokenCursor, reading: Reading, word: TemplateToken): void {
  openBranch(word.text as TemplateBranch['kind'], cursor, reading, false);
}

function openBranch(kind: TemplateBranch['kind'], cursor: TokenCursor, reading: Reading, isElse: boolean): void {
  const node: TemplateBranch = { kind, pipeline: readPipeline(cursor, kind === 'range'), body: [], otherwise: [] };
  add(reading, node);
  reading.open.push({ nodes: node.body, branch: node, isElse, hasElse: false });
}

function otherwise(cursor: TokenCursor, reading: Reading): void {
  const block = reading.open.at(-1);
  if (block?.branch === undefined || block.hasElse) fail('else without an if, with or range before it');
  block.nodes = block.branch.otherwise;
  block.hasElse = true;
  const next = cursor.tokens[cursor.position];
  if (next?.text !== block.branch.kind || next.text === 'range') return;
  cursor.position++;
  openBranch(block.branch.kind, cursor, reading, true);
}

function openNamed(name: string, { named, open }: Reading): void {
  const nodes: TemplateNode[] = [];
  named.set(name, nodes);
  open.push({ nodes, branch: undefined, isElse: false, hasElse: false });
}

function nameIn(cursor: TokenCursor): string {
  const token = cursor.tokens[cursor.position++];
  return token?.kind === 'string' ? token.text : fail('the name of a template stands in quotes');
}

function insideRange(_cursor: TokenCursor, reading: Reading, word: TemplateToken): void {
  if (!reading.open.some((block) => block.branch?.kind === 'range')) fail(`${word.text} outside of range`);
  add(reading, { kind: word.text as 'break' | 'continue' });
}
