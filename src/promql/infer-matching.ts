/** Labels of the result of a binary operator (`resultMetric` of promql/engine.go). */
import type { Binary, VectorMatching } from './ast.ts';
import type { Draft } from './infer-order.ts';
import {
  anyLabels,
  bounded,
  commonLabel,
  type LabelCause,
  type LabelFact,
  type LabelSet,
  labelFact,
  metricName,
  noLabels,
  onlyLabels,
  unitedLabels,
  withLabel,
  withoutLabels,
} from './labels.ts';
import { type BinaryOperator, operatorNamed } from './operators.ts';
import { oneToOne } from './vector-matching.ts';

export function combinedLabels(expr: Binary, lhs: Draft, rhs: Draft): LabelSet {
  const kind = operatorNamed(expr.op)?.kind;
  if (kind === undefined || lhs.type === 'unknown' || rhs.type === 'unknown') return anyLabels;
  if (lhs.type !== 'vector' && rhs.type !== 'vector') return noLabels;
  const cause: LabelCause = { kind: 'matching', span: expr.opSpan, expr, from: [lhs.labels, rhs.labels] };
  if (kind === 'set') return expr.op === 'or' ? unitedLabels(lhs.labels, rhs.labels, cause) : lhs.labels;
  if (lhs.type !== 'vector' || rhs.type !== 'vector') {
    const vector = lhs.type === 'vector' ? lhs.labels : rhs.labels;
    return named(expr, kind, vector, { ...cause, from: [vector] });
  }
  const joined = joinedLabels(expr.matching ?? oneToOne, lhs.labels, rhs.labels, cause);
  return named(expr, kind, joined, cause);
}

/** Comparisons that filter keep the metric name, arithmetic drops it; `atan2` did not always, and of trims it is not documented. */
function named(expr: Binary, kind: BinaryOperator['kind'], set: LabelSet, cause: LabelCause): LabelSet {
  if (kind === 'comparison' && !expr.bool) return set;
  if (kind !== 'trim' && expr.op !== 'atan2') return withoutLabels(set, [metricName], cause);
  const name = labelFact(set, metricName);
  return name === undefined ? set : withLabel(set, { ...name, presence: 'maybe' }, cause);
}

function joinedLabels(matching: VectorMatching, lhs: LabelSet, rhs: LabelSet, cause: LabelCause): LabelSet {
  const names = matching.labels.map((label) => label.name);
  if (matching.fillLeft !== undefined || matching.fillRight !== undefined)
    return filledLabels(matching, lhs, rhs, cause);
  if (matching.card === 'one-to-one')
    return matching.on ? onSet(names, lhs, rhs, cause) : ignoringSet(names, lhs, rhs, cause);
  const [many, one] = matching.card === 'one-to-many' ? [rhs, lhs] : [lhs, rhs];
  return groupedSet(matching, names, many, one, { ...cause, from: [many, one] });
}

/** One to one with `on`: the listed labels are left, as both sides have them. */
function onSet(names: readonly string[], lhs: LabelSet, rhs: LabelSet, cause: LabelCause): LabelSet {
  const labels = names.map((name) => commonLabel(lhs, rhs, name)).filter((label) => label.presence !== 'never');
  return bounded(labels, true, cause);
}

/** One to one without `on`: both sides have the same labels but for the name and the ignored ones, which go. */
function ignoringSet(names: readonly string[], lhs: LabelSet, rhs: LabelSet, cause: LabelCause): LabelSet {
  const complete = lhs.complete || rhs.complete;
  const labels: LabelFact[] = [];
  for (const { name } of lhs.labels) if (!names.includes(name)) labels.push(shared(name, lhs, rhs));
  if (!lhs.complete) {
    for (const { name } of rhs.labels) {
      if (!names.includes(name) && name !== metricName && labelFact(lhs, name) === undefined)
        labels.push(commonLabel(lhs, rhs, name));
    }
  }
  if (!complete) for (const name of names) labels.push({ name, presence: 'never' });
  return bounded(complete ? labels.filter((label) => label.presence !== 'never') : labels, complete, cause);
}

function shared(name: string, lhs: LabelSet, rhs: LabelSet): LabelFact {
  return name === metricName ? labelFact(lhs, name)! : commonLabel(lhs, rhs, name);
}

/** With `group_left` or `group_right`: the many side's labels, and those of the one side that are asked for. */
function groupedSet(
  matching: VectorMatching,
  names: readonly string[],
  many: LabelSet,
  one: LabelSet,
  cause: LabelCause,
): LabelSet {
  let set: LabelSet = {
    labels: many.labels.map((label) => matchedLabel(label, matching.on, names, many, one)),
    complete: many.complete,
    cause,
  };
  if (matching.on && !many.complete) {
    for (const name of names)
      if (labelFact(set, name) === undefined) set = withLabel(set, commonLabel(many, one, name), cause);
  }
  for (const { name } of matching.include) {
    const label = labelFact(one, name) ?? { name, presence: one.complete ? 'never' : 'maybe' };
    set = withLabel(set, label, cause);
  }
  return set;
}

function matchedLabel(
  label: LabelFact,
  on: boolean,
  names: readonly string[],
  many: LabelSet,
  one: LabelSet,
): LabelFact {
  const matches = on === names.includes(label.name) && label.name !== metricName;
  return matches ? commonLabel(many, one, label.name) : label;
}

/** With `fill`, a result may have the labels of either side alone. */
function filledLabels(matching: VectorMatching, lhs: LabelSet, rhs: LabelSet, cause: LabelCause): LabelSet {
  const names = matching.labels.map((label) => label.name);
  const kept = (set: LabelSet) => (matching.on ? onlyLabels(set, names, cause) : withoutLabels(set, names, cause));
  const grouped = matching.card !== 'one-to-one';
  const either = grouped ? unitedLabels(lhs, rhs, cause) : unitedLabels(kept(lhs), kept(rhs), cause);
  return { labels: either.labels.map(possibly), complete: either.complete, cause };
}

function possibly(label: LabelFact): LabelFact {
  return { name: label.name, presence: label.presence === 'never' ? 'never' : 'maybe' };
}
