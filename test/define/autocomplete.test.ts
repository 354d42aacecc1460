import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Project, type SourceFile } from 'ts-morph';
import { describe, expect, test } from 'vitest';
import { methodName } from '../../src/define/expression.ts';
import { integrationTypes } from '../../src/model/integration.ts';
import { functions, type PromqlFunction, type Receiver } from '../../src/promql/functions.ts';
import { aggregators, type BinaryOperator, binaryOperators } from '../../src/promql/operators.ts';
import { heap, shop } from './shop.ts';

/** What an editor offers where the cursor stands, marked `|`. All places are asked of one program: it is slow to start. */

const imports = `
import { matching, math, panelOf, promql, row, sli, sub, timeseries } from 'alidade';
import * as s from './shop.ts';
const { shop, web, requests, latency, size, nativeLatency, pauses, heap, lag, lastBackup, build, foreign } = s;
const overview = shop.dashboard('overview', { title: 'O', rows: [row('Memory', [timeseries('Heap', { query: heap }), timeseries('RSS', { query: heap })])] });
const method = shop.variable.labelValues(requests, 'method');
const lagging = shop.alert('Lagging', { when: lag.gt(5), severity: 'warning', labels: { team: 'search' } });
const nobody = shop.receiver('nobody', {});
`;

const places = {
  labels: 'requests.where({ | });',
  furtherLabels: `requests.where({ code: '500', | });`,
  labelsOfHistogram: 'latency.where({ | });',
  labelsOfShare: 'requests.fraction({ | });',
  values: `requests.where({ code: '|' });`,
  valuesInList: `requests.where({ code: ['404', '|'] });`,
  valuesOfTarget: `requests.where({ team: '|' });`,
  by: `requests.rate('5m').sum({ by: '|' });`,
  byInList: `requests.rate('5m').sum({ by: ['method', '|'] });`,
  byAfterAggregation: `requests.rate('5m').sum({ by: ['method', 'code'] }).max({ by: '|' });`,
  byOfRecipe: `latency.quantile(0.9, { over: '5m', by: '|' });`,
  without: `requests.rate('5m').sum({ without: '|' });`,
  on: `requests.rate('5m').div(heap, { on: '|' });`,
  groupLeft: `heap.mul(build, { on: 'instance', groupLeft: '|' });`,
  labelOfVariable: `shop.variable.labelValues(requests, '|');`,
  bounds: `latency.fractionBelow('|');`,
  boundsInBytes: `size.fractionBelow('|');`,
  quantiles: 'pauses.quantile(|);',
  severities: `shop.alert('A', { when: heap.gt(1), severity: '|' });`,
  alertOptions: `shop.alert('A', { when: heap.gt(1), severity: 'info', | });`,
  labelsOfText: `shop.alert('A', { when: requests.rate('5m').sum({ by: 'method' }).gt(5), severity: 'info', summary: ({ labels }) => \`\${labels.|}\` });`,
  formsOfRatio: `shop.alert('A', { when: requests.fraction({ code: '500' }, { over: '5m' }).gt(5), severity: 'info', summary: ({ value }) => \`\${value.|}\` });`,
  formsOfSeconds: `shop.alert('A', { when: lag.gt(5), severity: 'info', summary: ({ value }) => \`\${value.|}\` });`,
  environments: 'shop.perEnvironment({ | });',
  alert: 'lagging.|;',
  integrations: `shop.receiver('a', { | });`,
  fieldsOfIntegration: `shop.receiver('a', { msteamsv2: [{ | }] });`,
  routeOptions: `shop.routing({ receiver: nobody, routes: [{ | }] });`,
  severitiesOfRoute: `shop.routing({ receiver: nobody, routes: [{ match: { severity: '|' } }] });`,
  labelsOfAlerts: `shop.routing({ receiver: nobody, alerts: [lagging], routes: [{ match: { | } }] });`,
  labelsToGroupBy: `shop.routing({ receiver: nobody, alerts: [lagging], groupBy: ['|'] });`,
  valuesOfAlerts: `shop.routing({ receiver: nobody, alerts: [lagging], routes: [{ match: { alertname: '|' } }] });`,
  weekdays: `shop.timeInterval('a', [{ weekdays: ['|'] }]);`,
  panels: `overview.panel('|');`,
  panelsElsewhere: `panelOf<typeof overview>('overview', '|');`,
  indicators: 'sli.|;',
  boundsOfSlo: `sli.latency(latency, { below: '|' });`,
  byOfSlo: `sli.ratio({ total: requests, bad: requests.where({ code: '500' }), by: '|' });`,
  sloOptions: `shop.slo('a', { | });`,
  comparisons: `heap.is('|', 5);`,
  units: `web.gauge('x', { help: 'x', unit: '|' });`,
  stages: `web.gauge('x', { help: 'x', lifecycle: '|' });`,
  sections: `shop.guide('|', { body: 'x' });`,
  system: 'shop.|;',
  job: 'web.|;',
  counter: 'requests.|;',
  selectedCounter: `requests.where({ code: '500' }).|;`,
  gauge: 'heap.|;',
  vector: `requests.rate('5m').|;`,
  comparison: 'heap.gt(1).|;',
  timestamps: 'lastBackup.|;',
  timestampVector: 'lastBackup.max().|;',
  histogram: 'latency.|;',
  buckets: 'latency._bucket.|;',
  bucketRates: `latency._bucket.rate('5m').|;`,
  native: 'nativeLatency.|;',
  nativeRates: `nativeLatency.rate('5m').|;`,
  summary: 'pauses.|;',
  info: 'build.|;',
  untyped: 'foreign.|;',
  raw: 'promql`up`.|;',
  scalar: 'math.time().|;',
  math: 'math.|;',
} as const;
type Place = keyof typeof places;

