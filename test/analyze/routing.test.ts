import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertLabels } from '../../src/analyze/alert-labels.ts';
import { analyze } from '../../src/analyze/analyze.ts';
import type { Condition } from '../../src/analyze/routing.ts';
import { routeOf } from '../../src/analyze/routing-tree.ts';
import type { Project } from '../../src/model/project.ts';
import type { Route, Routing } from '../../src/model/routing.ts';
import { regexMatches } from '../../src/promql/regex.ts';
import { shop } from '../check/catalog.ts';
import { alert, project } from './project.ts';
import { inhibition, matchers, route, routing } from './routing-sample.ts';

function analysed(parts: Partial<Project>, externalLabels: Readonly<Record<string, string>> = {}) {
  const whole = project({ ...shop, ...parts });
  return analyze({ ...whole, system: { ...whole.system, externalLabels } });
}

/** `severity=critical,warning method=*`. */
function words(where: readonly Condition[]): string {
  return where
    .map(({ label, values, patterns, others }) =>
      [`${label}=${values.map((value) => value || "''").join()}`, ...patterns, ...(others ? ['*'] : [])].join('|'),
    )
    .join(' ');
}

/** What becomes of each alert: `Name severity=warning: slack, pager < Other`. */
function outcome(parts: Partial<Project>, externalLabels = {}): readonly string[] {
  const analysis = analysed(parts, externalLabels);
  return analysis.project.alerts.flatMap((one) =>
    analysis
      .routing()!
      .of(one)
      .cases.map(({ where, deliveries, inhibitedBy }) => {
        const by = inhibitedBy.length > 0 ? ` < ${inhibitedBy.map(({ name }) => name).join()}` : '';
        const given = where.length > 0 ? ` ${words(where)}` : '';
        return `${one.name}${given}: ${deliveries.map((delivery) => delivery.receiver).join()}${by}`;
      }),
  );
}

describe('labels of an alert', () => {
  const labels = (expr: string, rest = {}, externalLabels = {}) => {
    const analysis = analysed({ alerts: [alert('A', expr, rest)] }, externalLabels);
    return alertLabels(analysis.project.alerts[0]!, analysis).map(({ facts, complete }) => {
      const known = [...facts.values()].filter(({ presence }) => presence !== 'never');
      const texts = known.map(
        ({ name, presence, values }) => `${name}${presence === 'maybe' ? '?' : ''}=${values?.join('|') ?? '*'}`,
      );
      return [...texts.sort(), ...(complete ? [] : ['…'])].join(' ');
    });
  };
  it.each([
    ['sum(requests_total) > 1', {}, {}, ['alertname=A severity=warning']],
    ['sum by (status) (requests_total) > 1', {}, {}, ['alertname=A severity=warning status=success|error']],
    [
      'sum(requests_total) > 1',
      { labels: { team: 'a', zone: '{{ $labels.zone }}' } },
      {},
      ['alertname=A severity=warning team=a zone?=*'],
    ],
    ['sum by (status) (requests_total) > 1', { labels: { status: '' } }, {}, ['alertname=A severity=warning']],
    [
      'sum by (status) (requests_total) > 1 or sum(heap_bytes) > 1',
      {},
      {},
      ['alertname=A severity=warning status=success|error', 'alertname=A severity=warning'],
    ],
    [
      'sum by (queue) (queue_length) > 1',
      {},
      { queue: 'in', cluster: 'eu' },
      ['alertname=A cluster=eu queue=in|out severity=warning'],
    ],
    [
      'sum by (status) (requests_total) > 1',
      {},
      { status: 'external' },
      ['alertname=A severity=warning status=success|error'],
    ],
    ['sum(requests_total) > 1', {}, { cluster: '${CLUSTER}' }, ['alertname=A cluster=* severity=warning']],
    ['nobody_knows > 1', {}, {}, ['alertname=A severity=warning …']],
    ['vector(1)', {}, {}, ['alertname=A severity=warning']],
  ] as [string, object, object, string[]][])('%s with %j, %j', (expr, rest, external, expected) =>
    expect(labels(expr, rest, external)).toEqual(expected),
  );
});

