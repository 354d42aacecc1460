import type { Analysis } from '../analyze/analysis.ts';
import type { Simulation } from '../analyze/routing.ts';
import { explore } from '../analyze/routing-cases.ts';
import { matchersText, nodesIn, type RouteNode } from '../analyze/routing-tree.ts';
import { isDecidable } from '../analyze/routing-vocabulary.ts';
import type { AlertMatcher } from '../model/routing.ts';
import { onceFor } from '../promql/once-for.ts';
import type { Check } from './check.ts';
import { inOption, type Words } from './finding.ts';
import { routed } from './routing-example.ts';
import { matcherFault } from './routing-matcher.ts';

const critical = `const pager = shop.receiver('pager', { pagerduty: [{ routingKey: secret.env('PAGERDUTY_KEY') }] });
shop.alert('QueueTooLong', { when: queueLength.avgOverTime('10m').gt(1000), ...warning, severity: 'critical' });`;

export const routingUnreachable: Check = {
  id: 'routing-unreachable',
  severity: 'warning',
  class: 'advice',
  concludesFromAbsence: true,
  why: 'The first route that matches takes the alert: one behind it that nothing reaches notifies nobody.',
  bad: `${critical}
${routed(`routes: [
  { match: { severity: ['critical', 'warning'] }, receiver: team, groupWait: '1m' },
  { match: { severity: 'critical' }, receiver: pager },
],`)}`,
  good: `${critical}
${routed(`routes: [
  { match: { severity: 'critical' }, receiver: pager },
  { match: { severity: ['critical', 'warning'] }, receiver: team, groupWait: '1m' },
],`)}`,
  *find(analysis, { elsewhere }) {
    const { routing } = analysis.project;
    const simulation = analysis.routing();
    if (!routing || !simulation || analysis.project.alerts.length === 0) return;
    if (simulation.classes.some(({ cut }) => cut)) return;
    const entered = enteredIn(simulation);
    for (const node of nodesIn(simulation.tree)) {
      if (
        entered.has(node) ||
        !node.parent ||
        !entered.has(node.parent) ||
        elsewhere.some((other) => isEnteredIn(other, node)) ||
        !isDecidable(matchersAround(node), simulation)
      )
        continue;
      const words = wordsFor(node, simulation, analysis);
      if (words) yield inOption(routing, placeOf(node), words);
    }
  },
};

/** Routing is written once for all environments: another one may have the alerts of this route. */
function isEnteredIn(other: Analysis, node: RouteNode): boolean {
  const simulation = other.routing();
  if (!simulation) return false;
  const isSame = (one: RouteNode) => textOf(one) === textOf(node);
  return nodesIn(simulation.tree).some((one) => isSame(one) && enteredIn(simulation).has(one));
}

function textOf(node: RouteNode): string {
  return JSON.stringify([node.route.path, askedOf(node)]);
}

/** The routes that some alert gets to. */
const enteredIn = onceFor(
  ({ classes }: Simulation): ReadonlySet<RouteNode> =>
    new Set(classes.flatMap(({ passages }) => passages.flatMap(({ result }) => result.entered))),
);

function matchersAround(node: RouteNode): readonly AlertMatcher[] {
  return [...askedOf(node), ...earlierThan(node).flatMap(({ route }) => route.matchers)];
}

/** What an alert has to be to get to a route, by it and those it stands in. */
export function askedOf(node: RouteNode): readonly AlertMatcher[] {
  return [...(node.parent ? askedOf(node.parent) : []), ...node.route.matchers];
}

export function placeOf({ route }: RouteNode): readonly (string | number)[] {
  return route.matchers.length > 0 ? [...route.path, 'match'] : route.path;
}

function wordsFor(node: RouteNode, simulation: Simulation, analysis: Analysis): Words | undefined {
  const { routing } = analysis.project;
  if (node.route.matchers.some((matcher) => matcherFault(matcher, analysis))) return undefined;
  const shadow = shadowOf(node, simulation);
  if (shadow) {
    const taking = shadow.route.matchers.length > 0 ? matchersText(shadow.route.matchers) : 'without match';
    return {
      message: `no alert gets here: the route before it, ${taking}, takes them all`,
      help: 'put it before that one; or write continue: true there, where both are to tell of them',
      related: [{ place: { origin: routing!.origin, path: placeOf(shadow) }, message: 'takes them' }],
    };
  }
  const all = askedOf(node);
  return {
    message: `no alert gets here: none has ${matchersText(all)}`,
    help:
      all.length > 1
        ? 'mend what it asks for, with the routes it stands in, or remove it'
        : 'remove it, or declare an alert for it',
  };
}

/** The earlier sibling, of the route or of one it stands in, that takes an alert which would get here. */
function shadowOf(node: RouteNode, { classes }: Simulation): RouteNode | undefined {
  const before = earlierThan(node);
  for (const { variants } of classes) {
    const { leaves } = explore(variants[0]!.domain, (asks) => {
      if (!askedOf(node).every(asks)) return undefined;
      return before.find((sibling) => sibling.route.matchers.every(asks));
    });
    const found = leaves.find(({ result }) => result !== undefined);
    if (found) return found.result;
  }
  return undefined;
}

function earlierThan(node: RouteNode): readonly RouteNode[] {
  if (!node.parent) return [];
  const siblings = node.parent.children;
  const before = siblings.slice(0, siblings.indexOf(node)).filter(({ route }) => !route.continue);
  return [...earlierThan(node.parent), ...before];
}
