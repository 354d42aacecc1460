import { expect, it } from 'vitest';
import { judge } from './judge.ts';

const rule = `shop.recordingRule('method:shop_requests:rate5m', { expr: promql\`sum by (method) (rate(shop_requests_total[5m]))\`, labels: { team: 'shop' } });\n`;
const found = (expr: string, before = rule) =>
  judge(`${before}shop.alert('A', { when: promql\`${expr}\`, ...warning });`)
    .filter(({ check }) => check.startsWith('promql-') && check.includes('label'))
    .map(({ check, at, message, related }) => `${check} at ${at}: ${message} (${related.join('; ')})`);

it('says that a recording rule dropped a label, and where', () => {
  expect(found('method:shop_requests:rate5m{status="error"} > 1')).toEqual([
    'promql-label-dropped at status: label "status" is gone here: recording rule method:shop_requests:rate5m dropped it (sum | sum drops "status" here)',
  ]);
});

it('looks through rules that read rules', () => {
  const second = `shop.recordingRule('shop:shop_requests:rate5m', { expr: promql\`sum(method:shop_requests:rate5m)\` });\n`;
  expect(found('sum by (status) (shop:shop_requests:rate5m) > 1', rule + second)).toEqual([
    'promql-label-dropped at status: label "status" is gone here: recording rule shop:shop_requests:rate5m dropped it (sum | sum drops "status" here)',
  ]);
});

it('of a label that never was it names the series that is read', () => {
  const known = rule.replace('(method)', 'without (nothing)').replace('sum by without', 'sum without');
  expect(found('method:shop_requests:rate5m{colour="red"} > 1', known)).toContain(
    'promql-unknown-label at colour: method:shop_requests:rate5m has no label "colour" ()',
  );
});

it.each([
  'method:shop_requests:rate5m{team="shop",method="get"} > 1',
  'sum by (team) (method:shop_requests:rate5m) > 1',
])('nothing to say of %s', (expr) => {
  expect(found(expr)).toEqual([]);
});

it('blames no rule where several write the series', () => {
  const other = rule.replace('by (method)', 'by (instance)').replace("'shop'", "'b'");
  expect(found('method:shop_requests:rate5m{status="error"} > 1', rule + other)).toEqual([
    'promql-unknown-label at status: method:shop_requests:rate5m has no label "status" ()',
  ]);
});
