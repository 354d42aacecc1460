/** Pages to Markdown files. */
import type { OutputFile } from '../emit.ts';
import { below } from './anchors.ts';
import { code, fence, plain } from './markdown.ts';
import { markdownTable } from './markdown-table.ts';
import { type Destinations, destinationsOf, type Entry, keyOf, outline } from './outline.ts';
import type { Block, Heading, Inline, Page, Target, Titled } from './page.ts';

/** All pages as files, with the notice as a comment at the top of each. */
export function render(pages: readonly Page[], notice: string): OutputFile[] {
  const outlines = pages.map(outline);
  const destinations = destinationsOf(pages, outlines);
  return pages.map((page, i) => {
    const write = writer(page.path, outlines[i] ?? [], destinations);
    const text = [`<!-- ${notice} -->`, `# ${plain(page.title)}`, ...page.blocks.map(write)].join('\n\n');
    return { path: page.path, text: `${text.replace(/[ \t]+$/gm, '').trimEnd()}\n` };
  });
}

/** Renders the blocks of one page. */
function writer(path: string, entries: readonly Entry[], destinations: Destinations): (block: Block) => string {
  const addressOf = addressesFrom(path);
  const line = (text: Inline) => inline(text, destinations, addressOf);
  const entryOf = new Map<Heading | undefined, Entry>(entries.map((entry) => [entry.block, entry]));
  return (block) => {
    switch (block.kind) {
      case 'heading':
        return headingLine(entryOf.get(block) as Entry);
      case 'paragraph':
        return line(block.text);
      case 'authored':
        return below(line(block.text).trim(), block.level);
      case 'code':
        return fence(block.language, block.text);
      case 'list':
        return block.items.map((item, i) => `${block.ordered ? `${i + 1}.` : '-'} ${oneLine(line(item))}`).join('\n');
      case 'table':
        return markdownTable(
          block.header,
          block.rows.map((row) => row.map(line)),
        );
      case 'contents':
        return tableOfContents(entries, block.level);
    }
  };
}

function headingLine({ level, text, anchor, explicit }: Entry): string {
  const line = `${'#'.repeat(level)} ${text}`;
  return explicit ? `<a id="${anchor}"></a>\n\n${line}` : line;
}

function tableOfContents(entries: readonly Entry[], level: number): string {
  return entries
    .filter((entry) => entry.level <= level)
    .map((entry) => `${'  '.repeat(entry.level - 2)}- [${entry.text}](#${entry.anchor})`)
    .join('\n');
}

function oneLine(markdown: string): string {
  return markdown.trim().replace(/\s*\n\s*/g, ' ');
}

type AddressOf = (place: { readonly path: string; readonly anchor?: string | undefined }) => string;

function inline(text: Inline, destinations: Destinations, addressOf: AddressOf): string {
  if (typeof text === 'string') return text;
  return text.map((part) => (typeof part === 'string' ? part : link(part, destinations, addressOf))).join('');
}

/** A link as Markdown; the words alone where it leads nowhere (a check has reported that). */
function link(part: Target | Titled, destinations: Destinations, addressOf: AddressOf): string {
  const [target, words] = 'target' in part ? [part.target, part.text] : [part, undefined];
  if (target.to === 'file') return `[${words ?? code(target.path)}](${addressOf(target)})`;
  const destination = destinations.get(keyOf(target));
  if (destination === undefined) return words ?? code(nameOf(target));
  return `[${words ?? destination.text}](${addressOf(destination)})`;
}

/** Addresses as a page writes them: relative, an anchor alone for the page itself. */
function addressesFrom(from: string): AddressOf {
  const ways = new Map([[from, '']]);
  return ({ path, anchor }) => {
    const way = ways.get(path) ?? encodeURI(relative(from, path));
    ways.set(path, way);
    return anchor === undefined ? way || encodeURI(relative(from, path)) : `${way}#${anchor}`;
  };
}

function nameOf(target: Target): string {
  switch (target.to) {
    case 'metric':
    case 'alert':
    case 'recordingRule':
      return target.name;
    case 'dashboard':
      return target.uid;
    case 'panel':
      return target.panel;
    case 'runbook':
    case 'section':
    case 'slo':
      return target.id;
    case 'page':
    case 'file':
      return target.path;
  }
}

/** The way from one file to another, both from the root of the output. */
export function relative(from: string, to: string): string {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  let shared = 0;
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared++;
  return [...here.slice(shared).map(() => '..'), ...there.slice(shared)].join('/');
}
