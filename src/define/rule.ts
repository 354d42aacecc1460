import { z } from 'zod';
import type { Ignore, Origin } from '../model/declaration.ts';
import type { Alert, RecordingRule, RuleGroup } from '../model/rule.ts';
import type { Runbook } from '../model/runbook.ts';
import { parseDuration } from '../promql/duration.ts';
import { describe, durationHelp } from './amount.ts';
import { selectorNode } from './build.ts';
import { declared, declaredAs, givenTo, option, register } from './declare.ts';
import { built, expressionOf, type HandleState, isHandle, makeHandle } from './handle.ts';
import type { AnyOperand, Flag, FlagsIn, LabelsIn, Operand, UnitIn } from './operand.ts';
import { callerOrigin } from './origin.ts';
import type { BaseUnit, Duration } from './quantity.ts';
import type { AlwaysReturnsSomething, OnlyInDashboards, ReadsPlannedMetric } from './refusal.ts';
import type { AlertHandle } from './route-options.ts';
import type { GaugeOf } from './series.ts';
import { gaugePrototype } from './series-handle.ts';
import type { SystemScope } from './system.ts';
import { type AlertText, renderText } from './template.ts';

/** What an alert's condition must be; `unknown` accepts. */
type Decides<F, Always, Planned> = ('conditional' extends F
  ? unknown
  : [Always] extends [never]
    ? AlwaysReturnsSomething
    : unknown) &
  RuleExpression<F, Planned>;
type RuleExpression<F, Planned> = ('dashboard' extends F ? OnlyInDashboards : unknown) &
  ('planned' extends F ? ([Planned] extends [never] ? ReadsPlannedMetric : unknown) : unknown);

export interface AlertOptions<
  L,
  U extends string,
  F extends Flag,
  Severity extends string,
  Always extends string,
  Planned extends string,
  D extends StaticLabels = StaticLabels,
  G extends StaticLabels = StaticLabels,
> {
  /** The condition: a comparison, `unless`, `absent`, or raw `promql`. The alert fires for every series it returns. */
  readonly when: Operand<L, U, F> & Decides<F, Always, Planned>;
  /** How long the condition must hold; an explicit `'0s'` fires at once. */
  readonly for?: Duration | '0s';
  /** How long it keeps firing after the condition has cleared (Prometheus 2.42 and later). */
  readonly keepFiringFor?: Duration;
  readonly severity: Severity;
  /** One line for the person who is called. */
  readonly summary?: AlertText<L, U>;
  readonly description?: AlertText<L, U>;
  /** Further annotations. */
  readonly annotations?: Readonly<Record<string, AlertText<L, U>>>;
  /** The team that answers for it, where that is not the system's owner; becomes the label `owner`, for routing. */
  readonly owner?: string;
  /** Labels beside `severity`, for routing. */
  readonly labels?: D;
  readonly runbook?: Runbook;
  readonly group?: RuleGroupHandle<G>;
  /** Why it fires all the time: a dead man's switch. */
  readonly alwaysFiring?: Always;
  /** Why it reads metrics that nothing exposes yet. */
  readonly plannedMetrics?: Planned;
  readonly ignore?: Ignore;
}

type None = Record<never, never>;
type StaticLabels = Readonly<Record<string, string>>;

/** A rule group, with the labels of its rules. */
export type RuleGroupHandle<G extends StaticLabels> = RuleGroup & { readonly labels?: G };

export interface RecordingRuleOptions<X, U extends BaseUnit, D extends StaticLabels, G extends StaticLabels> {
  readonly expr: X & RuleExpression<FlagsIn<X>, never>;
  /** Static labels of the recorded series. */
  readonly labels?: D;
  readonly help?: string;
  /** Unit of the values, where it does not follow from the expression. */
  readonly unit?: U;
  readonly group?: RuleGroupHandle<G>;
  readonly ignore?: Ignore;
}

type RecordedUnit<X, U extends string> = [U] extends [never] ? UnitIn<X> : U;
/** The rule's own labels go before those of its group, which go before those of its expression. */
type RecordedLabels<X, D, G> = {
  readonly [K in keyof LabelsIn<X> | keyof D | keyof G]: K extends keyof D
    ? D[K]
    : K extends keyof G
      ? G[K]
      : K extends keyof LabelsIn<X>
        ? LabelsIn<X>[K]
        : never;
};

