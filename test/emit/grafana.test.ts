import type * as Schema from '@grafana/schema';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { OutputFile } from '../../src/emit/emit.ts';
import { grafana } from '../../src/emit/grafana/index.ts';
import type { Panel, Row } from '../../src/model/dashboard.ts';
import type { Project } from '../../src/model/project.ts';
import { expectGolden } from './golden.ts';
import {
  alert,
  analysisOf,
  annotation,
  dashboard,
  expression,
  link,
  metric,
  panel,
  query,
  row,
  system,
  variable,
} from './sample.ts';

const metrics = [
  metric('shop_requests_total', 'counter', {
    counts: 'requests',
    labels: { method: { kind: 'upTo', max: 20 }, status: { kind: 'oneOf', values: ['success', 'error'] } },
  }),
  metric('shop_request_duration_seconds', 'histogram', {
    unit: 'seconds',
    labels: { method: { kind: 'upTo', max: 20 } },
    buckets: [0.1, 0.5, 1],
  }),
  metric('shop_temperature_celsius', 'gauge', { unit: 'celsius' }),
];

const errorRatio = (range: string) =>
  `sum(rate(shop_requests_total{status="error"}[${range}])) / sum(rate(shop_requests_total[${range}]))`;
const p95 = (range: string, by: string) =>
  `histogram_quantile(0.95, sum by (${by}) (rate(shop_request_duration_seconds_bucket[${range}])))`;

const alerts = [
  alert('HighErrorRate', `${errorRatio('5m')} > 0.05`),
  alert('Seven', `${errorRatio('5m')} > 0.07`),
  alert('Cold', '5 > shop_temperature_celsius', { severity: 'warning' }),
];

const method = variable('method', {
  type: 'labelValues',
  selector: expression('shop_requests_total{status="error"}'),
  of: 'method',
  label: 'Method',
  multi: true,
  includeAll: true,
});

const rate = panel('Request rate', {
  description: 'Requests by method.',
  queries: [
    query('sum by (method) (rate(shop_requests_total{method=~"$method"}[$__rate_interval]))', { legend: '{{method}}' }),
  ],
  links: [
    link(
      'This method',
      { to: 'dashboard', uid: 'shop-method' },
      {
        keepTime: true,
        keepVariables: true,
        variables: { method: '${__field.labels.method}' },
      },
    ),
    link('What to do', { to: 'runbook', id: 'high-error-rate' }),
    link('Slowest', { to: 'panel', uid: 'shop', panel: 'Slowest' }, { keepTime: true, keepVariables: true }),
  ],
});

const everything: Partial<Project> = {
  metrics,
  alerts,
  dashboards: [
    dashboard(
      'shop',
      [
        row('Requests', [
          rate,
          panel('Error ratio', { queries: [query(errorRatio('$__rate_interval'))], thresholdOf: 'HighErrorRate' }),
          panel('Errors in percent', {
            queries: [query(`100 * (${errorRatio('5m')})`)],
            thresholdOf: 'HighErrorRate',
            type: 'gauge',
          }),
          panel('Temperature', {
            type: 'stat',
            queries: [query('shop_temperature_celsius')],
            thresholdOf: 'Cold',
            width: 6,
          }),
          panel('Requests now', {
            type: 'stat',
            queries: [query('sum(rate(shop_requests_total[5m]))', { instant: true })],
            width: 6,
          }),
        ]),
        row(
          'Details',
          [
            panel('Slowest', {
              type: 'table',
              queries: [query(`topk(5, ${p95('5m', 'le, method')})`, { instant: true, legend: 'p95' })],
              thresholds: [
                { value: undefined, color: 'green' },
                { value: 1, color: 'red' },
              ],
              links: [
                link(
                  'Method',
                  { to: 'dashboard', uid: 'shop-method' },
                  { variables: { method: '${__field.labels.method}' } },
                ),
              ],
            }),
            panel('Latency by method', {
              type: 'bargauge',
              queries: [query(p95('5m', 'le, method'), { instant: true })],
              decimals: 2,
            }),
            panel('About', { type: 'text', content: '**Shop** sells things.', height: 4 }),
            panel('Heatmap', {
              type: 'custom',
              plugin: 'heatmap',
              queries: [query('sum by (le) (increase(shop_request_duration_seconds_bucket[$__rate_interval]))')],
              options: { calculate: false },
              custom: { scaleDistribution: { type: 'linear' } },
            }),
          ],
          true,
        ),
        row('Last', [
          panel('Both', {
            type: 'table',
            queries: [
              query('sum(up)', { instant: true }),
              query('count(up)', { refId: 'B', instant: true, legend: 'targets' }),
            ],
            width: 24,
          }),
        ]),
      ],
      {
        title: 'Shop overview',
        description: 'What the shop does.',
        tags: ['shop'],
        refresh: '30s',
        variables: [
          method,
          variable('status', { type: 'custom', values: ['success', 'error', 'a,b'], includeAll: true }),
          variable('range', { type: 'interval', values: ['1m', '5m'] }),
          variable('filter', { type: 'textbox', value: 'x' }),
        ],
        links: [link('All shops', { to: 'dashboard', uid: 'shops' }, { keepTime: true, keepVariables: true })],
        annotations: [annotation('Deploys', 'changes(process_start_time_seconds[1m]) > 0')],
      },
    ),
  ],
};

