/** What `alidade route` is asked: `ShopDown{severity="critical"} service=shop`. */

import { labelOf } from '../analyze/alert-labels.ts';
import type { Analysis } from '../analyze/analysis.ts';
import type { Simulation } from '../analyze/routing.ts';
import { CannotRun } from '../load/cannot-run.ts';
import type { Alert } from '../model/rule.ts';
import { didYouMean } from '../promql/nearest.ts';

export interface Question {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Reads the alert and labels of a command line. */
export function questionOf(alert: string, given: readonly string[]): Question {
  const [, name, inBraces] = /^([^{}]+?)\s*(?:\{(.*)\})?$/s.exec(alert.trim()) ?? [];
  if (name === undefined) throw new CannotRun(`${alert} names no alert`, 'write its name, or Name{severity="warning"}');
  const pairs = [...labelsIn(inBraces ?? '', alert), ...given.map(labelFrom)];
  const labels: Record<string, string> = {};
  for (const [label, value] of pairs) {
    if ((labels[label] ?? value) !== value)
      throw new CannotRun(`${label} is given twice: "${labels[label]}" and "${value}"`, 'give each label once');
    labels[label] = value;
  }
  return { name, labels };
}

type Pair = readonly [label: string, value: string];

function labelsIn(text: string, whole: string): readonly Pair[] {
  const one = /\s*([A-Za-z_]\w*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(?:,|$)/y;
  const pairs: Pair[] = [];
  while (one.lastIndex < text.length) {
    const found = one.exec(text);
    if (!found) throw new CannotRun(`${whole} cannot be read`, 'write Name{severity="warning", team="shop"}');
    pairs.push([found[1]!, found[2]!.replace(/\\(.)/g, '$1')]);
  }
  return pairs;
}

function labelFrom(text: string): Pair {
  const at = text.indexOf('=');
  if (at < 1) throw new CannotRun(`${text} is no label`, 'write label=value: severity=critical');
  const value = text.slice(at + 1);
  return [text.slice(0, at).trim(), /^"(.*)"$/.exec(value)?.[1] ?? value];
}

/** The alerts of that name that can have these labels; of an impossible label or value the nearest there is. */
export function alertsAsked({ name, labels }: Question, { project, routing }: Analysis): readonly Alert[] {
  const named = project.alerts.filter((alert) => alert.name === name);
  const simulation = routing()!;
  const asked = named.filter((alert) => simulation.with(alert, labels).cases.length > 0);
  if (asked.length > 0) return asked;
  throw impossible({ name, labels }, named, simulation);
}

function impossible({ name, labels }: Question, named: readonly Alert[], { classes }: Simulation): CannotRun {
  const variants = classes.flatMap((one) => one.variants).filter(({ alert }) => named.includes(alert));
  const known = [...new Set(variants.flatMap(({ labels: { facts } }) => present([...facts.values()])))];
  for (const [label, value] of Object.entries(labels)) {
    const facts = variants
      .map((variant) => labelOf(variant.labels, label))
      .filter(({ presence }) => presence !== 'never');
    if (facts.length === 0 && value !== '') {
      const help = didYouMean(label, known) ?? `it has ${known.sort().join(', ')}`;
      return new CannotRun(`${name} never has the label ${label}`, help);
    }
    const values = facts.flatMap((fact) => fact.values ?? []);
    if (facts.some((fact) => fact.values === undefined) || values.includes(value)) continue;
    const help = didYouMean(value, values) ?? `it has ${[...new Set(values)].sort().join(', ')}`;
    return new CannotRun(`${label} of ${name} is never "${value}"`, help);
  }
  return new CannotRun(`${name} never has these labels together`, 'leave one of them out');
}

function present(facts: readonly { readonly name: string; readonly presence: string }[]): readonly string[] {
  return facts.flatMap(({ name, presence }) => (presence === 'never' ? [] : [name]));
}