/** The labels of a firing alert: its own go before those of its group, which go before those of its expression. */
type FiredLabels<Name extends string, L, D, G> = { readonly alertname: Name } & D &
  Omit<G, keyof D> &
  Omit<L, keyof D | keyof G>;

export interface RuleGroupOptions<G extends StaticLabels = StaticLabels> {
  /** How often its rules are evaluated; the system's `evaluationInterval` unless given. */
  readonly interval?: Duration;
  /** Most alerts or series a rule may make; beyond it the rule fails. */
  readonly limit?: number;
  /** Evaluate that far in the past (Prometheus 2.53 and later). */
  readonly queryOffset?: Duration;
  /** Labels of all its rules; a rule's own label of the name goes before. */
  readonly labels?: G;
  readonly ignore?: Ignore;
}

/** Declares rules. */
export interface RuleMethods<Severity extends string> {
  /**
   * An alert.
   *
   * @example
   * conexus.alert('HighErrorRate', {
   *   when: requests.fraction({ status: 'error' }, { over: '5m' }).gt('5%'),
   *   for: '5m', severity: 'critical', runbook,
   *   summary: ({ value }) => `${value.percentage} of requests fail`,
   * });
   */
  alert<
    const Name extends string,
    L,
    U extends string,
    F extends Flag,
    const Always extends string = never,
    const Planned extends string = never,
    const D extends StaticLabels = None,
    G extends StaticLabels = None,
  >(
    name: Name,
    options: AlertOptions<L, U, F, Severity, Always, Planned, D, G>,
  ): AlertHandle<FiredLabels<Name, L, D, G>>;
  /** A recording rule; returns the recorded metric, typed by its expression. */
  recordingRule<
    X extends AnyOperand,
    const U extends BaseUnit = never,
    const D extends StaticLabels = None,
    G extends StaticLabels = None,
  >(name: string, options: RecordingRuleOptions<X, U, D, G>): GaugeOf<RecordedLabels<X, D, G>, RecordedUnit<X, U>>;
  /** A rule group; pass it as `group`. Rules without one form a group named after their file. */
  ruleGroup<const G extends StaticLabels = None>(name: string, options?: RuleGroupOptions<G>): RuleGroupHandle<G>;
}

type Given = Readonly<Record<string, unknown>>;

export function ruleMethods(scope: SystemScope): RuleMethods<string> {
  return {
    alert: (name: string, options: unknown) => declareAlert(scope, name, options),
    recordingRule: (name: string, options: unknown) => declareRecordingRule(scope, name, options),
    ruleGroup: (name: string, options: unknown = {}) => declareRuleGroup(scope, name, options),
  } as unknown as RuleMethods<string>;
}

/** Declares an alert; `slo` is the SLO that it belongs to. */
export function declareAlert({ registry }: SystemScope, name: string, options: unknown, slo?: string): Alert {
  const origin = callerOrigin();
  const { issues, given } = givenTo(name, options as Given, alertSchema);
  const summary = renderText(given.summary);
  const description = renderText(given.description);
  const alert: Alert = declared(
    {
      kind: 'alert' as const,
      name: String(name),
      expr: expressionIn(given.when, origin),
      for: duration(given.for),
      keepFiringFor: duration(given.keepFiringFor),
      severity: String(given.severity),
      summary,
      description,
      annotations: mapValues(given.annotations, (text) => renderText(text) ?? ''),
      labels: labelsOf(given, { ...(given.owner !== undefined && { owner: given.owner }) }, 'severity'),
      runbook: (given.runbook as Runbook | undefined)?.id,
      group: groupIn(given)?.name,
      alwaysFiring: given.alwaysFiring as string | undefined,
      plannedMetrics: given.plannedMetrics as string | undefined,
      slo,
    },
    origin,
    given.ignore as Ignore | undefined,
  );
  const texts = [...textIssues('summary', summary), ...textIssues('description', description)];
  return register(registry, alert, [...issues, ...texts]);
}

