import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analyze/analyze.ts';
import { docs } from '../../../src/emit/docs/index.ts';
import type { OutputFile } from '../../../src/emit/emit.ts';
import { docsPage, runbookUrl } from '../../../src/emit/links.ts';
import { shop } from './shop.ts';

const files = await docs.emit(analyze(shop));
const paths = new Set(files.map((file) => file.path));
/** What other outputs write and the docs link to. */
const others = new Set(['prometheus/alerts.yml', 'prometheus/recording.yml', 'grafana/dashboards/shop-overview.json']);
const pages = new Map(files.map((file) => [file.path, anchorsIn(file)]));

/** Anchors as a reader's browser would find them: written out, or of headings, equal ones numbered. */
function anchorsIn({ text }: OutputFile): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const prose = text.replace(/^(`{3,}).*\n[\s\S]*?^\1$/gm, '');
  const ofHeadings = [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => {
    const base = heading
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .toLowerCase()
      .replaceAll(' ', '-');
    const n = seen.get(base) ?? 0;
    seen.set(base, n + 1);
    return n === 0 ? base : `${base}-${n}`;
  });
  return new Set([...ofHeadings, ...[...text.matchAll(/<a id="([^"]*)">/g)].map(([, id = '']) => id)]);
}

function linksIn({ text }: OutputFile): string[] {
  const prose = text.replace(/^(`{3,}).*\n[\s\S]*?^\1$/gm, '');
  return [...prose.matchAll(/\]\((?!<|https?:)([^)]*)\)/g)].map(([, link = '']) => link);
}

describe.each(files)('$path', (file) => {
  test.each([...new Set(linksIn(file))])('link %s leads somewhere', (link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? file.path : posix.join(posix.dirname(file.path), decodeURI(path));
    expect(paths.has(target) || others.has(target)).toBe(true);
    if (anchor !== undefined) expect(pages.get(target)).toContain(anchor);
  });

  test('lines end clean', () => {
    expect(file.text).not.toMatch(/[ \t]$/m);
    expect(file.text).toMatch(/[^\n]\n$/);
  });
});

test('addresses that alerts and dashboards carry lead to pages', () => {
  for (const { id } of shop.runbooks) {
    expect(paths).toContain(runbookUrl(shop.system, id).replace('https://docs.example.com/shop/', 'docs/'));
  }
  const references = [
    ...shop.alerts.map(({ name }) => ({ to: 'alert', name }) as const),
    ...shop.metrics
      .filter((m) => m.catalog === undefined || m.name === 'go_threads')
      .map(({ name }) => ({ to: 'metric', name }) as const),
    ...shop.guide.map(({ section }) => ({ to: 'section', id: section }) as const),
  ];
  for (const reference of references) {
    const [page, anchor] = docsPage(reference).split('#');
    expect(pages.get(`docs/${page}`)).toContain(anchor);
  }
});

test('same project, same bytes', async () => {
  expect(await docs.emit(analyze(shop))).toEqual(files);
});

test('every page can be reached from the guide', () => {
  const reached = new Set(['docs/README.md']);
  for (const path of reached) {
    const file = files.find((candidate) => candidate.path === path);
    const targets =
      file === undefined ? [] : linksIn(file).map((link) => posix.join(posix.dirname(path), link.split('#')[0] ?? ''));
    for (const target of targets) if (paths.has(target)) reached.add(target);
  }
  expect([...paths].filter((path) => !reached.has(path))).toEqual([]);
});
