import { expect, it } from 'vitest';
import { analyze } from '../../../src/analyze/analyze.ts';
import { docs } from '../../../src/emit/docs/index.ts';
import { docsPage } from '../../../src/emit/links.ts';
import { ruleKey } from '../../../src/model/rule.ts';
import { alert, metric, project } from '../../analyze/project.ts';

const alerts = [
  alert('Slow', 'shop_seconds > 1'),
  alert('Slow', 'shop_seconds > 5', { severity: 'critical' }),
  alert('Down', 'shop_seconds == 0'),
];
const shop = project({ metrics: [metric('shop_seconds', 'gauge')], alerts });

it('alerts of one name have headings and addresses of their own', async () => {
  const files = await docs.emit(analyze(shop));
  const page = files.find(({ path }) => path === 'docs/alerts.md')!.text;
  const titles = [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
  expect(titles).toEqual(['Slow (warning)', 'Slow (critical)', 'Down']);
  expect(page).toContain('[Slow (critical)](#slow-critical)');
  const addresses = alerts.map((one) => docsPage({ to: 'alert', name: one.name, key: ruleKey(one) }, shop));
  expect(addresses).toEqual(['alerts.md#slow-warning', 'alerts.md#slow-critical', 'alerts.md#down']);
});
