/** Questions that checks ask of an inference, so that none of them walks the tree. */
import type { Binary, Call, Duration, DurationOperation, LabelName, VectorSelector } from './ast.ts';
import type {
  Fact,
  Inference,
  LabelReference,
  Nature,
  RangeRead,
  SeriesFacts,
  SeriesType,
  Threshold,
} from './facts.ts';
import { functionNamed } from './functions.ts';
import { unwrapped } from './infer-order.ts';
import { labelsBeforeMatchers } from './infer-selector.ts';
import { type LabelFact, metricName } from './labels.ts';
import { onceFor } from './once-for.ts';
import { operatorNamed } from './operators.ts';
import { seriesEstimate } from './series-estimate.ts';
import { type Comparison, mirrored, onlyValue } from './values.ts';

/** The selectors within a node, in source order: the metrics it is made of. */
export function selectorsOf(inference: Inference, fact: Fact = inference.root): readonly Fact[] {
  const all = selectorsIn(inference);
  return fact === inference.root ? all : all.filter(({ index }) => fact.first <= index && index <= fact.index);
}

const selectorsIn = onceFor(({ nodes }: Inference): readonly Fact[] =>
  nodes.filter(({ expr }) => expr.kind === 'selector'),
);

/** The node that uses this one, parentheses aside. */
export function userOf(fact: Fact): Fact | undefined {
  let user = fact.parent;
  while (user?.expr.kind === 'paren') user = user.parent;
  return user;
}

/** The conditions because of which an expression returns something: either side of `or`, what `and` and `unless` filter. */
export const deciding = onceFor(({ root }: Inference): readonly Fact[] => {
  const found: Fact[] = [];
  const waiting = [root];
  for (let fact = waiting.pop(); fact !== undefined; fact = waiting.pop()) {
    const inner = unwrapped(fact);
    const { op } = inner.expr.kind === 'binary' ? inner.expr : { op: undefined };
    if (op === 'or') waiting.push(...[...inner.operands].reverse());
    else if (op === 'and' || op === 'unless') waiting.push(inner.operands[0]!);
    else found.push(inner);
  }
  return found;
});

/** The vectors of which `or` makes the root, each with labels of its own; the root alone where there is no `or`. */
export function alternativesOf({ root }: Inference): readonly Fact[] {
  const found: Fact[] = [];
  const waiting = [root];
  for (let fact = waiting.pop(); fact !== undefined; fact = waiting.pop()) {
    const inner = unwrapped(fact);
    const kept = inner.expr.kind === 'binary' ? keptSide(inner, inner.expr) : undefined;
    if (inner.expr.kind === 'binary' && inner.expr.op === 'or') waiting.push(...[...inner.operands].reverse());
    else if (kept) waiting.push(kept);
    else found.push(inner);
  }
  return found;
}

/** The side whose series, with all their labels, an operator lets through: of `and`, `unless` and comparisons with a number. */
function keptSide({ operands }: Fact, { op, bool }: Binary): Fact | undefined {
  const [left, right] = operands as [Fact, Fact];
  if (op === 'and' || op === 'unless') return left;
  if (bool || operatorNamed(op)?.kind !== 'comparison') return undefined;
  return right.type === 'scalar' ? left : left.type === 'scalar' ? right : undefined;
}

/**
 * The comparison with a number that decides whether the root returns anything, and that its values have passed. Undefined where
 * it is not the outermost operation, where both sides vary, and under `or`.
 */
export function thresholdOf(inference: Inference): Threshold | undefined {
  let fact = unwrapped(inference.root);
  while (fact.expr.kind === 'binary' && (fact.expr.op === 'and' || fact.expr.op === 'unless'))
    fact = unwrapped(fact.operands[0]!);
  const { expr } = fact;
  if (expr.kind !== 'binary' || operatorNamed(expr.op)?.kind !== 'comparison') return undefined;
  return thresholdBetween(fact, expr.op as Comparison);
}

/** Every comparison of something with a number, wherever it stands in the expression. */
export const thresholdsIn = onceFor((inference: Inference): readonly Threshold[] =>
  inference.nodes.flatMap((fact) => {
    const { expr } = fact;
    if (expr.kind !== 'binary' || operatorNamed(expr.op)?.kind !== 'comparison') return [];
    return thresholdBetween(fact, expr.op as Comparison) ?? [];
  }),
);

function thresholdBetween(comparison: Fact, op: Comparison): Threshold | undefined {
  const [lhs, rhs] = comparison.operands as [Fact, Fact];
  if (rhs.nature === 'constant' && lhs.nature !== 'constant') return threshold(comparison, lhs, rhs, op);
  if (lhs.nature === 'constant' && rhs.nature !== 'constant') return threshold(comparison, rhs, lhs, mirrored[op]);
  return undefined;
}

function threshold(comparison: Fact, measured: Fact, bound: Fact, op: Comparison): Threshold | undefined {
  const value = onlyValue(bound.values);
  return value === undefined ? undefined : { comparison, measured, bound, op, value };
}

/** Every label that the expression names, in source order of the nodes, with the labels there are at that point. */
export function labelReferences(inference: Inference): readonly LabelReference[] {
  const found: LabelReference[] = [];
  for (const node of inference.nodes) addReferences(node, found);
  return found;
}

