/** Which alerts can silence which: inhibitions, worked out over all declared alerts (inhibit/inhibit.go). */

import type { Inhibition } from '../model/routing.ts';
import type { Alert } from '../model/rule.ts';
import { append } from './append.ts';
import type { Leaf } from './routing-cases.ts';
import type { AlertClass, Sided, Variant } from './routing-classes.ts';
import { canBeEqual, type Domain } from './routing-domain.ts';

/** The alerts that can inhibit another in one of its cases, each once. The same alerts are the same list. */
export type Inhibitors = (
  target: Variant,
  narrowed: Leaf<unknown>['narrowed'],
  sides: readonly Sided[],
) => readonly Alert[];

/** Sources that agree on what an inhibition compares. */
interface Source {
  /** One for each label of `equal`. */
  readonly equal: readonly Domain[];
  readonly twoSided: boolean;
  readonly alerts: Set<Alert>;
}

export function inhibitorsAmong(classes: readonly AlertClass[]): Inhibitors {
  const lists = sharedLists();
  const finders = new Map<Inhibition, Finder>();
  const finderFor = (inhibition: Inhibition): Finder => {
    const known = finders.get(inhibition) ?? finder(sourcesOf(inhibition, classes), lists.same);
    finders.set(inhibition, known);
    return known;
  };
  return (target, narrowed, sides) =>
    lists.union(
      sides.map(({ inhibition, twoSided }) => finderFor(inhibition)(equalOf(inhibition, target, narrowed), twoSided)),
    );
}

type Alerts = readonly Alert[];
const none: Alerts = [];

/** Lists of alerts of which there is one for the same alerts. */
function sharedLists() {
  const alertNumber = numbering<Alert>();
  const listNumber = numbering<Alerts>();
  const byContent = new Map<string, Alerts>();
  const unions = new Map<string, Alerts>();
  const same = (list: Alerts): Alerts => {
    if (list.length === 0) return none;
    const key = list.map(alertNumber).join();
    const known = byContent.get(key) ?? list;
    byContent.set(key, known);
    return known;
  };
  const union = (lists: readonly Alerts[]): Alerts => {
    const [first = none, ...others] = lists.filter((list) => list.length > 0);
    if (others.length === 0) return first;
    const key = [first, ...others].map(listNumber).join();
    const known = unions.get(key) ?? same([...new Set([first, ...others].flat())]);
    unions.set(key, known);
    return known;
  };
  return { same, union };
}

type Finder = (equal: readonly Domain[], twoSided: boolean) => Alerts;

function equalOf({ equal }: Inhibition, { domain }: Variant, narrowed: Leaf<unknown>['narrowed']): readonly Domain[] {
  return equal.map((label) => narrowed.get(label) ?? domain(label));
}

function sourcesOf(inhibition: Inhibition, classes: readonly AlertClass[]): readonly Source[] {
  const number = numbering<Domain>();
  const found = new Map<string, Source>();
  for (const one of classes) {
    for (const { result, narrowed } of one.sourceOf(inhibition)) {
      for (const variant of one.variants) {
        const equal = equalOf(inhibition, variant, narrowed);
        const key = `${result.twoSided} ${equal.map(number).join()}`;
        const source = found.get(key) ?? { equal, twoSided: result.twoSided, alerts: new Set() };
        found.set(key, source);
        source.alerts.add(variant.alert);
      }
    }
  }
  return [...found.values()];
}

function numbering<T>(): (one: T) => number {
  const numbers = new Map<T, number>();
  return (one) => {
    const known = numbers.get(one) ?? numbers.size;
    numbers.set(one, known);
    return known;
  };
}

/** One that matches both sides is not inhibited by another that does. */
function finder(sources: readonly Source[], same: (list: Alerts) => Alerts): Finder {
  const number = numbering<Domain>();
  const near = candidates(sources);
  const known = new Map<string, Alerts>();
  return (equal, twoSided) => {
    const key = `${twoSided} ${equal.map(number).join()}`;
    const found = known.get(key) ?? same(matching(near(equal), equal, twoSided));
    known.set(key, found);
    return found;
  };
}

function matching(sources: readonly Source[], equal: readonly Domain[], twoSided: boolean): Alerts {
  const fitting = sources.filter((one) => !(twoSided && one.twoSided) && isEqual(one.equal, equal));
  return [...new Set(fitting.flatMap(({ alerts }) => [...alerts]))];
}

function isEqual(a: readonly Domain[], b: readonly Domain[]): boolean {
  return a.every((domain, index) => canBeEqual(domain, b[index]!));
}

/** The sources that may agree with a target, by the compared label whose values say most: with thousands of alerts, their name. */
function candidates(sources: readonly Source[]): (equal: readonly Domain[]) => readonly Source[] {
  const labels = sources[0]?.equal.map((_, index) => byValue(sources, index)) ?? [];
  const [best] = labels.toSorted((a, b) => b.values.size - a.values.size);
  if (!best || best.values.size < 2) return () => sources;
  return (equal) => {
    const { values, open } = equal[best.index]!;
    if (open) return sources;
    return [...new Set([...values.flatMap((value) => best.values.get(value) ?? []), ...best.open])];
  };
}

function byValue(sources: readonly Source[], index: number) {
  const values = new Map<string, Source[]>();
  const open: Source[] = [];
  for (const source of sources) {
    const domain = source.equal[index]!;
    if (domain.open) open.push(source);
    else for (const value of domain.values) append(values, value, source);
  }
  return { index, values, open };
}
