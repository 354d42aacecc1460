import type {
  At,
  Binary,
  Duration as DurationNode,
  Expr,
  LabelName,
  Matcher as MatcherNode,
  Source,
  Span,
  VectorMatching,
  VectorSelector,
} from '../promql/ast.ts';
import { parseDuration } from '../promql/duration.ts';
import { type BinaryOperatorName, binaryOperators, unaryPrecedence } from '../promql/operators.ts';

/** Makes syntax tree nodes; every node carries the call that made it. */

export const spanOf = (source: Source): Span => ({ start: 0, end: 0, source });

export function numberNode(source: Source, value: number, quantity?: string): Expr {
  return { kind: 'number', value, duration: false, quantity, ...spanOf(source) };
}

export function selectorNode(source: Source, name: string, matchers: readonly MatcherNode[] = []): VectorSelector {
  const span = spanOf(source);
  return {
    kind: 'selector',
    name,
    nameSpan: span,
    matchers,
    modifier: undefined,
    offset: undefined,
    at: undefined,
    ...span,
  };
}

export function matcherNode(source: Source, label: string, op: MatcherNode['op'], value: string): MatcherNode {
  const span = spanOf(source);
  return { label, op, value, labelSpan: span, valueSpan: span, ...span };
}

export function labelNames(source: Source, names: readonly string[]): readonly LabelName[] {
  return names.map((name) => ({ name, ...spanOf(source) }));
}

/** A duration node; undefined where the text is not a duration. */
export function durationNode(source: Source, text: string): DurationNode | undefined {
  const milliseconds = parseDuration(text);
  return milliseconds === undefined ? undefined : { kind: 'duration', milliseconds, number: false, ...spanOf(source) };
}

export function rateInterval(source: Source): DurationNode {
  return { kind: 'macro', text: '$__rate_interval', ...spanOf(source) };
}

export function atNode(source: Source, time: number | 'start' | 'end'): At {
  if (typeof time === 'number') return { kind: 'timestamp', seconds: time, ...spanOf(source) };
  return { kind: time, ...spanOf(source) };
}

export function call(source: Source, func: string, args: readonly Expr[]): Expr {
  return { kind: 'call', func, args, ...spanOf(source) };
}

/** The labels that an aggregation keeps, or with `without` drops. */
export interface Grouping {
  readonly without: boolean;
  readonly labels: readonly string[];
}

export function aggregation(
  source: Source,
  op: string,
  expr: Expr,
  param: Expr | undefined,
  { without, labels }: Grouping,
): Expr {
  return { kind: 'aggregation', op, expr, param, without, grouping: labelNames(source, labels), ...spanOf(source) };
}

export function binary(
  source: Source,
  op: BinaryOperatorName,
  lhs: Expr,
  rhs: Expr,
  matching: VectorMatching | undefined,
  bool = false,
): Binary {
  return {
    kind: 'binary',
    op,
    opSpan: spanOf(source),
    lhs: parenthesised(source, lhs, op, false),
    rhs: parenthesised(source, rhs, op, true),
    bool,
    matching,
    ...spanOf(source),
  };
}

/** A range over an expression: of a selector `x[5m]`, of anything else, or with a step, the subquery `(…)[5m:1m]`. */
export function ranged(source: Source, expr: Expr, range: DurationNode, step: DurationNode | undefined): Expr {
  if (expr.kind === 'selector' && step === undefined)
    return { kind: 'matrix', selector: expr, range, ...spanOf(source) };
  const inner = expr.kind === 'binary' || expr.kind === 'unary' ? paren(source, expr) : expr;
  return { kind: 'subquery', expr: inner, range, step, offset: undefined, at: undefined, ...spanOf(source) };
}

export function negative(source: Source, expr: Expr): Expr {
  return { kind: 'unary', op: '-', expr: expr.kind === 'binary' ? paren(source, expr) : expr, ...spanOf(source) };
}

export function paren(source: Source, expr: Expr): Expr {
  return { kind: 'paren', expr, ...spanOf(source) };
}

/** The tree holds parentheses, so an operand that binds more loosely than its operator gets some; `-x` only before `^`. */
function parenthesised(source: Source, operand: Expr, op: BinaryOperatorName, right: boolean): Expr {
  const { precedence, rightAssociative } = binaryOperators[op];
  if (operand.kind === 'binary') {
    const inner = binaryOperators[operand.op as BinaryOperatorName].precedence;
    const loose = inner < precedence || (inner === precedence && right !== rightAssociative);
    return loose ? paren(source, operand) : operand;
  }
  const signed =
    operand.kind === 'unary' || (operand.kind === 'number' && (operand.value < 0 || Object.is(operand.value, -0)));
  return signed && !right && precedence > unaryPrecedence ? paren(source, operand) : operand;
}
