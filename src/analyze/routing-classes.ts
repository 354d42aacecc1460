/** Alerts that no matcher can tell apart go the same ways: what follows for one holds for all of its class. */

import type { AlertMatcher, Inhibition, Routing } from '../model/routing.ts';
import type { Alert } from '../model/rule.ts';
import type { LabelFact } from '../promql/labels.ts';
import { type AlertLabels, alertLabels, labelOf } from './alert-labels.ts';
import type { Analysis } from './analysis.ts';
import { append } from './append.ts';
import { explore, type Leaf } from './routing-cases.ts';
import { type Domain, domainsFor } from './routing-domain.ts';
import { type Asks, holdsFor, nodesIn, type RouteNode, walk } from './routing-tree.ts';

/** An alert, or one side of its `or`. */
export interface Variant {
  readonly alert: Alert;
  readonly labels: AlertLabels;
  readonly domain: (label: string) => Domain;
}

/** What happens to an alert in one case. */
export interface Passage {
  /** The routes that handle it. */
  readonly taken: readonly RouteNode[];
  /** All whose matchers it satisfied on its way. */
  readonly entered: readonly RouteNode[];
  /** Inhibitions whose target it is. */
  readonly targetOf: readonly Sided[];
}

/** A side of an inhibition that an alert is on. */
export interface Sided {
  readonly inhibition: Inhibition;
  /** It is on the other side too. */
  readonly twoSided: boolean;
}

export interface AlertClass {
  readonly variants: readonly Variant[];
  readonly passages: readonly Leaf<Passage>[];
  /** There are more passages. */
  readonly cut: boolean;
  /** The cases in which it is a source of an inhibition. */
  readonly sourceOf: (inhibition: Inhibition) => readonly Leaf<Sided>[];
}

/** Every matcher that anything asks of an alert. */
export function matchersOf(tree: RouteNode, inhibitions: readonly Inhibition[]): readonly AlertMatcher[] {
  return [
    ...nodesIn(tree).flatMap(({ route }) => route.matchers),
    ...inhibitions.flatMap(({ source, target }) => [...source, ...target]),
  ];
}

export interface Classes {
  readonly classes: readonly AlertClass[];
  /** The class of an alert by itself, of which some labels are given; '' is without the label. */
  readonly given: (variant: Variant, labels: Readonly<Record<string, string>>) => AlertClass;
}

/** The alerts of a project by what matchers can tell of them. */
export function classesOf(analysis: Analysis, tree: RouteNode, { inhibitions }: Routing): Classes {
  const matchers = matchersOf(tree, inhibitions);
  const asked = [...new Set(matchers.map(({ label }) => label))];
  const domains = domainsFor(matchers);
  const sameFor = likeness(matchers);
  const byKey = new Map<string, Variant[]>();
  for (const alert of analysis.project.alerts) {
    for (const labels of alertLabels(alert, analysis)) {
      const domain = (label: string) => domains(labelOf(labels, label));
      append(byKey, asked.map((label) => sameFor(domain(label))).join(), { alert, labels, domain });
    }
  }
  return {
    classes: [...byKey.values()].map((variants) => classOf(variants, tree, inhibitions)),
    given: (variant, labels) => {
      const domain = (label: string) =>
        Object.hasOwn(labels, label) ? domains(exactly(label, labels[label]!)) : variant.domain(label);
      return classOf([{ ...variant, domain }], tree, inhibitions);
    },
  };
}

/** Tells domains apart, those of one value only by what matchers say of it: of a thousand names most are alike. */
function likeness(matchers: readonly AlertMatcher[]): (domain: Domain) => string {
  const known = new Map<Domain, string>();
  const asking = (label: string) => matchers.filter((matcher) => matcher.label === label);
  return (domain) => {
    const { label, values, open } = domain;
    const isOne = !open && values.length === 1;
    const like = () =>
      isOne
        ? asking(label)
            .map((matcher) => Number(holdsFor(matcher, values[0]!)))
            .join('')
        : `#${known.size}`;
    const found = known.get(domain) ?? like();
    known.set(domain, found);
    return found;
  };
}

function exactly(name: string, value: string): LabelFact {
  return value === '' ? { name, presence: 'never' } : { name, presence: 'always', values: [value] };
}

function classOf(variants: readonly Variant[], tree: RouteNode, inhibitions: readonly Inhibition[]): AlertClass {
  const { domain } = variants[0]!;
  const { leaves, cut } = explore(domain, (asks) => passage(tree, inhibitions, asks));
  const sources = new Map<Inhibition, readonly Leaf<Sided>[]>();
  return {
    variants,
    passages: leaves,
    cut,
    sourceOf(inhibition) {
      const found = sources.get(inhibition) ?? sourcesIn(inhibition, domain);
      sources.set(inhibition, found);
      return found;
    },
  };
}

function passage(tree: RouteNode, inhibitions: readonly Inhibition[], asks: Asks): Passage {
  const entered: RouteNode[] = [];
  const taken = walk(tree, asks, (node) => entered.push(node));
  const targetOf = inhibitions
    .filter(({ target }) => target.every(asks))
    .map((inhibition) => ({ inhibition, twoSided: inhibition.source.every(asks) }));
  return { taken, entered, targetOf };
}

function sourcesIn(inhibition: Inhibition, domain: (label: string) => Domain): readonly Leaf<Sided>[] {
  const { leaves } = explore(domain, (asks) =>
    inhibition.source.every(asks) ? { inhibition, twoSided: inhibition.target.every(asks) } : undefined,
  );
  return leaves.flatMap(({ result, narrowed }) => (result ? [{ result, narrowed }] : []));
}
