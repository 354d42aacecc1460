import type { Ignore, Origin } from '../model/declaration.ts';
import type { Invalid } from '../model/project.ts';
import type { AlertMatcher, Inhibition, Receiver, Route, Routing, TimeInterval } from '../model/routing.ts';
import { parseDuration } from '../promql/duration.ts';
import { declared, givenAlone, register } from './declare.ts';
import { readMatchers } from './matcher.ts';
import { callerOrigin } from './origin.ts';
import type { AnyAlerts, InhibitionOptions, RootOptions, RouteOptions, RoutingLabels } from './route-options.ts';
import { routingSchema } from './routing-schema.ts';
import type { SystemScope } from './system.ts';

/** Whom alerts reach. `A` is the type of the alerts that it is written for. */
export type RoutingOptions<Severity extends string, External, A> = RootOptions<
  RoutingLabels<Severity, External, A>,
  A
> & {
  /** The alerts it is for: their labels and values are then known; an SLO stands for its own. A list, or `import * as alerts from './alerts.ts'`. */
  readonly alerts?: A;
  readonly ignore?: Ignore;
};

export interface RoutingMethods<Severity extends string, External> {
  /**
   * What happens to the alerts of the system once they fire: whom they reach, together with which others, and how often.
   *
   * @example
   * shop.routing({
   *   receiver: slack, groupBy: ['alertname'], alerts,
   *   routes: [{ match: { severity: 'critical' }, receiver: pager }],
   *   inhibit: [{ source: { severity: 'critical' }, target: { severity: 'warning' }, equal: ['alertname'] }],
   * });
   */
  routing<A extends AnyAlerts | undefined = undefined>(options: RoutingOptions<Severity, External, A>): Routing;
}

type Given = RootOptions<Record<string, string>, undefined> & { readonly ignore?: Ignore };
type GivenRoute = RouteOptions<Record<string, string>, undefined>;

export function routingMethods(scope: SystemScope): RoutingMethods<string, unknown> {
  return { routing: (options: unknown) => declareRouting(scope, options) } as RoutingMethods<string, unknown>;
}

function declareRouting({ registry }: SystemScope, options: unknown): Routing {
  const origin = callerOrigin();
  const judged = givenAlone(options as Given, routingSchema(registry.system));
  const given = judged.given;
  const record = {
    kind: 'routing' as const,
    alertmanagers: given.alertmanagers ?? ['alertmanager:9093'],
    resolveTimeout: milliseconds(given.resolveTimeout),
    secretsFolder: given.secretsFolder ?? '/run/secrets',
    root: routeFrom(origin, given as GivenRoute, [0]),
    inhibitions: (given.inhibit ?? []).map((one, index) => inhibitionFrom(origin, one, [0, 'inhibit', index])),
  };
  const issues = [...judged.issues.map(atRoot), ...foreign(given as GivenRoute, [0], registry)];
  return register(registry, declared(record, origin, given.ignore), issues);
}

type Issue = Invalid['issues'][number];

/** What only the routes within may say. */
const ofBranches: ReadonlySet<unknown> = new Set(['match', 'continue', 'mute', 'active']);

function atRoot(issue: Issue): Issue {
  const [, name, ...deeper] = issue.path;
  if (!issue.key || deeper.length > 0 || !ofBranches.has(name)) return issue;
  return {
    ...issue,
    message: `the root takes every alert, always: write ${name} in a route, routes: [{ ${name}: … }]`,
  };
}

/** Receivers and intervals of another system with the names of this system's: by name they cannot be told apart later. */
function foreign(route: GivenRoute, path: Route['path'], { declarations, system }: SystemScope['registry']): Issue[] {
  const { receiver, mute = [], active = [], routes = [] } = route;
  const named = [
    ...(receiver ? [{ one: receiver, at: ['receiver'] }] : []),
    ...mute.map((one, index) => ({ one, at: ['mute', index] })),
    ...active.map((one, index) => ({ one, at: ['active', index] })),
  ];
  const wrong = named.filter(({ one }) => {
    const namesakes = declarations.filter((other) => other.kind === one.kind && other.name === one.name);
    return namesakes.length > 0 && !namesakes.some(({ origin }) => origin === one.origin);
  });
  const own = wrong.map(({ one, at }): Issue => {
    const message = `this is the ${kinds[one.kind]} "${one.name}" of another system: name the one of ${system.title}`;
    return { path: [...path, ...at], message };
  });
  const registry = { declarations, system };
  return [...own, ...routes.flatMap((below, index) => foreign(below, [...path, 'routes', index], registry))];
}

const kinds = { receiver: 'receiver', timeInterval: 'time interval' } as const;

function routeFrom(origin: Origin, given: GivenRoute, path: Route['path']): Route {
  return {
    path,
    matchers: matchersFrom(origin, given.match),
    receiver: given.receiver?.name,
    groupBy: given.groupBy,
    groupWait: milliseconds(given.groupWait),
    groupInterval: milliseconds(given.groupInterval),
    repeatInterval: milliseconds(given.repeatInterval),
    continue: given.continue ?? false,
    mute: namesOf(given.mute),
    active: namesOf(given.active),
    routes: (given.routes ?? []).map((route, index) => routeFrom(origin, route, [...path, 'routes', index])),
  };
}

function inhibitionFrom(
  origin: Origin,
  { source, target, equal }: InhibitionOptions<Record<string, string>, undefined>,
  path: Inhibition['path'],
): Inhibition {
  const sides = { source: matchersFrom(origin, source), target: matchersFrom(origin, target) };
  return { path, ...sides, equal: equal ?? [], ...(equal === undefined && { unlimited: true as const }) };
}

function matchersFrom(origin: Origin, match: unknown = {}): readonly AlertMatcher[] {
  return readMatchers(origin, match).map(({ label, op, value }) => ({ label, op, value }));
}

function namesOf(declarations: readonly (Receiver | TimeInterval)[] = []): readonly string[] {
  return declarations.map(({ name }) => name);
}

function milliseconds(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseDuration(text);
}
