import { dashboardOf, link, md, row, sli, sub, system, timeseries, upTo } from 'alidade';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze/analyze.ts';
import { checks } from '../../src/check/index.ts';
import { runChecks } from '../../src/check/run.ts';
import { grafana } from '../../src/emit/grafana/index.ts';
import { duplicates } from '../../src/load/duplicates.ts';
import { gather } from '../../src/load/gather.ts';
import { type Dashboard, type Panel, panelNamed, panelsOf } from '../../src/model/dashboard.ts';
import { registryOf } from '../../src/model/project.ts';
import { sloDashboardUid } from '../../src/model/slo-dashboard.ts';
import { print } from '../../src/promql/print.ts';
import { expectGolden } from '../emit/golden.ts';

/** What the dashboards of SLOs show: of each its own, and of a system all of them. */

function shop(house: { queriesPerPanel?: number; filters?: readonly string[] } = {}) {
  const handle = system({
    title: 'Web Shop',
    owner: 'shop-team',
    docsUrl: 'https://docs.example.com/shop',
    severities: ['critical', 'warning'],
    runsOn: { prometheus: '3.5', grafana: '12', retention: '90d', features: ['native-histograms'] },
    evaluationInterval: '30s',
    dashboards: house,
  });
  const job = handle.scrapeJob('web', { targets: ['web:9090'], interval: '15s' });
  const requests = job.counter('http_requests_total', {
    help: 'Requests handled.',
    counts: 'requests',
    labels: { code: upTo(9), method: upTo(9), service: upTo(9), datasource: upTo(9) },
  });
  const bad = requests.where({ code: '500' });
  const latency = job.histogram('http_seconds', { help: 'Time.', unit: 'seconds', buckets: [0.5, 1] });
  const native = job.nativeHistogram('rpc_seconds', { help: 'Time.', unit: 'seconds' });
  const queue = job.gauge('queue', { help: 'Orders.', counts: 'orders', labels: { kind: upTo(3) } });
  const happy = job.gauge('happy_ratio', { help: 'How happy people are.', unit: 'ratio' });
  return { handle, job, requests, bad, latency, native, queue, happy };
}

type Shop = ReturnType<typeof shop>;
const projectOf = ({ handle }: Pick<Shop, 'handle'>) =>
  gather({ id: 'shop', path: import.meta.dirname, files: [] }, registryOf(handle)!);
const board = (of: Pick<Shop, 'handle'>, uid: string): Dashboard =>
  projectOf(of).dashboards.find((one) => one.uid === uid)!;
const panelIn = (dashboard: Dashboard, title: string): Panel => panelNamed(dashboard, title)!;
const queries = ({ queries: all }: Panel) => all.map(({ expr }) => print(expr.ast!));
const steps = ({ thresholds }: Panel) => thresholds.map(({ value, color }) => `${value ?? ''} ${color}`.trim());

/** An SLO of every kind, at odd periods and objectives. */
function everyKind(of: Shop) {
  const { handle, requests, bad, latency, native, queue, happy, job } = of;
  handle.slo('availability', {
    sli: sli.ratio({ bad, total: requests, traffic: '50/s', minimumTraffic: '1/s' }),
    objective: '99.999%',
    window: '30d',
  });
  handle.slo('by-method', {
    sli: sli.ratio({ good: requests.where({ code: '200' }), total: requests, by: ['method', 'service'] }),
    objective: '99.95%',
    window: '13d',
  });
  handle.slo('by-source', {
    sli: sli.ratio({ bad, total: requests, by: 'datasource' }),
    objective: '99%',
    window: '30d',
  });
  handle.slo('latency', { sli: sli.latency(latency, { below: '500ms' }), objective: '95%', window: '7d' });
  handle.slo('native', { sli: sli.latency(native, { below: '500ms' }), objective: '95%', window: '30d' });
  handle.slo('up', { sli: sli.gauge(job.up), objective: '99.9%', window: '90d' });
  handle.slo('queue', { sli: sli.gauge(queue, { atMost: 100, by: 'kind' }), objective: '80%', window: '36h' });
  handle.slo('happiness', {
    sli: sli.raw((over) => sub(1, happy.avgOverTime(over))),
    objective: '90%',
    window: '28d',
    alerts: { page: false, ticket: false, absent: false },
  });
}

