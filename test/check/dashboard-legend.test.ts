import { expect, it } from 'vitest';
import { facts, judge, mended } from './judge.ts';

const panel = (legend: string) => `shop.dashboard('d', { title: 'D', rows: [row('R', [
  timeseries('T', { query: requests.rate().sum({ by: 'method' }), legend: '${legend}', description: 'T.' })])] });`;
const found = (legend: string) => judge(panel(legend), facts()).map(({ check, at }) => `${check} <${at}>`);

it.each([
  ['{{method}', 'dashboard-legend <{{method}>'],
  ['{{method', 'dashboard-legend <{{method>'],
  ['{method}}', 'dashboard-legend <{method}}>'],
  ['{{method} a second', 'dashboard-legend <{{method}>'],
])('%s is shown as it is', (legend, expected) => {
  expect(found(legend)).toEqual([expected]);
  expect(mended(panel(legend), facts())).toContain(
    legend.endsWith('second') ? "'{{method}} a second'" : "'{{method}}'",
  );
});

it.each(['{{method}}', '{{ method }} {{method}}', '{method}', 'a } b { c', '', '{{method}}}', '{{{method}}}'])(
  '%s is a legend',
  (legend) => expect(found(legend)).toEqual([]),
);
