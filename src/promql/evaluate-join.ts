/** Series of two vectors that match, one by one: the operator's result for each pair. */
import type { Binary, VectorMatching } from './ast.ts';
import {
  labelValue,
  noSeriesLabels,
  onlyNames,
  type Signature,
  wholeSignature,
  withLabel,
  withoutName,
  withoutNames,
} from './evaluate-labels.ts';
import { keepsName, operationOf } from './evaluate-operator.ts';
import { EvaluationError, type SeriesLabels, type VectorSample } from './evaluate-types.ts';

type Samples = readonly VectorSample[];

export function joined(
  { op, bool }: Binary,
  matching: VectorMatching,
  left: Samples,
  right: Samples,
  signature: Signature,
): Samples {
  if (left.length === 0 || right.length === 0) return [];
  const isSwapped = matching.card === 'one-to-many';
  const [many, one] = isSwapped ? [right, left] : [left, right];
  const partners = bySignature(one, signature, isSwapped ? 'left' : 'right');
  const operation = operationOf(op, bool);
  const labelsOf = resultLabels(matching, keepsName(op, bool));
  const unique = uniqueness(matching.card === 'one-to-one');
  const result: VectorSample[] = [];
  for (const sample of many) {
    const key = signature(sample.labels);
    const partner = partners.get(key);
    if (partner === undefined) continue;
    const value = isSwapped ? operation(partner.value, sample.value) : operation(sample.value, partner.value);
    if (value === undefined) continue;
    const labels = labelsOf(sample.labels, partner.labels);
    unique(key, labels);
    result.push({ labels, value });
  }
  return result;
}

/** The side of which each series must match alone. */
function bySignature(samples: Samples, signature: Signature, side: string): ReadonlyMap<string, VectorSample> {
  const found = new Map<string, VectorSample>();
  for (const sample of samples) {
    const key = signature(sample.labels);
    if (found.has(key))
      throw new EvaluationError(`many-to-many matching not allowed: several series of the ${side} side match alike`);
    found.set(key, sample);
  }
  return found;
}

/** Refuses a result that is there already. */
function uniqueness(isOneToOne: boolean): (key: string, labels: SeriesLabels) => void {
  const seen = new Set<string>();
  return (key, labels) => {
    const result = isOneToOne ? key : `${key}\xff${wholeSignature(labels)}`;
    if (seen.has(result))
      throw new EvaluationError(
        isOneToOne
          ? 'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)'
          : 'multiple matches for labels: grouping labels must ensure unique matches',
      );
    seen.add(result);
  };
}

/** Of the side that may match several times, with what is included from the other. */
function resultLabels(
  matching: VectorMatching,
  isNameKept: boolean,
): (labels: SeriesLabels, partner: SeriesLabels) => SeriesLabels {
  const matched = matching.labels.map(({ name }) => name);
  const kept = isNameKept ? (labels: SeriesLabels) => labels : withoutName;
  if (matching.card === 'one-to-one') {
    if (matching.on) return matched.length === 0 ? () => noSeriesLabels : (labels) => onlyNames(kept(labels), matched);
    return matched.length === 0 ? kept : (labels) => withoutNames(kept(labels), matched);
  }
  return (labels, partner) => {
    let result = kept(labels);
    for (const { name } of matching.include) result = withLabel(result, name, labelValue(partner, name));
    return result;
  };
}
