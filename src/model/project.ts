import type { Dashboard, Variable } from './dashboard.ts';
import type { Declared } from './declaration.ts';
import type { GuideSection } from './guide.ts';
import type { Metric, ScrapeJob } from './metric.ts';
import type { NotificationTemplate, Receiver, Routing, TimeInterval } from './routing.ts';
import type { Alert, RecordingRule, RuleGroup } from './rule.ts';
import type { RuleTest } from './rule-test.ts';
import type { Runbook } from './runbook.ts';
import type { Slo } from './slo.ts';
import type { System } from './system.ts';

/** A declaration whose options do not hold (wrong types behind a cast): kept, so that the others are still judged. */
export interface Invalid extends Declared {
  readonly kind: 'invalid';
  /** What it was meant to be: `alert`. */
  readonly of: string;
  readonly name: string;
  /** Where in the arguments, and what is wrong there; `key` where the property's name is. */
  readonly issues: readonly {
    readonly path: readonly (string | number)[];
    readonly message: string;
    readonly key?: true;
  }[];
}

export type Declaration =
  | Metric
  | ScrapeJob
  | RuleGroup
  | RecordingRule
  | Alert
  | Variable
  | Dashboard
  | Runbook
  | GuideSection
  | Receiver
  | NotificationTemplate
  | TimeInterval
  | Routing
  | RuleTest
  | Slo
  | Invalid;

/** Everything one system declares in one environment, each list in order of declaration. */
export interface Project {
  /** Name of the system's folder. */
  readonly id: string;
  readonly system: System;
  readonly scrapeJobs: readonly ScrapeJob[];
  readonly metrics: readonly Metric[];
  readonly ruleGroups: readonly RuleGroup[];
  readonly recordingRules: readonly RecordingRule[];
  readonly alerts: readonly Alert[];
  readonly dashboards: readonly Dashboard[];
  readonly variables: readonly Variable[];
  readonly runbooks: readonly Runbook[];
  readonly guide: readonly GuideSection[];
  readonly receivers: readonly Receiver[];
  readonly notificationTemplates: readonly NotificationTemplate[];
  readonly timeIntervals: readonly TimeInterval[];
  /** What `routing` declared; undefined where a system sends its alerts nowhere. */
  readonly routing: Routing | undefined;
  readonly ruleTests: readonly RuleTest[];
  readonly slos: readonly Slo[];
  readonly invalid: readonly Invalid[];
}

/** Under this key the handle that `system()` returns (and its scrape jobs) keeps what was declared through it. */
export const registryKey: unique symbol = Symbol.for('alidade.registry') as never;

export interface Registry {
  readonly system: System;
  readonly declarations: readonly Declaration[];
}

/** The registry behind an exported value, if it is a system or belongs to one. */
export function registryOf(value: unknown): Registry | undefined {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
  return (value as { [registryKey]?: Registry })[registryKey];
}
