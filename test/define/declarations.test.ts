import { bargauge, link, oneOf, panel, promql, row, stat, system, table, text, timeseries, upTo } from 'alidade';
import { describe, expect, test } from 'vitest';
import type { Dashboard } from '../../src/model/dashboard.ts';
import { brand, isDeclared } from '../../src/model/declaration.ts';
import type { Invalid } from '../../src/model/project.ts';
import { registryOf } from '../../src/model/project.ts';
import { call } from './printed.ts';
import { heap, rss, shop, web } from './shop.ts';
import { placeIn, written } from './written.ts';

/** What declarations become: frozen records in the list of their system, in the order in which they were made. */

const options = {
  title: 'Small',
  owner: 'small-team',
  docsUrl: 'https://docs.example.com/small',
  severities: ['page', 'ticket'],
  runsOn: { prometheus: '3.5', grafana: '12' },
} as const;
const small = () => system(options);
const declarationsOf = (handle: unknown) => registryOf(handle)?.declarations ?? [];
const invalidOf = (handle: unknown) => declarationsOf(handle).filter((d): d is Invalid => d.kind === 'invalid');

test('a finding can be silenced on whatever is declared', () => {
  const own = small();
  const why = { 'promql-range': 'because' } as const;
  const job = own.scrapeJob('job', { targets: ['a:1'], ignore: why });
  const metric = job.gauge('m', { help: 'M.', ignore: why });
  own.variable.labelValues(metric, 'instance', { ignore: why });
  own.guide('tracing', { body: 'B.', ignore: why });
  own.runbook('r', { title: 'R', about: 'A.', steps: [], ignore: why });
  own.ruleGroup('g', { ignore: why });
  own.recordingRule('a:m:sum', { expr: metric.sum(), ignore: why });
  own.alert('A', { when: metric.gt(1), severity: 'page', ignore: why });
  own.dashboard('d', { title: 'D', rows: [], ignore: why });
  own.routing({ receiver: own.receiver('nobody', { ignore: why }), ignore: why });
  own.notificationTemplate('t', 'x', { ignore: why });
  own.timeInterval('i', [{ weekdays: ['monday'] }], { ignore: why });
  const silenced = declarationsOf(own).map(({ kind, ignore }) => [kind, ignore]);
  expect(silenced).toHaveLength(13);
  expect(silenced.filter(([, ignore]) => ignore !== why && JSON.stringify(ignore) !== JSON.stringify(why))).toEqual([]);
});

describe('a system', () => {
  test('with its defaults', () => {
    expect(registryOf(small())?.system).toMatchObject({
      kind: 'system',
      title: 'Small',
      description: [],
      environments: [],
      environment: undefined,
      runsOn: { prometheus: '3.5', grafana: '12', features: [], retention: 15 * 86_400_000, lookbackDelta: 300_000 },
      scrapeInterval: 60_000,
      evaluationInterval: 60_000,
      externalLabels: {},
      budget: { seriesPerMetric: 50_000, seriesPerQuery: 100_000, samplesPerQuery: 50_000_000 },
    });
  });

  test('with what is given', () => {
    const given = system({
      ...options,
      description: 'Does little.',
      environments: ['dev', 'prod'],
      runsOn: { ...options.runsOn, features: ['promql-experimental-functions'], retention: '90d' },
      scrapeInterval: '15s',
      evaluationInterval: '30s',
      externalLabels: { cluster: 'eu' },
      budget: { seriesPerMetric: 1000 },
    });
    expect(registryOf(given)?.system).toMatchObject({
      description: ['Does little.'],
      environments: ['dev', 'prod'],
      environment: 'dev',
      runsOn: { features: ['promql-experimental-functions'], retention: 90 * 86_400_000 },
      scrapeInterval: 15_000,
      evaluationInterval: 30_000,
      externalLabels: { cluster: 'eu' },
      budget: { seriesPerMetric: 1000, seriesPerQuery: 100_000, samplesPerQuery: 50_000_000 },
    });
  });

  test('keeps what is declared through it, in order, and nothing of others', () => {
    const one = small();
    const other = small();
    const job = one.scrapeJob('job', { targets: ['a:1'] });
    job.gauge('a', { help: 'x' });
    other.ruleGroup('theirs');
    one.ruleGroup('g');
    job.component('part').counter('b_total', { help: 'x' });
    one.alert('A', { when: promql`up == 0`, severity: 'page' });
    expect(declarationsOf(one).map((d) => [d.kind, 'name' in d ? d.name : ''])).toEqual([
      ['scrapeJob', 'job'],
      ['metric', 'a'],
      ['ruleGroup', 'g'],
      ['metric', 'b_total'],
      ['alert', 'A'],
    ]);
    expect(declarationsOf(other)).toHaveLength(1);
    expect(declarationsOf(job)).toBe(declarationsOf(one));
  });
});

