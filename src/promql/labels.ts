/** Sets of labels as PromQL's operators see them: what is certainly there, what may be, what cannot be, and why not. */
import type { Expr, Span } from './ast.ts';

export type Presence = 'always' | 'maybe' | 'never';

export interface LabelFact {
  readonly name: string;
  readonly presence: Presence;
  /** All values it can have where it is present; undefined where any. */
  readonly values?: readonly string[] | undefined;
  /** At most so many different values, being absent counted as one; undefined where unknown or as many as `values`. */
  readonly count?: number | undefined;
  /** Declared with any value and no word that it may be missing: nothing proves that it is there, but hardly a series is without. */
  readonly usual?: true | undefined;
  /** Given to a target: all series of one instance have the same value. */
  readonly ofTarget?: true | undefined;
}

/** The labels of a vector. Shared between nodes as long as nothing changes. */
export interface LabelSet {
  readonly labels: readonly LabelFact[];
  /** No other labels than the listed ones can be there. */
  readonly complete: boolean;
  readonly cause: LabelCause;
}

/** Where a label set comes from: a series, a value without labels, or a step that changed other sets. */
export interface LabelCause {
  readonly kind: LabelCauseKind;
  /** The metric name, matcher, aggregator, operator or function name to point at. */
  readonly span: Span;
  /** Undefined for literals. */
  readonly expr: Expr | undefined;
  /** The sets it was made of; of a join the many side first. */
  readonly from: readonly LabelSet[];
}

export type LabelCauseKind =
  /** The metric itself, or a variable of which nothing is known. */
  | 'series'
  /** A number, string, `scalar(…)` or `vector(…)`: no labels at all. */
  | 'none'
  /** Matchers: `{x=""}`. */
  | 'matcher'
  | 'aggregation'
  /** Vector matching: `on`, `ignoring`, `group_left`, `or`. */
  | 'matching'
  | 'function';

/** Why a label cannot be there. */
export interface LabelReason extends LabelCause {
  readonly label: string;
  /** The selector of a recorded series in whose rule the step stands; of rules that read each other the one named here. */
  readonly through: Expr | undefined;
}

/** The label that holds the metric name. */
export const metricName = '__name__';

const nowhere: Span = Object.freeze({ start: 0, end: 0 });
const origin: LabelCause = Object.freeze({ kind: 'none', span: nowhere, expr: undefined, from: [] });

/** Of numbers and strings. */
export const noLabels: LabelSet = Object.freeze({ labels: [], complete: true, cause: origin });
/** Of what nothing is known. */
export const anyLabels: LabelSet = Object.freeze({
  labels: [],
  complete: false,
  cause: Object.freeze({ ...origin, kind: 'series' }),
});

/** No series has this many labels: what is known of further ones is forgotten, so that work grows with the text and no faster. */
const most = 250;
const mostValues = 2000;

/** A set of these labels, or of the first of them. */
export function bounded(labels: readonly LabelFact[], complete: boolean, cause: LabelCause): LabelSet {
  if (labels.length <= most) return { labels, complete, cause };
  return { labels: labels.slice(0, most), complete: false, cause };
}

/** What is listed of a label; undefined where nothing is. */
export function labelFact(set: LabelSet, name: string): LabelFact | undefined {
  for (const label of set.labels) if (label.name === name) return label;
  return undefined;
}

/** Whether a label is certainly, possibly or certainly not on every series of a vector. */
export function presence(set: LabelSet, name: string): Presence {
  return labelFact(set, name)?.presence ?? (set.complete ? 'never' : 'maybe');
}

/** The closed list of values a label can have there; undefined where it may have any or cannot be there. */
export function labelValues(set: LabelSet, name: string): readonly string[] | undefined {
  const label = labelFact(set, name);
  return label?.presence === 'never' ? undefined : label?.values;
}

/** At most how many different values a label has there, being absent counted as one; undefined where there is no telling. */
export function valueCount({ presence, values, count }: LabelFact): number | undefined {
  if (presence === 'never') return 1;
  return least(values && values.length + (presence === 'maybe' ? 1 : 0), count);
}

/** The smaller of two bounds, either of which may be unknown. */
export function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

/** The labels that are or may be there, without the metric name. */
export function possibleLabels(set: LabelSet): readonly LabelFact[] {
  return set.labels.filter((label) => label.presence !== 'never' && label.name !== metricName);
}

/** Why a label cannot be there: the innermost step that lost it, or the metric that never had it; undefined where it can be. */
export function why(set: LabelSet, name: string): LabelReason | undefined {
  if (presence(set, name) !== 'never') return undefined;
  let current = set;
  let through: Expr | undefined;
  for (;;) {
    const { from, kind, expr } = current.cause;
    if (from.length === 0 || from.some((s) => presence(s, name) !== 'never'))
      return { ...current.cause, label: name, through };
    if (kind === 'series') through ??= expr;
    current = from.find((s) => s.cause.kind !== 'none') ?? from[0]!;
  }
}