const { file, offsets } = sourceOf(places);
const service = file.getProject().getLanguageService().compilerObject;

function sourceOf(codes: Readonly<Record<string, string>>): { file: SourceFile; offsets: ReadonlyMap<string, number> } {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const project = new Project({ tsConfigFilePath: join(root, 'tsconfig.json'), skipAddingFilesFromTsConfig: true });
  const offsets = new Map<string, number>();
  let text = imports;
  for (const [name, code] of Object.entries(codes)) {
    offsets.set(name, text.length + 2 + code.indexOf('|'));
    text += `{ ${code.replace('|', '')} }\n`;
  }
  return { file: project.createSourceFile(join(root, 'test/define/autocomplete.ts'), text), offsets };
}

function offered(place: Place): readonly string[] {
  const found = service.getCompletionsAtPosition(file.getFilePath(), offsets.get(place)!, {});
  return (found?.entries ?? []).map(({ name }) => name).sort();
}

const sorted = (...names: readonly (string | readonly string[])[]) => [...new Set(names.flat())].sort();

describe('labels', () => {
  const target = ['instance', 'job', 'team'];

  test.each<[Place, readonly string[]]>([
    ['labels', [...target, 'code', 'method']],
    ['furtherLabels', [...target, 'method']],
    ['labelsOfHistogram', [...target, 'method']],
    ['labelsOfShare', [...target, 'code', 'method']],
    ['by', [...target, 'code', 'method']],
    ['byInList', [...target, 'code', 'method']],
    ['byAfterAggregation', ['code', 'method']],
    ['byOfRecipe', [...target, 'method']],
    ['without', [...target, 'code', 'method']],
    ['on', target],
    ['groupLeft', [...target, 'version']],
    ['labelOfVariable', [...target, 'code', 'method']],
    ['labelsOfText', ['method']],
    ['labelsOfAlerts', [...target, 'alertname', 'owner', 'severity', 'shard']],
    ['byOfSlo', [...target, 'code', 'method']],
    ['labelsToGroupBy', [...target, '...', 'alertname', 'owner', 'severity', 'shard']],
  ])('%s', (place, names) => {
    expect(offered(place)).toEqual(sorted(names));
  });
});

describe('values', () => {
  test.each<[Place, readonly string[]]>([
    ['values', ['200', '404', '500']],
    ['valuesInList', ['200', '404', '500']],
    ['valuesOfTarget', ['checkout']],
    ['severities', ['critical', 'info', 'warning']],
    ['environments', ['dev', 'prod']],
    ['severitiesOfRoute', ['critical', 'info', 'warning']],
    ['valuesOfAlerts', ['Lagging']],
    ['weekdays', ['friday', 'monday', 'saturday', 'sunday', 'thursday', 'tuesday', 'wednesday']],
    ['panels', ['Heap', 'RSS']],
    ['panelsElsewhere', ['Heap', 'RSS']],
    ['comparisons', ['eq', 'gt', 'gte', 'lt', 'lte', 'ne']],
    ['stages', ['deprecated', 'planned', 'removed', 'stable']],
    ['formsOfRatio', ['humanize', 'percentage', 'printf', 'raw']],
    ['formsOfSeconds', ['duration', 'humanize', 'printf', 'raw']],
  ])('%s', (place, values) => {
    expect(offered(place)).toEqual(sorted(values));
  });

  test('bounds of buckets, with their unit', () => {
    expect(offered('bounds')).toEqual(
      sorted(
        ['0.005s', '0.025s', '0.1s', '0.25s', '0.5s', '1s', '2.5s', '10s'],
        ['5ms', '25ms', '100ms', '250ms', '500ms', '1000ms', '2500ms', '10000ms'],
      ),
    );
    expect(offered('boundsOfSlo')).toEqual(offered('bounds'));
    const bytes = ['500B', '1024B', '5000B', '1048576B', '3000000B'];
    expect(offered('boundsInBytes')).toEqual(sorted(bytes, ['1KiB', '5kB', '1MiB', '3000kB', '3MB']));
  });

  test('quantiles of a summary', () => {
    expect(offered('quantiles')).toEqual(expect.arrayContaining(['0.5', '0.99']));
  });

  test('options that are still open', () => {
    expect(offered('alertOptions')).toEqual(
      sorted(
        'alwaysFiring',
        'annotations',
        'description',
        'for',
        'group',
        'ignore',
        'keepFiringFor',
        'labels',
        'owner',
        'plannedMetrics',
        'runbook',
        'summary',
      ),
    );
    expect(offered('sloOptions')).toEqual(
      sorted(
        ['alerts', 'dashboard', 'description', 'ignore', 'labels', 'objective', 'owner', 'policy', 'rules', 'runbook'],
        ['service', 'shortestWindow', 'sli', 'title', 'window'],
      ),
    );
    expect(offered('indicators')).toEqual(['gauge', 'latency', 'ratio', 'raw']);
    expect(offered('integrations')).toEqual(sorted([...integrationTypes], 'ignore'));
    expect(offered('fieldsOfIntegration')).toEqual(sorted('httpConfig', 'sendResolved', 'text', 'title', 'webhookUrl'));
    expect(offered('routeOptions')).toEqual(
      sorted(
        ['active', 'continue', 'groupBy', 'groupInterval', 'groupWait', 'match', 'mute', 'receiver', 'repeatInterval'],
        'routes',
      ),
    );
    expect(offered('units')).toEqual(expect.arrayContaining(['bytes', 'ratio', 'seconds', 'timestamp']));
    expect(offered('sections')).toEqual(
      expect.arrayContaining(['checklist', 'quick-start', 'tracing', 'troubleshooting']),
    );
  });
});