describe('environments', () => {
  const code = 'return alidade.system({ ...options, environments: ["dev", "prod"] });';
  const of = (query: string, body = code) => written(`file:///definitions/system.ts${query}`, body, { options });

  test('the evaluation says which one it is for', () => {
    expect(registryOf(of('?environment=prod'))?.system.environment).toBe('prod');
    expect(registryOf(of('?environment=dev'))?.system.environment).toBe('dev');
  });

  test('without a word of it, or with that of another system, it is the first', () => {
    expect(registryOf(of(''))?.system.environment).toBe('dev');
    expect(registryOf(of('?environment=staging'))?.system.environment).toBe('dev');
  });

  test('a system that lists none has none', () => {
    expect(registryOf(of('?environment=prod', 'return alidade.system(options);'))?.system.environment).toBeUndefined();
  });

  test('perEnvironment returns the value of this one', () => {
    const prod = of('?environment=prod') as ReturnType<typeof system<string, 'dev' | 'prod'>>;
    expect(prod.perEnvironment({ dev: 1, prod: { a: 2 } })).toEqual({ a: 2 });
    expect(shop.perEnvironment({ dev: '10%', prod: '5%' })).toBe('10%');
    expect([prod.environment, shop.environment]).toEqual(['prod', 'dev']);
  });
});

describe('scrape jobs', () => {
  test('with their defaults', () => {
    const one = small();
    one.scrapeJob('job', { targets: ['a:1', 'b:2'] });
    expect(declarationsOf(one)[0]).toMatchObject({
      kind: 'scrapeJob',
      name: 'job',
      targets: ['a:1', 'b:2'],
      interval: undefined,
      timeout: undefined,
      metricsPath: '/metrics',
      scheme: 'http',
      labels: {},
      honorLabels: false,
    });
  });

  test('with what is given', () => {
    const one = small();
    one.scrapeJob('job', {
      targets: [],
      interval: '15s',
      timeout: '1m30s',
      metricsPath: '/prom',
      scheme: 'https',
      labels: { team: 'x' },
      honorLabels: true,
    });
    expect(declarationsOf(one)[0]).toMatchObject({
      interval: 15_000,
      timeout: 90_000,
      scheme: 'https',
      honorLabels: true,
    });
  });
});

describe('metrics', () => {
  test('know their type, labels, unit, buckets and where they come from', () => {
    const one = small();
    const job = one.scrapeJob('job', { targets: [] });
    job.counter('a_total', { help: 'A.', counts: 'things', labels: { l: oneOf('x', 'y'), m: upTo(3) } });
    job.component('part').histogram('b_seconds', { help: 'B.', unit: 'seconds', buckets: [1, 2] });
    job.catalog('Other').summary('c_seconds', { help: 'C.', unit: 'seconds', quantiles: [0.5] });
    job.gauge('d', { help: 'D.', component: 'own', lifecycle: { stage: 'deprecated', replacedBy: 'e', note: 'soon' } });
    job.info('e_info', { help: 'E.', lifecycle: 'planned', ignore: { 'metric-name': 'legacy' } });
    const [, a, b, c, d, e] = declarationsOf(one);
    expect(a).toMatchObject({
      kind: 'metric',
      type: 'counter',
      help: 'A.',
      unit: undefined,
      counts: 'things',
      labels: { l: { kind: 'oneOf', values: ['x', 'y'] }, m: { kind: 'upTo', max: 3 } },
      buckets: undefined,
      quantiles: undefined,
      lifecycle: { stage: 'stable' },
      job: 'job',
      component: 'Small',
      catalog: undefined,
    });
    expect(b).toMatchObject({ type: 'histogram', unit: 'seconds', buckets: [1, 2], component: 'part' });
    expect(c).toMatchObject({ type: 'summary', quantiles: [0.5], component: 'Other', catalog: 'Other' });
    expect(d).toMatchObject({ component: 'own', lifecycle: { stage: 'deprecated', replacedBy: 'e', note: 'soon' } });
    expect(e).toMatchObject({ type: 'info', lifecycle: { stage: 'planned' }, ignore: { 'metric-name': 'legacy' } });
  });
});

