import { nodesIn, type RouteNode } from '../analyze/routing-tree.ts';
import { formatDuration } from '../promql/duration.ts';
import type { Check } from './check.ts';
import { inOption, type Words } from './finding.ts';
import { routed } from './routing-example.ts';

/** How long Alertmanager remembers what it has sent, unless started with another `--data.retention`. */
const retention = 120 * 3_600_000;

export const routingInterval: Check = {
  id: 'routing-interval',
  severity: 'warning',
  class: 'advice',
  why: 'A group is looked at every groupInterval: it is told again at the first of these after repeatInterval, and not when that says.',
  bad: routed("groupInterval: '5m', repeatInterval: '7m',"),
  good: routed("groupInterval: '5m', repeatInterval: '10m',"),
  *find(analysis) {
    const { routing } = analysis.project;
    const simulation = analysis.routing();
    if (!routing || !simulation) return;
    for (const node of nodesIn(simulation.tree)) {
      const { repeatInterval, groupInterval, path } = node.route;
      const option = repeatInterval !== undefined ? 'repeatInterval' : 'groupInterval';
      if (repeatInterval === undefined && groupInterval === undefined) continue;
      const words = wordsFor(node);
      if (words) yield inOption(routing, [...path, option], words);
    }
  },
};

function wordsFor({ delivery }: RouteNode): Words | undefined {
  const { groupInterval, repeatInterval } = delivery;
  const [group, repeat] = [formatDuration(groupInterval), formatDuration(repeatInterval)];
  if (groupInterval === 0 || repeatInterval === 0)
    return { message: 'Alertmanager refuses an interval of 0', help: 'leave it out, or give a time' };
  if (repeatInterval > retention)
    return {
      message: `after ${formatDuration(retention)} Alertmanager has forgotten that it told: repeatInterval ${repeat} does not last`,
      help: `write at most ${formatDuration(retention)}, or start Alertmanager with a longer --data.retention and silence this`,
    };
  if (repeatInterval < groupInterval)
    return {
      message: `repeatInterval ${repeat} is shorter than groupInterval ${group}: it is told again every ${group}`,
      help: `write repeatInterval: '${group}', or a shorter groupInterval`,
    };
  if (repeatInterval % groupInterval === 0) return undefined;
  const next = formatDuration(Math.ceil(repeatInterval / groupInterval) * groupInterval);
  return {
    message: `it is told again every ${next}: repeatInterval ${repeat} is no multiple of groupInterval ${group}`,
    help: `write repeatInterval: '${next}'`,
  };
}
