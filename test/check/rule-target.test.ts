import { oneOf, promql, system } from 'alidade';
import { expect, test } from 'vitest';
import { analyze } from '../../src/analyze/analyze.ts';
import { runChecks } from '../../src/check/run.ts';
import { gather } from '../../src/load/gather.ts';
import { registryOf } from '../../src/model/project.ts';
import { valuesOf } from '../define/typed.ts';

type Shop = ReturnType<typeof shopOn>;
const shopOn = (prometheus: string, lookbackDelta?: '15m') =>
  system({
    title: 'Shop',
    owner: 'shop-team',
    docsUrl: 'https://docs.example.com/shop',
    severities: ['warning'],
    runsOn: { prometheus, grafana: '12', ...(lookbackDelta && { lookbackDelta }) },
    externalLabels: { cluster: 'eu' },
  });

function found(shop: Shop, declare: (shop: Shop) => void): readonly string[] {
  declare(shop);
  const project = gather({ id: 'shop', path: import.meta.dirname, files: [] }, registryOf(shop)!);
  return runChecks(analyze(project))
    .filter(({ check }) => check.startsWith('rule-'))
    .map(({ check, message, place }) => `${check} ${place.path?.slice(1).join('.')}: ${message}`);
}

const all = (shop: Shop) => {
  const server = shop.scrapeJob('shop', { targets: ['shop:1'] });
  const queue = server.gauge('shop_queue', { help: 'Queue.', labels: { kind: oneOf('a') } });
  const group = shop.ruleGroup('g', { limit: 5, queryOffset: '1m' });
  shop.recordingRule('shop:queue:sum', { expr: queue.sum(), group, labels: { 'a.b': 'x', constructor: 'y' } });
  shop.alert('A', { when: queue.gt(5), severity: 'warning', keepFiringFor: '5m', annotations: { 'see also': 'x' } });
};

test.each<[string, readonly string[]]>([
  ['3.5', []],
  [
    '2.53',
    [
      'rule-target annotations.see also: "see also" is no name of an annotation in Prometheus 2.53',
      'rule-target labels.a.b: "a.b" is no name of a label in Prometheus 2.53',
    ],
  ],
  [
    '2.30',
    [
      'rule-target limit: limit exists since Prometheus 2.31; the system runs on 2.30',
      'rule-target queryOffset: query_offset exists since Prometheus 2.53; the system runs on 2.30',
      'rule-target keepFiringFor: keep_firing_for exists since Prometheus 2.42; the system runs on 2.30',
      'rule-target annotations.see also: "see also" is no name of an annotation in Prometheus 2.30',
      'rule-target labels.a.b: "a.b" is no name of a label in Prometheus 2.30',
    ],
  ],
])('rules on Prometheus %s', (version, expected) => {
  expect(found(shopOn(version), all)).toEqual(expected);
});

const group = (interval: '5m' | '10m', keepFiringFor?: '5m' | '10m' | '15m') => (shop: Shop) => {
  const server = shop.scrapeJob('shop', { targets: ['shop:1'] });
  const seldom = shop.ruleGroup('g', { interval });
  const rest = { severity: 'warning', group: seldom, ...(keepFiringFor && { keepFiringFor }) } as const;
  shop.alert('A', { when: server.up.eq(0), ...rest });
};
const gap = ['rule-interval interval: the group is evaluated every 10m, but what it writes is found for 5m only'];

test('a group evaluated more seldom than the lookback delta', () => {
  expect(found(shopOn('3.5'), group('5m'))).toEqual([]);
  expect(found(shopOn('3.5'), group('10m'))).toEqual(gap);
  expect(found(shopOn('3.5'), group('10m', '5m'))).toEqual(gap);
  expect(found(shopOn('3.5'), group('10m', '10m'))).toEqual([]);
  expect(found(shopOn('3.5', '15m'), group('10m'))).toEqual([]);
  const empty = (shop: Shop) => void shop.ruleGroup('g', { interval: '10m' });
  expect(found(shopOn('3.5'), empty)).toEqual([]);
  const recorded = (shop: Shop) => {
    const { up } = shop.scrapeJob('shop', { targets: ['shop:1'] });
    shop.recordingRule('shop:up:sum', { expr: up.sum(), group: shop.ruleGroup('g', { interval: '10m' }) });
  };
  expect(found(shopOn('3.5'), recorded)).toEqual(gap);
});