describe('a route', () => {
  const tree = (routes: readonly Route[], rest: Partial<Route> = {}) =>
    routing(route('', { receiver: 'all', routes, ...rest }));
  const receivers = (labels: Record<string, string>, of: Routing) =>
    routeOf(labels, of).map(({ receiver }) => receiver);
  it('takes what no child takes', () => {
    const of = tree([
      route('severity="critical"', { receiver: 'pager', routes: [route('team="a"', { receiver: 'a' })] }),
    ]);
    expect(receivers({}, of)).toEqual(['all']);
    expect(receivers({ severity: 'critical' }, of)).toEqual(['pager']);
    expect(receivers({ severity: 'critical', team: 'a' }, of)).toEqual(['a']);
  });
  it('leaves the rest to its siblings only where it continues', () => {
    const of = tree([
      route('a="1"', {
        receiver: 'one',
        continue: true,
        routes: [route('b="2"', { receiver: 'inner', continue: true })],
      }),
      route('b="2"', { receiver: 'two' }),
      route('b="2"', { receiver: 'three' }),
    ]);
    expect(receivers({ a: '1', b: '2' }, of)).toEqual(['inner', 'two']);
    expect(receivers({ a: '1' }, of)).toEqual(['one']);
  });
  it('asks an absent label as an empty one, and patterns as a whole', () => {
    const of = tree([route('team!="x"', { receiver: 'others' }), route('team=~"x|y"', { receiver: 'never' })]);
    expect(receivers({}, of)).toEqual(['others']);
    expect(receivers({ team: 'x' }, of)).toEqual(['never']);
  });
  it('inherits receiver, grouping and times, but neither intervals nor continue', () => {
    const of = tree(
      [route('a="1"', { groupWait: 0, mute: ['nights'], routes: [route('b="1"', { groupBy: ['...'] })] })],
      {
        groupBy: ['alertname'],
        repeatInterval: 3.6e6,
      },
    );
    expect(routeOf({ a: '1', b: '1' }, of)).toEqual([
      {
        receiver: 'all',
        route: '{}/{a="1"}/{b="1"}',
        groupBy: ['...'],
        groupWait: 0,
        groupInterval: 300_000,
        repeatInterval: 3.6e6,
        mute: [],
        active: [],
      },
    ]);
  });
  it('is named as Alertmanager names it', () => {
    const of = tree([route('b=~"x|y",a!="1",a="0"', { receiver: 'r' })]);
    expect(routeOf({ b: 'x', a: '0' }, of)[0]?.route).toBe('{}/{a="0",a!="1",b=~"x|y"}');
  });
});

describe('the simulation', () => {
  const bySeverity = routing(
    route('', {
      receiver: 'mail',
      routes: [
        route('severity="critical"', { receiver: 'pager' }),
        route('method=~"GET|POST"', { receiver: 'web' }),
        route('method=~"x.*"', { receiver: 'x' }),
      ],
    }),
  );
  it('says for each combination of labels that matters who gets the alert', () => {
    const alerts = [
      alert('Down', 'up == 0', { severity: 'critical' }),
      alert('Total', 'sum(requests_total) > 1'),
      alert('Slow', 'sum by (method, status) (requests_total) > 1'),
    ];
    expect(outcome({ alerts, routing: bySeverity })).toEqual([
      'Down: pager',
      'Total: mail',
      'Slow method=GET,POST: web',
      'Slow method=|method=~"x.*": x',
      "Slow method=''|*: mail",
    ]);
  });
  it('keeps apart what goes by different routes', () => {
    const twice = routing(
      route('', {
        receiver: 'mail',
        routes: [route('status="error"', { receiver: 'team' }), route('status="success"', { receiver: 'team' })],
      }),
    );
    const alerts = [alert('Any', 'sum by (status) (requests_total) > 1')];
    expect(outcome({ alerts, routing: twice })).toEqual(['Any status=error: team', 'Any status=success: team']);
  });
  it('merges what goes the same way', () => {
    const tree = route('', {
      receiver: 'mail',
      routes: [route('method="a"'), route('status="error"', { receiver: 'team' })],
    });
    const alerts = [alert('Any', 'sum by (method, status) (requests_total{method=~"a|b|c"}) > 1')];
    expect(outcome({ alerts, routing: routing(tree) })).toEqual([
      'Any method=a: mail',
      'Any method=b,c status=error: team',
      'Any method=b,c status=success: mail',
    ]);
  });
  it('is quick with thousands of alerts', () => {
    const alerts = Array.from({ length: 10_000 }, (_, index) =>
      alert(`Alert${index}`, 'sum by (method, status) (requests_total) > 1', {
        severity: ['critical', 'warning'][index % 2]!,
      }),
    );
    const routes = Array.from({ length: 20 }, (_, index) => route(`method="m${index}"`, { receiver: `r${index}` }));
    const rules = [inhibition('severity="critical"', 'severity="warning"', ['alertname', 'method'])];
    const analysis = analysed({ alerts, routing: routing(route('', { receiver: 'all', routes }), rules) });
    for (const one of alerts) analysis.inference(one.expr);
    // Of the processor, not the clock: tests run side by side.
    const start = process.cpuUsage();
    const simulation = analysis.routing()!;
    for (const one of analysis.project.alerts) simulation.of(one);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2500);
  });
  it('is undefined without routing', () => expect(analysed({}).routing()).toBeUndefined());
});

