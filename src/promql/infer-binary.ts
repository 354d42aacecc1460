/** Binary operators: what two values make of each other. Labels of matched vectors are in infer-matching.ts. */
import type { Binary } from './ast.ts';
import { fractionOf, isFilled, matchesWhole, sameValue } from './fraction.ts';
import { arithmeticUnit, hundredth, isLiteral, percent } from './infer-binary-unit.ts';
import { combinedLabels } from './infer-matching.ts';
import type { Draft } from './infer-order.ts';
import { labelValues, metricName, presence } from './labels.ts';
import { commonNature, keptNature } from './nature.ts';
import { operatorNamed } from './operators.ts';
import { alike, number, ratio } from './unit.ts';
import {
  anything,
  between,
  type Comparison,
  calculated,
  exactly,
  filtered,
  flag,
  hull,
  isEmpty,
  meet,
  mirrored,
  onlyValue,
  outcome,
  type ValueRange,
} from './values.ts';

export function inferBinary(node: Draft, expr: Binary): void {
  const [lhs, rhs] = node.operands as [Draft, Draft];
  node.type = resultType(lhs, rhs);
  node.labels = combinedLabels(expr, lhs, rhs);
  node.empty = lhs.empty ?? rhs.empty;
  node.conditional = lhs.conditional || rhs.conditional;
  switch (operatorNamed(expr.op)?.kind) {
    case 'arithmetic':
      inferArithmetic(node, expr, lhs, rhs);
      return;
    case 'comparison':
      inferComparison(node, expr, expr.op as Comparison, lhs, rhs);
      return;
    case 'set':
      inferSet(node, expr, lhs, rhs);
      return;
    case 'trim':
      inferTrim(node, lhs);
      return;
    case undefined:
      node.nature = 'unknown';
  }
}

function resultType(lhs: Draft, rhs: Draft): Draft['type'] {
  if (lhs.type === 'vector' || rhs.type === 'vector') return 'vector';
  return lhs.type === 'scalar' && rhs.type === 'scalar' ? 'scalar' : 'unknown';
}

function inferArithmetic(node: Draft, expr: Binary, lhs: Draft, rhs: Draft): void {
  const factored = expr.op === '*' && !isFilled(expr) ? infoFactor(lhs, rhs) : undefined;
  if (factored !== undefined) {
    takeValues(node, factored);
    return;
  }
  node.unit = arithmeticUnit(expr.op, lhs, rhs);
  node.values = calculated(expr.op, ...rangesOf(expr, lhs, rhs));
  node.nature = arithmeticNature(expr.op, lhs, rhs);
  const measured = lhs.nature === 'constant' ? rhs : rhs.nature === 'constant' ? lhs : undefined;
  node.selector = measured?.selector;
  node.histogram = calculatedHistogram(expr.op, lhs.histogram, rhs.histogram);
  if (expr.op === '/') inferFraction(node, expr, lhs, rhs);
}

/** Ranges of the sides; a missing partner has the value of `fill`. */
function rangesOf({ matching }: Binary, lhs: Draft, rhs: Draft): [ValueRange, ValueRange] {
  const { fillLeft, fillRight } = matching ?? {};
  return [
    fillLeft === undefined ? lhs.values : hull(lhs.values, exactly(fillLeft)),
    fillRight === undefined ? rhs.values : hull(rhs.values, exactly(fillRight)),
  ];
}

/** `x * on (…) group_left (…) some_info`: info metrics are 1 and bring labels; the values are the other side's. */
function infoFactor(lhs: Draft, rhs: Draft): Draft | undefined {
  if (isOnes(rhs)) return lhs;
  return isOnes(lhs) ? rhs : undefined;
}

/** `scalar(…)` of an info metric may also be NaN. */
function isOnes({ nature, values }: Draft): boolean {
  return nature === 'info' && onlyValue(values) === 1;
}

function takeValues(node: Draft, from: Draft): void {
  node.unit = from.unit;
  node.values = from.values;
  node.nature = from.nature;
  node.selector = from.selector;
  node.histogram = from.histogram;
}

/** `100 * errors / requests` is as much a part of a whole as `errors / requests`. */
function inferFraction(node: Draft, expr: Binary, lhs: Draft, rhs: Draft): void {
  const part = hundredth(lhs);
  if (!fractionOf(expr, part ?? lhs, rhs)) return;
  node.unit = part === undefined ? ratio : percent;
  node.values = meet(node.values, between(0, part === undefined ? 1 : 100, node.values.nan));
}

function arithmeticNature(op: string, lhs: Draft, rhs: Draft): Draft['nature'] {
  const [a, b] = [lhs.nature, rhs.nature];
  if (a === 'constant' && b === 'constant') return 'constant';
  if (a === 'unknown' || b === 'unknown') return 'unknown';
  const multiple = op === '*' || op === '+' || op === '-';
  if (b === 'constant') return multiple || op === '/' ? keptNature(a) : 'derived';
  if (a === 'constant') return multiple ? keptNature(b) : 'derived';
  if (op === '/') return 'ratio';
  return op === '+' || (op === '-' && a === 'gauge' && b === 'gauge') ? keptNature(commonNature(a, b)) : 'derived';
}

