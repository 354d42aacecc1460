import { describe, expect, expectTypeOf, test } from 'vitest';
import { oneOf, type RelabelStep, system } from '../../src/index.ts';
import { type Invalid, registryOf } from '../../src/model/project.ts';
import { inFolder, program } from '../programs.ts';
import { type Knowledge, knows, refused, valuesOf } from './typed.ts';

const promtool = program('promtool');

const shop = (prometheus = '3.5') =>
  system({
    title: 'Shop',
    owner: 'shop-team',
    docsUrl: 'https://docs.example.com/shop',
    severities: ['warning'],
    runsOn: { prometheus, grafana: '12' },
  });

/** What is wrong with a step, and where in it. */
function issuesOf(step: unknown, prometheus?: string): readonly string[] {
  const one = shop(prometheus);
  one.scrapeJob('a', { targets: ['x:1'], relabel: [step as RelabelStep] });
  const invalid = registryOf(one)!.declarations.filter((each): each is Invalid => each.kind === 'invalid');
  return invalid.flatMap(({ issues }) => issues.map(({ path, message }) => `${path.slice(3).join('.')}: ${message}`));
}

interface Case {
  readonly step: Readonly<Record<string, unknown>>;
  readonly issues: readonly string[];
  readonly on?: string;
}

const a = ['a'];
const cases: readonly Case[] = [
  { step: { targetLabel: 'b' }, issues: [] },
  { step: { sourceLabels: a, targetLabel: '${1}_x' }, issues: [], on: '2.42' },
  {
    step: { sourceLabels: a, targetLabel: 'x${1' },
    issues: ['targetLabel: "x${1" does not make a label name'],
    on: '2.42',
  },
  {
    step: { sourceLabels: a, targetLabel: '0$1' },
    issues: ['targetLabel: "0$1" does not make a label name'],
    on: '2.42',
  },
  { step: { sourceLabels: a }, issues: ['targetLabel: targetLabel is missing: replace needs it'] },
  { step: { sourceLabels: a, targetLabel: '' }, issues: ['targetLabel: the name of a label is not empty'] },
  {
    step: { sourceLabels: a, targetLabel: 'a.b' },
    issues: [
      'targetLabel: "a.b" is no label name before Prometheus 3.2: letters, digits and _, not beginning with a digit',
    ],
    on: '2.42',
  },
  { step: { sourceLabels: a, targetLabel: 'a.b' }, issues: [] },
  {
    step: { sourceLabels: a, targetLabel: 'a.b' },
    issues: [
      'targetLabel: "a.b" is no label name before Prometheus 3.2: letters, digits and _, not beginning with a digit',
    ],
    on: '3.1',
  },
  { step: { action: 'lowercase', sourceLabels: a, targetLabel: 'a.b' }, issues: [], on: '3.0' },
  {
    step: { action: 'keep', sourceLabels: ['a-b'], regex: 'x' },
    issues: [
      'sourceLabels.0: "a-b" is no label name before Prometheus 3.0: letters, digits and _, not beginning with a digit',
    ],
    on: '2.42',
  },
  {
    step: { action: 'keep', sourceLabels: a, regex: '(' },
    issues: ['regex: error parsing regexp: missing closing ): `(`'],
  },
  {
    step: { action: 'keep', sourceLabels: a, regex: '(?=x)' },
    issues: ['regex: error parsing regexp: invalid or unsupported Perl syntax: `(?=`'],
  },
  {
    step: { action: 'hashmod', sourceLabels: a, targetLabel: 'b' },
    issues: ['modulus: modulus is missing: hashmod needs it'],
  },
  {
    step: { action: 'hashmod', sourceLabels: a, targetLabel: 'b', modulus: 0 },
    issues: ['modulus: a hash has to be taken modulo 1 or more'],
  },
  {
    step: { action: 'labeldrop', regex: 'x', sourceLabels: a },
    issues: ['sourceLabels: labeldrop takes no sourceLabels'],
  },
  {
    step: { action: 'labelkeep', regex: 'x', targetLabel: 'b' },
    issues: ['targetLabel: labelkeep takes no targetLabel'],
  },
  {
    step: { action: 'keepequal', sourceLabels: a, targetLabel: 'b', regex: 'x' },
    issues: ['regex: keepequal takes no regex'],
    on: '2.42',
  },
  {
    step: { action: 'keepequal', sourceLabels: a, targetLabel: 'b' },
    issues: ['action: keepequal exists since Prometheus 2.41; the system runs on 2.40'],
    on: '2.40',
  },
  {
    step: { action: 'lowercase', sourceLabels: a, targetLabel: 'b' },
    issues: ['action: lowercase exists since Prometheus 2.36; the system runs on 2.35'],
    on: '2.35',
  },
  {
    step: { action: 'lowercase', sourceLabels: a, targetLabel: 'b', replacement: 'x' },
    issues: ['replacement: lowercase takes no replacement'],
  },
  {
    step: { action: 'labelmap', regex: '(.*)', replacement: '$' },
    issues: ['replacement: "$" does not make a label name'],
    on: '2.42',
  },
  { step: { action: 'labelmap', regex: '(.*)', replacement: 'x_$1' }, issues: [], on: '2.42' },
];

