/**
 * How many series a node returns, at most: the combinations of its labels' values, or less where an operation keeps fewer. A
 * bound, not a guess: undefined where some label may have any number of values and nothing else limits the series.
 */
import type { Aggregation, Binary, Call } from './ast.ts';
import type { Fact, Inference, SeriesFacts } from './facts.ts';
import { functionNamed } from './functions.ts';
import { type LabelFact, least, metricName, onlyLabels, valueCount, withoutLabels } from './labels.ts';
import { onceFor } from './once-for.ts';
import { aggregatorNamed, operatorNamed } from './operators.ts';
import { onlyValue } from './values.ts';

/** A bound and its reason. */
export interface SeriesEstimate {
  /** At most so many series at any moment. */
  readonly count: number;
  /** The node that limits them: often the selector. */
  readonly at: Fact;
  /** The labels with several values whose combinations these are; empty where it is not they that limit. */
  readonly factors: () => readonly LabelFactor[];
}

export interface LabelFactor {
  readonly label: string;
  readonly values: number;
}

type Estimates = readonly (SeriesEstimate | undefined)[];

/** At most how many series a node, the whole expression unless given, returns; undefined where nothing limits them. */
export function seriesEstimate(inference: Inference, fact: Fact = inference.root): SeriesEstimate | undefined {
  return estimatesOf(inference)[fact.index];
}

/** At most how many series a name has, by what is known of them. */
export function seriesCount({ labels, complete, count }: Pick<SeriesFacts, 'labels' | 'complete' | 'count'>) {
  return least(complete ? combinations(labels) : undefined, count);
}

/** Product of the numbers of values; the name, of which a vector has one, aside. */
function combinations(labels: readonly LabelFact[]): number | undefined {
  let product = 1;
  for (const label of labels) {
    const values = label.name === metricName ? nameCount(label) : valueCount(label);
    if (values === undefined) return undefined;
    product *= values;
  }
  return product;
}

/** A name that is there or not, of one series, makes no second one. */
function nameCount(label: LabelFact): number | undefined {
  return label.presence === 'never' ? 1 : label.values?.length;
}

const estimatesOf = onceFor(({ nodes }: Inference): Estimates => {
  const estimates: (SeriesEstimate | undefined)[] = [];
  for (const node of nodes) {
    const operands = node.operands.map((operand) => estimates[operand.index]);
    estimates.push(smaller(byLabels(node), byOperation(node, operands)));
  }
  return estimates;
});

/** The first of two where they are equal: it has the better reason. */
function smaller(a: SeriesEstimate | undefined, b: SeriesEstimate | undefined): SeriesEstimate | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return b.count < a.count ? b : a;
}

function byLabels(node: Fact): SeriesEstimate | undefined {
  if (node.type !== 'vector' && node.type !== 'matrix') return node.type === 'unknown' ? undefined : fixed(node, 1);
  if (!node.labels.complete) return undefined;
  const { labels } = node.labels;
  const count = combinations(labels);
  return count === undefined ? undefined : { count, at: node, factors: () => labelFactors(labels) };
}

const none = (): readonly LabelFactor[] => [];

function fixed(at: Fact, count: number): SeriesEstimate {
  return { count, at, factors: none };
}

/** The labels that have more than one value. */
export function labelFactors(labels: readonly LabelFact[]): readonly LabelFactor[] {
  return labels.flatMap((label) => {
    const values = label.name === metricName ? nameCount(label) : valueCount(label);
    return values === undefined || values === 1 ? [] : [{ label: label.name, values }];
  });
}

function byOperation(node: Fact, operands: Estimates): SeriesEstimate | undefined {
  const { expr } = node;
  switch (expr.kind) {
    case 'selector': {
      const count = node.series?.count;
      return count === undefined ? undefined : fixed(node, count);
    }
    case 'number':
    case 'string':
    case 'macro':
      return undefined;
    case 'matrix':
    case 'subquery':
    case 'paren':
    case 'unary':
      return operands[0];
    case 'call':
      return ofCall(node, expr, operands);
    case 'aggregation':
      return ofAggregation(node, expr, operands.at(-1));
    case 'binary':
      return ofBinary(node, expr, operands);
  }
}

/** A result for every series of the vector it is about; `histogram_quantiles` one for every quantile. */
function ofCall(node: Fact, expr: Call, operands: Estimates): SeriesEstimate | undefined {
  const row = functionNamed(expr.func);
  if (row === undefined) return undefined;
  if (row.labels === 'matchers' || row.labels === 'none') return fixed(node, 1);
  const subject = operands[row.args.findIndex((type) => type === 'vector' || type === 'matrix')];
  const several = row.labels === 'dropLe+param' ? expr.args.length - (row.sets ?? 0) - 1 : 1;
  if (subject === undefined || several === 1) return subject;
  return fixed(node, subject.count * several);
}

/** A result for every group, of which there are no more than series; `topk` and its like keep some series of each group. */
function ofAggregation(node: Fact, expr: Aggregation, vector: SeriesEstimate | undefined): SeriesEstimate | undefined {
  const operand = node.operands.at(-1)!;
  const parameter = node.operands.length > 1 ? onlyValue(node.operands[0]!.values) : undefined;
  if (aggregatorNamed(expr.op)?.labels !== 'input' || expr.op === 'limit_ratio' || parameter === undefined)
    return vector;
  const names = expr.grouping.map((label) => label.name);
  const { cause } = operand.labels;
  const groups = expr.without
    ? withoutLabels(operand.labels, [...names, metricName], cause)
    : onlyLabels(operand.labels, names, cause);
  const each = Math.max(0, Math.trunc(parameter));
  const count = groups.complete ? combinations(groups.labels) : undefined;
  return smaller(vector, count === undefined ? undefined : fixed(node, count * each));
}

function ofBinary(node: Fact, expr: Binary, [lhs, rhs]: Estimates): SeriesEstimate | undefined {
  const [left, right] = node.operands as [Fact, Fact];
  if (left.type !== 'vector') return rhs;
  if (right.type !== 'vector') return lhs;
  const { matching } = expr;
  const isFilled = matching?.fillLeft !== undefined || matching?.fillRight !== undefined;
  if (expr.op === 'or' || isFilled) return lhs && rhs && { count: lhs.count + rhs.count, at: node, factors: none };
  if (operatorNamed(expr.op)?.kind === 'set' || matching?.card === 'many-to-one') return lhs;
  return matching?.card === 'one-to-many' ? rhs : smaller(lhs, rhs);
}
