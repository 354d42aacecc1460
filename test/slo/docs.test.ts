/** docs/slos.md: its definitions hold, and its table of windows is that of the rules. */
import { readFileSync } from 'node:fs';
import * as alidade from 'alidade';
import { transformSync } from 'esbuild';
import { expect, test } from 'vitest';
import { burnsFor } from '../../src/model/burn.ts';
import { percentage } from '../../src/model/percent.ts';
import { windowName } from '../../src/model/slo-series.ts';
import { parseDuration } from '../../src/promql/duration.ts';
import { projectOf } from './simulated.ts';

const page = readFileSync(new URL('../../docs/slos.md', import.meta.url), 'utf8');

test('the examples are definitions that hold', () => {
  const { oneOf, sli, promql, system } = alidade;
  const shop = system({
    title: 'Shop',
    owner: 'team',
    docsUrl: 'https://docs.example.com/shop',
    severities: ['page', 'ticket'],
    runsOn: { prometheus: '3.5', grafana: '12', retention: '90d' },
  });
  const server = shop.scrapeJob('shop', { targets: ['shop:9090'], interval: '15s' });
  const labels = { zone: oneOf('a', 'b'), status: oneOf('success', 'error') };
  const requests = server.counter('shop_requests_total', { help: 'Requests.', counts: 'requests', labels });
  const duration = server.histogram('shop_seconds', { help: 'Time.', unit: 'seconds', buckets: [0.1, 0.5, 1] });
  const satisfaction = server.gauge('shop_satisfaction_ratio', { help: 'How happy they are.', unit: 'ratio' });
  const runbook = shop.runbook('budget', { title: 'Budget', about: 'The budget goes.', steps: [] });
  const blocks = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, text = '']) => text);
  const { code } = transformSync(blocks.join('\n'), { loader: 'ts' });
  const given = { shop, server, requests, duration, satisfaction, runbook, sli, promql };
  new Function(...Object.keys(given), code)(...Object.values(given));
  expect(projectOf(shop).slos.map(({ id }) => id)).toEqual(['checkout', 'latency', 'up', 'happiness', 'own']);
});

test('the table of windows', () => {
  const [heads = [], , ...rows] = page
    .slice(page.indexOf('| Alert | Burn rate'))
    .split('\n\n', 1)[0]!
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const periods = heads.slice(3);
  const burns = periods.map((period) => burnsFor(parseDuration(period) ?? 0));
  expect(rows).toEqual(
    burns[0]!.map(({ urgency, rate, share }, index) => [
      urgency,
      String(rate),
      percentage(share),
      ...burns.map((all) => `${windowName(all[index]!.long)}, ${windowName(all[index]!.short)}`),
    ]),
  );
});
