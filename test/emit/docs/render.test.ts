import { expect, test } from 'vitest';
import { contents, heading, list, type Page, paragraph, table } from '../../../src/emit/docs/page.ts';
import { relative, render } from '../../../src/emit/docs/render.ts';

const page = (path: string, blocks: Page['blocks'], targets: Page['targets'] = []): Page => ({
  path,
  title: path,
  targets,
  blocks,
});

test('the way from page to page', () => {
  expect(relative('docs/README.md', 'docs/metrics.md')).toBe('metrics.md');
  expect(relative('docs/runbooks/a.md', 'docs/metrics.md')).toBe('../metrics.md');
  expect(relative('docs/README.md', 'prometheus/alerts.yml')).toBe('../prometheus/alerts.yml');
  expect(relative('docs/runbooks/a.md', 'docs/runbooks/b.md')).toBe('b.md');
});

test('links know their page; a second heading of the same words has its own anchor', () => {
  const [first, second] = render(
    [
      page('docs/a.md', [paragraph([{ to: 'panel', uid: 'x', panel: '2' }, ', ', { to: 'alert', name: 'A' }])]),
      page('docs/b.md', [
        heading(2, 'Latency', { targets: [{ to: 'panel', uid: 'x', panel: '1' }] }),
        heading(2, 'Latency', { targets: [{ to: 'panel', uid: 'x', panel: '2' }] }),
        heading(2, 'A', { targets: [{ to: 'alert', name: 'A' }], code: true }),
        paragraph([{ to: 'alert', name: 'A' }, ' ', { target: { to: 'page', path: 'docs/a.md' }, text: 'back' }]),
      ]),
    ],
    'notice',
  );
  expect(first?.text).toContain('[Latency](b.md#latency-1), [`A`](b.md#a)');
  expect(second?.text).toContain('[`A`](#a) [back](a.md)');
});

test('what leads nowhere reads as what it is', () => {
  const [file] = render([page('docs/a.md', [paragraph([{ to: 'metric', name: 'gone_total' }])])], 'notice');
  expect(file?.text).toContain('\n`gone_total`\n');
});

test('an anchor that others rely on stands before a heading that would have another', () => {
  const [file] = render(
    [
      page('docs/a.md', [
        contents(2),
        heading(2, 'Spans', { anchor: 'tracing' }),
        heading(2, 'Logs', { anchor: 'logs' }),
      ]),
    ],
    'n',
  );
  expect(file?.text).toContain('- [Spans](#tracing)\n- [Logs](#logs)');
  expect(file?.text).toContain('<a id="tracing"></a>\n\n## Spans');
  expect(file?.text).not.toContain('<a id="logs">');
});

test('no trailing spaces, one newline at the end, the notice on top', () => {
  const [file] = render(
    [page('docs/a.md', [paragraph('a  \nb '), ...list(['x\ny']), ...table(['A'], [['']])])],
    'notice',
  );
  expect(file?.text).toBe('<!-- notice -->\n\n# docs/a.md\n\na\nb\n\n- x y\n\n| A |\n| --- |\n|  |\n');
});
