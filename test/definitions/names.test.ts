/** Labels and metrics named as nobody would: nothing is lost, nothing leaks into objects, and old targets refuse them clearly. */
import { oneOf, promql, system } from 'alidade';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { analyze } from '../../src/analyze/analyze.ts';
import { runChecks } from '../../src/check/run.ts';
import { emitAll } from '../../src/emit/emit.ts';
import { gather } from '../../src/load/gather.ts';
import { type Invalid, registryOf } from '../../src/model/project.ts';
import { labelFact, presence } from '../../src/promql/labels.ts';

const shopOn = (prometheus: string) =>
  system({
    title: 'Shop',
    owner: 'shop-team',
    docsUrl: 'https://docs.example.com/shop',
    severities: ['warning'],
    runsOn: { prometheus, grafana: '12' },
  });
type Shop = ReturnType<typeof shopOn>;
const analysisOf = (shop: Shop) =>
  analyze(gather({ id: 'shop', path: import.meta.dirname, files: [] }, registryOf(shop)!));
const issuesOf = (shop: Shop) =>
  registryOf(shop)!
    .declarations.filter((one): one is Invalid => one.kind === 'invalid')
    .flatMap(({ issues }) => issues.map(({ path, message }) => `${path.slice(1).join('/')}: ${message}`));

/** As JSON reads it: an own property, and no prototype. */
const odd = JSON.parse('{"__proto__":"p","constructor":"c","toString":"t","hasOwnProperty":"h"}') as Record<
  string,
  string
>;
const names = Object.keys(odd);

describe('names that every object has of its own', () => {
  const shop = shopOn('3.5');
  const job = shop.scrapeJob('shop', {
    targets: ['shop:1'],
    labels: odd,
    relabel: [{ sourceLabels: ['constructor'], targetLabel: 'valueOf' }],
  });
  const values = Object.fromEntries(names.map((name) => [`own_${name}`, oneOf('a')]));
  job.gauge('shop_queue', {
    help: 'Queue.',
    labels: { ...values, ...JSON.parse('{"isPrototypeOf":{"kind":"oneOf","values":["x"]}}') },
  });
  shop.alert('A', {
    when: promql`shop_queue{constructor="c"} > 1`,
    severity: 'warning',
    summary: 'S.',
    labels: odd,
    annotations: odd,
  });
  const analysis = analysisOf(shop);

  test('are labels of targets and metrics like any other', () => {
    expect(issuesOf(shop)).toEqual([]);
    const facts = analysis.lookup('shop_queue')!;
    const known = Object.fromEntries(facts.labels.map(({ name, values: v }) => [name, v]));
    for (const name of names) expect(known[name], name).toEqual(name.startsWith('__') ? known[name] : [odd[name]]);
    expect(known).toMatchObject({ valueOf: ['c'], own_constructor: ['a'], isPrototypeOf: ['x'] });
    expect(presence({ ...facts, cause: undefined as never }, 'valueOf')).toBe('always');
    expect(labelFact({ ...facts, cause: undefined as never }, 'propertyIsEnumerable')).toBeUndefined();
  });

  test('are written, all of them', async () => {
    const files = new Map((await emitAll(analysis)).map(({ path, text }) => [path, text]));
    const config = parseYaml(files.get('prometheus/prometheus.yml')!, { mapAsMap: true }) as Map<string, unknown>;
    const [scrape] = config.get('scrape_configs') as [Map<string, [Map<string, Map<string, string>>]>];
    expect(Object.fromEntries(scrape.get('static_configs')![0].get('labels')!)).toEqual(odd);
    const rules = files.get('prometheus/alerts.yml')!;
    for (const name of names) expect(rules).toMatch(new RegExp(`^ +${name}: ${odd[name]}$`, 'm'));
    expect(({} as Record<string, unknown>).p).toBeUndefined();
    expect(Object.getPrototypeOf(analysis.project.scrapeJobs[0]!.labels)).toBe(Object.prototype);
  });
});

test('__name__ is the name of the metric, and no label to give', () => {
  const shop = shopOn('3.5');
  shop.scrapeJob('shop', { targets: ['shop:1'], labels: { __name__: 'x' } });
  shop.alert('A', { when: promql`up == 0`, severity: 'warning', labels: { __name__: 'x' } });
  expect(issuesOf(shop)).toEqual([
    'labels/__name__: this is no name for a label',
    'labels/__name__: this is no name for a label',
  ]);
});

describe('names of any characters', () => {
  const declare = (prometheus: string) => {
    const shop = shopOn(prometheus);
    const job = shop.scrapeJob('shop', {
      targets: ['shop:1'],
      relabel: [{ targetLabel: 'k8s.pod', replacement: 'x' }],
    });
    job.gauge('queue.length', { help: 'Queue.', labels: { 'queue.name': oneOf('a', 'ü') } });
    shop.alert('A', {
      when: promql`{"queue.length", "queue.name"="ü", "k8s.pod"="x"} > 1`,
      for: '5m',
      severity: 'warning',
      summary: 'S.',
      labels: { 'team.name': 'x' },
    });
    return shop;
  };

  test('are legal from Prometheus 3.0 on', async () => {
    const shop = declare('3.5');
    expect(issuesOf(shop)).toEqual([]);
    const analysis = analysisOf(shop);
    expect(runChecks(analysis).filter(({ severity }) => severity === 'error')).toEqual([]);
    const rules = (await emitAll(analysis)).find(({ path }) => path === 'prometheus/alerts.yml')!.text;
    expect(rules).toContain('"queue.name"="ü"');
    expect(rules).toContain('team.name: x');
  });

  test('and refused for older targets, each at its place', () => {
    const shop = declare('2.42');
    expect(issuesOf(shop)).toEqual([
      'relabel/0/targetLabel: "k8s.pod" is no label name before Prometheus 3.2: letters, digits and _, not beginning with a digit',
    ]);
    const found = runChecks(analysisOf(shop)).filter(({ severity }) => severity === 'error');
    expect(found.map(({ check, message }) => `${check}: ${message}`)).toEqual(
      expect.arrayContaining([
        'metric-name: "queue.length" is not a legal metric name in Prometheus 2.42',
        'promql-feature: a label name in quotes exists since Prometheus 3.0; the system runs on 2.42',
        'rule-target: "team.name" is no name of a label in Prometheus 2.42',
      ]),
    );
  });
});
