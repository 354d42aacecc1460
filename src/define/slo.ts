import type { Ignore } from '../model/declaration.ts';
import type { Runbook } from '../model/runbook.ts';
import { type CalendarUnit, isComputed, type Slo } from '../model/slo.ts';
import type { DashboardHandle } from './dashboard.ts';
import { declared, givenTo } from './declare.ts';
import { callerOrigin } from './origin.ts';
import type { Duration } from './quantity.ts';
import type { Text } from './refer.ts';
import type { AlertHandle } from './route-options.ts';
import type { Gauge } from './series.ts';
import type { Sli, SliHandle } from './sli.ts';
import { type AlertSettings, alertKeys, apart, sloAlerts } from './slo-alerts.ts';
import { sloDashboards } from './slo-dashboard.ts';
import type { SloPanelTitle } from './slo-dashboard-panels.ts';
import { sloFrom } from './slo-record.ts';
import { sloRules, sloSeriesOf } from './slo-rules.ts';
import { sloIdSchema, sloSchema } from './slo-schema.ts';
import type { SystemScope } from './system.ts';

type StaticLabels = Readonly<Record<string, string>>;

/** A pair of windows: how much of the budget may go in the long one, or at which rate. */
export type BurnWindow = {
  readonly long: Duration;
  /** Has to agree, so that the alert ends soon after the fault; a twelfth of `long` unless given. */
  readonly short?: Duration;
} & (
  | { readonly budget: `${number}%`; readonly burnRate?: never }
  | { readonly burnRate: number; readonly budget?: never }
);

interface AlertChoice<Severity extends string> {
  /** Name of the alert; the SLO's in CamelCase with `FastBurn`, `SlowBurn` or `Absent` unless given. */
  readonly name?: string;
  readonly severity?: Severity;
  readonly labels?: StaticLabels;
  readonly runbook?: Runbook;
}
interface BurnChoice<Severity extends string> extends AlertChoice<Severity> {
  /** Windows instead of those that follow from the period. */
  readonly windows?: readonly BurnWindow[];
}

export interface Calendar {
  readonly calendar: CalendarUnit;
  /** Of the IANA database; UTC unless given. */
  readonly timeZone?: string;
  /** A day on which a period began: `'2027-01-01'`. */
  readonly start?: string;
}

export interface SloOptions<L, Severity extends string> {
  /** What is measured: `sli.ratio`, `sli.latency`, `sli.gauge` or `sli.raw`. */
  readonly sli: Sli<L>;
  /** Share of good events wanted: `'99.9%'`. */
  readonly objective: `${number}%`;
  /**
   * The period of the error budget: the last 30 days, `'30d'`; or a calendar period, which Prometheus cannot compute: with
   * `rules: false` it is documented and emitted as OpenSLO.
   */
  readonly window: Duration | Calendar;
  readonly title?: string;
  /** What people who use the service may rely on. */
  readonly description?: Text;
  /** The label `service`; the system's title unless given. Not used where `by` has the label. */
  readonly service?: string;
  /** The team that answers for it; the system's owner unless given. */
  readonly owner?: string;
  /** Runbook of its alerts. */
  readonly runbook?: Runbook;
  /** Further labels of its alerts, for routing. */
  readonly labels?: StaticLabels;
  /** No window is shorter than this, for data that comes in seldom. */
  readonly shortestWindow?: Duration;
  readonly alerts?: {
    /** The most severe unless another severity is given. */
    readonly page?: false | BurnChoice<Severity>;
    /** Second in severity unless another is given. */
    readonly ticket?: false | BurnChoice<Severity>;
    /** Fires when what the SLO is measured by is not there; `for` 10 minutes and second in severity unless given. */
    readonly absent?: false | (AlertChoice<Severity> & { readonly for?: Duration | '0s' });
  };
  /** What the team does as the budget goes, most left first. */
  readonly policy?: readonly { readonly remaining: `${number}%`; readonly action: Text }[];
  /** false: document it and emit OpenSLO, without rules, alerts and dashboards. */
  readonly rules?: boolean;
  /** false: no dashboard of its own. */
  readonly dashboard?: boolean;
  readonly ignore?: Ignore;
}

