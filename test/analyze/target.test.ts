import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { targetsOf } from '../../src/analyze/target.ts';
import { prometheusConfig } from '../../src/emit/prometheus-config.ts';
import type { ScrapeJob } from '../../src/model/metric.ts';
import { type Relabel, relabelDefaults } from '../../src/model/relabel.ts';
import type { System } from '../../src/model/system.ts';
import { analysisOf, scrapeJob, system } from '../emit/sample.ts';
import { inFolder, program } from '../programs.ts';

const promtool = program('promtool');
const steps = (...given: readonly Partial<Relabel>[]) => given.map((step) => ({ ...relabelDefaults, ...step }));
const old = system({ runsOn: { ...system().runsOn, prometheus: '2.42' } });

function labelsOf(job: ScrapeJob, on: System = system()): Readonly<Record<string, string>> {
  const { labels, complete } = targetsOf(job, on);
  const said = labels.map(({ name, presence, values }) => [
    name,
    `${presence === 'always' ? '' : '?'}${values?.join('|') ?? '*'}`,
  ]);
  return Object.fromEntries(complete ? said : [...said, ['…', '*']]);
}

describe('labels of targets', () => {
  test('as they are listed', () => {
    expect(
      labelsOf(scrapeJob('a', { targets: ['x:1', 'y:2'], labels: { team: 't', none: '', __param_x: 'y' } })),
    ).toEqual({
      job: 'a',
      team: 't',
      instance: 'x:1|y:2',
    });
  });

  test('of groups with labels of their own', () => {
    const targetGroups = [{ targets: ['y:1'], labels: { team: 't', zone: 'eu' } }];
    const job = scrapeJob('a', { targets: ['x:1'], labels: { team: 's' }, targetGroups });
    expect(labelsOf(job)).toEqual({ job: 'a', team: 's|t', zone: '?eu', instance: 'x:1|y:1' });
    expect(labelsOf({ ...job, targets: [] })).toEqual({ job: 'a', team: 't', zone: 'eu', instance: 'y:1' });
  });

  test('before Prometheus 3.0 an address without a port gets the one of its scheme', () => {
    const job = scrapeJob('a', { targets: ['x', 'y:2'], scheme: 'https' });
    expect(labelsOf(job, old).instance).toBe('x:443|y:2');
    expect(labelsOf(job).instance).toBe('x|y:2');
    const flagged = system({ runsOn: { ...old.runsOn, features: ['no-default-scrape-port'] } });
    expect(labelsOf(scrapeJob('a', { targets: ['x', 'y:80'] }), flagged).instance).toBe('x|y');
  });

  test('probes: the target is a parameter, the exporter the address', () => {
    const job = scrapeJob('blackbox', {
      targets: ['https://example.com/', 'db:5432'],
      params: { module: ['http_2xx'] },
      relabel: steps(
        { sourceLabels: ['__address__'], targetLabel: '__param_target' },
        { sourceLabels: ['__param_target'], targetLabel: 'instance' },
        { sourceLabels: ['__param_module'], targetLabel: 'module' },
        { targetLabel: '__address__', replacement: 'blackbox:9115' },
      ),
    });
    expect(labelsOf(job)).toEqual({ job: 'blackbox', instance: 'https://example.com/|db:5432', module: 'http_2xx' });
  });

  test('a dropped target is none, nor is one without an address', () => {
    const job = scrapeJob('a', {
      targets: ['x:1', 'y:1', 'http://z'],
      relabel: steps({ action: 'drop', sourceLabels: ['__address__'], regex: 'x:.*' }),
    });
    expect(targetsOf(job, system())).toMatchObject({
      count: 1,
      dropped: [{ target: 'x:1', step: 0 }],
      unreachable: ['http://z'],
    });
  });

  test('discovered ones: what relabelling says, and nothing else where `targetLabels` says so', () => {
    const found = { targets: [], discovery: { kubernetes: [{ role: 'pod' }] } };
    expect(labelsOf(scrapeJob('a', found))).toEqual({ job: 'a', instance: '*' });
    const relabel = steps(
      { sourceLabels: ['__meta_kubernetes_namespace'], targetLabel: 'namespace' },
      { targetLabel: 'env', replacement: 'prod' },
    );
    expect(labelsOf(scrapeJob('a', { ...found, relabel }))).toEqual({
      job: 'a',
      instance: '*',
      namespace: '?*',
      env: 'prod',
    });
    const mapped = steps({ action: 'labelmap', regex: '__meta_kubernetes_pod_label_(.+)' });
    expect(labelsOf(scrapeJob('a', { ...found, relabel: mapped }))).toMatchObject({ job: '*', '…': '*' });
    const targetLabels = { app: { kind: 'oneOf', values: ['x'] } } as const;
    expect(labelsOf(scrapeJob('a', { ...found, relabel: mapped, targetLabels }))).toEqual({
      job: '*',
      instance: '*',
      app: 'x',
    });
    expect(labelsOf(scrapeJob('a', { targets: [], discovery: { file: [{ files: ['x.yml'] }] } }))).toMatchObject({
      '…': '*',
    });
  });
});