describe('rules', () => {
  test('know their expression, times, labels and group', () => {
    const group = shop.ruleGroup('slow', { interval: '5m', limit: 10, queryOffset: '1m' });
    expect(group).toMatchObject({ interval: 300_000, limit: 10, queryOffset: 60_000 });
    const alert = shop.alert('A', {
      when: heap.gt(1),
      for: '1h30m',
      keepFiringFor: '10m',
      severity: 'critical',
      labels: { team: 'shop' },
      group,
      ignore: { 'alert-runbook': { reason: 'soon', until: '2027-01-31' } },
    });
    expect(alert).toMatchObject({
      kind: 'alert',
      for: 5_400_000,
      keepFiringFor: 600_000,
      severity: 'critical',
      labels: { team: 'shop' },
      group: 'slow',
      ignore: { 'alert-runbook': { reason: 'soon', until: '2027-01-31' } },
      alwaysFiring: undefined,
      plannedMetrics: undefined,
    });
    expect(shop.alert('B', { when: heap.gt(1), severity: 'info' })).toMatchObject({ for: undefined, group: undefined });
    expect(shop.alert('C', { when: heap.gt(1), severity: 'info', for: '0s' }).for).toBe(0);
  });
});

test('a runbook may say why a check does not hold for it', () => {
  const ignore = { 'runbook-reference': 'the dashboard comes next week' };
  expect(shop.runbook('silent', { title: 'Silent', about: 'x', steps: [], ignore })).toMatchObject({ ignore });
  expect(shop.runbook('plain', { title: 'Plain', about: 'x', steps: [] })).toMatchObject({ ignore: {} });
});

describe('dashboards', () => {
  test('hold rows of panels with their queries', () => {
    const { rows } = shop.dashboard('d', {
      title: 'D',
      rows: [
        row(
          'Memory',
          [
            timeseries('Heap', {
              query: heap,
              legend: '{{job}}',
              max: '4GiB',
              thresholds: [{ color: 'green' }, { from: '1KiB', color: 'red' }],
            }),
            stat('Both', {
              query: [
                { query: heap, legend: 'heap' },
                { query: rss, instant: false },
              ],
              width: 3,
            }),
            text('Read me', '# Hello'),
            panel('state-timeline', 'Up', { query: web.up, options: { mergeValues: true } }),
          ],
          { collapsed: true },
        ),
      ],
    }) as Dashboard;
    const [heapPanel, both, note, other] = rows[0]!.panels;
    expect(rows[0]).toMatchObject({ title: 'Memory', collapsed: true });
    expect(heapPanel).toMatchObject({ type: 'timeseries', max: 4 * 2 ** 30, width: 12, key: 'Heap' });
    expect(heapPanel?.thresholds).toEqual([
      { value: undefined, color: 'green' },
      { value: 1024, color: 'red' },
    ]);
    expect(heapPanel?.queries).toMatchObject([{ refId: 'A', legend: '{{job}}', instant: false }]);
    expect(both?.queries).toMatchObject([
      { refId: 'A', legend: 'heap', instant: true },
      { refId: 'B', legend: undefined, instant: false },
    ]);
    expect(note).toMatchObject({ type: 'text', content: '# Hello', queries: [] });
    expect(other).toMatchObject({ type: 'custom', plugin: 'state-timeline', options: { mergeValues: true } });
  });

  test('with their defaults', () => {
    expect(shop.dashboard('e', { title: 'E', rows: [] })).toMatchObject({
      from: 'now-1h',
      to: 'now',
      refresh: undefined,
      timezone: 'browser',
      tags: [],
      links: [],
    });
    expect(
      shop.dashboard('f', { title: 'F', rows: [], time: { from: 'now-1d', to: 'now-1h' }, refresh: '30s' }),
    ).toMatchObject({
      from: 'now-1d',
      to: 'now-1h',
      refresh: '30s',
    });
    expect(shop.dashboard('g', { title: 'G', rows: [], refresh: false }).refresh).toBeUndefined();
  });

  test('panels of 30 queries count on from Z', () => {
    const { queries } = table('T', { query: Array.from({ length: 30 }, () => ({ query: heap })) });
    expect(queries.map(({ refId }) => refId).slice(24)).toEqual(['Y', 'Z', 'AA', 'AB', 'AC', 'AD']);
  });

  test('links know where they lead', () => {
    const method = shop.variable.labelValues(web.up, 'instance', { label: 'Target' });
    const dashboard = shop.dashboard('linked', {
      title: 'Linked',
      variables: [method],
      links: [link.url('Source', 'https://example.com')],
      rows: [row('R', [bargauge('B', { query: web.up, links: [link.drillDown(method), link.panel('B')] })])],
    });
    expect(dashboard.links).toMatchObject([{ title: 'Source', target: { to: 'url', url: 'https://example.com' } }]);
    expect(dashboard.rows[0]?.panels[0]?.links).toMatchObject([
      { target: { to: 'dashboard', uid: 'linked' }, variables: { instance: '${__field.labels.instance}' } },
      { target: { to: 'panel', uid: 'linked', panel: 'B' }, title: 'B' },
    ]);
    expect(link.to(dashboard, { title: 'There', keepTime: false })).toMatchObject({
      title: 'There',
      keepTime: false,
      target: { to: 'dashboard', uid: 'linked' },
    });
  });
});

