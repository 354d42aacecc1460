import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analyze/analyze.ts';
import { runbookUrl } from '../../../src/analyze/docs-address.ts';
import { docs } from '../../../src/emit/docs/index.ts';
import { docsPage } from '../../../src/emit/links.ts';
import { anchorsIn, brokenLinks, linksIn, targetOf } from './broken-links.ts';
import { alert, dashboard, metric, panel, project, query, runbook } from './project.ts';
import { shop } from './shop.ts';

const files = await docs.emit(analyze(shop));
const paths = new Set(files.map((file) => file.path));
/** What other outputs write and the docs link to. */
const others = ['prometheus/alerts.yml', 'prometheus/recording.yml', 'grafana/dashboards/shop-overview.json'];

test('every link leads somewhere', () => {
  expect(files.flatMap(linksIn).length).toBeGreaterThan(50);
  expect(brokenLinks([...files, ...others.map((path) => ({ path, text: '' }))])).toEqual([]);
});

test('the walker itself finds what is broken', () => {
  const [page] = files;
  const text = `${page!.text}[a](#nowhere) [b](gone.md) [c](metrics.md#nowhere)`;
  expect(brokenLinks([{ ...page!, text }, ...files.slice(1), ...others.map((path) => ({ path, text: '' }))])).toEqual([
    'docs/README.md: #nowhere',
    'docs/README.md: gone.md',
    'docs/README.md: metrics.md#nowhere',
  ]);
});

test('panels, alerts and headings of equal names', async () => {
  const panels = [
    panel('Requests', [query('x_total')]),
    panel('Requests 1', []),
    panel('x', [query('x_total')], { key: 'other' }),
  ];
  const same = project({
    metrics: [metric('x_total', 'counter', { component: 'x_total' }), metric('X_total', 'counter')],
    alerts: [
      alert('Down', 'x_total > 1', { runbook: 'a b' }),
      alert('down', 'x_total > 2'),
      alert('Recording rules', 'x_total > 2'),
    ],
    dashboards: [dashboard('a', panels), dashboard('b', panels, { title: 'Requests' })],
    runbooks: [runbook('a b')],
  });
  const written = ['prometheus/alerts.yml', 'grafana/dashboards/a.json', 'grafana/dashboards/b.json'];
  const emitted = await docs.emit(analyze(same));
  expect(brokenLinks([...emitted, ...written.map((path) => ({ path, text: '' }))])).toEqual([]);
  expect(emitted.find((file) => file.path === 'docs/metrics.md')?.text).toContain(
    '[Requests](dashboards.md#requests), [x](dashboards.md#x), [Requests](dashboards.md#requests-3)',
  );
});

test('a long list of links ends with a number', async () => {
  const alerts = Array.from({ length: 100 }, (_, i) => alert(`A${i}`, 'x_total > 1'));
  const emitted = await docs.emit(analyze(project({ metrics: [metric('x_total', 'counter')], alerts })));
  expect(emitted.find((file) => file.path === 'docs/metrics.md')?.text).toMatch(
    /\[A11\]\(alerts\.md#a11\) and 88 more\n/,
  );
});

test('addresses that alerts and dashboards carry lead to pages', () => {
  for (const { id } of shop.runbooks) {
    expect(paths).toContain(runbookUrl(shop.system, id).replace('https://docs.example.com/shop/', 'docs/'));
  }
  const references = [
    ...shop.alerts.map(({ name }) => ({ to: 'alert', name }) as const),
    ...['shop_requests_total', 'go_threads'].map((name) => ({ to: 'metric', name }) as const),
    ...shop.guide.map(({ section }) => ({ to: 'section', id: section }) as const),
  ];
  for (const reference of references) {
    const [page, anchor] = docsPage(reference, shop).split('#');
    const file = files.find(({ path }) => path === `docs/${page}`);
    expect(file && anchorsIn(file)).toContain(anchor);
  }
});

test('every page can be reached from the guide', () => {
  const reached = new Set(['docs/README.md']);
  for (const path of reached) {
    const file = files.find((candidate) => candidate.path === path);
    for (const link of file === undefined ? [] : linksIn(file))
      if (paths.has(targetOf(path, link))) reached.add(targetOf(path, link));
  }
  expect([...paths].filter((path) => !reached.has(path))).toEqual([]);
});

test('same project, same bytes; lines end clean', async () => {
  expect(await docs.emit(analyze(shop))).toEqual(files);
  for (const { text } of files) {
    expect(text).not.toMatch(/[ \t]$/m);
    expect(text).toMatch(/[^\n]\n$/);
  }
});

const out = new URL('../../../out/', import.meta.url).pathname;

describe.skipIf(!existsSync(out))('what is committed in out/ (needs out/)', () => {
  const all = existsSync(out) ? readdirSync(out, { recursive: true, encoding: 'utf8' }) : [];
  const written = all.filter((path) => /\.(md|ya?ml|json)$/.test(path)).map((path) => path.replaceAll('\\', '/'));

  test('every link leads somewhere', () => {
    const onDisk = written.map((path) => ({
      path,
      text: path.endsWith('.md') ? readFileSync(out + path, 'utf8') : '',
    }));
    expect(brokenLinks(onDisk)).toEqual([]);
  });
});
