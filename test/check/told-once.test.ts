import { expect, it } from 'vitest';
import { judge } from './judge.ts';

/** One fault, and all that is said of it. */
const told = (body: string) => judge(body).map(({ check, at }) => `${check} <${at}>`);
const alert = (when: string, more = '') => `shop.alert('A', { when: ${when}, ...warning, ${more} });`;
const perMethod = 'sum by (method) (rate(shop_requests_total[5m]))';

it.each([
  [
    'a join that never matches, by a label the text shows',
    alert(
      `promql\`sum(rate(shop_requests_total{status="error"}[5m])) / (${perMethod} > 0) > 0.1\``,
      "summary: 'Method {{ $labels.method }}.'",
    ),
    [`promql-vector-matching </>`],
  ],
  [
    'a label that a rule names in vain, and the text of an alert on it',
    `shop.recordingRule('method:shop_requests:rate5m', { expr: promql\`sum by (metod) (rate(shop_requests_total[5m]))\` });
${alert('promql`method:shop_requests:rate5m > 1`', "summary: 'Method {{ $labels.method }} or {{ $labels.metod }}.'")}`,
    ['promql-unknown-label <metod>'],
  ],
  [
    'an amount of something else on a quantile',
    alert("latency.quantile(0.95, { over: '5m' }).gt('4%' as never)"),
    ["promql-unit <'4%'>"],
  ],
])('%s', (_, body, expected) => expect(told(body).sort()).toEqual([...expected].sort()));

it('a reference to what will be called otherwise', () => {
  const body = `const book = shop.runbook('look', { title: 'Look', about: 'A.', steps: [step('There', see(dashboardOf('shop-new')))] });
${alert('queueLength.gt(5)', 'runbook: book')}`;
  const board = (uid: string) => `shop.dashboard('${uid}', { title: 'New', rows: [] });\n`;
  expect(told(body)).toEqual(["runbook-reference <step('There', see(dashboardOf('shop-new')))>"]);
  expect(told(board('shop new') + body)).toEqual([]);
});
