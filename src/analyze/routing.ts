/** Simulates Alertmanager over every declared alert: who gets it, how it is grouped, when it is quiet, what inhibits it. */
import type { Alert } from '../model/rule.ts';
import { onceFor } from '../promql/once-for.ts';
import type { Analysis } from './analysis.ts';
import { append } from './append.ts';
import { type Combination, type Leaf, merged } from './routing-cases.ts';
import { type AlertClass, classesOf, matchersOf, type Variant } from './routing-classes.ts';
import { isPossible, namedValues } from './routing-domain.ts';
import { type Inhibitors, inhibitorsAmong } from './routing-inhibitors.ts';
import { type Delivery, holdsFor, matcherText, type RouteNode, routeTree } from './routing-tree.ts';

/** A label that decides where an alert goes, and the values for which it goes there. */
export interface Condition {
  readonly label: string;
  /** Values that are known by name; '' where the alert is without the label. */
  readonly values: readonly string[];
  /** Matchers that hold of further values: `team=~"plat.*"`. */
  readonly patterns: readonly string[];
  /** Any other value does as well. */
  readonly others: boolean;
}

/** What happens to an alert, with labels as `where` says; of all other labels the values do not matter. */
export interface Notification {
  readonly where: readonly Condition[];
  /** In the order in which the routes are tried. */
  readonly deliveries: readonly Delivery[];
  /** Alerts that keep it from being sent while they fire, of their labels too. */
  readonly inhibitedBy: readonly Alert[];
}

export interface Notifications {
  readonly cases: readonly Notification[];
  /** There are more cases than were looked at. */
  readonly cut: boolean;
}

export interface Simulation {
  readonly tree: RouteNode;
  readonly classes: readonly AlertClass[];
  readonly of: (alert: Alert) => Notifications;
  /** The same for an alert with such labels; '' is without the label. No cases where it cannot have them. */
  readonly with: (alert: Alert, labels: Readonly<Record<string, string>>) => Notifications;
  readonly inhibitors: Inhibitors;
}

/** The simulation of a system's routing; undefined where it declares none. */
export function simulate(analysis: Analysis): Simulation | undefined {
  const { routing } = analysis.project;
  if (!routing) return undefined;
  const tree = routeTree(routing);
  const { classes, given } = classesOf(analysis, tree, routing);
  const inhibitors = inhibitorsAmong(classes);
  const words = wordsFor(matchersOf(tree, routing.inhibitions));
  const byAlert = new Map<Alert, { variant: Variant; of: AlertClass }[]>();
  for (const one of classes) for (const variant of one.variants) append(byAlert, variant.alert, { variant, of: one });
  const shared = onceFor((one: AlertClass) => casesOf(one.variants[0]!, one, inhibitors, words));
  const answer = onceFor((alert: Alert): Notifications => {
    const sides = byAlert.get(alert) ?? [];
    const cases = sides.map(({ variant, of }) => (isTarget(of) ? casesOf(variant, of, inhibitors, words) : shared(of)));
    return { cases: cases.length === 1 ? cases[0]! : distinct(cases.flat()), cut: sides.some(({ of }) => of.cut) };
  });
  const answerWith = (alert: Alert, labels: Readonly<Record<string, string>>): Notifications => {
    const possible = (byAlert.get(alert) ?? []).filter(({ variant }) => canHave(variant, labels));
    const narrowed = possible.map(({ variant }) => given(variant, labels));
    const cases = narrowed.flatMap((one) => casesOf(one.variants[0]!, one, inhibitors, words));
    return { cases: distinct(cases), cut: narrowed.some(({ cut }) => cut) };
  };
  return { tree, classes, of: answer, with: answerWith, inhibitors };
}

function canHave({ domain }: Variant, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(labels).every(([label, value]) => isPossible(domain(label), value));
}

function isTarget({ passages }: AlertClass): boolean {
  return passages.some(({ result }) => result.targetOf.length > 0);
}

interface Outcome {
  readonly taken: readonly RouteNode[];
  readonly inhibitedBy: readonly Alert[];
}

function casesOf(variant: Variant, of: AlertClass, inhibitors: Inhibitors, words: Words): readonly Notification[] {
  const outcomes = of.passages.map(({ result, narrowed }): Outcome => {
    return { taken: result.taken, inhibitedBy: inhibitors(variant, narrowed, result.targetOf) };
  });
  return shapeOf(of, firstAlike(outcomes), words).map(({ where, first }) => ({
    where,
    deliveries: outcomes[first]!.taken.map(({ delivery }) => delivery),
    inhibitedBy: outcomes[first]!.inhibitedBy,
  }));
}

/** For each outcome the position of the first that is the same. */
function firstAlike(outcomes: readonly Outcome[]): readonly number[] {
  const identify = identities();
  const first = new Map<string, number>();
  return outcomes.map(({ taken, inhibitedBy }, index) => {
    const key = [...taken, inhibitedBy].map(identify).join();
    const known = first.get(key) ?? index;
    first.set(key, known);
    return known;
  });
}

interface Shape {
  readonly where: readonly Condition[];
  readonly first: number;
}

const shapesOf = onceFor((_: AlertClass): Map<string, readonly Shape[]> => new Map());

/** Which passages of a class are one case, and of which labels: the same for all alerts whose passages are alike in the same way. */
function shapeOf(of: AlertClass, first: readonly number[], words: Words): readonly Shape[] {
  const key = first.join();
  const known = shapesOf(of).get(key);
  if (known) return known;
  const [variant] = of.variants as readonly [Variant];
  const leaves = of.passages.map(({ narrowed }, index): Leaf<number> => ({ result: first[index]!, narrowed }));
  const shape = merged(leaves, String, variant.domain).map(({ result, labels }) => {
    return { first: result, where: words(labels, variant) };
  });
  shapesOf(of).set(key, shape);
  return shape;
}

function identities(): (of: object) => number {
  const known = new Map<object, number>();
  return (of) => {
    const number = known.get(of) ?? known.size;
    known.set(of, number);
    return number;
  };
}

type Words = (labels: Combination, variant: Variant) => readonly Condition[];

/** Values as people know them: by name, or by the pattern that they match. */
function wordsFor(matchers: ReturnType<typeof matchersOf>): Words {
  const named = new Map<string, Set<string>>();
  for (const { label, ...rest } of matchers) {
    const values = named.get(label) ?? new Set();
    named.set(label, values);
    for (const value of namedValues(rest) ?? []) values.add(value);
  }
  const patterns = matchers.filter((matcher) => matcher.op === '=~' && namedValues(matcher) === undefined);
  return (labels, { domain }) =>
    [...labels].map(([label, values]): Condition => {
      const isKnown = (value: string) => !domain(label).open || value === '' || named.get(label)?.has(value) === true;
      const unknown = values.filter((value) => !isKnown(value));
      const own = patterns.filter((matcher) => matcher.label === label);
      const matched = own.filter((matcher) => unknown.some((value) => holdsFor(matcher, value)));
      const others = unknown.some((value) => !own.some((matcher) => holdsFor(matcher, value)));
      const texts = [...new Set(matched.map(matcherText))];
      return { label, values: values.filter(isKnown), patterns: texts, others };
    });
}

function distinct(cases: readonly Notification[]): readonly Notification[] {
  const identify = identities();
  const keyOf = ({ where, deliveries, inhibitedBy }: Notification) =>
    JSON.stringify([where, deliveries.map(identify), identify(inhibitedBy)]);
  return [...new Map(cases.map((one) => [keyOf(one), one])).values()];
}
