import { sli } from 'alidade';
import { describe, expect, test } from 'vitest';
import { outputPaths } from '../../../src/analyze/output-paths.ts';
import { docs } from '../../../src/emit/docs/index.ts';
import { expectGolden } from '../golden.ts';
import { fullShop, newShop } from '../slo-shop.ts';
import { brokenLinks } from './broken-links.ts';

const analysis = fullShop();
const all = await docs.emit(analysis);
const page = (path: string) => all.find((file) => file.path === path)!.text;

test('SLOs of each kind, worked out', async () => {
  await expectGolden(
    'slo',
    all.filter(({ path }) => path === 'docs/slos.md'),
  );
});

test('every link leads somewhere', () => {
  const others = outputPaths(analysis.project).filter((path) => !path.startsWith('docs/'));
  expect(brokenLinks([...all, ...others.map((path) => ({ path, text: '' }))])).toEqual([]);
});

describe('other pages', () => {
  test('alerts say when they fire by their SLO, and link to it', () => {
    const text = page('docs/alerts.md');
    expect(text).toContain(
      'Fires when more than 1.44 % of requests are bad over 1h and over 5m (2 % of the error budget within 1h), or more than 0.6 % over 6h and over 30m (5 % within 6h); never with fewer requests than 1 a second.',
    );
    expect(text).toContain(
      'Fires when there is no data to measure the SLO by, or a method has none that had some within 1d, for 10m.',
    );
    expect(text).toContain('- **SLO:** [Availability](slos.md#slo-availability)');
    expect(text).not.toContain('## Recording rules');
  });

  test('metrics name the SLOs that read them instead of their rules', () => {
    expect(page('docs/metrics.md')).toMatch(
      /\*\*Used by:\*\* \[Availability\]\(slos.md#slo-availability\), \[Methods\]/,
    );
  });

  test('the guide lists them; text can link to one', () => {
    const text = page('docs/README.md');
    expect(text).toContain('6 SLOs');
    expect(text).toContain('| [Availability](slos.md#slo-availability) | 99.9 % of requests are good | 30d |');
    expect(text).toContain('What is promised: [Availability](slos.md#slo-availability).');
  });
});

describe('what does not happen', () => {
  const textOf = async (analysis: ReturnType<typeof fullShop>) =>
    (await docs.emit(analysis)).find(({ path }) => path === 'docs/slos.md')?.text;

  test('no SLO, no page', async () => {
    expect(await textOf(newShop().analysis())).toBeUndefined();
  });

  test('pages without alerts, and alerts below their traffic', async () => {
    const { shop, errors, analysis } = newShop();
    const off = { page: false, ticket: false, absent: false } as const;
    shop.slo('silent', { sli: errors(), objective: '99%', window: '7d', alerts: off });
    shop.slo('low', { sli: errors({ traffic: '1/m', minimumTraffic: '1/s' }), objective: '99%', window: '7d' });
    const text = (await textOf(analysis()))!;
    const [silent = '', low = ''] = text.split('## Low');
    expect(silent.split('## Silent')[1]).not.toMatch(/### (Alerts|Outages)/);
    expect(low).toContain('At the usual traffic nobody is called');
  });

  test('good and bad events of two counters are called what the good ones are', async () => {
    const { shop, job, analysis } = newShop();
    const good = job.counter('files_total', { help: 'Files.', counts: 'files' });
    const bad = job.counter('errors_total', { help: 'Errors.', counts: 'errors' });
    shop.slo('files', { sli: sli.ratio({ good, bad }), objective: '99%', window: '30d' });
    expect(await textOf(analysis())).toContain('**99 % of files are good, in any 30d.**');
  });

  test('a pair that never fires says so', async () => {
    const { shop, latency, analysis } = newShop();
    shop.slo('slow', { sli: sli.latency(latency, { below: '1s' }), objective: '80%', window: '30d' });
    expect(await textOf(analysis())).toMatch(/\| 288 %: never \| 1h and 5m \| 14.4 \|/);
  });
});