describe('exactly what is legal for the type', () => {
  const rows = Object.entries(functions) as [string, PromqlFunction][];
  const functionsOn = (receiver: Receiver) =>
    rows.filter(([, { on }]) => on.includes(receiver)).map(([name]) => methodName(name));
  const operators = (...kinds: readonly BinaryOperator['kind'][]) =>
    Object.values(binaryOperators)
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ method }) => method);

  const selecting = ['at', 'offset', 'where'];
  const aggregations = Object.keys(aggregators).map(methodName);
  const vector = sorted(functionsOn('gauge'), aggregations, operators('arithmetic', 'comparison', 'set'), [
    'is',
    'neg',
  ]);
  const counter = sorted(functionsOn('counter'), operators('set'), ['count', 'group', 'fraction'], selecting);
  const timestamps = sorted(vector, functionsOn('timestamp'));
  const recipes = ['average', 'fractionBelow', 'quantile'];
  const native = sorted(functionsOn('native'), ['avg', 'sum']);

  test.each<[Place, readonly string[]]>([
    ['counter', counter],
    ['selectedCounter', counter],
    ['gauge', sorted(vector, selecting)],
    ['vector', vector],
    ['comparison', vector],
    ['timestamps', sorted(timestamps, selecting)],
    ['timestampVector', timestamps],
    ['histogram', sorted(selecting, recipes, ['_bucket', '_sum', '_count'])],
    ['buckets', sorted(selecting, ['rate', 'irate', 'increase'])],
    ['bucketRates', sorted(functionsOn('buckets'), ['sum'])],
    ['native', sorted(native, selecting, recipes)],
    ['nativeRates', native.filter((name) => !['rate', 'irate', 'increase'].includes(name))],
    ['summary', sorted(selecting, ['average', 'quantile', '_sum', '_count'])],
    ['info', sorted(vector, selecting)],
    ['untyped', sorted(vector, functionsOn('counter'), selecting)],
    ['raw', vector],
    ['scalar', []],
    [
      'math',
      rows
        .filter(([, { on }]) => on.every((r) => r === 'timestamp'))
        .map(([name]) => methodName(name))
        .sort(),
    ],
  ])('%s', (place, names) => {
    expect(offered(place)).toEqual(names);
  });

  test('an alert shows what it is, and nothing that is only a type', () => {
    expect(offered('alert')).toEqual(Object.keys(shop.alert('A', { when: heap.gt(5), severity: 'info' })).sort());
  });

  test('a system and a job show all that can be declared', () => {
    expect(offered('system')).toEqual(
      sorted(
        'alert',
        'dashboard',
        'environment',
        'guide',
        'notificationTemplate',
        'perEnvironment',
        'receiver',
        'recordingRule',
        'routing',
        'ruleGroup',
        'ruleTest',
        'runbook',
        'scrapeJob',
        'slo',
        'timeInterval',
        'variable',
      ),
    );
    expect(offered('job')).toEqual(
      sorted(
        'catalog',
        'component',
        'counter',
        'gauge',
        'histogram',
        'info',
        'nativeHistogram',
        'summary',
        'untyped',
        'up',
      ),
    );
  });
});