test('what comes and goes is told once: where it is read so, or else at the group', () => {
  const reading = (read: (series: string) => string) => (shop: Shop) => {
    const { up } = shop.scrapeJob('shop', { targets: ['shop:1'] });
    shop.recordingRule('shop:up:sum', { expr: up.sum(), group: shop.ruleGroup('g', { interval: '10m' }) });
    const when = promql([read('shop:up:sum')] as unknown as TemplateStringsArray) as never;
    shop.alert('A', { when, severity: 'warning' });
  };
  expect(
    found(
      shopOn('3.5'),
      reading((series) => `${series} < 1`),
    ),
  ).toEqual([]);
  expect(
    found(
      shopOn('3.5'),
      reading((series) => `last_over_time(${series}[20m]) < 1`),
    ),
  ).toEqual(gap);
});

test('a label that is also an external one', () => {
  const labelled = (shop: Shop) => {
    const { up } = shop.scrapeJob('shop', { targets: ['shop:1'] });
    shop.recordingRule('shop:up:sum', { expr: up.sum(), labels: { cluster: 'us', region: 'x' } });
  };
  expect(found(shopOn('3.5'), labelled)).toEqual([
    'rule-external-label labels.cluster: "cluster" is an external label of the system ("eu"), which this rule\'s "us" hides',
  ]);
});

test('labels of a group', () => {
  const shared = (shop: Shop) => {
    const { up } = shop.scrapeJob('shop', { targets: ['shop:1'] });
    const group = shop.ruleGroup('g', { labels: { cluster: 'us', 'a.b': 'x', tier: 'one' } });
    const sum = shop.recordingRule('shop:up:sum', { expr: up.sum(), group, labels: { tier: 'two' } });
    valuesOf(sum, 'tier').toEqualTypeOf<'two'>();
    valuesOf(sum, 'cluster').toEqualTypeOf<'us'>();
    shop.alert('A', { when: up.eq(0), severity: 'warning', group });
  };
  const once = [
    'rule-external-label labels.cluster: "cluster" is an external label of the system ("eu"), which this group\'s "us" hides',
  ];
  expect(found(shopOn('3.5'), shared)).toEqual(once);
  expect(found(shopOn('2.42'), shared)).toEqual([
    ...once,
    'rule-target labels.a.b: "a.b" is no name of a label in Prometheus 2.42',
  ]);
});

test('what no Prometheus takes is refused where it is declared', () => {
  const shop = shopOn('3.5');
  const { up } = shop.scrapeJob('shop', { targets: ['shop:1'] });
  shop.alert('A', { when: up.eq(0), severity: 'warning', labels: { __name__: 'x' }, annotations: { '': 'y' } });
  shop.ruleGroup('g', { limit: -1, labels: { __name__: 'x' } });
  const issues = registryOf(shop)!.declarations.flatMap((one) => (one.kind === 'invalid' ? one.issues : []));
  expect(issues.map(({ path, message }) => `${path.slice(1).join('.')}: ${message}`)).toEqual([
    'annotations.: an annotation has a name',
    'labels.__name__: this is no name for a label',
    'limit: a whole number from 0, which is none',
    'labels.__name__: this is no name for a label',
  ]);
});

test('feature flags', () => {
  const issues = (prometheus: string, features: readonly string[]) =>
    registryOf(
      system({
        title: 'S',
        owner: 'o',
        docsUrl: 'https://x.example',
        severities: ['w'],
        runsOn: { prometheus, grafana: '12', features: features as never },
      }),
    )!.declarations.flatMap((one) =>
      one.kind === 'invalid' ? one.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) : [],
    );
  expect(issues('3.5', ['promql-experimental-functions', 'exemplar-storage'])).toEqual([]);
  expect(issues('3.5', ['promql-experimental-function'])).toEqual([
    '0.runsOn.features.0: Prometheus has no feature flag "promql-experimental-function": did you mean promql-experimental-functions?',
  ]);
  // Of a Prometheus that came later.
  expect(issues('3.16', ['constructor', 'sharded-queries'])).toEqual([]);
  expect(issues('2.42', ['promql-experimental-functions'])).toEqual([
    '0.runsOn.features.0: the flag exists since Prometheus 2.49; the system runs on 2.42',
  ]);
});
