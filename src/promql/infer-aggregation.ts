/** Aggregations: which labels survive, and what the values of the groups are. */
import type { Aggregation, Span } from './ast.ts';
import type { Draft } from './infer-order.ts';
import {
  anyLabels,
  type LabelCause,
  type LabelSet,
  metricName,
  onlyLabels,
  withLabel,
  withoutLabels,
} from './labels.ts';
import { keptNature } from './nature.ts';
import { type Aggregator, aggregatorNamed } from './operators.ts';
import { countOf, number, pow, type Unit } from './unit.ts';
import {
  anything,
  averaged,
  between,
  contains,
  flag,
  interpolated,
  onlyValue,
  summed,
  type ValueRange,
} from './values.ts';

const series = countOf('series');

export function inferAggregation(node: Draft, expr: Aggregation): void {
  const row = aggregatorNamed(expr.op);
  const operand = node.operands.at(-1)!;
  node.conditional = operand.conditional;
  node.empty = operand.empty;
  if (row === undefined) {
    node.labels = anyLabels;
    node.nature = 'unknown';
    return;
  }
  node.labels = groupLabels(expr, row, operand.labels);
  node.unit = groupUnit(row.unit, operand.unit);
  node.values = groupValues(row, node);
  node.selector = operand.selector;
  node.nature = groupNature(row, operand);
  if (row.unit === 'same' && row.nature !== 'quantile') node.histogram = operand.histogram;
}

/** The word `sum`: what a message about a dropped label points at. */
function wordSpan(expr: Aggregation): Span {
  const written = expr.end > expr.start;
  return { start: expr.start, end: written ? expr.start + expr.op.length : expr.end, source: expr.source };
}

function groupLabels(expr: Aggregation, row: Aggregator, input: LabelSet): LabelSet {
  if (row.labels === 'input') return input;
  const cause: LabelCause = { kind: 'aggregation', span: wordSpan(expr), expr, from: [input] };
  const names = expr.grouping.map((label) => label.name);
  const grouped = expr.without ? withoutLabels(input, [...names, metricName], cause) : onlyLabels(input, names, cause);
  if (row.labels === 'grouping' || expr.param?.kind !== 'string') return grouped;
  return withLabel(grouped, { name: expr.param.value, presence: 'always' }, { ...cause, from: [grouped] });
}

function groupUnit(effect: Aggregator['unit'], unit: Unit | undefined): Unit | undefined {
  switch (effect) {
    case 'same':
      return unit;
    case 'square':
      return unit && pow(unit, 2);
    case 'count':
      return series;
    case 'one':
      return number;
  }
}

function groupValues(row: Aggregator, node: Draft): ValueRange {
  const operand = node.operands.at(-1)!;
  if (typeof row.values === 'object') {
    const nan = row.unit !== 'count' && row.unit !== 'one' && interpolated(operand.values).nan;
    return between(row.values[0], row.values[1], nan);
  }
  switch (row.values) {
    case 'same':
      return operand.values;
    case 'sum':
      return summed(operand.values);
    case 'mean':
      return averaged(operand.values);
    case 'quantile':
      return isFraction(node.operands[0]!) ? interpolated(operand.values) : anything;
  }
}

/** A φ in 0..1 for certain: beyond, quantiles are infinite. */
export function isFraction(param: Draft): boolean {
  const phi = onlyValue(param.values);
  return phi !== undefined && contains(flag, phi);
}

function groupNature(row: Aggregator, operand: Draft): Draft['nature'] {
  switch (row.nature) {
    case 'same':
      return operand.nature;
    case 'kept':
      return keptNature(operand.nature);
    case 'quantile':
    case 'derived':
      return row.nature;
  }
}
