/** The routing tree as Alertmanager walks it, with what every route inherits (dispatch/route.go). */
import { type AlertMatcher, type Route, type Routing, routeDefaults } from '../model/routing.ts';
import { accepts } from '../promql/matcher.ts';

/** What happens to an alert at a route that takes it. */
export interface Delivery {
  /** '' where no route names one. */
  readonly receiver: string;
  /** The route as `amtool config routes` and Alertmanager's log name it: `{}/{severity="critical"}`. */
  readonly route: string;
  /** `...` alone stands for all labels. */
  readonly groupBy: readonly string[];
  /** Milliseconds. */
  readonly groupWait: number;
  readonly groupInterval: number;
  readonly repeatInterval: number;
  /** Names of the time intervals in which it is not sent, and outside of which it is not. */
  readonly mute: readonly string[];
  readonly active: readonly string[];
}

export interface RouteNode {
  readonly route: Route;
  readonly parent: RouteNode | undefined;
  readonly children: readonly RouteNode[];
  readonly delivery: Delivery;
  /** Whether this route or one above it says how alerts are grouped. */
  readonly isGrouped: boolean;
}

export function routeTree({ root }: Pick<Routing, 'root'>): RouteNode {
  return nodeOf(root, undefined);
}

/** A node and all below it, each before its children. */
export function nodesIn(node: RouteNode): readonly RouteNode[] {
  return [node, ...node.children.flatMap(nodesIn)];
}

function nodeOf(route: Route, parent: RouteNode | undefined): RouteNode {
  const above = parent?.delivery ?? { ...routeDefaults, receiver: '', groupBy: [] };
  const { mute, active } = route;
  const delivery: Delivery = Object.freeze({
    receiver: route.receiver ?? above.receiver,
    route: parent ? `${parent.delivery.route}/${matchersText(route.matchers)}` : matchersText(route.matchers),
    groupBy: route.groupBy ?? above.groupBy,
    groupWait: route.groupWait ?? above.groupWait,
    groupInterval: route.groupInterval ?? above.groupInterval,
    repeatInterval: route.repeatInterval ?? above.repeatInterval,
    mute,
    active,
  });
  const isGrouped = route.groupBy !== undefined || (parent?.isGrouped ?? false);
  const children: RouteNode[] = [];
  const node = { route, parent, children, delivery, isGrouped };
  for (const child of route.routes) children.push(nodeOf(child, node));
  return node;
}

const operators = ['=', '!=', '=~', '!~'];

/** `{service="a",severity=~"critical|warning"}`: sorted as Alertmanager sorts them. */
export function matchersText(matchers: readonly AlertMatcher[]): string {
  const order = (a: AlertMatcher, b: AlertMatcher) =>
    compare(a.label, b.label) || compare(a.value, b.value) || operators.indexOf(a.op) - operators.indexOf(b.op);
  return `{${matchers.toSorted(order).map(matcherText).join(',')}}`;
}

/** `severity="critical"`. */
export function matcherText({ label, op, value }: AlertMatcher): string {
  const name = /^[\p{L}\p{N}_.:/-]+$/u.test(label) ? label : JSON.stringify(label);
  return `${name}${op}"${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What a walk asks of the alert: whether a matcher of a route holds. */
export type Asks = (matcher: AlertMatcher) => boolean;

/** The routes that handle an alert, in order; `enter` hears of every route whose matchers it satisfies on its way. */
export function walk(node: RouteNode, asks: Asks, enter: (node: RouteNode) => void = () => {}): readonly RouteNode[] {
  if (!node.route.matchers.every(asks)) return [];
  enter(node);
  const taking: RouteNode[] = [];
  for (const child of node.children) {
    const below = walk(child, asks, enter);
    taking.push(...below);
    if (below.length > 0 && !child.route.continue) break;
  }
  return taking.length > 0 ? taking : [node];
}

/**
 * Who gets an alert with exactly these labels, in order; Alertmanager's own answer (`amtool config routes test`).
 *
 * @example routeOf({ alertname: 'ShopDown', severity: 'critical' }, routing).map(({ receiver }) => receiver)
 */
export function routeOf(labels: Readonly<Record<string, string>>, routing: Pick<Routing, 'root'>): readonly Delivery[] {
  const asks: Asks = (matcher) => holdsFor(matcher, Object.hasOwn(labels, matcher.label) ? labels[matcher.label]! : '');
  return walk(routeTree(routing), asks).map(({ delivery }) => delivery);
}

/** Whether a value of its label satisfies a matcher; an absent label has the value ''. A broken pattern satisfies nothing. */
export function holdsFor(matcher: AlertMatcher, value: string): boolean {
  return accepts(matcher, value) ?? false;
}
