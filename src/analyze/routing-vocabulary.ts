/** What labels alerts carry, and with which values, taken together. */
import type { AlertMatcher } from '../model/routing.ts';
import { onceFor } from '../promql/once-for.ts';
import { regexExamples } from '../promql/regex-example.ts';
import { matchesEverything } from '../promql/regex-shape.ts';
import { type AlertLabels, labelOf } from './alert-labels.ts';
import type { Simulation } from './routing.ts';
import { namedValues } from './routing-domain.ts';

export interface Vocabulary {
  /** Labels that some alert has or may have. */
  readonly names: readonly string[];
  /** Whether one of the alerts can have the label. */
  readonly has: (label: string) => boolean;
  /** Whether one of them can be without it. */
  readonly lacks: (label: string) => boolean;
  /** All values that it has; undefined where it may have any. */
  readonly values: (label: string) => readonly string[] | undefined;
}

/** Of all alerts. */
export const vocabularyOf = onceFor(
  ({ classes }: Simulation): Vocabulary =>
    vocabulary(classes.flatMap(({ variants }) => variants.map(({ labels }) => labels))),
);

/** Of some. */
export function vocabulary(alerts: readonly AlertLabels[]): Vocabulary {
  const distinct = [...new Set(alerts)];
  const facts = onceByName((label) => distinct.map((one) => labelOf(one, label)));
  return {
    names: [...new Set(distinct.flatMap(namesOf))],
    has: (label) => facts(label).some(({ presence }) => presence !== 'never'),
    lacks: (label) => facts(label).some(({ presence }) => presence !== 'always'),
    values: onceByName((label) => {
      const carried = facts(label).filter(({ presence }) => presence !== 'never');
      if (carried.some(({ values }) => values === undefined)) return undefined;
      return [...new Set(carried.flatMap(({ values = [] }) => values))].filter((value) => value !== '');
    }),
  };
}

/**
 * Whether the simulation knows of all that these matchers may come to: a pattern of which no example is found may match something
 * all the same, and of two patterns on a label with any value one value may match both.
 */
export function isDecidable(matchers: readonly AlertMatcher[], simulation: Simulation): boolean {
  const { values } = vocabularyOf(simulation);
  const patterns = matchers.filter(
    (matcher) =>
      values(matcher.label) === undefined && namedValues(matcher) === undefined && !matchesEverything(matcher.value),
  );
  const labels = new Set(patterns.map(({ label }) => label));
  const distinct = new Set(patterns.map(({ label, value }) => `${label} ${value}`));
  return distinct.size === labels.size && patterns.every(({ value }) => regexExamples(value).length > 0);
}

function namesOf({ facts }: AlertLabels): readonly string[] {
  return [...facts.values()].flatMap(({ name, presence }) => (presence === 'never' ? [] : [name]));
}

function onceByName<T>(answer: (name: string) => T): (name: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (name) => {
    const found = known.get(name) ?? { value: answer(name) };
    known.set(name, found);
    return found.value;
  };
}
