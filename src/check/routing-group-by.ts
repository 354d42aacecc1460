import { labelOf } from '../analyze/alert-labels.ts';
import type { Analysis } from '../analyze/analysis.ts';
import { append } from '../analyze/append.ts';
import type { Simulation } from '../analyze/routing.ts';
import type { Variant } from '../analyze/routing-classes.ts';
import { nodesIn, type RouteNode } from '../analyze/routing-tree.ts';
import { vocabulary } from '../analyze/routing-vocabulary.ts';
import type { Routing } from '../model/routing.ts';
import { valueCount } from '../promql/labels.ts';
import type { Check, Finding } from './check.ts';
import { inOption, listed, meantName, quoted } from './finding.ts';
import { routed, team } from './routing-example.ts';

/** More notifications than these at once hide what they tell. */
const mostGroups = 50;

export const routingGroupBy: Check = {
  id: 'routing-group-by',
  severity: 'warning',
  class: 'advice',
  concludesFromAbsence: true,
  why: 'Alerts of one group make one notification: too few groups hide which alert it is, too many call for each series by itself.',
  bad: `${team}
shop.routing({ receiver: team, groupBy: ['alertname', 'servce'] });`,
  good: routed("groupWait: '1m',"),
  *find(analysis) {
    const { routing } = analysis.project;
    const simulation = analysis.routing();
    if (!routing || !simulation) return;
    const nodes = nodesIn(simulation.tree);
    const told = deliveredBy(simulation);
    for (const node of nodes) {
      if (node.route.groupBy === undefined) continue;
      const under = nodes.filter((other) => grouping(other) === node).flatMap((other) => told.get(other) ?? []);
      const alerts = [...new Set(under)];
      yield* ofLabels(node, alerts, routing);
    }
    yield* ungrouped(nodes, told, analysis);
  },
};

/** The route that says how alerts of this one are grouped. */
function grouping(node: RouteNode): RouteNode | undefined {
  return node.route.groupBy !== undefined ? node : node.parent && grouping(node.parent);
}

/** The alerts that each route tells of. */
function deliveredBy({ classes }: Simulation): ReadonlyMap<RouteNode, readonly Variant[]> {
  const told = new Map<RouteNode, Variant[]>();
  for (const { variants, passages } of classes) {
    for (const node of new Set(passages.flatMap(({ result }) => result.taken)))
      for (const variant of variants) append(told, node, variant);
  }
  return told;
}

function* ofLabels(node: RouteNode, alerts: readonly Variant[], routing: Routing): Generator<Finding> {
  if (alerts.length === 0) return;
  const carried = vocabulary(alerts.map(({ labels }) => labels));
  for (const name of node.route.groupBy ?? []) {
    if (name === '...') continue;
    const at = [...node.route.path, 'groupBy', name];
    if (!carried.has(name)) {
      const help = meantName(name, carried.names, quoted)?.help;
      const has = `they have ${listed([...carried.names].sort(), 'and')}`;
      yield inOption(routing, at, {
        message: `none of the alerts that are grouped here has the label "${name}"`,
        help: help ?? has,
      });
      continue;
    }
    const most = alerts.reduce((a, b) => (groupsOf(b, name) > groupsOf(a, name) ? b : a));
    if (groupsOf(most, name) <= mostGroups) continue;
    yield inOption(routing, at, {
      message: `${most.alert.name} can make ${groupsOf(most, name)} notifications at once: one for each "${name}"`,
      help: `leave "${name}" out: a notification lists its alerts, each with its labels`,
    });
  }
}

/** How many groups a label makes of one alert; 1 where there is no telling. */
function groupsOf({ labels }: Variant, name: string): number {
  return valueCount(labelOf(labels, name)) ?? 1;
}

function* ungrouped(
  nodes: readonly RouteNode[],
  told: ReadonlyMap<RouteNode, readonly Variant[]>,
  { project }: Analysis,
): Generator<Finding> {
  for (const node of nodes) {
    const alerts = new Set((told.get(node) ?? []).map(({ alert }) => alert.name));
    if (node.isGrouped || alerts.size < 2) continue;
    yield inOption(project.routing!, node.route.path, {
      message: `${alerts.size} different alerts are told in one notification: nothing says how they are grouped`,
      help: "write groupBy: ['alertname'], with the labels that tell services apart; groupBy: [] where that is meant",
    });
    return;
  }
}
