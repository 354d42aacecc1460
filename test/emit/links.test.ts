import { expect, test } from 'vitest';
import { docsUrl, runbookUrl } from '../../src/analyze/docs-address.ts';
import { docs } from '../../src/emit/docs/index.ts';
import { type Documented, docsPage, headingAnchor } from '../../src/emit/links.ts';
import { type GuideSectionId, guideSections } from '../../src/model/guide.ts';
import { alert, analysisOf, declaredIn, metric, system } from './sample.ts';

const section = (id: GuideSectionId) => ({
  ...declaredIn('/home/someone/definitions/shop/guide.ts'),
  kind: 'guideSection' as const,
  section: id,
  title: `All about ${id}`,
  body: ['Words.'],
  steps: [],
  items: [{ title: 'Deployed', state: 'done' as const, notes: [] }],
  scenarios: [{ problem: 'No data', symptom: undefined, steps: [] }],
  flows: [],
});

const runbook = {
  ...declaredIn('/home/someone/definitions/shop/runbooks.ts'),
  kind: 'runbook' as const,
  id: 'high-error-rate',
  title: 'High error rate',
  about: ['Errors.'],
  steps: [],
  escalation: undefined,
};

const analysis = analysisOf({
  metrics: [metric('shop_requests_total', 'counter')],
  alerts: [alert('HighErrorRate', 'shop_requests_total > 1', { runbook: 'high-error-rate' })],
  runbooks: [runbook],
  guide: guideSections.map(section),
});

const references: readonly Documented[] = [
  { to: 'metric', name: 'shop_requests_total' },
  { to: 'alert', name: 'HighErrorRate' },
  { to: 'runbook', id: 'high-error-rate' },
  ...guideSections.map((id): Documented => ({ to: 'section', id })),
];

test.each(references)('the address of $to $name$id leads to a heading of the documentation', async (reference) => {
  const files = await docs.emit(analysis);
  const [page, anchor] = docsPage(reference, analysis.project).split('#');
  const text = files.find(({ path }) => path === `docs/${page}`)?.text;
  expect(text).toBeDefined();
  const headings = [...text!.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => headingAnchor(heading));
  const explicit = [...text!.matchAll(/<a id="(.*?)">/g)].map(([, id]) => id);
  if (anchor !== undefined) expect([...headings, ...explicit]).toContain(anchor);
});

test('an address has one slash between the documentation and the page', () => {
  expect(runbookUrl(system(), 'slow')).toBe('https://docs.example.com/shop/runbooks/slow.md');
  expect(docsUrl(system({ docsUrl: 'https://docs.example.com' }), 'alerts.md')).toBe(
    'https://docs.example.com/alerts.md',
  );
});

test('anchors are those that code hosts give', () => {
  expect(headingAnchor('MCP Latency (P50/P95/P99)')).toBe('mcp-latency-p50p95p99');
  expect(headingAnchor('shop_requests_total')).toBe('shop_requests_total');
});