test.each(cases)('$step on $on', ({ step, issues, on }) => {
  expect(issuesOf(step, on)).toEqual(issues);
});

test('an action that does not exist', () => {
  expect(issuesOf({ action: 'remove', regex: 'x' })[0]).toMatch(/^action: one of 'replace', 'keep'/);
  expect(issuesOf({ targetLabel: 'a', source_labels: a })).toEqual([
    'source_labels: there is no option "source_labels" here: did you mean sourceLabels?',
  ]);
});

const yamlNames: Readonly<Record<string, string>> = { sourceLabels: 'source_labels', targetLabel: 'target_label' };

test.skipIf(promtool === undefined)('Prometheus refuses the same steps (needs promtool)', () => {
  for (const { step, issues, on } of cases) {
    if (on !== '2.42') continue;
    const written = Object.entries(step).map(([key, value]) => [yamlNames[key] ?? key, value]);
    const scrape = {
      job_name: 'a',
      static_configs: [{ targets: ['x:1'] }],
      relabel_configs: [Object.fromEntries(written)],
    };
    const text = JSON.stringify({ scrape_configs: [scrape] });
    const { status, output } = inFolder([{ path: 'prometheus.yml', text }], (folder) =>
      promtool!(['check', 'config', 'prometheus.yml'], folder),
    );
    expect(status === 0, `${text}\n${output}`).toBe(issues.length === 0);
  }
});

describe('options of a job', () => {
  const issues = (options: object, prometheus = '2.42') => {
    const one = shop(prometheus);
    one.scrapeJob('a', options as never);
    const invalid = registryOf(one)!.declarations.find((each): each is Invalid => each.kind === 'invalid');
    return invalid?.issues.map(({ path, message }) => `${path.slice(1).join('.')}: ${message}`) ?? [];
  };
  test('refused', () => {
    expect(issues({})).toEqual([
      "targets: targets is missing: list the targets: ['host:port'], or say how to find them: discovery",
    ]);
    expect(issues({ discovery: { consul: [{}] }, labels: { a: 'b' } })[0]).toMatch(
      /^labels: labels are those of targets/,
    );
    expect(issues({ targets: ['x:1'], labels: { 'a.b': 'x' } })[0]).toMatch(
      /^labels.a\.b: "a\.b" is no label name before Prometheus 3\.0/,
    );
    expect(issues({ targets: ['x:1'], params: { module: 'x' } })).toEqual([
      "params.module: write a list: ['http_2xx']",
    ]);
  });

  test('targets in groups', () => {
    const groups = [{ targets: ['x:1'], labels: { 'a.b': 'x' } }, { targets: 'y:1', labels: {} }, 'z:1', 7];
    expect(issues({ targets: groups.slice(0, 1) }, '3.5')).toEqual([]);
    expect(issues({ targets: groups })).toHaveLength(3);
    const one = shop();
    const db = one.scrapeJob('db', {
      targets: [
        'c:1',
        { targets: ['a:1'], labels: { shard: 'one' } },
        { targets: ['b:1'], labels: { shard: 'two', zone: 'eu' } },
      ],
      labels: { team: 'shop', zone: 'us' },
    });
    valuesOf(db.up, 'shard').toEqualTypeOf<'one' | 'two'>();
    valuesOf(db.up, 'zone').toEqualTypeOf<'eu' | 'us'>();
    valuesOf(db.up, 'team').toEqualTypeOf<'shop'>();
    expect(registryOf(one)!.declarations.find(({ kind }) => kind === 'scrapeJob')).toMatchObject({
      targets: ['c:1'],
      targetGroups: [
        { targets: ['a:1'], labels: { shard: 'one', team: 'shop', zone: 'us' } },
        { targets: ['b:1'], labels: { shard: 'two', team: 'shop', zone: 'eu' } },
      ],
    });
  });

  test.each([
    ['kubernetes', '2.42', undefined],
    ['kubernets', '2.42', 'Prometheus has no discovery "kubernets"; write kubernetes: [{ … }]'],
    ['kubernetes_sd_configs', '2.42', 'Prometheus has no discovery "kubernetes_sd_configs"; write kubernetes: [{ … }]'],
    ['static_configs', '2.42', 'targets that are listed are no discovery: write them as `targets`'],
    ['stackit', '2.42', 'discovery stackit exists since Prometheus 3.5; the system runs on 2.42'],
    ['stackit', '3.5', undefined],
    // One of a Prometheus that came later.
    ['somecloud', '3.16', undefined],
    ['constructor', '3.16', undefined],
  ])('discovery by %s on %s', (name, prometheus, problem) => {
    const expected = problem === undefined ? [] : [`discovery.${name}: ${problem}`];
    expect(issues({ discovery: { [name]: [{}] } }, prometheus)).toEqual(expected);
  });
});

