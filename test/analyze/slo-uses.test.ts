import { promql, sli } from 'alidade';
import { expect, test } from 'vitest';
import { newShop } from '../emit/slo-shop.ts';

/** What no rule asks is judged all the same. */

const { shop, errors, latency, analysis } = newShop();
const window = { calendar: 'month' } as const;
shop.slo('computed', { sli: errors(), objective: '99%', window: '7d' });
shop.slo('calendar', { sli: sli.latency(latency, { below: '1s' }), objective: '99%', window, rules: false });
shop.slo('elsewhere', { sli: sli.raw(() => promql`gone_ratio`), objective: '99%', window: '7d', rules: false });
const { project, uses, usesOf } = analysis();

test('queries of SLOs without rules are uses of what they read', () => {
  const histogram = project.metrics.find(({ name }) => name === 'http_seconds')!;
  expect(usesOf(histogram).map(({ subject }) => subject)).toEqual(['SLO calendar', 'SLO calendar']);
});

test('those of others stand in their rules', () => {
  expect(uses.filter(({ role }) => role === 'slo').map(({ subject }) => subject)).toEqual([
    'SLO calendar',
    'SLO calendar',
    'SLO elsewhere',
  ]);
});
