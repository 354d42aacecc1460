import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/check/check.ts';
import { dashboardDatasource } from '../../src/check/dashboard-datasource.ts';
import { dashboardPanelText } from '../../src/check/dashboard-panel-text.ts';
import { dashboardQuery } from '../../src/check/dashboard-query.ts';
import { dashboardRefresh } from '../../src/check/dashboard-refresh.ts';
import { dashboardThreshold } from '../../src/check/dashboard-threshold.ts';
import { analysisOf, judge } from './judge.ts';

const board = (panels: string, more = '') =>
  `shop.dashboard('d', { title: 'D', ${more} rows: [row('R', [${panels}])] });`;

function said(check: Check, body: string): string[] {
  return judge(body, [check]).map(({ at, message }) => `<${at}> ${message}`);
}

describe('dashboard-panel-text', () => {
  const text = (panels: string) => said(dashboardPanelText, board(panels));
  it.each([
    `timeseries('A', { query: queueLength, description: 'Orders waiting.' })`,
    `timeseries('%', { query: queueLength, description: 'Orders waiting.' })`,
    `alidade.text('Read me', 'Start here.')`,
    `alidade.text('', 'Start here.')`,
    `alidade.panel('news', 'News', {})`,
    `timeseries('Queue', { query: queueLength, description: 'Queue of orders: above 100 they leave late.' })`,
  ])('takes %s', (panel) => {
    expect(text(panel)).toEqual([]);
  });
  it.each([
    [`timeseries('A', { query: queueLength })`, `<'A'> panel "A" has no description`],
    [`stat('', { query: queueLength, description: 'Orders.' })`, `<''> the panel has no title`],
    [`alidade.gauge(' ', { query: queueLength, description: 'Orders.' })`, `<' '> the panel has no title`],
    [`alidade.table('A', { query: queueLength, description: '' })`, `<'A'> panel "A" has no description`],
    [
      `alidade.bargauge('A b', { query: queueLength, description: ' A, b. ' })`,
      `<' A, b. '> the description of panel "A b" repeats its title`,
    ],
    [`alidade.panel('heatmap', 'A', { query: queueLength })`, `<'A'> panel "A" has no description`],
  ])('reports %s', (panel, finding) => {
    expect(text(panel)).toEqual([finding]);
  });
});

describe('dashboard-refresh', () => {
  const refresh = (more: string, query = 'queueLength') =>
    said(dashboardRefresh, board(`timeseries('A', { query: ${query} })`, more));
  it.each([
    ["refresh: '15s',", 'queueLength'],
    ["refresh: '1m',", 'queueLength'],
    ['refresh: false,', 'queueLength'],
    ['', 'queueLength'],
    ["refresh: '5s',", 'promql`shop_unknown`'],
    ["refresh: '5s',", 'promql`vector(1)`'],
    ["refresh: '15s', refreshIntervals: ['5s'],", 'queueLength'],
    ["time: 'now-15d',", 'queueLength'],
    ["time: { from: 'now-2w', to: 'now-1d' },", 'queueLength'],
    ["time: 'now/d',", 'queueLength'],
    ["time: 'now-1d/d',", 'queueLength'],
    ["time: '2026-01-01',", 'queueLength'],
    ["time: 'now-5m',", 'queueLength'],
  ])('takes %s of %s', (more, query) => {
    expect(refresh(more, query)).toEqual([]);
  });
  it.each([
    ["refresh: '5s',", `<'5s'> refreshes every 5s, but new data arrives every 15s`],
    ["refresh: '14s',", `<'14s'> refreshes every 14s, but new data arrives every 15s`],
    ["time: 'now-16d',", `<'now-16d'> begins 16d ago, but Prometheus keeps only 15d`],
    [
      "time: { from: 'now-1M', to: 'now' },",
      `<{ from: 'now-1M', to: 'now' }> begins 1M ago, but Prometheus keeps only 15d`,
    ],
    ["time: 'now-1y/y',", `<'now-1y/y'> begins 1y/y ago, but Prometheus keeps only 15d`],
  ])('reports %s', (more, finding) => {
    expect(refresh(more)).toEqual([finding]);
  });
  it('counts recording rules as often as they are computed, and the fastest series of all', () => {
    const rule = `shop.recordingRule('a:b', { expr: queueLength });\n`;
    expect(
      said(dashboardRefresh, rule + board("timeseries('A', { query: promql`a:b` })", "refresh: '15s',")),
    ).toHaveLength(1);
    expect(
      said(
        dashboardRefresh,
        rule + board("timeseries('A', { query: promql`a:b + shop_queue_length` })", "refresh: '15s',"),
      ),
    ).toEqual([]);
  });
});