async function emitted(project: Partial<Project>): Promise<readonly OutputFile[]> {
  return grafana.emit(analysisOf(project));
}

/** Grafana's own types, rows and panels as one. */
interface PanelJson extends Schema.Panel {
  readonly panels?: readonly PanelJson[];
}
interface DashboardJson extends Omit<Schema.Dashboard, 'panels'> {
  readonly panels: readonly PanelJson[];
}

/** The JSON of the only dashboard. */
async function dashboardOf(rows: readonly Row[], more: Partial<Project> = {}): Promise<DashboardJson> {
  const files = await emitted({ metrics, alerts, ...more, dashboards: [dashboard('shop', rows)] });
  return JSON.parse(files[0]!.text);
}

/** The JSON of the only panel. */
async function panelOf(options: Partial<Panel>): Promise<PanelJson> {
  const { panels } = await dashboardOf([row('', [panel('Panel', options)])]);
  return panels[0]!;
}

const defaultsOf = async (options: Partial<Panel>) => (await panelOf(options)).fieldConfig!.defaults;

test('a dashboard with something of everything, and its provisioning', async () => {
  await expectGolden('grafana', await emitted(everything));
});

test('the same bytes twice', async () => {
  expect(await emitted(everything)).toEqual(await emitted(everything));
});

describe('identity', () => {
  const [a, b] = [panel('A', { queries: [query('up')] }), panel('B', { queries: [query('up')] })];

  test('a panel keeps its id when others come, go or move', async () => {
    const ids = (json: DashboardJson) => Object.fromEntries(json.panels.map(({ title, id }) => [title, id]));
    const before = ids(await dashboardOf([row('Row', [a, b])]));
    const after = ids(await dashboardOf([row('New', [panel('C')]), row('Row', [b, a])]));
    expect(after).toMatchObject(before);
    expect(new Set(Object.values(after)).size).toBe(5);
  });

  test('rows of the same title, or called like a panel, have ids of their own', async () => {
    const { panels } = await dashboardOf([row('A', []), row('A', [a, panel('row A')])]);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(4);
  });

  test('no id and no version of the dashboard, which Grafana would change', async () => {
    const json = await dashboardOf([]);
    expect(json).not.toHaveProperty('id');
    expect(json).not.toHaveProperty('version');
    expect(json).toMatchObject({ uid: 'shop', editable: false });
  });

  test.each([
    ['12.3', 42],
    ['12', 41],
    ['11.6', 41],
    ['11', 36],
  ])('Grafana %s knows schemaVersion %d', async (grafanaVersion, expected) => {
    const runsOn = { ...system().runsOn, grafana: grafanaVersion };
    const json = await dashboardOf([], { system: system({ runsOn }) });
    expect(json.schemaVersion).toBe(expected);
  });
});

describe('layout', () => {
  const sized = (title: string, width: number, height = 8) => panel(title, { width, height });
  const positions = async (rows: readonly Row[]) => {
    const { panels } = await dashboardOf(rows);
    return panels.map(({ gridPos }) => [gridPos?.x, gridPos?.y, gridPos?.w, gridPos?.h]);
  };

  test('a panel that no longer fits begins a line below the highest of the one before', async () => {
    expect(await positions([row('', [sized('A', 12, 4), sized('B', 12, 8), sized('C', 16), sized('D', 10)])])).toEqual([
      [0, 0, 12, 4],
      [12, 0, 12, 8],
      [0, 8, 16, 8],
      [0, 16, 10, 8],
    ]);
  });

  test('rows have a header of height 1; a collapsed one takes no more', async () => {
    const rows = [row('R', [sized('A', 24)]), row('S', [sized('B', 24)], true), row('T', [sized('C', 24)])];
    expect(await positions(rows)).toEqual([
      [0, 0, 24, 1],
      [0, 1, 24, 8],
      [0, 9, 24, 1],
      [0, 10, 24, 1],
      [0, 11, 24, 8],
    ]);
    const { panels } = await dashboardOf(rows);
    expect(panels[2]).toMatchObject({ collapsed: true, panels: [{ title: 'B', gridPos: { x: 0, y: 10 } }] });
  });
});