/** The set with a label as given, whatever was known of it before. */
export function withLabel(set: LabelSet, label: LabelFact, cause: LabelCause): LabelSet {
  const listed = labelFact(set, label.name) !== undefined;
  if (!listed && set.labels.length >= most) return set.complete ? { ...set, complete: false, cause } : set;
  const labels = listed ? set.labels.map((l) => (l.name === label.name ? label : l)) : [...set.labels, label];
  const keep = label.presence !== 'never' || !set.complete;
  return { labels: keep ? labels : labels.filter((l) => l !== label), complete: set.complete, cause };
}

/** The set without some labels: `without (…)`, `ignoring (…)`, a function that drops `le`. The set itself where it has none of them. */
export function withoutLabels(set: LabelSet, names: readonly string[], cause: LabelCause): LabelSet {
  if (names.every((name) => presence(set, name) === 'never')) return set;
  const labels = set.labels.filter((label) => !names.includes(label.name));
  if (!set.complete) for (const name of names) labels.push({ name, presence: 'never' });
  return bounded(labels, set.complete, cause);
}

/** The set with no other labels than these: `by (…)`, `on (…)`. */
export function onlyLabels(set: LabelSet, names: readonly string[], cause: LabelCause): LabelSet {
  const labels: LabelFact[] = [];
  for (const name of new Set(names)) {
    const label = labelFact(set, name) ?? unlisted(set, name);
    if (label.presence !== 'never') labels.push(label);
  }
  return bounded(labels, true, cause);
}

function unlisted(set: LabelSet, name: string): LabelFact {
  return { name, presence: set.complete ? 'never' : 'maybe' };
}

/** Labels of either of two vectors: `or`. */
export function unitedLabels(a: LabelSet, b: LabelSet, cause: LabelCause): LabelSet {
  if (a === b) return a;
  const complete = a.complete && b.complete;
  const labels = a.labels.map((label) => either(label, labelFact(b, label.name) ?? unlisted(b, label.name)));
  for (const label of b.labels) {
    if (labelFact(a, label.name) === undefined) labels.push(either(unlisted(a, label.name), label));
  }
  return bounded(complete ? labels.filter((l) => l.presence !== 'never') : labels, complete, cause);
}

/** What holds of a label that is either the one or the other. */
export function either(a: LabelFact, b: LabelFact): LabelFact {
  if (a === b) return a;
  const presence = a.presence === b.presence ? a.presence : 'maybe';
  const usual = a.usual && b.usual && ({ usual: true } as const);
  const ofTarget = a.ofTarget && b.ofTarget && ({ ofTarget: true } as const);
  return withCount({ name: a.name, presence, values: eitherValues(a, b), ...usual, ...ofTarget }, eitherCount(a, b));
}

function eitherCount(a: LabelFact, b: LabelFact): number | undefined {
  if (a.count === undefined && b.count === undefined) return undefined;
  const [left, right] = [valueCount(a), valueCount(b)];
  return left === undefined || right === undefined ? undefined : left + right;
}

/** The label with at most so many values. */
export function withCount(label: LabelFact, count: number | undefined): LabelFact {
  return count === undefined ? label : { ...label, count };
}

function eitherValues(a: LabelFact, b: LabelFact): readonly string[] | undefined {
  if (a.presence === 'never') return b.values;
  if (b.presence === 'never' || a.values === b.values) return a.values;
  if (a.values === undefined || b.values === undefined) return undefined;
  if (a.values.length + b.values.length > mostValues) return undefined;
  return [...new Set([...a.values, ...b.values])];
}

/**
 * A label that two matched series have in common, absent or with one value on both. Where they cannot match, what is known of
 * the first: that they do not is another finding.
 */
export function commonLabel(a: LabelSet, b: LabelSet, name: string): LabelFact {
  const [left, right] = [labelFact(a, name) ?? unlisted(a, name), labelFact(b, name) ?? unlisted(b, name)];
  if (left.presence === 'maybe' && right.presence === 'never') return right;
  const presence = right.presence === 'always' && left.presence === 'maybe' ? 'always' : left.presence;
  const values = right.presence === 'never' ? left.values : commonValues(left.values, right.values);
  const count = right.presence === 'never' ? left.count : least(left.count, right.count);
  const asLeft = values === left.values && presence === left.presence && count === left.count;
  return asLeft ? left : withCount({ name, presence, values }, count);
}

function commonValues(a: readonly string[] | undefined, b: readonly string[] | undefined) {
  if (a === undefined || b === undefined) return a ?? b;
  if (a === b) return a;
  const both = a.filter((value) => b.includes(value));
  return both.length === a.length || both.length === 0 ? a : both;
}
