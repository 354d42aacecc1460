/** Several jobs may expose a metric of one name: where it means the same it is told once, and where it does not it is not. */
import { expect, it } from 'vitest';
import { analyze } from '../../../src/analyze/analyze.ts';
import { docs } from '../../../src/emit/docs/index.ts';
import { alert, metric, project, scrapeJob } from '../../analyze/project.ts';

const scrapeJobs = [scrapeJob('api'), scrapeJob('worker')];
const alerts = [alert('Busy', 'shop_busy > 1')];

async function pages(...metrics: readonly ReturnType<typeof metric>[]) {
  const files = await docs.emit(analyze(project({ scrapeJobs, alerts, metrics })));
  return new Map(files.map(({ path, text }) => [path.replace('docs/', ''), text]));
}
const onApi = metric('shop_busy', 'gauge', { job: 'api' });

it('what several jobs expose alike is described once, with all of them', async () => {
  const of = await pages(onApi, metric('shop_busy', 'gauge', { job: 'worker' }));
  expect(of.get('metrics.md')!.match(/^### `shop_busy`$/gm)).toHaveLength(1);
  expect(of.get('metrics.md')).toContain('- **Scraped by:** `api`, `worker`\n- **Used by:** [Busy](alerts.md#busy)');
  expect(of.get('README.md')).toContain('Described here: 1 metric and 1 alert.');
  expect(of.get('alerts.md')).toContain('- **Metrics:** [`shop_busy`](metrics.md#shop_busy)\n');
});

it('what differs is described for each job', async () => {
  const of = await pages(onApi, metric('shop_busy', 'gauge', { job: 'worker', help: 'Something else.' }));
  expect(of.get('metrics.md')!.match(/^- \*\*Scraped by:\*\* .*$/gm)).toEqual([
    '- **Scraped by:** `api`',
    '- **Scraped by:** `worker`',
  ]);
});