describe('queries', () => {
  test('every panel and target names the data source variable, which every dashboard begins with', async () => {
    const source = { type: 'prometheus', uid: '${datasource}' };
    const json = await dashboardOf([row('', [panel('A', { queries: [query('up'), query('up', { refId: 'B' })] })])]);
    expect(json.templating?.list?.[0]).toMatchObject({ name: 'datasource', type: 'datasource', query: 'prometheus' });
    expect(json.panels[0]).toMatchObject({
      datasource: source,
      targets: [
        { refId: 'A', datasource: source },
        { refId: 'B', datasource: source },
      ],
    });
  });

  test('instant or over a range; as a table in a table', async () => {
    const range = await panelOf({ queries: [query('up')] });
    expect(range.targets).toMatchObject([
      { range: true, instant: false, format: 'time_series', legendFormat: '__auto' },
    ]);
    const table = await panelOf({ type: 'table', queries: [query('up', { instant: true })] });
    expect(table.targets).toMatchObject([{ range: false, instant: true, format: 'table' }]);
  });
});

describe('values', () => {
  test('the unit is inferred where all queries agree and none is given', async () => {
    const seconds = query(p95('5m', 'le'));
    expect(await defaultsOf({ queries: [seconds] })).toMatchObject({ unit: 's' });
    expect(await defaultsOf({ queries: [seconds, query('up', { refId: 'B' })] })).not.toHaveProperty('unit');
    expect(await defaultsOf({ queries: [query(`100 * ${errorRatio('5m')}`)] })).toMatchObject({ unit: 'percent' });
    expect(await defaultsOf({ queries: [seconds], unit: 'dtdurations' })).toMatchObject({ unit: 'dtdurations' });
  });

  test('an axis begins at 0 only where values are proven not to be negative', async () => {
    expect(await defaultsOf({ queries: [query('rate(shop_requests_total[5m])')] })).toMatchObject({ min: 0 });
    expect(await defaultsOf({ queries: [query('shop_temperature_celsius')] })).not.toHaveProperty('min');
    expect(await defaultsOf({ queries: [query('rate(shop_requests_total[5m])')], min: 1 })).toMatchObject({ min: 1 });
  });

  test('a dial ends where the values do', async () => {
    expect(await defaultsOf({ type: 'gauge', queries: [query('up')] })).toMatchObject({ min: 0, max: 1 });
    expect(await defaultsOf({ type: 'gauge', queries: [query(errorRatio('5m'))] })).toMatchObject({ max: 1 });
    expect(await defaultsOf({ queries: [query('up')] })).not.toHaveProperty('max');
  });

  test('bars end at the whole of a fraction, else at the longest', async () => {
    expect(await defaultsOf({ type: 'bargauge', queries: [query(errorRatio('5m'))] })).toMatchObject({ max: 1 });
    expect(await defaultsOf({ type: 'bargauge', queries: [query(p95('5m', 'le'))] })).not.toHaveProperty('max');
  });

  test("a value without thresholds is not coloured by Grafana's, which are red from 80", async () => {
    const { thresholds } = await defaultsOf({ type: 'stat', queries: [query('sum(rate(shop_requests_total[5m]))')] });
    expect(thresholds).toEqual({ mode: 'absolute', steps: [{ color: 'blue', value: null }] });
  });
});

describe('threshold of an alert', () => {
  const steps = async (options: Partial<Panel>) => (await defaultsOf(options)).thresholds?.steps;

  test('is a line in a graph', async () => {
    const options = { queries: [query(errorRatio('5m'))], thresholdOf: 'HighErrorRate' };
    expect(await steps(options)).toEqual([
      { color: 'transparent', value: null },
      { color: 'red', value: 0.05 },
    ]);
    expect(await defaultsOf(options)).toMatchObject({ custom: { thresholdsStyle: { mode: 'line' } } });
  });

  test('colours the side on which the alert fires, by its severity', async () => {
    const options = { type: 'stat', queries: [query('shop_temperature_celsius')], thresholdOf: 'Cold' } as const;
    expect(await steps(options)).toEqual([
      { color: 'orange', value: null },
      { color: 'green', value: 5 },
    ]);
  });

  test('is converted where the panel shows another scale, and left out where another thing', async () => {
    const percent = { queries: [query(`100 * (${errorRatio('5m')})`)], thresholdOf: 'HighErrorRate' };
    expect(await steps(percent)).toMatchObject([{ value: null }, { value: 5 }]);
    const seven = { ...percent, thresholdOf: 'Seven' };
    expect(await steps(seven)).toMatchObject([{ value: null }, { value: 7 }]);
    expect(await steps({ queries: [query('shop_temperature_celsius')], thresholdOf: 'HighErrorRate' })).toBeUndefined();
  });

  test('stands beside the thresholds of the panel', async () => {
    const options = { queries: [query(errorRatio('5m'))], thresholdOf: 'HighErrorRate' };
    expect(await steps({ ...options, thresholds: [{ value: 0.5, color: 'purple' }] })).toEqual([
      { color: 'green', value: null },
      { color: 'red', value: 0.05 },
      { color: 'purple', value: 0.5 },
    ]);
  });
});

