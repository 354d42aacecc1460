import { onceFor } from '../promql/once-for.ts';
import type { Declared } from './declaration.ts';
import type { Expression } from './expression.ts';

/** A rule group's settings; ungrouped rules form one group named after their file. */
export interface RuleGroup extends Declared {
  readonly kind: 'ruleGroup';
  readonly name: string;
  /** Milliseconds; undefined means the system's `evaluationInterval`. */
  readonly interval: number | undefined;
  readonly limit: number | undefined;
  readonly queryOffset: number | undefined;
  /** Labels that its rules have where they have no others of these names; the rules' own `labels` hold them too. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

interface Rule extends Declared {
  readonly name: string;
  readonly expr: Expression;
  readonly labels: Readonly<Record<string, string>>;
  /** Name of the declared group, undefined for the group of its file. */
  readonly group: string | undefined;
  /** Id of the SLO that it is made for, where it is made for one. */
  readonly slo: string | undefined;
}

export interface RecordingRule extends Rule {
  readonly kind: 'recordingRule';
  readonly help: string | undefined;
  readonly unit: string | undefined;
}

/** Names of the labels that a rule has by itself, and not from its group. */
export function ownLabels({ labels, group }: Rule, groups: readonly RuleGroup[]): readonly string[] {
  const shared = groups.find(({ name }) => name === group)?.labels ?? {};
  return Object.keys(labels).filter((name) => !Object.hasOwn(shared, name) || shared[name] !== labels[name]);
}

/** What tells rules of one name apart: `HighErrorRate{severity="critical"}`; recording rules have no severity. */
export const ruleKey = onceFor((rule: Pick<Rule, 'name' | 'labels'> & { readonly severity?: string }): string => {
  const labels = { ...(rule.severity !== undefined && { severity: rule.severity }), ...rule.labels };
  const written = Object.entries(labels)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return written.length === 0 ? rule.name : `${rule.name}{${written.sort().join(', ')}}`;
});

/** Finds the alert that a key names, or a name alone: the first of that name. */
export const alertFinder = onceFor((alerts: readonly Alert[]): ((key: string) => Alert | undefined) => {
  const found = new Map<string, Alert>();
  for (const alert of alerts) {
    for (const key of [alert.name, ruleKey(alert)]) if (!found.has(key)) found.set(key, alert);
  }
  return (key) => found.get(key);
});

/** The alerts of a name, in order of declaration. */
export function alertsNamed(alerts: readonly Alert[], name: string): readonly Alert[] {
  return byName(alerts).get(name) ?? [];
}

const byName = onceFor((alerts: readonly Alert[]): ReadonlyMap<string, readonly Alert[]> => {
  const named = new Map<string, Alert[]>();
  for (const alert of alerts) {
    const others = named.get(alert.name);
    if (others) others.push(alert);
    else named.set(alert.name, [alert]);
  }
  return named;
});

/** The alert that a key names. */
export function alertAt(alerts: readonly Alert[], key: string): Alert | undefined {
  return alertFinder(alerts)(key);
}

export interface Alert extends Rule {
  readonly kind: 'alert';
  /** Milliseconds; undefined where none is written, 0 is a declaration. */
  readonly for: number | undefined;
  readonly keepFiringFor: number | undefined;
  readonly severity: string;
  /** Go template text: `{{ $value | humanizePercentage }} of requests fail`. */
  readonly summary: string | undefined;
  readonly description: string | undefined;
  /** Further annotations, Go template text. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Id of the runbook. */
  readonly runbook: string | undefined;
  /** Why this one fires all the time (a dead man's switch). */
  readonly alwaysFiring: string | undefined;
  /** Why it reads planned metrics. */
  readonly plannedMetrics: string | undefined;
}
