/** Function calls: labels, unit and values of the result, all as the row of the function says. */
import type { Call } from './ast.ts';
import { functionNamed, type PromqlFunction } from './functions.ts';
import { isFraction } from './infer-aggregation.ts';
import { calledLabels } from './infer-call-labels.ts';
import { type Draft, unwrapped } from './infer-order.ts';
import { anyLabels } from './labels.ts';
import { keptNature } from './nature.ts';
import { alike, countOf, mul, number, perSecond, pow, ratio, seconds, timestamp, type Unit, unit } from './unit.ts';
import { unitNamed } from './unit-names.ts';
import {
  absolute,
  anything,
  averaged,
  between,
  exponential,
  interpolated,
  largest,
  nonNegative,
  signs,
  smallest,
  squareRoot,
  summed,
  type ValueRange,
} from './values.ts';

export function inferCall(node: Draft, expr: Call): void {
  const row = functionNamed(expr.func);
  if (row === undefined) {
    node.labels = anyLabels;
    node.nature = 'unknown';
    return;
  }
  const subject = subjectOf(row, node);
  node.type = row.returns;
  node.labels = calledLabels(expr, row, subject);
  node.unit = calledUnit(row, node, subject);
  node.values = calledValues(row, node, subject);
  node.nature = calledNature(row, subject);
  node.selector = subject?.selector;
  if (returnsVector(row) && keepsHistogram(row) && !setsBounds(expr, row)) node.histogram = subject?.histogram;
  inferEmptiness(node, row, subject);
}

function returnsVector(row: PromqlFunction): boolean {
  return row.returns === 'vector';
}

/** The operand that the result is about: the vector or range vector or, for functions of scalars, the first. */
function subjectOf(row: PromqlFunction, node: Draft): Draft | undefined {
  const index = row.args.findIndex((type) => type === 'vector' || type === 'matrix');
  return node.operands[Math.max(index, 0)];
}

function keepsHistogram(row: PromqlFunction): boolean {
  return (row.unit === 'same' || row.unit === 'perSecond') && row.nature !== 'quantile' && row.labels !== 'none';
}

/** Bounds that an expression writes into `le` are not those of the metric. */
function setsBounds(expr: Call, row: PromqlFunction): boolean {
  const label = row.sets === undefined ? undefined : expr.args[row.sets];
  return label?.kind === 'string' && label.value === 'le';
}

function isVector(operand: Draft | undefined): boolean {
  return operand?.type === 'vector' || operand?.type === 'matrix';
}

/** `absent` may return nothing and does when the operand returns something; `scalar` always returns a number. */
function inferEmptiness(node: Draft, row: PromqlFunction, subject: Draft | undefined): void {
  if (row.labels === 'matchers') node.conditional = true;
  else if (returnsVector(row) && subject !== undefined && isVector(subject)) {
    node.conditional = subject.conditional || mayClampAll(row, node);
    node.empty = subject.empty;
  }
}

/** `clamp` returns nothing where the least is above the most. */
function mayClampAll({ values }: PromqlFunction, { operands }: Draft): boolean {
  if (typeof values !== 'object' || !('least' in values) || !('most' in values)) return false;
  const [least, most] = [operands[values.least!], operands[values.most!]];
  return !(least !== undefined && most !== undefined && least.values.max <= most.values.min);
}

function calledUnit(row: PromqlFunction, node: Draft, subject: Draft | undefined): Unit | undefined {
  const input = subject?.unit;
  const observed = subject?.histogram?.observes;
  switch (row.unit) {
    case 'same':
      return isVector(subject) ? input : commonUnit(node.operands);
    case 'perSecond':
      return input && perSecond(input);
    case 'square':
      return input && pow(input, 2);
    case 'root':
      return input && pow(input, 0.5);
    case 'count':
      return countOf(row.counts ?? 'samples');
    case 'one':
    case 'number':
      return number;
    case 'ratio':
      return ratio;
    case 'radians':
    case 'degrees':
      return unitNamed(row.unit);
    case 'seconds':
      return seconds;
    case 'timestamp':
      return timestamp;
    case 'observed':
      return observed;
    case 'observedSquare':
      return observed && pow(observed, 2);
    case 'observedTotal':
      return observed && input && mul(observed, unit({ ...input, counts: undefined }));
  }
}

