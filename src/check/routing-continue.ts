import type { Analysis } from '../analyze/analysis.ts';
import type { Simulation } from '../analyze/routing.ts';
import type { Leaf } from '../analyze/routing-cases.ts';
import type { Passage } from '../analyze/routing-classes.ts';
import { matchersText, nodesIn, type RouteNode } from '../analyze/routing-tree.ts';
import { isDecidable } from '../analyze/routing-vocabulary.ts';
import type { AlertMatcher } from '../model/routing.ts';
import type { Check, Finding } from './check.ts';
import { inOption, quoted } from './finding.ts';
import { routed } from './routing-example.ts';
import { askedOf, placeOf } from './routing-unreachable.ts';

const critical = `const pager = shop.receiver('pager', { pagerduty: [{ routingKey: secret.env('PAGERDUTY_KEY') }] });
shop.alert('QueueTooLong', { when: queueLength.avgOverTime('10m').gt(1000), ...warning, severity: 'critical' });`;

export const routingContinue: Check = {
  id: 'routing-continue',
  severity: 'warning',
  class: 'advice',
  concludesFromAbsence: true,
  why: 'What a route says beside its receiver holds for the alerts it handles itself: continue without a route behind it, or mute on a route whose children take everything, does nothing.',
  bad: `${critical}
${routed("routes: [{ match: { severity: 'critical' }, receiver: pager, continue: true }],")}`,
  good: `${critical}
${routed("routes: [{ match: { severity: 'critical' }, receiver: pager, continue: true }, { groupWait: '1m' }],")}`,
  *find(analysis) {
    const simulation = analysis.routing();
    if (!simulation || simulation.classes.some(({ cut }) => cut)) return;
    const passages = simulation.classes.flatMap((one) => one.passages);
    const visits = visitsIn(passages);
    for (const node of nodesIn(simulation.tree)) {
      const through = visits.get(node) ?? [];
      if (through.length === 0) continue;
      if (isDecidable(matchersBehind(node), simulation)) yield* idle(node, through, analysis);
      yield* notInherited(node, through, analysis);
    }
    yield* twice(simulation, analysis);
  },
};

type Passing = Leaf<Passage>;

function visitsIn(passages: readonly Passing[]): ReadonlyMap<RouteNode, readonly Passing[]> {
  const visits = new Map<RouteNode, Passing[]>();
  for (const passage of passages) {
    for (const node of passage.result.entered) {
      const known = visits.get(node);
      if (known) known.push(passage);
      else visits.set(node, [passage]);
    }
  }
  return visits;
}

function matchersBehind(node: RouteNode): readonly AlertMatcher[] {
  const siblings = node.parent?.children ?? [];
  const behind = siblings.slice(siblings.indexOf(node) + 1).flatMap(({ route }) => route.matchers);
  return [...askedOf(node), ...behind];
}

/** None of the alerts that a route takes gets to one behind it. */
function* idle(node: RouteNode, through: readonly Passing[], { project }: Analysis): Generator<Finding> {
  if (!node.route.continue || !node.parent) return;
  const siblings = node.parent.children;
  const later = new Set(siblings.slice(siblings.indexOf(node) + 1));
  if (through.some(({ result }) => result.entered.some((other) => later.has(other)))) return;
  const why = later.size === 0 ? 'no route stands behind it' : 'no route behind it takes any of these alerts';
  yield inOption(project.routing!, [...node.route.path, 'continue'], {
    message: `continue changes nothing here: ${why}`,
    help: 'leave it out, or add the route that is to tell of them too',
  });
}

/** The routes within handle every alert, and have no intervals of their own. */
function* notInherited(node: RouteNode, through: readonly Passing[], { project }: Analysis): Generator<Finding> {
  const { mute, active, path } = node.route;
  if (mute.length + active.length === 0 || through.some(({ result }) => result.taken.includes(node))) return;
  const option = mute.length > 0 ? 'mute' : 'active';
  yield inOption(project.routing!, [...path, option], {
    message: `${option} does nothing here: the routes within take every alert, and do not inherit it`,
    help: `write ${option} on the routes within`,
  });
}

/** A receiver is told twice of one alert. Routes with intervals may share the day between them. */
function* twice({ classes }: Simulation, { project }: Analysis): Generator<Finding> {
  const reported = new Set<RouteNode>();
  for (const { variants, passages } of classes) {
    for (const { result } of passages) {
      const again = result.taken.find((node, index) => repeats(node, result.taken.slice(0, index)) !== undefined);
      if (!again || reported.has(again)) continue;
      reported.add(again);
      const first = repeats(again, result.taken)!;
      const place = { origin: project.routing!.origin, path: placeOf(first) };
      yield inOption(project.routing!, placeOf(again), {
        message: `${quoted(again.delivery.receiver)} is told twice of ${variants[0]!.alert.name}: here and by ${matchersText(first.route.matchers)}`,
        help: 'leave continue: true out of the first, or make one of both ask for less',
        related: [{ place, message: 'the first time' }],
      });
    }
  }
}

function repeats(node: RouteNode, others: readonly RouteNode[]): RouteNode | undefined {
  const isPlain = ({ route }: RouteNode) => route.mute.length + route.active.length === 0;
  const isSame = (other: RouteNode) => other !== node && other.delivery.receiver === node.delivery.receiver;
  return isPlain(node) ? others.find((other) => isSame(other) && isPlain(other)) : undefined;
}
