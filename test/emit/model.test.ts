import { expect, test } from 'vitest';
import { model } from '../../src/emit/model.ts';
import { expectGolden } from './golden.ts';
import { alert, analysisOf, dashboard, declaredIn, expression, metric, panel, query, row } from './sample.ts';

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
