import { atLeast } from '../../model/version.ts';
import type { Matcher } from '../../promql/ast.ts';
import type { SeriesFacts } from '../../promql/infer.ts';
import type { LabelFact } from '../../promql/labels.ts';
import { accepts } from '../../promql/matcher.ts';
import { anything, nonNegative } from '../../promql/values.ts';
import type { Analysis } from '../analysis.ts';
import { append } from '../append.ts';
import type { Condition, Selection } from './condition.ts';
import { boundSpeller, type Feed, seriesKey } from './feed.ts';
import { isFlag } from './flag.ts';
import { alikeChoices, choicesOf, furtherValue, type Hints, hintsIn, valuesOf } from './label-choice.ts';
import { Unprovable } from './unprovable.ts';

/** Series whose values belong together: those of one name, or all of a histogram. */
interface Family {
  readonly name: string;
  readonly kind: Feed['kind'];
  readonly facts: SeriesFacts;
  readonly bounds: readonly number[];
  readonly selections: readonly Selection[];
  readonly hints: Hints;
  /** Labels that the condition names. */
  readonly named: ReadonlySet<string>;
}

/** In what the copies of a series differ: in their targets alone, in all labels as far as matchers let them, or in all but the target. */
export type Spread = 'targets' | 'labels' | 'own';

/** How many series of each kind are fed in. */
export interface Copies {
  readonly count: number;
  readonly spread: Spread;
}

/** More classes of one metric no condition tells apart that a person would understand. */
const mostClasses = 24;

/**
 * What has to be fed in to decide a condition: for every metric it selects one series for each combination of label values that
 * its matchers tell apart, or several copies of each.
 */
export function feedsOf(condition: Condition, analysis: Analysis, copies: Copies): readonly Feed[] {
  const families = new Map<string, Selection[]>();
  const histograms = new Set(condition.selections.flatMap(({ fact }) => histogramRead(fact.series)));
  const hints = hintsIn(condition);
  for (const selection of condition.selections) append(families, familyName(selection, histograms), selection);
  return [...families].flatMap(([name, selections]) =>
    feedsOfFamily({ ...familyOf(name, selections), hints, named: condition.labels }, analysis, copies),
  );
}

/** The histogram whose buckets a selector reads. */
function histogramRead(series: SeriesFacts | undefined): readonly string[] {
  return series?.type === 'bucket' && series.family !== undefined ? [series.family] : [];
}

/** The histogram's where its buckets are read too; sums and counts alone are series like others. */
function familyName({ name, fact }: Selection, histograms: ReadonlySet<string>): string {
  const { series } = fact;
  if (series === undefined) throw new Unprovable(`${name} is not declared`);
  return series.family !== undefined && histograms.has(series.family) ? series.family : name;
}

type OwnFacts = Omit<Family, 'hints' | 'named'>;

function familyOf(name: string, selections: readonly Selection[]): OwnFacts {
  const facts = selections[0]!.fact.series!;
  const bucket = selections.find(({ fact }) => fact.series?.type === 'bucket');
  if (bucket) return histogramFamily(name, bucket.fact.series!, selections);
  const { type } = facts;
  if (type === 'histogram') throw new Unprovable(`${name} is a native histogram, of which no samples are generated`);
  if (/^ALERTS(?:_FOR_STATE)?$/.test(name)) throw new Unprovable(`it reads ${name}, which other alerts write`);
  if (type === 'unknown') throw new Unprovable(`of ${name} nothing is known`);
  const kind = type === 'counter' || selections.every(isRated) ? 'counter' : 'gauge';
  return { name, kind, facts, bounds: [], selections };
}

/** Whatever it is declared to be, it is read as what only grows. */
function isRated({ fact }: Selection): boolean {
  const call = fact.parent?.parent?.expr;
  return call?.kind === 'call' && ['rate', 'increase', 'irate'].includes(call.func);
}

function histogramFamily(name: string, facts: SeriesFacts, selections: readonly Selection[]): OwnFacts {
  if (facts.bounds === undefined) throw new Unprovable(`the buckets of ${name} are not known`);
  return { name, kind: 'histogram', facts, bounds: facts.bounds, selections };
}

function feedsOfFamily(family: Family, analysis: Analysis, { count, spread }: Copies): readonly Feed[] {
  const labels = labelsOf(family);
  const classes = classesOf(labels, family);
  const spell = boundSpeller(atLeast(analysis.project.system.runsOn.prometheus, '3.0'));
  return Array.from({ length: count }, (_, index) => index + 1).flatMap((number) =>
    classes.map(({ values, selected }): Feed => {
      const own = present(
        number === 1 ? values : { ...values, ...furtherLabels(labels, values, number, { family, spread }) },
      );
      return {
        key: seriesKey(family.name, own),
        kind: family.kind,
        name: family.name,
        labels: own,
        choices: (name) => choicesFor(name, labels, family),
        further: (name) => furtherFor(name, labels, family),
        bounds: family.bounds,
        spell,
        range: family.facts.values ?? (isAmount(family) ? nonNegative : anything),
        unit: family.facts.unit,
        isFlag: family.kind === 'gauge' && isFlag(family),
        selected,
      };
    }),
  );
}

