import { type IntegrationType, integrations } from '../model/integration.ts';
import { type Field, type Fields, snakeCase } from '../model/integration-field.ts';
import type { Project } from '../model/project.ts';
import {
  type AlertMatcher,
  type Receiver,
  type Route,
  type Routing,
  routesIn,
  type Setting,
} from '../model/routing.ts';
import { atLeast } from '../model/version.ts';
import { isLabelName } from '../promql/keywords.ts';
import type { Check, Finding } from './check.ts';
import { inOption } from './finding.ts';

type Path = readonly (string | number)[];
/** Something of which a version of Alertmanager is the first, and where it stands. */
interface Need {
  readonly path: Path;
  readonly what: string;
  readonly since: string;
  readonly key?: true;
}

const anyName = 'label names with other characters than letters, digits and _ exist';

/** The shop, which says of no Alertmanager that it runs on it, tells Slack. */
function slackShop(option: string): string {
  return `const team = shop.receiver('team', {
  slack: [{ apiUrl: secret.env('SLACK_WEBHOOK_URL'), channel: '#shop', ${option}: '{{ .Status }}', sendResolved: true }],
});
shop.routing({ receiver: team, groupBy: ['alertname'] });`;
}

export const routingTarget: Check = {
  id: 'routing-target',
  severity: 'error',
  class: 'fact',
  why: 'Alertmanager refuses its whole configuration for one field that its version does not know, and then sends nothing, or goes on with the old one.',
  bad: slackShop('messageText'),
  good: slackShop('text'),
  *find({ project }) {
    const { routing } = project;
    if (routing === undefined) return;
    for (const receiver of project.receivers)
      yield* unknown(receiver, inReceiver(receiver, project.system.runsOn.alertmanager), project);
    for (const interval of project.timeIntervals) {
      const zones = interval.periods.flatMap(({ location }, index) => (location === undefined ? [] : [index]));
      const named = zones.map((index) => ({ path: [1, index, 'location'], what: 'location exists', since: '0.25' }));
      yield* unknown(interval, [{ path: [0], what: 'named time intervals exist', since: '0.24' }, ...named], project);
    }
    yield* unknown(routing, inRouting(routing), project);
  },
};

function* unknown(of: Parameters<typeof inOption>[0], needs: Iterable<Need>, { system }: Project): Generator<Finding> {
  const { alertmanager } = system.runsOn;
  for (const { path, what, since, key } of needs) {
    if (atLeast(alertmanager, since)) continue;
    const finding = inOption(of, path, {
      message: `${what} since Alertmanager ${since}; the system runs on ${alertmanager}`,
      help: `do without it, or say that a later version runs: runsOn: { alertmanager: '${since}' }`,
    });
    yield { ...finding, place: { ...finding.place, ...(key && { key }) } };
  }
}

function* inReceiver({ integrations: given }: Receiver, runsOn: string): Generator<Need> {
  const seen = new Map<IntegrationType, number>();
  for (const { type, settings } of given) {
    const index = seen.get(type) ?? 0;
    const { since, fields } = integrations[type];
    seen.set(type, index + 1);
    if (index === 0) yield { path: [1, type], what: `${type} exists`, since, key: true };
    if (atLeast(runsOn, since)) yield* inFields(fields, settings, [1, type, index]);
  }
}

function* inFields(fields: Fields, settings: Readonly<Record<string, Setting>>, above: Path): Generator<Need> {
  for (const [name, value] of Object.entries(settings)) {
    const field = fields[name];
    if (field === undefined) continue;
    const path = [...above, name];
    if (field.since !== undefined) yield { path, what: `${snakeCase(name)} exists`, since: field.since, key: true };
    yield* inValue(field, value, path);
  }
}

function* inValue({ kind, of = {}, file, nested }: Field, value: Setting, path: Path): Generator<Need> {
  const name = snakeCase(String(path.at(-1)));
  if (Array.isArray(value) && kind === 'objects') {
    for (const [index, one] of value.entries()) yield* inFields(of, one as Record<string, Setting>, [...path, index]);
    return;
  }
  if (typeof value !== 'object') return;
  if (kind === 'object') yield* inFields(of, value as Record<string, Setting>, path);
  else if (file !== undefined) yield { path, what: `${name} is read from a file`, since: file };
  else if (nested !== undefined && Object.values(value).some(isNested))
    yield { path, what: `${name} holds more than texts`, since: nested };
}

function isNested(value: unknown): boolean {
  return typeof value !== 'string' && !(typeof value === 'object' && value !== null && 'reference' in value);
}

function* inRouting({ root, inhibitions }: Routing): Generator<Need> {
  for (const route of routesIn(root)) yield* inRoute(route, route === root);
  for (const { path, source, target, equal } of inhibitions) {
    yield* inMatchers(source, [...path, 'source']);
    yield* inMatchers(target, [...path, 'target']);
    yield* inNames(equal, [...path, 'equal'], '0.28');
  }
}

function* inRoute({ path, matchers, groupBy, active }: Route, isRoot: boolean): Generator<Need> {
  yield* inMatchers(matchers, [...path, 'match']);
  if (groupBy?.[0] !== '...') yield* inNames(groupBy ?? [], [...path, 'groupBy'], '0.27');
  if (groupBy?.length === 0 && !isRoot)
    yield { path: [...path, 'groupBy'], what: 'an empty groupBy undoes that of the route above', since: '0.31' };
  if (active.length > 0) yield { path: [...path, 'active'], what: 'active intervals exist', since: '0.24', key: true };
}

function* inMatchers(matchers: readonly AlertMatcher[], path: Path): Generator<Need> {
  for (const { label } of matchers.filter((one) => !isLabelName(one.label)))
    yield { path: [...path, label], what: anyName, since: '0.27', key: true };
}

function* inNames(names: readonly string[], path: Path, since: string): Generator<Need> {
  for (const [index, name] of names.entries())
    if (!isLabelName(name)) yield { path: [...path, index], what: anyName, since };
}