describe('everything is frozen', () => {
  test('records', () => {
    const everything = [...declarationsOf(shop), ...declarationsOf(web), registryOf(shop)?.system];
    for (const declaration of everything) {
      expect(Object.isFrozen(declaration)).toBe(true);
      expect(isDeclared(declaration)).toBe(true);
      expect((declaration as { [brand]?: true })[brand]).toBe(true);
    }
  });

  test('handles', () => {
    const rate = web.counter('frozen_total', { help: 'x' }).rate('5m');
    for (const handle of [shop, shop.variable, web, heap, rate, upTo(3), oneOf('a'), oneOf('a').values]) {
      expect(Object.isFrozen(handle)).toBe(true);
    }
    expect(() => Object.assign(heap, { extra: 1 })).toThrow(TypeError);
    expect(() => Object.assign(Object.getPrototypeOf(rate), { extra: 1 })).toThrow(TypeError);
  });
});

describe('options that do not hold are kept beside the declaration', () => {
  const problems = (make: (one: ReturnType<typeof small>) => unknown) => {
    const one = small();
    make(one);
    return invalidOf(one).flatMap(({ of, name, issues }) =>
      issues.map(({ path, message }) => `${of} ${name} at ${path.join('.')}: ${message}`),
    );
  };

  test('of an alert, all of them', () => {
    expect(
      problems((one) =>
        call(one, 'alert', 'A', { when: heap, for: '5x', severity: 5, labels: { a: 1 }, runbok: 'x', group: 'slow' }),
      ),
    ).toEqual([
      "alert A at 1.for: write a duration as Prometheus does, units descending: '30s', '5m', '1h30m'",
      'alert A at 1.severity: write a text in quotes',
      'alert A at 1.labels.a: a label value is a text in quotes',
      'alert A at 1.group: a rule group is needed here',
      'alert A at 1.runbok: there is no option "runbok" here: did you mean runbook?',
    ]);
  });

  test.each<[string, (one: ReturnType<typeof small>) => unknown, readonly string[]]>([
    ['no options at all', (one) => call(one, 'alert', 'A'), ['alert A at 1: write the options: { … }']],
    ['no name', (one) => call(one, 'ruleGroup', ''), ['ruleGroup  at 0: the name is empty']],
    ['a name that is none', (one) => call(one, 'ruleGroup', 5), ['ruleGroup 5 at 0: a name is needed here']],
    [
      'a scrape job',
      (one) => call(one, 'scrapeJob', 'j', { targets: ['a b'], interval: 15, metricsPath: 'metrics', scheme: 'ftp' }),
      [
        'scrapeJob j at 1.targets.0: a target is host:port',
        "scrapeJob j at 1.interval: write a duration as Prometheus does, units descending: '30s', '5m', '1h30m'",
        'scrapeJob j at 1.metricsPath: the path begins with /',
        "scrapeJob j at 1.scheme: one of 'http', 'https'",
      ],
    ],
    [
      'a metric',
      (one) =>
        call(one.scrapeJob('j', { targets: [] }), 'counter', 'm', {
          unit: 'minutes',
          labels: { a: ['b'] },
          lifecycle: 'old',
        }),
      [
        'metric m at 1.help: help is missing: say in a sentence what the metric tells: help',
        'metric m at 1.unit: not a base unit: seconds, bytes, ratio, celsius, volts, amperes, joules, watts, grams, meters, timestamp',
        "metric m at 1.labels.a: write oneOf('a', 'b'), upTo(20) or anyValue",
        "metric m at 1.lifecycle: one of 'planned', 'stable', 'deprecated', 'removed', or { stage, replacedBy, note }",
      ],
    ],
    [
      'an ignore without a reason',
      (one) => call(one, 'ruleGroup', 'g', { ignore: { 'rule-x': true } }),
      ["ruleGroup g at 1.ignore.rule-x: give the reason as a text, or { reason, until: '2027-01-31' }"],
    ],
    [
      'a runbook',
      (one) => call(one, 'runbook', 'r', { title: 'R', about: 5, steps: ['a'] }),
      ['runbook r at 1.about: write a text or md`…`', 'runbook r at 1.steps.0: a step is made with step(…)'],
    ],
    [
      'a dashboard',
      (one) => call(one, 'dashboard', 'd', { title: 'D', rows: 'none', refresh: 'often', variables: ['method'] }),
      [
        'dashboard d at 1.variables.0: a variable is needed here',
        'dashboard d at 1.rows: list the rows: [row(…)]',
        "dashboard d at 1.refresh: write a duration as Prometheus does, units descending: '30s', '5m', '1h30m'",
      ],
    ],
    [
      'a section of the guide',
      (one) => call(one, 'guide', 'tracking', {}),
      [
        expect.stringMatching(
          /^guideSection tracking at 1.section: the sections are quick-start, /,
        ) as unknown as string,
      ],
    ],
  ])('%s', (_, make, expected) => {
    expect(problems(make)).toEqual(expected);
  });

  test('the declaration is there all the same', () => {
    const one = small();
    call(one, 'alert', 'A', { when: heap.gt(1), severity: 5 });
    expect(declarationsOf(one).map(({ kind }) => kind)).toEqual(['invalid', 'alert']);
  });

  test('at the place of the declaration', () => {
    const one = small();
    const code = '\nreturn one.alert("A", {});';
    written('/definitions/alerts.ts', code, { one });
    const [invalid] = invalidOf(one);
    expect(invalid?.origin).toMatchObject({ file: '/definitions/alerts.ts', ...placeIn(code, 'alert(') });
  });

  test('of a system', () => {
    const broken = (call as (...args: unknown[]) => unknown)({ system }, 'system', {
      ...options,
      severities: [],
      docsUrl: 'docs',
      environments: ['../x'],
      runsOn: { prometheus: '3.5.1', grafana: 12, retention: 'long' },
    });
    expect(
      invalidOf(broken).flatMap(({ issues }) => issues.map(({ path, message }) => `${path.join('.')}: ${message}`)),
    ).toEqual([
      '0.docsUrl: write the address under which the docs folder is served',
      '0.severities: list at least one severity',
      '0.environments.0: an environment names an output folder: letters, digits, _ . -',
      "0.runsOn.prometheus: write the version as major and minor: '3.5'",
      "0.runsOn.grafana: write the version as major and minor: '3.5'",
      "0.runsOn.retention: write a duration as Prometheus does, units descending: '30s', '5m', '1h30m'",
    ]);
  });
});