describe('every kind of indicator', () => {
  const one = shop({ queriesPerPanel: 4, filters: ['job'] });
  everyKind(one);

  test('no check has anything to say of the dashboards', () => {
    const ofDashboards = checks.filter(({ id }) => id.startsWith('dashboard-') || id.startsWith('promql-'));
    const found = runChecks(analyze(projectOf(one)), ofDashboards, '2026-11-28');
    const said = found.filter(({ subject }) => subject.includes('dashboard') || subject.includes('variable'));
    expect(said.map(({ check, subject, message }) => `${check} ${subject}: ${message}`)).toEqual([]);
  });

  test('every panel and row has an id of its own, every panel a text, and no more queries than the system allows', async () => {
    const { dashboards } = projectOf(one);
    expect(dashboards.map(({ uid }) => uid).sort()).toEqual(
      ['availability', 'by-method', 'by-source', 'happiness', 'latency', 'native', 'queue', 'up']
        .map((id) => `slo-${id}`)
        .concat('web-shop-slos'),
    );
    for (const dashboard of dashboards) {
      const panels = panelsOf(dashboard);
      expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
      expect(panels.every(({ queries: { length } }) => length > 0 && length <= 4)).toBe(true);
      expect(panels.filter(({ description = '' }) => !/^[A-Z0-9].*\.$/.test(description))).toEqual([]);
    }
    const files = await grafana.emit(analyze(projectOf(one)));
    expect(files.filter(({ text }) => /undefined|NaN|\d\.\d{13}/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('a group can be chosen by each label; one that is called like the data source has another name', () => {
    const dashboard = board(one, 'slo-by-source');
    expect(dashboard.variables.map(({ name, label }) => [name, label])).toEqual([['datasource_label', 'datasource']]);
    expect(queries(panelIn(dashboard, 'Error budget left'))).toEqual([
      'slo:period_error_budget_remaining:ratio{datasource=~"$datasource_label",service="web-shop",slo="by-source"}',
    ]);
    expect(board(one, 'slo-by-method').variables.map(({ name }) => name)).toEqual(['method', 'service']);
    const [first] = panelIn(board(one, 'slo-by-method'), 'Error budget left').queries;
    expect(first?.legend).toBe('{{method}} {{service}}');
  });

  test('without alerts nothing is marked', () => {
    expect(board(one, 'slo-happiness').annotations).toEqual([]);
    expect(board(one, 'slo-latency').annotations.map(({ expr }) => print(expr.ast!))).toEqual([
      'ALERTS{alertstate="firing",service="web-shop",slo="latency"}',
    ]);
  });

  test('a week is shown, or the period where that is shorter', () => {
    expect(board(one, 'slo-up')).toMatchObject({ from: 'now-7d', refresh: '1m' });
    expect(board(one, 'slo-queue').from).toBe('now-36h');
  });
});

describe('thresholds', () => {
  const one = shop();
  everyKind(one);

  test('the objective and the budget, exactly as they are on paper', () => {
    const good = (id: string) => panelIn(board(one, `slo-${id}`), 'Good share');
    expect(steps(good('availability'))).toEqual(['red', '0.99999 green']);
    expect(good('availability').decimals).toBe(4);
    expect(steps(good('by-method'))).toEqual(['red', '0.9995 green']);
    expect(queries(good('up'))).toEqual(['1 - slo:sli_error:ratio_rate90d{service="web-shop",slo="up"}']);
    expect(steps(panelIn(board(one, 'slo-up'), 'Error budget left'))).toEqual([
      'red',
      '0 orange',
      '0.25 yellow',
      '0.5 green',
    ]);
    expect(steps(panelIn(board(one, 'slo-up'), 'Bad share'))).toEqual(['transparent', '0.001 yellow']);
  });

  test('the rates from which somebody is told, where they can be reached', () => {
    const burn = (id: string) => steps(panelIn(board(one, `slo-${id}`), 'Burn rate now'));
    expect(burn('latency')).toEqual(['green', '1 orange', '6 red']);
    // At 80 % everything that fails burns five times too fast.
    expect(burn('queue')).toEqual(['green', '1 orange']);
    expect(burn('happiness')).toEqual(['green', '1 yellow']);
    const lines = steps(panelIn(board(one, 'slo-latency'), 'Burn rate by window'));
    expect(lines).toEqual(['transparent', '1 orange', '3 orange', '6 red', '14.4 red']);
  });

  test('a panel for each pair of windows, with the line of the alert', () => {
    const titles = (id: string) => board(one, `slo-${id}`).rows[2]?.panels.map(({ title }) => title);
    expect(titles('availability')).toEqual([
      'Burn rate by window',
      'Page: 1h and 5m',
      'Page: 6h and 30m',
      'Ticket: 1d and 2h',
      'Ticket: 3d and 6h',
    ]);
    expect(titles('happiness')).toEqual(['Burn rate by window']);
    // At 80 % no page is possible.
    expect(titles('queue')).toEqual(['Burn rate by window', 'Ticket: 1h12m and 6m', 'Ticket: 3h36m and 18m']);
    const page = panelIn(board(one, 'slo-availability'), 'Page: 1h and 5m');
    expect(steps(page)).toEqual(['transparent', '0.000144 red']);
    expect(page.description).toBe(
      'The page fires while both are above 0.0144%, a burn rate of 14.4, at 1 requests a second or more. 2% of the budget is then gone within 1h.',
    );
  });

  test('windows of one’s own, one of them twice', () => {
    const { handle, requests, bad } = shop();
    const twice = { long: '1h', burnRate: 10 } as const;
    const page = { windows: [twice, twice, { ...twice, burnRate: 12 }] };
    const options = { objective: '99%', window: '30d', alerts: { page } } as const;
    handle.slo('own', { sli: sli.ratio({ bad, total: requests }), ...options });
    const drawn = board({ handle }, 'slo-own').rows[2]?.panels.slice(1, 4);
    expect(drawn?.map((one) => `${one.title} ${steps(one)[1]}`)).toEqual([
      'Page: 1h and 5m 0.1 red',
      'Page: 1h and 5m 0.12 red',
      'Ticket: 1d and 2h 0.03 orange',
    ]);
  });
});

describe('all SLOs of a system', () => {
  const declare = ({ handle, requests, bad }: Shop, ids: readonly string[]) => {
    for (const id of ids)
      handle.slo(id, { sli: sli.ratio({ bad, total: requests, by: 'method' }), objective: '99%', window: '30d' });
  };
  const rowsOf = (one: Shop) => board(one, 'web-shop-slos').rows.map(({ title }) => title);

  test('one dashboard, the rows in an order that no import changes', () => {
    const [one, other] = [shop(), shop()];
    declare(one, ['b', 'c', 'a']);
    declare(other, ['a', 'b', 'c']);
    expect(rowsOf(one)).toEqual(['All SLOs', 'A', 'B', 'C']);
    expect(rowsOf(other)).toEqual(rowsOf(one));
    for (const { dashboards } of [projectOf(one), projectOf(other)])
      expect(dashboards.filter(({ uid }) => uid === 'web-shop-slos')).toHaveLength(1);
    const uids = (from: Shop) => projectOf(from).dashboards.map(({ uid }) => uid);
    expect(uids(one)).toEqual(['slo-b', 'slo-c', 'slo-a', 'web-shop-slos']);
    expect(uids(other)).toEqual(['slo-a', 'web-shop-slos', 'slo-b', 'slo-c']);
  });

  test('the worst group of each, and only what is of this system', () => {
    const one = shop();
    declare(one, ['b', 'a']);
    const dashboard = board(one, 'web-shop-slos');
    expect(queries(panelIn(dashboard, 'Error budgets left'))).toEqual([
      'sort(min by (slo) (slo:period_error_budget_remaining:ratio{service="web-shop",slo=~"a|b"}))',
    ]);
    expect(queries(panelIn(dashboard, 'a Good share'))).toEqual([
      '1 - max(slo:sli_error:ratio_rate30d{service="web-shop",slo="a"})',
    ]);
    expect(dashboard.rows[1]?.panels.every(({ links }) => links[0]?.target.to === 'dashboard')).toBe(true);
  });

  test('many rows are closed at first', () => {
    const one = shop();
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    declare(one, ids);
    expect(board(one, 'web-shop-slos').rows.some(({ collapsed }) => collapsed)).toBe(false);
    declare(one, ['i']);
    const [first, ...others] = board(one, 'web-shop-slos').rows;
    expect(first?.collapsed).toBe(false);
    expect(others.every(({ collapsed }) => collapsed)).toBe(true);
  });

  test('what has no dashboard of its own has a row; what is not computed has none', () => {
    const { handle, requests, bad } = shop();
    const total = { sli: sli.ratio({ bad, total: requests }), objective: '99%' } as const;
    handle.slo('plain', { ...total, window: '30d', dashboard: false });
    handle.slo('paper', { ...total, window: '30d', rules: false });
    handle.slo('month', { ...total, window: { calendar: 'month' }, rules: false });
    expect(projectOf({ handle }).dashboards.map(({ uid }) => uid)).toEqual(['web-shop-slos']);
    const dashboard = board({ handle }, 'web-shop-slos');
    expect(dashboard.rows.map(({ title }) => title)).toEqual(['All SLOs', 'Plain']);
    expect(dashboard.rows[1]?.panels.flatMap(({ links }) => links)).toEqual([]);
  });

  test('its uid is made of the title, and fits', () => {
    expect(sloDashboardUid({ title: 'DevOps MCP' })).toBe('devops-mcp-slos');
    expect(sloDashboardUid({ title: 'A title of very many words, which is far too long' })).toMatch(
      /^[a-z][\w-]{0,34}-slos$/,
    );
    expect(sloDashboardUid({ title: '商店' })).toMatch(/^\d+-slos$/);
  });
});

describe('definitions', () => {
  test('link to an SLO’s dashboard and its panels', () => {
    const { handle, requests, bad } = shop();
    const slo = handle.slo('a', { sli: sli.ratio({ bad, total: requests }), objective: '99%', window: '30d' });
    expect(md`See ${slo.dashboard}.`).toContainEqual({ to: 'dashboard', uid: 'slo-a' });
    expect(link.to(slo.dashboard.panel('Burn rate by window')).target).toEqual({
      to: 'panel',
      uid: 'slo-a',
      panel: 'Burn rate by window',
    });
    expect(dashboardOf<typeof slo.dashboard>('slo-a')).toEqual({ to: 'dashboard', uid: 'slo-a' });
    // @ts-expect-error: no panel has this title
    slo.dashboard.panel('Burn rates');
  });

  test('a dashboard of one’s own with the uid of an SLO’s is told from it', () => {
    const { handle, requests, bad } = shop();
    const options = { sli: sli.ratio({ bad, total: requests }), objective: '99%', window: '30d' } as const;
    const { burnRate } = handle.slo('a', options);
    for (const uid of ['slo-a', 'web-shop-slos'])
      handle.dashboard(uid, { title: `My ${uid}`, rows: [row('Burn', [timeseries('Burn', { query: burnRate })])] });
    const found = duplicates(registryOf(handle)!.declarations);
    expect(found.map(({ message }) => message)).toEqual([
      'dashboard slo-a is declared twice',
      'dashboard web-shop-slos is declared twice',
    ]);
    expect(found[0]?.help).toBe(
      'each SLO has a dashboard, and so have all of a system together: give yours another uid',
    );
  });

  test('one SLO twice has one dashboard', () => {
    const { handle, requests, bad } = shop();
    const options = { sli: sli.ratio({ bad, total: requests }), objective: '99%', window: '30d' } as const;
    for (const id of ['a', 'a']) handle.slo(id, options);
    expect(projectOf({ handle }).dashboards.map(({ uid }) => uid)).toEqual(['slo-a', 'web-shop-slos']);
  });
});

test('as Grafana is given them', async () => {
  const { handle, requests, bad } = shop();
  handle.slo('errors', {
    sli: sli.ratio({ bad, total: requests, by: 'method' }),
    objective: '99.9%',
    window: '30d',
    alerts: { ticket: false },
  });
  const files = await grafana.emit(analyze(projectOf({ handle })));
  const dashboards = files.filter(({ path }) => path.endsWith('.json'));
  expect(dashboards.map(({ path }) => path)).toEqual([
    'grafana/dashboards/slo-errors.json',
    'grafana/dashboards/web-shop-slos.json',
  ]);
  await expectGolden('slo', dashboards);
});
