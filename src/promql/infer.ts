/** Inference over PromQL: one pass over a tree that records, for every node, what is certain of its result. */
import type { Expr } from './ast.ts';
import type { Fact, Inference, InferOptions, Lookup } from './facts.ts';
import { inferAggregation } from './infer-aggregation.ts';
import { inferBinary } from './infer-binary.ts';
import { dividedByZero } from './infer-by-zero.ts';
import { inferCall } from './infer-call.ts';
import { type Draft, evaluationOrder } from './infer-order.ts';
import { inferMacro, inferSelector } from './infer-selector.ts';
import { metricName, noLabels, withoutLabels } from './labels.ts';
import { keptNature } from './nature.ts';
import { seconds } from './unit.ts';
import { exactly, negated } from './values.ts';

export type {
  Fact,
  HistogramFacts,
  Inference,
  InferOptions,
  LabelReference,
  Lookup,
  MatchedLabel,
  MatchingFacts,
  Nature,
  RangeRead,
  RecordedFacts,
  SeriesFacts,
  SeriesType,
  Threshold,
} from './facts.ts';
export { labelsBeforeMatchers } from './infer-selector.ts';
export * from './inference.ts';
export type { LabelCause, LabelCauseKind, LabelFact, LabelReason, LabelSet, Presence } from './labels.ts';
export { matchingOf } from './matching.ts';
export { type LabelFactor, type SeriesEstimate, seriesCount, seriesEstimate } from './series-estimate.ts';

/**
 * Infers types, labels, units and values of every node; `lookup` answers for metric names. Facts are certain: of a metric that
 * the lookup does not know nothing is concluded, and neither is from what the expression gets wrong.
 * @example infer(parse('sum by (job) (rate(x_total[5m]))').ast, lookup).root.unit
 */
export function infer(expr: Expr, lookup: Lookup, options: InferOptions = {}): Inference {
  const nodes = evaluationOrder(expr);
  const variables = options.variables ?? true;
  for (const node of nodes) {
    conclude(node, lookup, variables);
    node.byZero = dividedByZero(node);
  }
  let byExpr: Map<Expr, Fact> | undefined;
  const of = (part: Expr): Fact => {
    byExpr ??= new Map(nodes.map((node) => [node.expr, node]));
    const fact = byExpr.get(part);
    if (fact === undefined) throw new Error('Not a node of the inferred expression');
    return fact;
  };
  return { root: nodes[nodes.length - 1]!, nodes, of };
}

function conclude(node: Draft, lookup: Lookup, variables: boolean): void {
  const { expr } = node;
  switch (expr.kind) {
    case 'number':
      node.type = 'scalar';
      node.nature = 'constant';
      node.values = exactly(expr.value);
      if (expr.duration) node.unit = seconds;
      return;
    case 'string':
      node.type = 'string';
      node.nature = 'constant';
      return;
    case 'macro':
      inferMacro(node, expr);
      return;
    case 'selector':
      inferSelector(node, expr, lookup, variables);
      return;
    case 'matrix':
    case 'subquery':
      inherit(node, node.operands[0]!);
      node.type = 'matrix';
      return;
    case 'paren':
      inherit(node, node.operands[0]!);
      node.outcome = node.operands[0]!.outcome;
      return;
    case 'unary':
      inherit(node, node.operands[0]!);
      if (expr.op === '-') negate(node);
      return;
    case 'call':
      inferCall(node, expr);
      return;
    case 'aggregation':
      inferAggregation(node, expr);
      return;
    case 'binary':
      inferBinary(node, expr);
      return;
  }
}

/** What stands around an operand without changing it. */
function inherit(node: Draft, operand: Draft): void {
  node.type = operand.type;
  node.labels = operand.labels;
  node.unit = operand.unit;
  node.values = operand.values;
  node.nature = operand.nature;
  node.selector = operand.selector;
  node.histogram = operand.histogram;
  node.conditional = operand.conditional;
  node.empty = operand.empty;
}

function negate(node: Draft): void {
  const { expr } = node;
  const span = { start: expr.start, end: expr.start + 1, source: expr.source };
  node.values = negated(node.values);
  node.nature = keptNature(node.nature);
  node.labels =
    node.type === 'vector'
      ? withoutLabels(node.labels, [metricName], { kind: 'function', span, expr, from: [node.labels] })
      : noLabels;
}
