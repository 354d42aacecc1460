import type { Project } from '../../model/project.ts';
import { type Inhibition, type Route, type Routing, routeDefaults } from '../../model/routing.ts';
import { formatDuration } from '../../promql/duration.ts';
import type { YamlMap } from '../yaml.ts';
import { matcherText } from './matcher.ts';
import { receiverConfig } from './receiver.ts';
import { intervalConfig } from './time-interval.ts';

/** The configuration of Alertmanager, in the order in which its documentation explains it. */
export function config({ resolveTimeout, root, inhibitions, secretsFolder }: Routing, project: Project): YamlMap {
  const { receivers, notificationTemplates, timeIntervals } = project;
  const timeout = difference(resolveTimeout, 300_000);
  return {
    global: timeout && { resolve_timeout: timeout },
    // Relative to this file.
    templates: notificationTemplates.length > 0 ? ['templates/*.tmpl'] : undefined,
    route: routeConfig(root, { ...routeDefaults, receiver: undefined, groupBy: [] }),
    inhibit_rules: listed(inhibitions.map(inhibitRule)),
    receivers: receivers.map((receiver) => receiverConfig(receiver, secretsFolder)),
    time_intervals: listed(timeIntervals.map(intervalConfig)),
  };
}

type Inherited = Pick<Route, 'receiver' | 'groupBy' | 'groupWait' | 'groupInterval' | 'repeatInterval'>;

/** A route; what it would have anyway is not written. */
function routeConfig(route: Route, above: Inherited): YamlMap {
  const isSameGroup = JSON.stringify(route.groupBy) === JSON.stringify(above.groupBy);
  return {
    receiver: route.receiver === above.receiver ? undefined : route.receiver,
    matchers: listed(route.matchers.map(matcherText)),
    group_by: isSameGroup ? undefined : route.groupBy,
    group_wait: difference(route.groupWait, above.groupWait),
    group_interval: difference(route.groupInterval, above.groupInterval),
    repeat_interval: difference(route.repeatInterval, above.repeatInterval),
    continue: route.continue || undefined,
    mute_time_intervals: listed(route.mute),
    active_time_intervals: listed(route.active),
    routes: listed(route.routes.map((child) => routeConfig(child, settings(route, above)))),
  };
}

function settings(route: Route, above: Inherited): Inherited {
  return {
    receiver: route.receiver ?? above.receiver,
    groupBy: route.groupBy ?? above.groupBy,
    groupWait: route.groupWait ?? above.groupWait,
    groupInterval: route.groupInterval ?? above.groupInterval,
    repeatInterval: route.repeatInterval ?? above.repeatInterval,
  };
}

function inhibitRule({ source, target, equal }: Inhibition): YamlMap {
  return {
    source_matchers: listed(source.map(matcherText)),
    target_matchers: listed(target.map(matcherText)),
    equal: listed(equal),
  };
}

function difference(milliseconds: number | undefined, otherwise: number | undefined): string | undefined {
  return milliseconds === undefined || milliseconds === otherwise ? undefined : formatDuration(milliseconds);
}

function listed<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length === 0 ? undefined : items;
}
