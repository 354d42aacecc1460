/** Where everything stands: the anchors of all headings, and what links can lead to. */
import { anchors, below, headingsOf } from './anchors.ts';
import { code, plain } from './markdown.ts';
import type { Block, Heading, Page, Target } from './page.ts';

/** A heading as it will stand on its page. */
export interface Entry {
  readonly level: number;
  /** Markdown. */
  readonly text: string;
  readonly anchor: string;
  /** Undefined for headings inside authored text. */
  readonly block: Heading | undefined;
  /** The anchor that the text alone would give is another one, so this one must be written out. */
  readonly explicit: boolean;
}

/** Where a link leads and how it reads. */
export interface Destination {
  readonly path: string;
  readonly anchor: string | undefined;
  readonly text: string;
}

export type Destinations = ReadonlyMap<string, Destination>;

/** The headings of a page in order, without its title. */
export function outline(page: Page): Entry[] {
  const anchorOf = anchors();
  anchorOf(page.title);
  return page.blocks.flatMap((block) => {
    if (block.kind === 'heading') return [entry(block, anchorOf(block.text))];
    return block.kind === 'authored' ? authoredEntries(block, anchorOf) : [];
  });
}

function entry(block: Heading, own: string): Entry {
  const { level, anchor = own } = block;
  const text = block.code ? code(block.text) : plain(block.text);
  return { level, text, anchor, block, explicit: anchor !== own };
}

function authoredEntries(block: Extract<Block, { kind: 'authored' }>, anchorOf: (text: string) => string): Entry[] {
  const markdown = block.text.map((part) => (typeof part === 'string' ? part : '')).join('');
  if (!markdown.includes('#')) return [];
  return headingsOf(below(markdown, block.level)).map(({ level, text }) => {
    return { level, text: plain(text), anchor: anchorOf(text), block: undefined, explicit: false };
  });
}

/** Everything that links can lead to, by `keyOf`, where it first stands; `outlines` in the order of the pages. */
export function destinationsOf(pages: readonly Page[], outlines: readonly (readonly Entry[])[]): Destinations {
  const found = new Map<string, Destination>();
  pages.forEach((page, i) => {
    const whole = { path: page.path, anchor: undefined, text: plain(page.title) };
    const add = (target: Target, destination: Destination) => {
      if (!found.has(keyOf(target))) found.set(keyOf(target), destination);
    };
    add({ to: 'page', path: page.path }, whole);
    for (const target of page.targets) add(target, whole);
    for (const { block, anchor, text } of outlines[i] ?? []) {
      for (const target of block?.targets ?? []) add(target, { path: page.path, anchor, text });
    }
  });
  return found;
}

/** Each target once. */
export function distinct<T extends Target>(targets: readonly T[]): readonly T[] {
  return [...new Map(targets.map((target) => [keyOf(target), target])).values()];
}

/** What tells targets apart. */
export function keyOf(target: Target): string {
  switch (target.to) {
    case 'alert':
      return `alert ${target.key ?? target.name}`;
    case 'metric':
    case 'recordingRule':
      return `${target.to} ${target.name}`;
    case 'dashboard':
      return `dashboard ${target.uid}`;
    case 'panel':
      return `panel ${target.uid} ${target.panel}`;
    case 'runbook':
    case 'section':
    case 'slo':
      return `${target.to} ${target.id}`;
    case 'page':
    case 'file':
      return `${target.to} ${target.path}`;
  }
}