type Pascal<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Capitalize<Head>}${Pascal<Tail>}`
  : Capitalize<S>;
type Identity<Id extends string, L> = { readonly slo: Id; readonly service: string } & Omit<L, 'slo' | 'service'>;
type Fired<Id extends string, L, Suffix extends string> = AlertHandle<
  { readonly alertname: `${Pascal<Id>}${Suffix}`; readonly owner: string } & Identity<Id, L>
>;

/** A declared SLO: its alerts, to be routed and tested, and its series, to be drawn. */
export interface SloHandle<Id extends string, L> extends Omit<Slo, 'dashboard'> {
  readonly id: Id;
  readonly page: Fired<Id, L, 'FastBurn'>;
  readonly ticket: Fired<Id, L, 'SlowBurn'>;
  readonly absent: Fired<Id, L, 'Absent'>;
  /** Share of bad events over the whole period. */
  readonly errorRatio: Gauge<Identity<Id, L>, 'ratio'>;
  /** How many times faster than allowed the budget goes at the moment. */
  readonly burnRate: Gauge<Identity<Id, L>, 'number'>;
  /** Share of the period's budget that is left; below 0 once it is overspent. */
  readonly budgetRemaining: Gauge<Identity<Id, L>, 'ratio'>;
  /** Its own dashboard, to be linked to: `link.to(availability.dashboard)`. */
  readonly dashboard: DashboardHandle<`slo-${Id}`, SloPanelTitle>;
}

export interface SloMethods<Severity extends string> {
  /**
   * A service level objective: recording rules, burn rate alerts with two windows each, an alert for missing data, dashboards,
   * a page in the documentation and OpenSLO.
   *
   * @example
   * conexus.slo('availability', {
   *   sli: sli.ratio({ bad: requests.where({ status: 'error' }), total: requests, traffic: '20/s' }),
   *   objective: '99.9%', window: '30d', runbook,
   * });
   */
  slo<const Id extends string, L>(id: Id, options: SloOptions<L, Severity>): SloHandle<Id, L>;
}

type Given = Readonly<Record<string, unknown>>;

export function sloMethods(scope: SystemScope): SloMethods<string> {
  const dashboards = sloDashboards(scope);
  const slo = (id: string, options: unknown) => declareSlo(scope, dashboards, id, options);
  return { slo } as unknown as SloMethods<string>;
}

function declareSlo(scope: SystemScope, dashboards: ReturnType<typeof sloDashboards>, id: unknown, options: unknown) {
  const origin = callerOrigin();
  const { issues, given } = givenTo(id, options as Given, sloSchema, sloIdSchema);
  const { system } = scope.registry;
  const measured = given.sli as SliHandle | undefined;
  const asDeclared = sloFrom(String(id), given, measured, system, origin);
  const computed = issues.length === 0 && isComputed(asDeclared);
  // What is not computed still has handles, so that whatever is written with them does not fail, too.
  const made = computed ? scope : apart(scope);
  if (computed && measured) sloRules(made, asDeclared, measured);
  const settings = (given.alerts ?? {}) as AlertSettings;
  const labels = given.labels as StaticLabels | undefined;
  const alerts = sloAlerts(made, asDeclared, { settings, labels, runbook: given.runbook });
  const keys = computed ? alertKeys(asDeclared, alerts, settings) : {};
  const slo: Slo = Object.freeze({
    ...asDeclared,
    alerts: keys,
    dashboard: computed ? asDeclared.dashboard : undefined,
  });
  if (issues.length === 0) scope.registry.declarations.push(slo);
  else
    scope.registry.declarations.push(declared({ kind: 'invalid' as const, of: 'slo', name: slo.id, issues }, origin));
  return Object.freeze({ ...slo, ...alerts, ...sloSeriesOf(slo), dashboard: dashboards(slo, computed) });
}
