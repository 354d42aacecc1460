import { expect, it } from 'vitest';
import { testLabel } from '../../src/check/test-label.ts';
import { judge } from './judge.ts';

const fails = `const fails = shop.alert('SomeFail', {
  when: promql\`sum by (method, status) (rate(shop_requests_total[5m])) > 1 or sum by (instance) (up{job="shop"}) == 0\`, ...warning,
  labels: { team: 'packing', zone: '{{ $labels.method }}' },
});`;
function told(labels: string) {
  const expected = `firing: [{ at: '5m', labels: { method: 'buy' } }], quiet: [{ at: '20m', labels: { ${labels} } }]`;
  return judge(`${fails}\nshop.ruleTest({ alert: fails, series: [], ${expected} } as never);`, [testLabel]);
}

it.each([
  ["method: 'anything'"],
  ["instance: 'shop:9090'"],
  ["status: 'error'"],
  ["status: ''"],
  ["severity: 'warning', team: 'packing'"],
  ["zone: 'a'"],
  ["alertname: 'SomeFail'"],
])('{ %s } may be', (labels) => {
  expect(told(labels)).toEqual([]);
});

it('may be what the test itself feeds in', () => {
  const fed =
    "series: [series(server.up, { instance: 'b:1' }, '0x9')], firing: [{ at: '5m', labels: { instance: 'b:1' } }]";
  expect(judge(`${fails}\nshop.ruleTest({ alert: fails, ${fed} });`, [testLabel])).toEqual([]);
});

it.each([
  ["status: 'eror'", "'eror'", 'label "status" of SomeFail never has the value "eror"', 'did you mean "error"?'],
  [
    "severity: 'critical'",
    "'critical'",
    'label "severity" of SomeFail never has the value "critical"',
    'it is "warning"',
  ],
  [
    "instance: 'shop:80'",
    "'shop:80'",
    'label "instance" of SomeFail never has the value "shop:80"',
    'it is "shop:9090"',
  ],
  ["metod: 'a'", 'metod', 'SomeFail never has the label "metod"', 'did you mean method?'],
  ["job: 'shop'", 'job', 'SomeFail never has the label "job"', 'its labels are "alertname", '],
])('{ %s } never is', (labels, at, message, help) => {
  expect(told(labels)).toMatchObject([
    { at, message, help: expect.stringContaining(help), subject: expect.stringContaining('rule test') },
  ]);
});

it('an annotation that the alert does not have is never there', () => {
  const expected =
    "firing: [{ at: '5m', annotations: { summary: 'x', runbook_url: 'y', sumary: 'z', dashboard: 'd' } }]";
  const body = `${fails}\nshop.ruleTest({ alert: fails, series: [], ${expected} } as never);`;
  expect(judge(body, [testLabel]).map(({ at, message, help }) => [at, message, help])).toEqual([
    ['sumary', 'SomeFail never has the annotation "sumary"', 'did you mean summary?'],
    [
      'dashboard',
      'SomeFail never has the annotation "dashboard"',
      expect.stringMatching(/^its annotations are .*"summary"/),
    ],
  ]);
});
