/** For every metric a query to start from, as its type demands. */

import type { Metric } from '../../model/metric.ts';
import type { Aggregation, Call, Expr, MatrixSelector, Span, VectorSelector } from '../../promql/ast.ts';
import { declaredUnit } from '../../promql/unit-names.ts';
import { oneToOne } from '../../promql/vector-matching.ts';

const nowhere: Span = { start: 0, end: 0 };

/**
 * A query that says something about the metric at a glance. `range` in milliseconds: for rates, at least four scrapes.
 * Counter: rate by its first closed label; histogram: 95th percentile; gauge: itself, or by label; summary: a quantile.
 */
export function readyQuery(metric: Metric, range: number): Expr {
  const { name, type } = metric;
  switch (type) {
    case 'counter':
      return aggregate('sum', leadingLabel(metric), call('rate', over(name, range)));
    case 'histogram':
      return p95(aggregate('sum', ['le'], call('rate', over(`${name}_bucket`, range))));
    case 'nativeHistogram':
      return p95(aggregate('sum', [], call('rate', over(name, range))));
    case 'summary':
      return summaryQuery(metric, range);
    case 'info':
      return infoQuery(metric);
    case 'gauge':
      return gaugeQuery(metric);
    case 'untyped':
      return selector(name);
  }
}

/** The quantile nearest to 0.95 that is no extreme (whose spelling depends on the version); the mean where there is none. */
function summaryQuery({ name, quantiles = [] }: Metric, range: number): Expr {
  const distance = (quantile: number) => Math.abs(quantile - 0.95);
  const [nearest] = quantiles.filter((q) => q > 0 && q < 1).sort((a, b) => distance(a) - distance(b));
  if (nearest !== undefined) return selector(name, { quantile: String(nearest) });
  const [sum, count] = ['_sum', '_count'].map((suffix) =>
    aggregate('sum', [], call('rate', over(name + suffix, range))),
  );
  return divide(sum as Expr, count as Expr);
}

/** How many instances run each version. */
function infoQuery(metric: Metric): Expr {
  const labels = leadingLabel(metric);
  return labels.length === 0 ? selector(metric.name) : aggregate('count', labels, selector(metric.name));
}

function gaugeQuery(metric: Metric): Expr {
  const { name } = metric;
  const unit = declaredUnit(metric.unit, metric.counts);
  if (unit?.kind === 'timestamp')
    return {
      ...nowhere,
      kind: 'binary',
      op: '-',
      opSpan: nowhere,
      lhs: call('time'),
      rhs: selector(name),
      bool: false,
      matching: undefined,
    };
  const labels = leadingLabel(metric);
  if (labels.length === 0) return selector(name);
  const additive = unit?.kind === 'quantity' && (unit.counts !== undefined || (unit.dimensions.byte ?? 0) === 1);
  return aggregate(additive ? 'sum' : 'avg', labels, selector(name));
}

/** The first closed label, else the first of its own. */
function leadingLabel({ labels }: Metric): readonly string[] {
  const names = Object.keys(labels);
  return [names.find((name) => labels[name]?.kind === 'oneOf') ?? names[0]].filter((name) => name !== undefined);
}

function selector(name: string, labels: Readonly<Record<string, string>> = {}): VectorSelector {
  const matchers = Object.entries(labels).map(([label, value]) => ({
    ...nowhere,
    label,
    op: '=' as const,
    value,
    labelSpan: nowhere,
    valueSpan: nowhere,
  }));
  return {
    ...nowhere,
    kind: 'selector',
    name,
    nameSpan: nowhere,
    matchers,
    modifier: undefined,
    offset: undefined,
    at: undefined,
  };
}

function over(name: string, milliseconds: number): MatrixSelector {
  return {
    ...nowhere,
    kind: 'matrix',
    selector: selector(name),
    range: { ...nowhere, kind: 'duration', milliseconds, number: false },
  };
}

function call(func: string, ...args: readonly Expr[]): Call {
  return { ...nowhere, kind: 'call', func, args };
}

function aggregate(op: string, labels: readonly string[], expr: Expr): Aggregation {
  const grouping = labels.map((name) => ({ ...nowhere, name }));
  return { ...nowhere, kind: 'aggregation', op, expr, param: undefined, without: false, grouping };
}

function p95(histogram: Expr): Call {
  return call('histogram_quantile', { ...nowhere, kind: 'number', value: 0.95, duration: false }, histogram);
}

function divide(lhs: Expr, rhs: Expr): Expr {
  return { ...nowhere, kind: 'binary', op: '/', opSpan: nowhere, lhs, rhs, bool: false, matching: oneToOne };
}