const source = fc.constantFrom('__address__', 'job', 'team', 'instance', '__param_m', '__tmp', '__scheme__');
const target = fc.constantFrom('team', 'instance', 'job', '__tmp', '__address__', 'zone');
const randomStep = fc.record({
  action: fc.constantFrom<Relabel['action']>(
    'replace',
    'replace',
    'replace',
    'keep',
    'drop',
    'keepequal',
    'dropequal',
    'hashmod',
    'labelmap',
    'labeldrop',
    'lowercase',
    'uppercase',
  ),
  sourceLabels: fc.array(source, { minLength: 1, maxLength: 2 }),
  separator: fc.constantFrom(';', ':'),
  regex: fc.constantFrom('(.*)', '(.+)', '([^:]+)(:\\d+)?', 'Shop|x.*', '__tmp(.*)|team', '(x)(.*);?(.*)'),
  targetLabel: target,
  replacement: fc.constantFrom('$1', '', 'h:1', '${1}2', 'a$1_b'),
  modulus: fc.constantFrom(2, 7, 1000),
});
/** Only the fields that an action takes. */
function valid(step: Relabel): Relabel {
  const { action, sourceLabels, targetLabel, modulus, regex, separator } = step;
  if (action === 'labeldrop') return { ...relabelDefaults, action, regex };
  if (action === 'labelmap') return { ...relabelDefaults, action, regex, replacement: 'm_$1' };
  if (action === 'keepequal' || action === 'dropequal')
    return { ...relabelDefaults, action, sourceLabels, targetLabel };
  if (action === 'keep' || action === 'drop') return { ...relabelDefaults, action, sourceLabels, separator, regex };
  if (action === 'replace') return { ...step, modulus: 0 };
  return { ...relabelDefaults, action, sourceLabels, separator, targetLabel, ...(action === 'hashmod' && { modulus }) };
}

/** Labels that promtool says a job's targets end with; a dropped target has none. */
function judged(folder: string): readonly Readonly<Record<string, string>>[] {
  const { output } = promtool!(['check', 'service-discovery', '--timeout=100ms', 'prometheus.yml', 'shop'], folder);
  const found: readonly { labels?: Record<string, string> | null; error?: unknown }[] = JSON.parse(
    output.slice(output.indexOf('[')),
  );
  return found.flatMap(({ labels, error }) => (labels && !error && Object.keys(labels).length > 0 ? [labels] : []));
}

test.skipIf(promtool === undefined)(
  'Prometheus makes the same labels (needs promtool)',
  async () => {
    const targets = fc.constantFrom(['x:9090'], ['Shop'], ['http://x/y']);
    await fc.assert(
      fc.asyncProperty(
        targets,
        fc.array(randomStep.map(valid), { minLength: 1, maxLength: 4 }),
        async (addresses, relabel) => {
          const job = scrapeJob('shop', {
            targets: addresses,
            labels: { team: 'Blue' },
            params: { m: ['v'] },
            relabel,
          });
          const files = await prometheusConfig.emit(analysisOf({ system: old, scrapeJobs: [job] }));
          const text = files[0]!.text.replace(/^rule_files:\n(?: {2}- .*\n)+/m, '');
          const theirs = inFolder([{ path: 'prometheus.yml', text }], judged);
          const ours = targetsOf(job, old);
          expect(ours.count, text).toBe(theirs.length);
          for (const labels of theirs) {
            const visible = Object.entries(labels).filter(([name]) => !name.startsWith('__'));
            const said = ours.labels
              .filter(({ presence }) => presence !== 'never')
              .map(({ name, values }) => [name, values?.find((value) => value === labels[name]) ?? values?.[0]]);
            expect(Object.fromEntries(said), text).toEqual(Object.fromEntries(visible));
          }
        },
      ),
      { numRuns: 40 },
    );
  },
  60_000,
);