describe('inhibition', () => {
  const tree = route('', { receiver: 'all' });
  const alerts = [
    alert('Bad', 'sum by (queue) (queue_length) > 9', { severity: 'critical' }),
    alert('Mild', 'sum by (queue) (queue_length) > 1'),
    alert('Total', 'sum(heap_bytes) > 1'),
  ];
  const inhibited = (...rules: Parameters<typeof inhibition>[]) =>
    outcome({
      alerts,
      routing: routing(
        tree,
        rules.map((rule) => inhibition(...rule)),
      ),
    });
  it('is by alerts whose labels can be equal', () => {
    expect(inhibited(['severity="critical"', 'severity="warning"', ['queue']])).toEqual([
      'Bad: all',
      'Mild: all < Bad',
      // A series without queue is one that has it empty.
      'Total: all < Bad',
    ]);
  });
  it('compares an absent label with an absent one', () => {
    expect(inhibited(['severity="critical"', 'severity="warning"', ['zone']])).toEqual([
      'Bad: all',
      'Mild: all < Bad',
      'Total: all < Bad',
    ]);
  });
  it('never is by labels that cannot be equal', () => {
    expect(inhibited(['severity="critical"', 'severity="warning"', ['alertname']])).toEqual([
      'Bad: all',
      'Mild: all',
      'Total: all',
    ]);
    expect(inhibited(['queue="in"', 'queue="out"', ['queue']])).toEqual(['Bad: all', 'Mild: all', 'Total: all']);
  });
  it('is not by an alert on both sides, of one that is on both too', () => {
    expect(inhibited(['severity=~".+"', 'severity="warning"'])).toEqual([
      'Bad: all',
      'Mild: all < Bad',
      'Total: all < Bad',
    ]);
  });
  it('depends on what the target is', () => {
    expect(inhibited(['severity="critical"', 'queue="in"', ['queue']])).toEqual([
      'Bad: all',
      'Mild queue=in: all < Bad',
      "Mild queue=out,'': all",
      'Total: all',
    ]);
  });
});

/** Values that labels of generated alerts have; '' is none. */
const values = ['', 'a', 'b', 'ab', 'abc', 'z'];
const matcher = fc.record({
  label: fc.constantFrom('x', 'y', 'alertname'),
  op: fc.constantFrom('=', '!=', '=~', '!~'),
  value: fc.constantFrom('a', 'b', '', 'ab', 'a.*', 'a|b', '.+', '.*b', '(?:ab)?c?', 'A'),
});
const { node } = fc.letrec<{ node: Route }>((tie) => ({
  node: fc
    .record({
      of: fc.array(matcher, { maxLength: 2 }),
      rest: fc.record({
        receiver: fc.option(fc.constantFrom('r1', 'r2', 'r3'), { nil: undefined }),
        continue: fc.boolean(),
        routes: fc.oneof(
          { depthSize: 'small', withCrossShrink: true },
          fc.constant([]),
          fc.array(tie('node'), { maxLength: 3 }),
        ),
      }),
    })
    .map(({ of, rest }) => route('', { ...rest, matchers: of as Route['matchers'] })),
}));

describe('every concrete alert', () => {
  const expressions = [
    'nobody_knows > 1',
    'sum by (x) (nobody_knows) > 1',
    'sum by (x, y) (nobody_knows{x=~"a|b"}) > 1',
    'sum(nobody_knows) > 1',
  ];
  it('goes where the simulation says', () => {
    fc.assert(
      fc.property(
        fc.array(node, { maxLength: 4 }),
        fc.constantFrom(...expressions),
        fc.array(fc.constantFrom(...values), { minLength: 2, maxLength: 2 }),
        (routes, expr, given) => {
          const of = routing(route('', { receiver: 'root', routes }));
          const analysis = analysed({ alerts: [alert('A', expr)], routing: of });
          const { cases, cut } = analysis.routing()!.of(analysis.project.alerts[0]!);
          const labels: Record<string, string> = { alertname: 'A', severity: 'warning' };
          const allowed = expr.includes('a|b') ? ['a', 'b'] : values;
          if (expr.includes('x') || expr.startsWith('nobody')) labels.x = allowed.includes(given[0]!) ? given[0]! : 'a';
          if (expr.includes('y)') || expr.startsWith('nobody')) labels.y = given[1]!;
          const expected = routeOf(labels, of).map(({ route }) => route);
          const possible = cases.filter(({ where }) =>
            where.every((condition) => allows(condition, labels[condition.label] ?? '')),
          );
          if (!cut)
            expect(possible.map(({ deliveries }) => deliveries.map(({ route }) => route))).toContainEqual(expected);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

function allows({ values: named, patterns, others }: Condition, value: string): boolean {
  return (
    named.includes(value) ||
    (value !== '' && others) ||
    patterns.some((pattern) => matchers(pattern).some((one) => regexMatches(one.value, value)))
  );
}