function choicesFor(name: string, labels: readonly LabelFact[], family: Family): readonly string[] {
  const label = labels.find((one) => one.name === name);
  return label ? valuesOf(label, matchersOn(name, family)).filter((value) => value !== '') : [];
}

function furtherFor(name: string, labels: readonly LabelFact[], family: Family): string | undefined {
  const label = labels.find((one) => one.name === name);
  return label && matchersOn(name, family).length === 0 ? furtherValue(label, 2) : undefined;
}

/** Nothing is counted, and no bytes are, below zero. */
function isAmount({ kind, facts: { unit } }: Family): boolean {
  return kind !== 'gauge' || unit?.counts !== undefined || unit?.dimensions.byte === 1;
}

/** Every label that its series have, but the bound of a bucket. */
function labelsOf(family: Family): readonly LabelFact[] {
  const { kind, selections, facts } = family;
  const named = selections.flatMap(({ selector }) => selector.matchers.map(({ label }) => label));
  const listed = facts.labels.filter((label) => isThere(label, family) && !isBound(label.name, kind));
  const names = new Set(listed.map(({ name }) => name));
  const others = [...new Set(named)].filter((name) => name !== '__name__' && !names.has(name) && !isBound(name, kind));
  // What nobody declares is there where the series may have other labels.
  return [...listed, ...(facts.complete ? [] : others.map((name): LabelFact => ({ name, presence: 'maybe' })))];
}

/** What only some of its series have is left out where nothing asks for it: labels that the targets of some jobs have. */
function isThere(label: LabelFact, family: Family): boolean {
  const { name, presence, usual } = label;
  if (presence !== 'maybe' || usual) return presence !== 'never';
  return family.named.has(name) || family.hints.has(name) || matchersOn(name, family).length > 0;
}

function isBound(label: string, kind: Feed['kind']): boolean {
  return label === 'le' && kind === 'histogram';
}

type LabelValues = Readonly<Record<string, string>>;

interface SeriesClass {
  readonly values: LabelValues;
  readonly selected: number;
}

/** The combinations of values that some selector selects, those that most select first. */
function classesOf(labels: readonly LabelFact[], family: Family): readonly SeriesClass[] {
  let combined: readonly LabelValues[] = [{}];
  for (const label of labels) {
    const values = choicesOf(label, matchersOn(label.name, family), family.hints);
    combined = combined.flatMap((before) => values.map((value) => ({ ...before, [label.name]: value })));
    if (combined.length > mostClasses)
      throw new Unprovable(`its matchers tell more than ${mostClasses} kinds of ${family.name} apart`);
  }
  const counted = combined.map((values) => ({ values, selected: selectedBy(values, family) }));
  return counted.filter(({ selected }) => selected > 0).sort((a, b) => b.selected - a.selected);
}

function matchersOn(label: string, { selections }: Family): readonly Matcher[] {
  return selections.flatMap(({ asked }) => asked.filter((matcher) => matcher.label === label));
}

function selectedBy(values: LabelValues, { selections, kind }: Family): number {
  return selections.filter(({ selector }) =>
    selector.matchers.every(
      (matcher) =>
        matcher.label === '__name__' ||
        isBound(matcher.label, kind) ||
        accepts(matcher, values[matcher.label] ?? '') === true,
    ),
  ).length;
}

/** A copy is another target, or else has other values of a label that no matcher asks for. */
function furtherLabels(
  labels: readonly LabelFact[],
  values: LabelValues,
  number: number,
  { family, spread }: { readonly family: Family; readonly spread: Spread },
): LabelValues {
  const free = labels.filter(({ name }) => matchersOn(name, family).length === 0 && values[name] !== '');
  const instance = free.filter(({ name }) => name === 'instance');
  const open = free.filter((label) => label.values === undefined && label.name !== 'instance');
  const told = {
    targets: (instance.length > 0 ? instance : open).slice(0, 1),
    labels: [...instance, ...open],
    own: open.filter(({ ofTarget }) => !ofTarget),
  }[spread];
  const alike = spread === 'targets' ? {} : alikeLabels(labels, values, number, family);
  const further = Object.fromEntries(told.map((label) => [label.name, furtherValue(label, number)]));
  if (told.length === 0 && Object.keys(alike).length === 0) throw new Unprovable(`${family.name} has a single series`);
  return { ...further, ...alike };
}

/** Other values of labels that matchers ask for, which they do not tell from the first. */
function alikeLabels(labels: readonly LabelFact[], values: LabelValues, number: number, family: Family): LabelValues {
  const alike = labels.flatMap((label): (readonly [string, string])[] => {
    const matchers = matchersOn(label.name, family);
    const value = values[label.name];
    if (matchers.length === 0 || !value) return [];
    const further = alikeChoices(label, matchers, value, number)[number - 1];
    return further === undefined ? [] : [[label.name, further]];
  });
  return Object.fromEntries(alike);
}

/** A label with an empty value is none. */
function present(values: LabelValues): LabelValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
