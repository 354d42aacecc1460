import type { Origin } from '../model/declaration.ts';
import type { Slo } from '../model/slo.ts';
import { errorRatioSeries } from '../model/slo-series.ts';
import type { Expr, VectorSelector } from '../promql/ast.ts';
import { oneToOne } from '../promql/vector-matching.ts';
import { binary, call, matcherNode, numberNode, ranged, selectorNode } from './build.ts';
import { vectorPrototype } from './expression.ts';
import { built, type HandleState, makeHandle } from './handle.ts';
import { windowNode } from './sli-measure.ts';

/** Pieces of the expressions that an SLO is made of. */

/** What tells the series of an SLO from those of others: its id, and its service where that is one. */
export function identityOf({ id, service }: Slo): Readonly<Record<string, string>> {
  return { slo: id, ...(service !== undefined && { service }) };
}

/** A series recorded for the SLO. */
export function recordedNode(slo: Slo, name: string): VectorSelector {
  const matchers = Object.entries(identityOf(slo)).map(([label, value]) => matcherNode(slo.origin, label, '=', value));
  return selectorNode(slo.origin, name, matchers);
}

/** `part / whole`, of the same labels. */
export function quotient(origin: Origin, part: Expr, whole: Expr): Expr {
  return binary(origin, '/', part, whole, oneToOne);
}

/** The sum of a recorded series over a window. */
export function summedOver(slo: Slo, name: string, window: number): Expr {
  return overWindow('sum_over_time', slo, name, window);
}

export function overWindow(func: string, slo: Slo, name: string, window: number): Expr {
  const range = ranged(slo.origin, recordedNode(slo, name), windowNode(slo.origin, window), undefined);
  return call(slo.origin, func, [range]);
}

/** The share of bad events over a window, as it is recorded. */
export function errorRatioNode(slo: Slo, window: number): Expr {
  return recordedNode(slo, errorRatioSeries(window));
}

export function scaled(origin: Origin, expr: Expr, op: '*' | '/', by: number): Expr {
  return binary(origin, op, expr, numberNode(origin, by), undefined);
}

/** An expression as the options of rules and panels take it. */
export function vectorOf(slo: Slo, expr: Expr): HandleState {
  return makeHandle(vectorPrototype as object, built(expr, slo.origin));
}
