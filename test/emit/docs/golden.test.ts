import { expect, test } from 'vitest';
import { analyze } from '../../../src/analyze/analyze.ts';
import { docs } from '../../../src/emit/docs/index.ts';
import { shop } from './shop.ts';

const files = await docs.emit(analyze(shop));

test('the documentation of a small system, page by page', async () => {
  expect(files.map((file) => file.path)).toEqual([
    'docs/README.md',
    'docs/metrics.md',
    'docs/alerts.md',
    'docs/dashboards.md',
    'docs/runbooks/README.md',
    'docs/runbooks/errors.md',
    'docs/runbooks/unused.md',
    'docs/troubleshooting.md',
    'docs/checklist.md',
  ]);
  for (const file of files) await expect(file.text).toMatchFileSnapshot(`../golden/${file.path}`);
});