function inferComparison(node: Draft, expr: Binary, op: Comparison, lhs: Draft, rhs: Draft): void {
  const ranges = rangesOf(expr, lhs, rhs);
  node.outcome = decided(node, expr, op, lhs, rhs, ranges);
  if (expr.bool || node.type === 'scalar') {
    node.unit = number;
    node.values = flag;
    return;
  }
  const swapped = lhs.type === 'scalar' && rhs.type !== 'scalar';
  takeValues(node, swapped ? rhs : lhs);
  const [kept, bound] = swapped ? [ranges[1], ranges[0]] : ranges;
  node.values = comparable(swapped ? rhs : lhs) ? filtered(swapped ? mirrored[op] : op, kept, bound) : kept;
  node.conditional = true;
  if (node.outcome === 'never') node.empty = node;
}

function decided(
  node: Draft,
  expr: Binary,
  op: Comparison,
  lhs: Draft,
  rhs: Draft,
  [a, b]: readonly [ValueRange, ValueRange],
): Draft['outcome'] {
  if (!comparable(lhs) || !comparable(rhs)) return undefined;
  const found = outcome(op, a, b) ?? withItself(expr, op, lhs, rhs);
  return found === 'always' && node.conditional ? undefined : found;
}

/** `x > x`: a value is equal to itself, unless it is NaN. */
function withItself(expr: Binary, op: Comparison, lhs: Draft, rhs: Draft): Draft['outcome'] {
  const compares = op === '<' || op === '>' || !lhs.values.nan;
  const matches = expr.matching === undefined ? lhs.type === 'scalar' && rhs.type === 'scalar' : isUnfilledWhole(expr);
  if (!compares || !matches || !isOneMetric(lhs) || !sameValue(lhs, rhs)) return undefined;
  return op === '<' || op === '>' || op === '!=' ? 'never' : 'always';
}

function isUnfilledWhole(expr: Binary): boolean {
  return matchesWhole(expr) && !isFilled(expr);
}

/** Series of several metrics may have the same labels, and match each other. */
function isOneMetric({ labels }: Draft): boolean {
  return presence(labels, metricName) === 'never' || labelValues(labels, metricName)?.length === 1;
}

/** Native histograms are compared whole, not as numbers. */
function comparable(operand: Draft): boolean {
  return operand.histogram?.form !== 'native';
}

function inferSet(node: Draft, expr: Binary, lhs: Draft, rhs: Draft): void {
  takeValues(node, lhs);
  if (expr.op === 'or') inferOr(node, lhs, rhs);
  else {
    node.conditional = true;
    node.empty = lhs.empty;
    if (expr.op === 'and') inferAnd(node, expr, lhs, rhs);
  }
}

function inferOr(node: Draft, lhs: Draft, rhs: Draft): void {
  node.conditional = lhs.conditional && rhs.conditional;
  node.empty = rhs.empty && lhs.empty;
  node.unit = isLiteral(rhs) ? lhs.unit : isLiteral(lhs) ? rhs.unit : lhs.unit && rhs.unit && alike(lhs.unit, rhs.unit);
  node.values = hull(lhs.values, rhs.values);
  node.nature = commonNature(lhs.nature, rhs.nature);
  node.selector = lhs.selector === rhs.selector ? lhs.selector : undefined;
  node.histogram = commonHistogram(lhs.histogram, rhs.histogram);
}

/** Buckets times or divided by what all of them have alike are buckets still. */
function calculatedHistogram(op: string, a: Draft['histogram'], b: Draft['histogram']): Draft['histogram'] {
  if (a && b) return commonHistogram(a, b);
  return op === '/' ? a : (a ?? b);
}

/** Of two histograms together, what is true of both. */
function commonHistogram(a: Draft['histogram'], b: Draft['histogram']): Draft['histogram'] {
  if (a === undefined || b === undefined || a.form !== b.form) return undefined;
  const observes = a.observes && b.observes && alike(a.observes, b.observes);
  return { form: a.form, observes, bounds: a.bounds === b.bounds ? a.bounds : undefined };
}

/** Two conditions on one and the same value must both hold of it: `x == 0 and x > 0` never does. */
function inferAnd(node: Draft, expr: Binary, lhs: Draft, rhs: Draft): void {
  node.empty = lhs.empty ?? rhs.empty;
  if (isLabelled(expr) || !sameMeasure(lhs, rhs)) return;
  node.values = meet(lhs.values, rhs.values);
  if (node.empty === undefined && isEmpty(node.values)) node.empty = node;
}

function isLabelled(expr: Binary): boolean {
  return expr.matching !== undefined && (expr.matching.on || expr.matching.labels.length > 0);
}

function sameMeasure(lhs: Draft, rhs: Draft): boolean {
  const [a, b] = [measureOf(lhs), measureOf(rhs)];
  return a !== undefined && b !== undefined && isOneMetric(a) && sameValue(a, b);
}

/** What a chain of comparisons with numbers compares. */
function measureOf(operand: Draft): Draft | undefined {
  let node = operand;
  while (node.expr.kind === 'paren' || isFilter(node)) {
    const [first, second] = node.operands as [Draft, Draft | undefined];
    if (second !== undefined && first.type === 'vector' && second.type === 'vector') return undefined;
    node = second !== undefined && first.type === 'scalar' ? second : first;
  }
  return node;
}

function isFilter(node: Draft): boolean {
  return node.expr.kind === 'binary' && !node.expr.bool && operatorNamed(node.expr.op)?.kind === 'comparison';
}

/** Trims of native histograms, `</` and `>/`, keep what they trim. */
function inferTrim(node: Draft, lhs: Draft): void {
  takeValues(node, lhs);
  node.values = anything;
}