function commonUnit(operands: readonly Draft[]): Unit | undefined {
  const [first, ...rest] = operands;
  return rest.reduce((u, o) => (u && o.unit ? alike(u, o.unit) : undefined), first?.unit);
}

function calledValues(row: PromqlFunction, node: Draft, subject: Draft | undefined): ValueRange {
  const values = rowValues(row, node, subject);
  return row.returns === 'scalar' && isVector(subject) ? { ...values, nan: true } : values;
}

function rowValues(row: PromqlFunction, node: Draft, subject: Draft | undefined): ValueRange {
  const input = subject?.values ?? anything;
  if (typeof row.values === 'object') {
    return 'least' in row.values || 'most' in row.values
      ? clamped(input, row.values, node.operands)
      : between((row.values as readonly number[])[0]!, (row.values as readonly number[])[1]!, mayBeNaN(row, subject));
  }
  switch (row.values) {
    case 'any':
      return anything;
    case 'same':
      return input;
    case 'growth':
      return input.min >= 0 ? { ...nonNegative, nan: input.nan || !isCounted(subject) } : anything;
    case 'sum':
      return summed(input);
    case 'mean':
      return averaged(input);
    case 'smallest':
    case 'largest': {
      const [a, b] = node.operands.map((operand) => operand.values);
      return a === undefined || b === undefined ? anything : (row.values === 'smallest' ? smallest : largest)(a, b);
    }
    case 'absolute':
      return absolute(input);
    case 'sign':
      return signs(input);
    case 'root':
      return squareRoot(input);
    case 'exponential':
      return exponential(input);
    case 'rounded':
      return rounded(input, node.operands.length > 1);
    case 'quantile':
      return quantilesAreFractions(node) ? interpolated(input) : anything;
    case 'estimate':
      return estimated(node, subject);
  }
}

/** Samples of a counter are finite; others, and what is calculated, may be infinite, and infinities have no difference. */
function isCounted(subject: Draft | undefined): boolean {
  if (subject === undefined || unwrapped(subject).expr.kind !== 'matrix') return false;
  return subject.nature === 'counter' || subject.nature === 'bucket' || subject.values.max < Infinity;
}

/** Counts, ones and times are never NaN; mathematics on samples may be. */
function mayBeNaN(row: PromqlFunction, subject: Draft | undefined): boolean {
  return subject !== undefined && row.unit !== 'count' && row.unit !== 'one' && row.unit !== 'timestamp';
}

function clamped(
  input: ValueRange,
  limits: { readonly least?: number; readonly most?: number },
  operands: readonly Draft[],
): ValueRange {
  const least = limits.least === undefined ? undefined : operands[limits.least]?.values;
  const most = limits.most === undefined ? undefined : operands[limits.most]?.values;
  let { min, max } = input;
  if (most !== undefined) [min, max] = [Math.min(min, most.min), Math.min(max, most.max)];
  if (least !== undefined) [min, max] = [Math.max(min, least.min), Math.max(max, least.max)];
  return between(min, max, input.nan || least?.nan === true || most?.nan === true);
}

function rounded(input: ValueRange, toMultiple: boolean): ValueRange {
  if (!toMultiple) return between(Math.floor(input.min), Math.ceil(input.max), input.nan);
  return between(input.min >= 0 ? 0 : -Infinity, input.max <= 0 ? 0 : Infinity, true);
}

function quantilesAreFractions(node: Draft): boolean {
  return node.operands.every((operand) => operand.type !== 'scalar' || isFraction(operand));
}

/** A quantile in the last bucket is given as the highest finite bound; a first bucket is taken to begin at 0, if its bound is above. */
function estimated(node: Draft, subject: Draft | undefined): ValueRange {
  const bounds = subject?.histogram?.bounds;
  if (bounds === undefined || bounds.length === 0 || !quantilesAreFractions(node)) return anything;
  return between(Math.min(0, bounds[0]!), bounds[bounds.length - 1]!, true);
}

function calledNature(row: PromqlFunction, subject: Draft | undefined): Draft['nature'] {
  switch (row.nature) {
    case 'same':
      return subject?.nature ?? 'derived';
    case 'kept':
      return keptNature(subject?.nature ?? 'derived');
    case 'rate':
    case 'quantile':
    case 'ratio':
      return row.nature;
    default:
      return 'derived';
  }
}
