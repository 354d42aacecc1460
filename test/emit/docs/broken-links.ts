/** Walks emitted files as a reader would: every relative link must lead to a file, every anchor to a heading. */
import { posix } from 'node:path';
import type { OutputFile } from '../../../src/emit/emit.ts';

const codeBlocks = /^(`{3,}|~{3,}).*\n[\s\S]*?^\1$/gm;

/** Relative links of a page, outside of code. */
export function linksIn({ text }: OutputFile): string[] {
  return [...text.replace(codeBlocks, '').matchAll(/\]\((?!<|https?:)([^)]*)\)/g)].map(([, link = '']) => link);
}

/** The file a link on a page leads to. */
export function targetOf(page: string, link: string): string {
  const [path = ''] = link.split('#');
  return path === '' ? page : posix.join(posix.dirname(page), decodeURI(path));
}

/** Anchors as a browser finds them: written out, or of headings, equal ones numbered. */
export function anchorsIn({ text }: OutputFile): ReadonlySet<string> {
  const seen = new Set<string>();
  const ofHeadings = [...text.replace(codeBlocks, '').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => {
    const shown = heading.replace(/\\(.)/g, '$1').replace(/&lt;/g, '');
    const base = shown
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .toLowerCase()
      .replaceAll(' ', '-');
    let anchor = base;
    for (let n = 1; seen.has(anchor); n++) anchor = `${base}-${n}`;
    seen.add(anchor);
    return anchor;
  });
  return new Set([...ofHeadings, ...[...text.matchAll(/<a id="([^"]*)">/g)].map(([, id = '']) => id)]);
}

/** `page: link` for each link that leads nowhere among these files. */
export function brokenLinks(files: readonly OutputFile[]): string[] {
  const anchors = new Map(files.map((file) => [file.path, file.path.endsWith('.md') ? anchorsIn(file) : undefined]));
  return files
    .filter((file) => file.path.endsWith('.md'))
    .flatMap((file) => linksIn(file).map((link) => ({ file, link })))
    .filter(({ file, link }) => {
      const target = targetOf(file.path, link);
      const [, anchor] = link.split('#');
      return !anchors.has(target) || (anchor !== undefined && !anchors.get(target)?.has(anchor));
    })
    .map(({ file, link }) => `${file.path}: ${link}`);
}
