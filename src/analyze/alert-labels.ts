/** The labels that an alert has when it reaches Alertmanager. */
import type { Alert } from '../model/rule.ts';
import type { System } from '../model/system.ts';
import { alternativesOf } from '../promql/inference.ts';
import { anyLabels, either, type LabelFact, type LabelSet, metricName } from '../promql/labels.ts';
import type { Analysis } from './analysis.ts';
import { isSound } from './sound.ts';

/** What is known of the labels of one side of an alert's `or`, or of all of its series. */
export interface AlertLabels {
  readonly facts: ReadonlyMap<string, LabelFact>;
  /** There are no others. */
  readonly complete: boolean;
}

/**
 * The labels with which an alert arrives: those of its result, over them those of the rule, and external ones where it has none
 * of that name (rules/alerting.go, notifier.go). One answer for each side of `or`, since their labels differ.
 */
export function alertLabels(alert: Alert, { project, inference }: Analysis): readonly AlertLabels[] {
  const inferred = isSound(alert.expr) ? inference(alert.expr) : undefined;
  const sets = inferred ? alternativesOf(inferred).map(({ labels }) => labels) : [anyLabels];
  return [...new Set(sets)].map((set) => arriving(set, alert, project.system));
}

/** What is known of one label. */
export function labelOf({ facts, complete }: AlertLabels, name: string): LabelFact {
  return facts.get(name) ?? { name, presence: complete ? 'never' : 'maybe' };
}

function arriving({ labels, complete }: LabelSet, alert: Alert, { externalLabels }: System): AlertLabels {
  const facts = new Map(labels.map((label) => [label.name, label]));
  const result = { facts, complete };
  facts.delete(metricName);
  if (!complete) facts.set(metricName, { name: metricName, presence: 'never' });
  for (const [name, text] of Object.entries({ severity: alert.severity, ...alert.labels }))
    facts.set(name, written(name, text));
  facts.set('alertname', known('alertname', alert.name));
  for (const [name, value] of Object.entries(externalLabels)) facts.set(name, added(labelOf(result, name), value));
  return result;
}

function known(name: string, value: string): LabelFact {
  return { name, presence: 'always', values: [value] };
}

/** An empty value removes the label, and so does a template that comes out empty. */
function written(name: string, text: unknown): LabelFact {
  if (typeof text !== 'string' || text.includes('{{')) return { name, presence: 'maybe' };
  return text === '' ? { name, presence: 'never' } : known(name, text);
}

/** Prometheus fills in environment variables in external labels. */
function added(own: LabelFact, value: string): LabelFact {
  if (own.presence === 'always' || value === '') return own;
  const external: LabelFact = value.includes('$') ? { name: own.name, presence: 'always' } : known(own.name, value);
  return { ...either(own, external), presence: 'always' };
}