describe('dashboard-threshold', () => {
  const own = (steps: string, query = 'queueLength') =>
    said(dashboardThreshold, board(`timeseries('A', { query: ${query}, thresholds: [${steps}] })`));
  it.each([
    [`{ color: 'green' }, { from: 5, color: 'red' }`, 'queueLength'],
    [`{ from: 5, color: 'red' }`, 'queueLength'],
    [`{ color: 'green' }, { from: -5, color: 'blue' }, { from: 0, color: 'red' }`, 'queueLength'],
    [`{ from: '90%', color: 'red' }`, `requests.fraction({ status: 'error' })`],
    [
      `{ from: 90, color: 'red' }`,
      `promql\`100 * rate(shop_requests_total{status="error"}[5m]) / rate(shop_requests_total[5m])\``,
    ],
  ])('takes %s of %s', (steps, query) => {
    expect(own(steps, query)).toEqual([]);
  });
  it.each([
    [
      `{ from: 5, color: 'red' }, { from: 1, color: 'green' }`,
      'queueLength',
      '> threshold 1 stands after 5: steps must ascend',
    ],
    [
      `{ from: 5, color: 'red' }, { from: 5, color: 'green' }`,
      'queueLength',
      '> threshold 5 stands twice: only one of its colours is shown',
    ],
    [
      `{ from: 5, color: 'red' }, { color: 'green' }`,
      'queueLength',
      '> a step without `from` stands after others: it is the colour below all of them',
    ],
    [`{ from: 90, color: 'red' }`, 'server.up', '<90> threshold 90 is never reached: up{job="shop"} is at most 1'],
  ])('reports %s of %s', (steps, query, finding) => {
    expect(own(steps, query)).toEqual([expect.stringContaining(finding)]);
  });

  it('knows nothing of what a plugin, or a sum over time, makes of the values', () => {
    const steps = `thresholds: [{ from: 90, color: 'red' }]`;
    const summed = `stat('A', { query: server.up, options: { reduceOptions: { calcs: ['sum'] } }, ${steps} })`;
    const plugin = `alidade.panel('state-timeline', 'A', { query: server.up, ${steps} })`;
    expect(said(dashboardThreshold, board(`${summed}, ${plugin}`))).toEqual([]);
  });

  const shown = (when: string, panel: string) =>
    said(dashboardThreshold, `const alert = shop.alert('A', { when: ${when}, ...warning });\n${board(panel)}`);
  it.each([
    ['queueLength.gt(5)', `timeseries('A', { query: queueLength, thresholdOf: alert })`],
    ['queueLength.gt(5)', `timeseries('A', { query: queueLength.sum(), thresholdOf: alert })`],
    [
      'queueLength.gt(5)',
      `timeseries('A', { query: [{ query: basketBytes }, { query: queueLength }], thresholdOf: alert })`,
    ],
    ['queueLength.eq(5)', `timeseries('A', { query: queueLength, thresholdOf: alert })`],
    ['promql`a:b > 5`', `timeseries('A', { query: queueLength, thresholdOf: alert })`],
    [
      `requests.fraction({ status: 'error' }, { over: '5m' }).gt('5%')`,
      `timeseries('A', { query: requests.fraction({ status: 'error' }), unit: 'percentunit', thresholdOf: alert })`,
    ],
    ['promql`shop_unknown > 5`', `timeseries('A', { query: queueLength, thresholdOf: alert })`],
    ['queueLength.gt(5)', `timeseries('A', { query: promql\`shop_unknown\`, thresholdOf: alert })`],
  ])('takes an alert on %s on %s', (when, panel) => {
    const rule = `shop.recordingRule('a:b', { expr: queueLength });\n`;
    expect(
      said(dashboardThreshold, `${rule}const alert = shop.alert('A', { when: ${when}, ...warning });\n${board(panel)}`),
    ).toEqual([]);
  });
  it.each([
    [
      'queueLength.gt(5)',
      `timeseries('A', { query: basketBytes, thresholdOf: alert })`,
      '<alert> A compares orders, but the panel shows bytes',
    ],
    [
      'queueLength.gt(5)',
      `timeseries('A', { query: queueLength, unit: 's', thresholdOf: alert })`,
      '<alert> A compares orders, but the panel shows seconds',
    ],
    [
      'queueLength.gt(5)',
      `timeseries('A', { query: requests.rate().sum().mul(60), unit: 'short', thresholdOf: alert })`,
      '<alert> A is about "shop_queue_length", but the panel shows "shop_requests_total"',
    ],
    [
      'promql`absent(shop_queue_length)`',
      `timeseries('A', { query: queueLength, thresholdOf: alert })`,
      '<alert> A compares nothing with a number: there is no line to draw',
    ],
    [
      'queueLength.eq(5)',
      `stat('A', { query: queueLength, thresholdOf: alert })`,
      '<alert> A fires at exactly 5, which has no side to colour',
    ],
  ])('reports an alert on %s on %s', (when, panel, finding) => {
    expect(shown(when, panel)).toEqual([finding]);
  });
});