function addReferences(node: Fact, found: LabelReference[]): void {
  const { expr } = node;
  switch (expr.kind) {
    case 'selector':
      addMatchers(node, expr, found);
      return;
    case 'aggregation':
      addNames(node, node.operands.at(-1)!, expr.without ? 'without' : 'by', expr.grouping, found);
      return;
    case 'binary':
      addMatching(node, expr, found);
      return;
    case 'call':
      addArguments(node, expr, found);
      return;
    default:
  }
}

function addMatchers(node: Fact, expr: VectorSelector, found: LabelReference[]): void {
  const labels = labelsBeforeMatchers(node.labels);
  for (const matcher of expr.matchers) {
    if (matcher.label === metricName) continue;
    found.push({ label: matcher.label, span: matcher.labelSpan, use: 'matcher', at: node, operand: node, labels });
  }
}

function addNames(
  at: Fact,
  operand: Fact,
  use: LabelReference['use'],
  names: readonly LabelName[],
  found: LabelReference[],
): void {
  for (const name of names) found.push({ label: name.name, span: name, use, at, operand, labels: operand.labels });
}

/** Labels of `on` and `ignoring` are looked for on both sides, those of `group_x` on the one side. */
function addMatching(at: Fact, expr: Binary, found: LabelReference[]): void {
  const { matching } = expr;
  if (matching === undefined) return;
  const [lhs, rhs] = at.operands as [Fact, Fact];
  for (const side of [lhs, rhs]) addNames(at, side, matching.on ? 'on' : 'ignoring', matching.labels, found);
  addNames(at, matching.card === 'one-to-many' ? lhs : rhs, 'include', matching.include, found);
}

function addArguments(at: Fact, expr: Call, found: LabelReference[]): void {
  const row = functionNamed(expr.func);
  const operand = at.operands[0];
  if (row?.reads === undefined || operand === undefined) return;
  const [first, last] = row.reads;
  for (let i = first; i <= last && i < expr.args.length; i++) {
    const arg = expr.args[i]!;
    if (arg.kind !== 'string') continue;
    found.push({ label: arg.value, span: arg, use: 'argument', at, operand, labels: operand.labels });
  }
}

/** Every range that the expression reads. */
export const rangeReads = onceFor((inference: Inference): readonly RangeRead[] => {
  const reads: RangeRead[] = [];
  for (const range of inference.nodes) {
    const { expr } = range;
    if (expr.kind !== 'matrix' && expr.kind !== 'subquery') continue;
    const user = userOf(range);
    reads.push({
      range,
      call: user?.expr.kind === 'call' ? user : undefined,
      span: expr.range,
      milliseconds: lengthOf(expr.range),
      step: expr.kind === 'subquery' && expr.step !== undefined ? lengthOf(expr.step) : undefined,
    });
  }
  return reads;
});

/** Milliseconds of a duration; undefined where it depends on the query (`step()`, Grafana's macros). */
export function lengthOf(duration: Duration): number | undefined {
  const length = secondsOf(duration);
  return length === undefined ? undefined : length * 1000;
}

/** Duration arithmetic counts in seconds: `[2 * 1h]` is 7200. */
function secondsOf(duration: Duration): number | undefined {
  switch (duration.kind) {
    case 'duration':
      return duration.milliseconds / 1000;
    case 'macro':
      return undefined;
    case 'durationOperation': {
      const a = duration.lhs === undefined ? 0 : secondsOf(duration.lhs);
      const b = duration.rhs === undefined ? 0 : secondsOf(duration.rhs);
      return a === undefined || b === undefined ? undefined : operationSeconds(duration.op, a, b);
    }
  }
}

function operationSeconds(op: DurationOperation['op'], a: number, b: number): number | undefined {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '^':
      return a ** b;
    case 'min_of':
      return Math.min(a, b);
    case 'max_of':
      return Math.max(a, b);
    case 'step':
    case 'range':
      return undefined;
  }
}

/** What a recording rule's series is known as, to those who read it: the lookup's answer for the rule's name. */
export function recordedSeries(inference: Inference, ruleLabels: Readonly<Record<string, string>> = {}): SeriesFacts {
  const { root } = inference;
  const set = Object.entries(ruleLabels).filter(([, value]) => value !== '');
  const kept = root.labels.labels.filter(
    (label) => label.name !== metricName && !Object.hasOwn(ruleLabels, label.name),
  );
  return {
    type: seriesTypeOf(root.nature),
    labels: [...kept, ...set.map(([name, value]): LabelFact => ({ name, presence: 'always', values: [value] }))],
    complete: root.labels.complete,
    count: seriesEstimate(inference)?.count,
    unit: root.unit,
    values: root.values,
    observes: root.histogram?.observes,
    bounds: root.histogram?.bounds,
    recorded: {
      nature: root.nature,
      histogram: root.histogram,
      labels: root.labels,
      conditional: root.conditional,
      byZero: root.byZero !== undefined,
    },
  };
}

function seriesTypeOf(nature: Nature): SeriesType {
  switch (nature) {
    case 'counter':
    case 'gauge':
    case 'bucket':
    case 'histogram':
    case 'summary':
    case 'info':
    case 'unknown':
      return nature;
    default:
      return 'untyped';
  }
}
