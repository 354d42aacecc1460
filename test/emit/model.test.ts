import { expect, test } from 'vitest';
import { model } from '../../src/emit/model.ts';
import { expectGolden } from './golden.ts';
import { alert, analysisOf, dashboard, declaredIn, expression, metric, panel, query, row } from './sample.ts';
import { newShop } from './slo-shop.ts';

const everything = () =>
  analysisOf({
    metrics: [metric('shop_requests_total', 'counter', { counts: 'requests', labels: { method: { kind: 'any' } } })],
    alerts: [alert('Quiet', 'sum by (method)(rate(shop_requests_total[5m]))<1', { for: 300_000 })],
    dashboards: [
      dashboard('shop', [
        row('Row', [panel('Rate', { queries: [query('rate(shop_requests_total[$__rate_interval])')] })]),
      ]),
    ],
  });

test('everything declared, expressions as text with what is inferred of them', async () => {
  await expectGolden('model', await model.emit(everything()));
});

test('lines and folders are left out: an edit elsewhere changes nothing here', async () => {
  const at = (file: string, line: number) => {
    const { origin } = declaredIn(file);
    return model.emit(analysisOf({ alerts: [alert('Down', 'up == 0', { origin: { ...origin, line } })] }));
  };
  const here = await at('/here/definitions/shop/alerts.ts', 1);
  expect(await at('/there/definitions/shop/alerts.ts', 100)).toEqual(here);
});

test('an expression of thousands of operands does not overflow the stack', async () => {
  const chain = Array.from({ length: 5000 }, () => 'up').join(' + ');
  const [file] = await model.emit(analysisOf({ alerts: [alert('Long', chain)] }));
  expect(file?.text).toContain(chain);
});

test('an expression that does not parse does not get in the way', async () => {
  const broken = { ...expression('up'), ast: undefined };
  const [file] = await model.emit(analysisOf({ alerts: [alert('Broken', 'up', { expr: broken })] }));
  expect(JSON.parse(file!.text).alerts[0].expr).toEqual({});
});

test('SLOs are resolved: numbers exact, queries as text, alerts by their keys', async () => {
  const { shop, errors, analysis } = newShop();
  shop.slo('errors', { sli: errors({ traffic: '50/s' }), objective: '99.9%', window: '13d' });
  const [file] = await model.emit(analysis());
  expect(JSON.parse(file!.text).slos).toMatchObject([
    {
      target: 0.999,
      budget: 0.001,
      window: { kind: 'rolling', period: 1_123_200_000 },
      burns: [{ rate: 14.4, long: 1_560_000, short: 130_000 }, { rate: 6 }, { rate: 3 }, { rate: 1 }],
      alerts: { page: 'ErrorsFastBurn{owner="shop-team", service="web-shop", severity="critical", slo="errors"}' },
      sli: {
        bad: { text: 'http_requests_total{code="500"}', unit: 'requests' },
        queries: { total: { text: 'sum(rate(http_requests_total[5m]))', unit: 'requests per second' } },
      },
    },
  ]);
  expect(file!.text).not.toMatch(/"(?:line|column|ast)":/);
});
