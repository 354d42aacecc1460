/** Anchors of headings, numbered as GitHub numbers them (github-slugger). */
import { headingAnchor } from '../links.ts';

/** Gives the headings of one page their anchors, in order: the second `Latency` is `latency-1`. */
export function anchors(): (text: string) => string {
  const taken = new Map<string, number>();
  return (text) => {
    const base = headingAnchor(text);
    let anchor = base;
    let n = taken.get(base) ?? 0;
    while (taken.has(anchor)) anchor = `${base}-${++n}`;
    taken.set(base, n);
    taken.set(anchor, taken.get(anchor) ?? 0);
    return anchor;
  };
}

/** A heading of authored Markdown. */
export interface AuthoredHeading {
  readonly level: number;
  /** Visible text, without markup. */
  readonly text: string;
}

/** The `#` headings of authored Markdown, outside code fences. */
export function headingsOf(markdown: string): AuthoredHeading[] {
  const found: AuthoredHeading[] = [];
  mapHeadings(markdown, (level, text) => {
    found.push({ level, text: visible(text) });
    return level;
  });
  return found;
}

/** Authored Markdown with its headings moved down as a whole, so that the highest stands just below `level`. */
export function below(markdown: string, level: number): string {
  const highest = Math.min(...headingsOf(markdown).map((heading) => heading.level));
  const shift = level + 1 - highest;
  if (!Number.isFinite(shift) || shift <= 0) return markdown;
  return mapHeadings(markdown, (own) => Math.min(6, own + shift));
}

function mapHeadings(markdown: string, place: (level: number, text: string) => number): string {
  let fence: string | undefined;
  return markdown
    .split('\n')
    .map((line) => {
      const ticks = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
      if (ticks !== undefined && fence === undefined) fence = ticks;
      else if (ticks !== undefined && closes(ticks, fence as string, line)) fence = undefined;
      const heading = fence === undefined ? /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line) : null;
      if (heading === null) return line;
      const [, marks = '', text = ''] = heading;
      return `${'#'.repeat(place(marks.length, text))} ${text}`;
    })
    .join('\n');
}

function closes(ticks: string, fence: string, line: string): boolean {
  return ticks[0] === fence[0] && ticks.length >= fence.length && line.trim() === ticks;
}

/** What a reader sees of inline Markdown. */
function visible(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]*>/g, '')
    .replace(/(?<!\\)(\*\*|\*|`+)/g, '')
    .replace(/(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