describe('dashboard-datasource', () => {
  const shown = (options: string) =>
    said(dashboardDatasource, board(`timeseries('A', { query: queueLength, ${options} })`));
  it.each([
    `options: { datasource: { type: 'prometheus', uid: '\${datasource}' } }`,
    `options: { datasource: '$datasource' }`,
    `options: { datasource: '-- Mixed --' }`,
    `options: { datasource: { type: 'loki', uid: 'logs' } }`,
    `options: { datasource: null, uid: 'abc' }`,
    `links: [link.url('L', 'https://g.example/d/abc?var-datasource=\${datasource}')]`,
    `links: [link.to(dashboardOf('shop-overview'), { variables: { datasource: '\${datasource}' } })]`,
    `links: [link.url('L', 'https://g.example/d/datasource=abc')]`,
  ])('takes %s', (options) => {
    expect(shown(options)).toEqual([]);
  });
  it.each([
    [`options: { datasource: 'Main' }`, `<'Main'> data source "Main" is written out`],
    [`options: { query: { datasource: { uid: 'P1' } } }`, `<{ uid: 'P1' }> data source "P1" is written out`],
    [`custom: { sources: [{ datasource: 'P1' }] }`, `<'P1'> data source "P1" is written out`],
    [
      `links: [link.url('L', 'https://g.example/d/abc?orgId=1&var-datasource=P1&x=2')]`,
      `> data source "P1" is written out`,
    ],
    [
      `links: [link.to(dashboardOf('shop-overview'), { variables: { datasource: 'P1' } })]`,
      `> data source "P1" is written out`,
    ],
  ])('reports %s', (options, finding) => {
    expect(shown(options)).toEqual([expect.stringContaining(finding)]);
  });
  it('knows panels that show what Prometheus does not have', () => {
    const of = (plugin: string, query = 'query: queueLength') =>
      said(dashboardDatasource, board(`alidade.panel('${plugin}', 'A', { ${query} })`));
    expect(of('logs')).toEqual([`<'logs'> a logs panel shows log lines, which no PromQL query returns`]);
    expect([...of('heatmap'), ...of('logs', ''), ...of('state-timeline')]).toEqual([]);
  });
});

describe('dashboard-query', () => {
  /** What is said where every query must be narrowed by labels. */
  function filtered(query: string, filters: readonly string[]): string[] {
    const analysis = analysisOf(board(`timeseries('A', { query: ${query} })`));
    const { project } = analysis;
    const system = { ...project.system, dashboards: { filters, queriesPerPanel: undefined } };
    const found = dashboardQuery.find(
      { ...analysis, project: { ...project, system } },
      { checks: [], today: '', isUsed: () => true, findingsOf: () => [], elsewhere: [] },
    );
    return [...found].filter(({ subject }) => subject.startsWith('panel "A"')).map(({ message }) => message);
  }
  it.each([
    ['promql`shop_queue_length{job=~"$job"}`', ['job']],
    ['promql`shop_queue_length{job="shop"}`', ['job']],
    ['server.up', ['job']],
    ['promql`shop_queue_length`', ['cluster']],
    ['promql`shop_unknown`', ['job']],
    ['promql`shop_queue_length`', []],
    ['promql`vector(1)`', ['job']],
  ])('takes %s for filters %j', (query, filters) => {
    expect(filtered(query, filters)).toEqual([]);
  });
  it.each([
    ['promql`shop_queue_length`', ['job'], ['shop_queue_length is not narrowed by "job"']],
    ['queueLength', ['job', 'instance'], ['shop_queue_length is not narrowed by "job" and "instance"']],
    ['promql`shop_queue_length{job="a"} / shop_basket_bytes`', ['job'], ['shop_basket_bytes is not narrowed by "job"']],
  ])('reports %s for filters %j', (query, filters, messages) => {
    expect(filtered(query, filters)).toEqual(messages);
  });
});
