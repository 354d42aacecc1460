import { describe, expect, it, test } from 'vitest';
import { checks } from '../../src/check/index.ts';
import { judge } from './judge.ts';

/** What the other checks say of SLOs: once, at the SLO or its indicator, and not at each of the twenty rules. */
const swift = checks.filter(({ id }) => id !== 'alert-untested');
const told = (body: string) => judge(body, swift).map(({ check, at, message }) => `${check} <${at}> ${message}`);
const of = (bad: string, total: string, more = 'runbook') =>
  `const a = shop.slo('a', { sli: sli.ratio({ bad: ${bad}, total: ${total} }), objective: '99%', window: '7d', ${more} });\n`;
const errors = (more?: string) => of("requests.where({ status: 'error' })", 'requests', more);
const counter = (stage: string) =>
  `const returns = server.counter('shop_returns_total', { help: 'Orders sent back.', counts: 'orders', lifecycle: '${stage}', labels: { kind: oneOf('broken', 'late') } });\n`;
const returned = (more?: string) => of("returns.where({ kind: 'broken' })", 'returns', more);

describe('a metric that is', () => {
  test('planned, unless the SLO is only documented', () => {
    const planned = 'metric-planned <returns> shop_returns_total is planned: nothing exposes it';
    expect(told(counter('planned') + returned())).toEqual([planned]);
    expect(told(counter('planned') + returned('runbook, rules: false'))).toEqual([]);
  });

  test('planned, of one SLO of two whose series have the same names', () => {
    const other = errors().replace("'a'", "'b'").replace('const a', 'const b');
    const alert = "shop.alert('Burns', { when: b.burnRate.gt(20), ...warning });\n";
    expect(told(counter('planned') + returned() + other + alert)).toHaveLength(1);
  });

  test('removed', () => {
    expect(told(counter('removed') + returned())).toEqual([expect.stringMatching(/^metric-deprecated /)]);
  });

  test('read by an SLO that is only documented', () => {
    expect(told(counter('stable') + returned('runbook, rules: false'))).toEqual([]);
  });
});

test('a runbook is missed once, and where it belongs to another system told once', () => {
  expect(told(errors(''))).toEqual(["alert-runbook <'a'> the alerts of a have no runbook"]);
});

test('a severity and a name that are wrong, where they are written', () => {
  expect(told(errors("runbook, alerts: { page: { severity: 'urgent' as never } }"))).toEqual([
    `alert-severity <'urgent'> "urgent" is no severity of Shop`,
  ]);
  expect(told(errors("runbook, alerts: { ticket: { name: 'slow_burn' } }"))).toEqual([
    `alert-name <'slow_burn'> "slow_burn" is not in UpperCamelCase`,
  ]);
});

test('what is recorded for an SLO may be read by nobody, and by alerts that are evaluated more often', () => {
  expect(told(errors('runbook, dashboard: false'))).toEqual([]);
  expect(told(`${errors()}shop.alert('Low', { when: a.budgetRemaining.lt('10%'), ...warning });`)).toEqual([]);
});

test('windows that are made one are asked once', () => {
  expect(told(errors("runbook, shortestWindow: '2h'"))).toEqual([]);
});

test('a text of one’s own is judged once, however long its windows are', () => {
  const raw = (text: string) =>
    `shop.slo('a', { sli: sli.raw((over) => promql\`${text}\`), objective: '99%', window: '7d', runbook });`;
  expect(told(raw('1 - avg(avg_over_time(shop_queue_length[${over}]'))).toHaveLength(1);
  const wrong = 'sum(rate(shop_requests_total[${over}])) / sum(rate(shop_requests_total{status="eror"}[${over}]))';
  expect(told(raw(wrong))).toEqual(['promql-label-value <"eror"> label "status" never has the value "eror"']);
});

test('several labels, of which an alert may have none', () => {
  const grouped = "sli.ratio({ bad: requests.where({ status: 'error' }), total: requests, by: ['method', 'job'] })";
  expect(told(`shop.slo('a', { sli: ${grouped}, objective: '99%', window: '7d', runbook });`)).toEqual([]);
});

describe('silencings on an SLO', () => {
  it.each([
    ["objective: '80%', window: '7d', runbook, ignore: { 'slo-burn-unreachable': 'It is a trial.' }"],
    ["objective: '99%', window: '30d', runbook, ignore: { 'slo-window': 'The store keeps more.' }"],
    ["objective: '99%', window: '7d', ignore: { 'alert-runbook': 'The vendor has one.' }"],
  ])('hold for all that is made for it, and are used: %s', (options) => {
    const indicator = "sli.ratio({ bad: requests.where({ status: 'error' }), total: requests })";
    expect(told(`shop.slo('a', { sli: ${indicator}, ${options} });`)).toEqual([]);
  });

  it('are told once where they are of no use', () => {
    expect(told(errors("runbook, ignore: { 'promql-rate': 'Why?' }"))).toEqual([
      "ignore-unused <'promql-rate'> promql-rate finds nothing here that this would silence",
    ]);
    expect(told(errors("runbook, ignore: { 'promql-rat': 'Why?' } as never"))).toHaveLength(1);
  });
});

test('an SLO twice is told when it is loaded, and by no check', () => {
  expect(told(errors() + errors().replace('const a', 'const b'))).toEqual([]);
});