/** Declares a recording rule; `slo` is the SLO that it belongs to. */
export function declareRecordingRule(
  { registry }: SystemScope,
  name: string,
  options: unknown,
  slo?: string,
): HandleState {
  const origin = callerOrigin();
  const { issues, given } = givenTo(name, options as Given, recordingSchema);
  const rule: RecordingRule = declared(
    {
      kind: 'recordingRule' as const,
      name: String(name),
      expr: expressionIn(given.expr, origin),
      labels: labelsOf(given),
      help: given.help as string | undefined,
      unit: given.unit as string | undefined,
      group: groupIn(given)?.name,
      slo,
    },
    origin,
    given.ignore as Ignore | undefined,
  );
  register(registry, rule, issues);
  return makeHandle(gaugePrototype as object, built(selectorNode(origin, rule.name), origin));
}

export function declareRuleGroup({ registry }: SystemScope, name: string, options: unknown): RuleGroup {
  const origin = callerOrigin();
  const { issues, given } = givenTo(name, options as Given, groupSchema);
  const group: RuleGroup = declared(
    {
      kind: 'ruleGroup' as const,
      name: String(name),
      interval: duration(given.interval),
      limit: given.limit as number | undefined,
      queryOffset: duration(given.queryOffset),
      ...(given.labels !== undefined && { labels: mapValues(given.labels, String) }),
    },
    origin,
    given.ignore as Ignore | undefined,
  );
  return register(registry, group, issues);
}

function groupIn({ group }: Given): RuleGroup | undefined {
  return group as RuleGroup | undefined;
}

/** The labels of the group, over which go those that other options stand for, and the rule's own. */
function labelsOf(given: Given, more: Given = {}, unless?: string): Readonly<Record<string, string>> {
  const shared = Object.entries(groupIn(given)?.labels ?? {}).filter(([name]) => name !== unless);
  return mapValues({ ...Object.fromEntries(shared), ...more, ...(given.labels ?? {}) }, String);
}

/** A text that is a function has to return one. */
function textIssues(key: string, rendered: unknown) {
  if (rendered === undefined || typeof rendered === 'string') return [];
  return [{ path: [1, key], message: `the function returns ${describe(rendered)} instead of a text` }];
}

/** The expression behind an option; what is none is reported by the schema and stands as an empty one. */
export function expressionIn(value: unknown, origin: Origin): Alert['expr'] {
  return isHandle(value) ? expressionOf(value) : { ast: undefined, issues: [], origin };
}

function duration(text: unknown): number | undefined {
  return typeof text === 'string' ? parseDuration(text) : undefined;
}

function mapValues(record: unknown, map: (value: unknown) => string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record ?? {}).map(([key, value]) => [key, map(value)]));
}

/** A duration option. */
export const durationOption = z.string(durationHelp).refine((text) => parseDuration(text) !== undefined, durationHelp);
const text = z.union(
  [option.text, z.custom((value) => typeof value === 'function')],
  'write a text, or a function that returns one',
);

const alertSchema = z.strictObject({
  when: option.expression,
  for: durationOption.optional(),
  keepFiringFor: durationOption.optional(),
  severity: option.text,
  summary: text.optional(),
  description: text.optional(),
  annotations: z.record(z.string().min(1, 'an annotation has a name'), text).optional(),
  owner: option.text.optional(),
  labels: option.labels.optional(),
  runbook: declaredAs('runbook', 'a runbook').optional(),
  group: declaredAs('ruleGroup', 'a rule group').optional(),
  alwaysFiring: option.text.optional(),
  plannedMetrics: option.text.optional(),
  ignore: option.ignore.optional(),
});
const recordingSchema = z.strictObject({
  expr: option.expression,
  labels: option.labels.optional(),
  help: option.text.optional(),
  unit: option.text.optional(),
  group: declaredAs('ruleGroup', 'a rule group').optional(),
  ignore: option.ignore.optional(),
});
const groupSchema = z.strictObject({
  interval: durationOption.optional(),
  limit: z.int('a whole number').min(0, 'a whole number from 0, which is none').optional(),
  queryOffset: durationOption.optional(),
  labels: option.labels.optional(),
  ignore: option.ignore.optional(),
});