describe('links', () => {
  test('a link that asks for the value is a data link; others are in the header', async () => {
    const json = await panelOf(rate);
    expect(json.links!.map(({ title }) => title)).toEqual(['What to do', 'Slowest']);
    expect(json.fieldConfig?.defaults.links).toMatchObject([{ title: 'This method' }]);
  });

  test('a variable that the link sets is not carried over as well', async () => {
    const files = await emitted(everything);
    const { panels } = JSON.parse(files[0]!.text);
    expect(panels[1].fieldConfig.defaults.links[0].url).toBe(
      '/d/shop-method?${__url_time_range}&${datasource:queryparam}&${status:queryparam}&${range:queryparam}&${filter:queryparam}&var-method=${__field.labels.method}',
    );
    expect(panels[1].links[0].url).toBe('https://docs.example.com/shop/runbooks/high-error-rate.md');
  });

  test('to another dashboard, the data source is carried over in any case', async () => {
    const links = [
      link('Drill down', { to: 'dashboard', uid: 'shop' }, { variables: { job: '${__field.labels.job}' } }),
    ];
    const { links: written } = await defaultsOf({ links, queries: [query('up')] });
    expect(written).toMatchObject([{ url: '/d/shop?${datasource:queryparam}&var-job=${__field.labels.job}' }]);
  });

  test('to a page with a fragment, parameters stand before it', async () => {
    const target = { to: 'url', url: 'https://example.com/a?b=1#c' } as const;
    const json = await panelOf({ links: [link('Out', target, { keepTime: true })], queries: [query('up')] });
    expect(json.links![0]).toMatchObject({ url: 'https://example.com/a?b=1&${__url_time_range}#c', targetBlank: true });
  });
});

describe('variables', () => {
  test('what Grafana does not fill in for provisioned dashboards is there', async () => {
    const files = await emitted(everything);
    const { list } = JSON.parse(files[0]!.text).templating;
    expect(list[1]).toMatchObject({
      definition: 'label_values(shop_requests_total{status="error"}, method)',
      query: 'label_values(shop_requests_total{status="error"}, method)',
      refresh: 2,
      sort: 1,
      allValue: '.+',
      current: { text: ['All'], value: ['$__all'] },
    });
    expect(list[2]).toMatchObject({ query: 'success,error,a\\,b', current: { text: 'All', value: '$__all' } });
    expect(list[2].options.map(({ value }: Schema.VariableOption) => value)).toEqual([
      '$__all',
      'success',
      'error',
      'a,b',
    ]);
    expect(list[3]).toMatchObject({ query: '1m,5m', current: { value: '1m' }, refresh: 2 });
    expect(list[4]).toMatchObject({ query: 'x', current: { value: 'x' } });
  });
});

describe('provisioning', () => {
  test('without dashboards there is a data source only', async () => {
    const files = await emitted({});
    expect(files.map(({ path }) => path)).toEqual(['grafana/provisioning/datasources/prometheus.yml']);
    expect(parse(files[0]!.text)).toMatchObject({ datasources: [{ jsonData: { timeInterval: '15s' } }] });
  });

  test('dashboards that name a folder have a provider of their own, with files of its own', async () => {
    const dashboards = [dashboard('a', [], { folder: 'Deep $ea' }), dashboard('b', [])];
    const files = await emitted({ dashboards });
    expect(files.map(({ path }) => path)).toContain('grafana/folders/shop-deep-ea/a.json');
    expect(files.map(({ path }) => path)).toContain('grafana/dashboards/b.json');
    const { providers } = parse(files.find(({ path }) => path.endsWith('dashboards/shop.yml'))!.text);
    expect(providers).toMatchObject([
      { folder: 'Shop', folderUid: 'shop', options: { path: '/var/lib/grafana/dashboards/shop' } },
      { folder: 'Deep $$ea', folderUid: 'shop-deep-ea', options: { path: '/var/lib/grafana/folders/shop-deep-ea' } },
    ]);
  });
});
