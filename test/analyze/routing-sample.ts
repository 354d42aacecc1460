/** Routing as plain model objects, written short. */
import { brand } from '../../src/model/declaration.ts';
import type { AlertMatcher, Inhibition, Receiver, Route, Routing, TimeInterval } from '../../src/model/routing.ts';

const declared = {
  [brand]: true as const,
  origin: { file: '/definitions/shop/shop.ts', line: 1, column: 1, callers: [] },
  ignore: {},
};

/** `severity="critical", team=~"a|b"`. */
export function matchers(text: string): readonly AlertMatcher[] {
  return [...text.matchAll(/(\w+)(=~|!~|!=|=)"([^"]*)"/g)].map(([, label, op, value]) => ({
    label: label!,
    op: op as AlertMatcher['op'],
    value: value!,
  }));
}

export function route(text: string, rest: Partial<Route> = {}): Route {
  const inherited = { groupBy: undefined, groupWait: undefined, groupInterval: undefined, repeatInterval: undefined };
  const own = { continue: false, mute: [], active: [], routes: [] };
  return { path: [0], matchers: matchers(text), receiver: undefined, ...inherited, ...own, ...rest };
}

export function routing(root: Route, inhibitions: readonly Inhibition[] = []): Routing {
  const settings = { alertmanagers: ['alertmanager:9093'], resolveTimeout: undefined, secretsFolder: '/run/secrets' };
  return { ...declared, kind: 'routing', ...settings, root: placed(root, [0]), inhibitions };
}

function placed(of: Route, path: Route['path']): Route {
  return { ...of, path, routes: of.routes.map((child, index) => placed(child, [...path, 'routes', index])) };
}

export function inhibition(source: string, target: string, equal: readonly string[] = [], index = 0): Inhibition {
  return { path: [0, 'inhibit', index], source: matchers(source), target: matchers(target), equal };
}

export function receiver(name: string, integrations: Receiver['integrations'] = []): Receiver {
  return { ...declared, kind: 'receiver', name, integrations };
}

export function timeInterval(name: string, periods: TimeInterval['periods'] = []): TimeInterval {
  return { ...declared, kind: 'timeInterval', name, periods };
}
