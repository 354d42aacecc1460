import type { MatchOperator } from '../promql/ast.ts';
import type { Declared } from './declaration.ts';
import type { IntegrationType } from './integration.ts';

/** A secret that definitions refer to and never hold: the content of an environment variable, or of a file. */
export type Secret =
  | { readonly secret: 'env'; readonly name: string }
  | { readonly secret: 'file'; readonly path: string };

/** What an integration's field holds: plain data, in which secrets and templates are references. */
export type Setting =
  | string
  | number
  | boolean
  | Secret
  | TemplateReference
  | readonly Setting[]
  | { readonly [key: string]: Setting };

/** Stands for `{{ template "name" . }}`. */
export interface TemplateReference {
  readonly template: string;
  /** Tells it from data of the user's that has a key `template`. */
  readonly reference: true;
}

/** One way of notifying somebody: `slack_configs` has one of these for each of its items. */
export interface Integration {
  readonly type: IntegrationType;
  /** As definitions write them: `channel`, `sendResolved`. */
  readonly settings: Readonly<Record<string, Setting>>;
}

/** Whom a route notifies, by all of its integrations; without any nobody is. */
export interface Receiver extends Declared {
  readonly kind: 'receiver';
  readonly name: string;
  readonly integrations: readonly Integration[];
}

/** A named template of notifications, written to `templates/`. */
export interface NotificationTemplate extends Declared {
  readonly kind: 'notificationTemplate';
  readonly name: string;
  /** Go template text. */
  readonly text: string;
}

export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Weekday = (typeof weekdays)[number];

export const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;

/** Both ends included; days of a month count from its end where negative. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

/** When all of these hold; what is left out holds always. */
export interface TimePeriod {
  /** Minutes from midnight, `to` excluded and at most 1440; where `from` is the later one the range crosses midnight. */
  readonly times: readonly NumberRange[];
  /** 0 is Sunday; `from` may be the later one: Friday to Monday. */
  readonly weekdays: readonly NumberRange[];
  readonly daysOfMonth: readonly NumberRange[];
  /** 1 is January. */
  readonly months: readonly NumberRange[];
  readonly years: readonly NumberRange[];
  /** IANA name of the time zone; undefined is UTC. */
  readonly location: string | undefined;
}

/** A named time: whenever one of its periods holds. */
export interface TimeInterval extends Declared {
  readonly kind: 'timeInterval';
  readonly name: string;
  readonly periods: readonly TimePeriod[];
}

/** `severity="critical"`: what a route, or a side of an inhibition, asks of an alert's labels. */
export interface AlertMatcher {
  readonly label: string;
  readonly op: MatchOperator;
  readonly value: string;
}

/** A node of the routing tree. What is undefined is as its parent has it; matchers, intervals and `continue` are its own. */
export interface Route {
  /** Where it stands in the options of `routing`: `[0, 'routes', 1]`; the root is `[0]`. */
  readonly path: readonly (string | number)[];
  readonly matchers: readonly AlertMatcher[];
  /** Name of the receiver. */
  readonly receiver: string | undefined;
  /** Label names; `...` alone stands for all. */
  readonly groupBy: readonly string[] | undefined;
  /** Milliseconds. */
  readonly groupWait: number | undefined;
  readonly groupInterval: number | undefined;
  readonly repeatInterval: number | undefined;
  readonly continue: boolean;
  /** Names of time intervals in which nothing is sent. */
  readonly mute: readonly string[];
  /** Names of time intervals outside of which nothing is sent. */
  readonly active: readonly string[];
  readonly routes: readonly Route[];
}

/** While an alert matches `source`, those that match `target` and have the same values of `equal` are not sent. */
export interface Inhibition {
  readonly path: readonly (string | number)[];
  readonly source: readonly AlertMatcher[];
  readonly target: readonly AlertMatcher[];
  readonly equal: readonly string[];
  /** Nothing is said of labels that have to agree: an empty list says that none has to. */
  readonly unlimited?: true;
}

/** What happens to a system's alerts once they fire: one for each system. */
export interface Routing extends Declared {
  readonly kind: 'routing';
  /** `host:port` of the Alertmanagers that Prometheus sends to. */
  readonly alertmanagers: readonly string[];
  /** Milliseconds after which an alert that is not sent any more counts as resolved; Alertmanager's 5m unless given. */
  readonly resolveTimeout: number | undefined;
  /** Where environment secrets stand as files. */
  readonly secretsFolder: string;
  readonly root: Route;
  readonly inhibitions: readonly Inhibition[];
}

/** What Alertmanager takes where no route says otherwise (dispatch/route.go, DefaultRouteOpts), in milliseconds. */
export const routeDefaults = Object.freeze({
  groupWait: 30_000,
  groupInterval: 300_000,
  repeatInterval: 14_400_000,
});

/** A route and all below it, each before its children: the order in which Alertmanager tries them. */
export function routesIn(route: Route): readonly Route[] {
  return [route, ...route.routes.flatMap(routesIn)];
}
