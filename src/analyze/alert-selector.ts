import { type Alert, alertAt, alertsNamed } from '../model/rule.ts';

type Labels = Readonly<Record<string, string>>;

/** What tells the alerts of a rule from others of its name. */
export interface AlertSelector {
  readonly name: string;
  readonly equal: Labels;
  /** Labels by which others of its name differ. */
  readonly unequal: readonly (readonly [name: string, value: string])[];
}

/** The selector of the alert that a key names, with further labels. */
export function alertSelector(key: string, labels: Labels, alerts: readonly Alert[]): AlertSelector {
  const alert = alertAt(alerts, key);
  const equal = { ...(alert && staticLabels(alert)), ...labels };
  const others = alertsNamed(alerts, alert?.name ?? key).filter((other) => other !== alert);
  const unequal = others.flatMap((other) => Object.entries(staticLabels(other)));
  return {
    name: alert?.name ?? key,
    equal,
    unequal: unequal.filter(([name]) => !Object.hasOwn(equal, name)),
  };
}

/** Whether an alert of that name, with these labels, is meant. */
export function isSelected({ equal, unequal }: AlertSelector, labels: Labels): boolean {
  return (
    Object.entries(equal).every(([name, value]) => (labels[name] ?? '') === value) &&
    unequal.every(([name, value]) => labels[name] !== value)
  );
}

/** The labels that a rule sets; those that are templates depend on the series. */
export function staticLabels({ severity, labels }: Alert): Labels {
  const all = Object.entries({ severity, ...labels }).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(all.filter(([, value]) => value !== '' && !value.includes('{{')));
}
