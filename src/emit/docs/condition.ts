/** When an alert's expression returns something, in words. */

import type { Binary, Call, Expr } from '../../promql/ast.ts';
import type { Fact, Inference } from '../../promql/infer.ts';
import { formatNumber } from '../../promql/number.ts';
import { print } from '../../promql/print.ts';
import { formatQuantity } from '../../promql/quantity.ts';
import { dimensionless, ratio, type Unit } from '../../promql/unit.ts';
import { unwrappedExpr } from '../../promql/walk.ts';
import { code } from './markdown.ts';
import { named, rangeWords, selectorPhrase } from './phrase.ts';
import { constant, valueWords } from './words.ts';

/** How an operator reads: for a length of time, and for anything else. */
// biome-ignore format: a table
const comparisons: Readonly<Record<string, { readonly flipped: string; readonly time: string; readonly other: string }>> = {
  '>': { flipped: '<', time: 'longer than', other: 'above' },
  '<': { flipped: '>', time: 'shorter than', other: 'below' },
  '>=': { flipped: '<=', time: 'at least', other: 'at or above' },
  '<=': { flipped: '>=', time: 'at most', other: 'at or below' },
  '==': { flipped: '==', time: 'exactly', other: '' },
  '!=': { flipped: '!=', time: 'not', other: 'not' },
};

/**
 * The condition as a clause: `the share of x with status="error" over 5m is above 5 %`. Exact: where words would only be
 * nearly right it is the expression itself, as code.
 */
export function conditionWords(expr: Expr, inference: Inference): string {
  switch (expr.kind) {
    case 'paren':
      return conditionWords(expr.expr, inference);
    case 'binary':
      return binaryWords(expr, inference);
    case 'call':
      return absentWords(expr) ?? existenceWords(expr, inference);
    default:
      return existenceWords(expr, inference);
  }
}

function binaryWords(expr: Binary, inference: Inference): string {
  switch (expr.op) {
    case 'and':
      return `${operand(expr.lhs, expr, inference)} ${conditional(expr.rhs, inference) ? 'and' : 'while'} ${operand(expr.rhs, expr, inference)}`;
    case 'or':
      return `${operand(expr.lhs, expr, inference)}, or ${operand(expr.rhs, expr, inference)}`;
    case 'unless':
      return `${operand(expr.lhs, expr, inference)}, unless ${operand(expr.rhs, expr, inference)}`;
    default:
      return comparisonWords(expr, inference) ?? existenceWords(expr, inference);
  }
}

/** A side of a set operator; in brackets where it is another one that would read wrongly beside this. */
function operand(side: Expr, of: Binary, inference: Inference): string {
  const inner = unwrappedExpr(side);
  const words = conditionWords(inner, inference);
  const mixed = inner.kind === 'binary' && ['and', 'or', 'unless'].includes(inner.op) && inner.op !== of.op;
  return mixed ? `(${words})` : words;
}

function conditional(expr: Expr, inference: Inference): boolean {
  return inference.of(expr).conditional;
}

function comparisonWords(expr: Binary, inference: Inference): string | undefined {
  const row = comparisons[expr.op];
  if (row === undefined || expr.bool) return undefined;
  const [left, right] = [constant(expr.lhs, inference), constant(expr.rhs, inference)];
  if (left !== undefined && right !== undefined) return undefined;
  if (right !== undefined) return boundWords(expr.lhs, expr.op, right, inference);
  if (left !== undefined) return boundWords(expr.rhs, row.flipped, left, inference);
  return sidesWords(expr, inference);
}

/** A value against a number; a second bound on the same value joins the first: `is above 1 s and below 5 s`. */
function boundWords(measured: Expr, op: string, bound: number, inference: Inference): string {
  const inner = unwrappedExpr(measured);
  const words = thresholdWords(op, bound, inference.of(inner));
  const first = inner.kind === 'binary' && comparisons[inner.op] !== undefined && !inner.bool;
  return first ? `${binaryWords(inner, inference)} and ${words}` : `${valueWords(inner, inference)} is ${words}`;
}

/** The bound alone, of the comparison that decides: `above 5 %`; undefined where there is no single one. */
export function thresholdOf(expr: Expr, inference: Inference): string | undefined {
  const inner = unwrappedExpr(expr);
  if (inner.kind !== 'binary') return undefined;
  if (inner.op === 'and' || inner.op === 'unless') return thresholdOf(inner.lhs, inference);
  const row = comparisons[inner.op];
  if (row === undefined || inner.bool) return undefined;
  const [left, right] = [constant(inner.lhs, inference), constant(inner.rhs, inference)];
  if (right !== undefined) return thresholdWords(inner.op, right, inference.of(inner.lhs));
  return left === undefined ? undefined : thresholdWords(row.flipped, left, inference.of(inner.rhs));
}

/** `above 5 %`, `longer than 1 s`, `not 0`. */
function thresholdWords(op: string, bound: number, measured: Fact): string {
  const sure = mayBePercent(measured.unit) ? undefined : measured.unit;
  const unit = asShare(bound, measured) ? ratio : sure;
  const row = comparisons[op];
  const bare = unit === undefined || (bound === 0 && unit.dimensions.celsius === undefined);
  const words = !bare && isTime(unit) ? row?.time : row?.other;
  const quantity = bare ? formatNumber(bound) : formatQuantity(bound, unit);
  return words === '' ? quantity : `${words ?? op} ${quantity}`;
}

/** Half a hit per request is 50 %: a quotient of counted things below 1 reads as a share. */
function asShare(bound: number, { nature, unit }: Fact): boolean {
  return nature === 'ratio' && bound > 0 && bound < 1 && unit?.scale === 1 && !unit.loose && dimensionless(unit);
}

/** `free * 100 / size < 10`: what is probably a fraction may as well be percent, so the number stands as it is. */
function mayBePercent(unit: Unit | undefined): boolean {
  return unit?.loose === true && unit.kind === 'ratio';
}

function isTime(unit: Unit | undefined): boolean {
  if (unit === undefined || unit.kind !== 'quantity') return false;
  return (
    Object.entries(unit.dimensions).every(([name, exponent]) => exponent === (name === 'second' ? 1 : 0)) &&
    unit.dimensions.second === 1
  );
}

function sidesWords(expr: Binary, inference: Inference): string {
  const row = comparisons[expr.op];
  const words = row?.other === '' ? 'equal to' : expr.op === '!=' ? 'not equal to' : row?.other;
  return `${valueWords(expr.lhs, inference)} is ${words} ${valueWords(expr.rhs, inference)}`;
}

/** `x` is absent; `x` has had no sample for 5m. */
function absentWords({ func, args }: Call): string | undefined {
  const [of] = args;
  if (func === 'absent' && of?.kind === 'selector') return named(selectorPhrase(of)?.text, (x) => `${x} is absent`);
  if (func !== 'absent_over_time' || of?.kind !== 'matrix') return undefined;
  const range = rangeWords(of)?.replace('over ', '');
  if (range === undefined) return undefined;
  return named(selectorPhrase(of.selector)?.text, (x) => `${x} has had no sample for ${range}`);
}

/** Of an expression without a comparison that says when: whenever it has a value, or always. */
function existenceWords(expr: Expr, inference: Inference): string {
  const { nature, conditional }: Fact = inference.of(expr);
  if (nature === 'constant' && !conditional) return 'always';
  const words = conditional ? code(print(expr)) : valueWords(expr, inference);
  return `${words} ${conditional ? 'returns something' : 'has a value'}`;
}
