import { expect, it } from 'vitest';
import { analyze } from '../../../src/analyze/analyze.ts';
import { docs } from '../../../src/emit/docs/index.ts';
import { alert, metric, project } from '../../analyze/project.ts';

it("of a dead man's switch it is said that it fires always", async () => {
  const alerts = [alert('Watchdog', 'vector(1)', { alwaysFiring: 'On purpose.' }), alert('Slow', 'shop_seconds > 1')];
  const files = await docs.emit(analyze(project({ metrics: [metric('shop_seconds', 'gauge')], alerts })));
  const page = files.find(({ path }) => path === 'docs/alerts.md')!.text;
  expect(page).toContain('## Watchdog\n\nFires always.\n');
  expect(page).toContain('## Slow\n\nFires when `shop_seconds` is above 1.\n');
});
