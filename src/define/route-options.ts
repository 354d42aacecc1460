import type { Receiver, TimeInterval } from '../model/routing.ts';
import type { Alert } from '../model/rule.ts';
import type { Matching, Not } from './label.ts';
import type { Duration } from './quantity.ts';

declare const carries: unique symbol;

/** An alert, with the labels it carries when it fires. */
export interface AlertHandle<L> extends Alert {
  readonly [carries]?: L;
}

interface AnySlo {
  readonly kind: 'slo';
}

/** Alerts, and SLOs for theirs: a list, or the module that exports them: `import * as alerts from './alerts.ts'`. */
export type AnyAlerts = readonly (Alert | AnySlo)[] | Readonly<Record<string, unknown>>;

type OneOf<A> = A extends readonly (infer One)[] ? One : A[keyof A];
type CarriedBy<One> = One extends AlertHandle<infer L> & { readonly kind: 'alert' } ? L : CarriedByAlertsOf<One>;
type CarriedByAlertsOf<One> = One extends AlertsOfSlo<infer P, infer T, infer A> ? P | T | A : never;
interface AlertsOfSlo<P, T, A> {
  readonly kind: 'slo';
  readonly page: AlertHandle<P>;
  readonly ticket: AlertHandle<T>;
  readonly absent: AlertHandle<A>;
}
type NamesIn<L> = L extends unknown ? keyof L & string : never;
type ValuesIn<L, K> = L extends unknown ? (K extends keyof L ? L[K] & string : never) : never;

/** The labels that every alert may be told apart by. */
interface Always<Severity extends string> {
  readonly severity: Severity;
  readonly owner: string;
}

/** Values of the labels of alerts, which have those of the system besides; any label where no alerts are given. */
export type RoutingLabels<Severity extends string, External, A> = [A] extends [undefined]
  ? Always<Severity> & { readonly alertname: string }
  : Carried<Severity, External, CarriedBy<OneOf<A>>>;
type Carried<Severity extends string, External, L> = {
  readonly [K in
    | NamesIn<L>
    | 'alertname'
    | keyof Always<Severity>
    | (keyof External & string)]: K extends keyof Always<Severity>
    ? Always<Severity>[K]
    : [ValuesIn<L, K>] extends [never]
      ? string
      : ValuesIn<L, K>;
};

/** What a label has to be: a value, one of a list, not(…), matching(…) or notMatching(…). */
type LabelMatch<V extends string> = V | readonly V[] | Not<V> | Matching;
type Matches<L> = { readonly [K in keyof L]?: LabelMatch<L[K] & string> };

/** What a route, or a side of an inhibition, asks of the labels of alerts. */
export type AlertMatch<L, A> = [A] extends [undefined]
  ? Matches<L> & { readonly [label: string]: LabelMatch<string> | undefined }
  : Matches<L>;
type LabelName<L, A> = [A] extends [undefined] ? string : keyof L & string;

interface Grouped<L, A> {
  /** Labels by which alerts are told together; `['...']` tells each by itself. */
  readonly groupBy?: readonly LabelName<L, A>[] | readonly ['...'];
  /** How long the first notification of a group waits for others; 30 seconds unless given. */
  readonly groupWait?: Duration;
  /** How long a group waits until it tells what has changed; 5 minutes unless given. */
  readonly groupInterval?: Duration;
  /** After how long it is told again that alerts still fire; 4 hours unless given. */
  readonly repeatInterval?: Duration;
  /** Tried in this order; the first that matches takes the alert. */
  readonly routes?: readonly RouteOptions<L, A>[];
}

/** A branch of the tree of routes; what is left out is as in the one it stands in. */
export interface RouteOptions<L, A> extends Grouped<L, A> {
  readonly match?: AlertMatch<L, A>;
  readonly receiver?: Receiver;
  /** Whether those after it are tried too. */
  readonly continue?: boolean;
  /** Times in which nothing is sent; the routes within have their own. */
  readonly mute?: readonly TimeInterval[];
  /** Times outside of which nothing is sent; the routes within have their own. */
  readonly active?: readonly TimeInterval[];
}

export interface InhibitionOptions<L, A> {
  /** While such an alert fires … */
  readonly source: AlertMatch<L, A>;
  /** … such ones are not told. */
  readonly target: AlertMatch<L, A>;
  /** Labels in which both have to agree; `[]` where one fault explains all the others. */
  readonly equal?: readonly LabelName<L, A>[];
}

/** The root of the tree, which takes every alert, and what holds for all of it. */
export interface RootOptions<L, A> extends Grouped<L, A> {
  readonly receiver: Receiver;
  /** `host:port` of the Alertmanagers that Prometheus sends to; `alertmanager:9093` unless given. */
  readonly alertmanagers?: readonly string[];
  /** When an alert counts as resolved that is not sent any more and says no end itself; 5 minutes unless given. */
  readonly resolveTimeout?: Duration;
  /** Where the variables of `secret.env` stand as files of their names; `/run/secrets` unless given. */
  readonly secretsFolder?: string;
  readonly inhibit?: readonly InhibitionOptions<L, A>[];
}