test('types know the labels that relabelling names', () => {
  const probes = shop().scrapeJob('blackbox', {
    targets: ['https://example.com'],
    labels: { team: 'shop', __param_module: 'http_2xx' },
    relabel: [
      { sourceLabels: ['__address__'], targetLabel: '__param_target' },
      { sourceLabels: ['__param_target'], targetLabel: 'instance' },
      { targetLabel: 'zone', replacement: 'eu' },
      { sourceLabels: ['x'], targetLabel: '${1}' },
    ],
    metricRelabel: [{ sourceLabels: ['pod'], targetLabel: 'node' }],
  });
  const success = probes.gauge('probe_success', { help: 'Whether it succeeded.' });
  knows(success).toEqualTypeOf<Knowledge<'job' | 'instance' | 'team' | 'zone' | 'node', 'unknown'>>();
  knows(probes.up).toEqualTypeOf<Knowledge<'job' | 'instance' | 'team' | 'zone', 'number'>>();
  valuesOf(success, 'team').toEqualTypeOf<'shop'>();
  valuesOf(success, 'zone').toEqualTypeOf<string>();

  const pods = shop().scrapeJob('pods', {
    discovery: { kubernetes: [{ role: 'pod' }] },
    targetLabels: { namespace: oneOf('shop', 'test') },
  });
  valuesOf(pods.up, 'namespace').toEqualTypeOf<'shop' | 'test'>();
  const plain = shop().scrapeJob('plain', { targets: ['x:1'] });
  expectTypeOf(plain.up).not.toBeAny();
  refused(() => {
    // @ts-expect-error no target has this label
    success.where({ pod: 'x' });
    // @ts-expect-error not a value that it has
    pods.up.where({ namespace: 'prod' });
    // @ts-expect-error the action needs a target label
    shop().scrapeJob('x', { targets: [], relabel: [{ action: 'lowercase', sourceLabels: ['a'] }] });
  });
});

test('slips of the labels that Prometheus sets on targets', () => {
  const misread = { sourceLabels: ['__adress__'], targetLabel: 'node' };
  expect(issuesOf(misread)).toEqual(['sourceLabels.0: no target has a label "__adress__": did you mean __address__?']);
  expect(issuesOf({ targetLabel: '__params_target', replacement: 'x' })).toEqual([
    'targetLabel: nothing reads "__params_target": did you mean __param_target?',
  ]);
  for (const name of ['__param_target', '__meta_address', '__tmp_adress__', '__host', '__scheme__'])
    expect(issuesOf({ sourceLabels: [name], targetLabel: name, regex: '(.+)' })).toEqual([]);
});
