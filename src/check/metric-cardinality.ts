import type { Analysis } from '../analyze/analysis.ts';
import type { LabelValues, Metric } from '../model/metric.ts';
import { type LabelFactor, labelFactors, seriesCount } from '../promql/series-estimate.ts';
import type { Check, Finding } from './check.ts';
import { inOption } from './finding.ts';
import { identifying } from './metric-label-identifier.ts';

export const metricCardinality: Check = {
  id: 'metric-cardinality',
  severity: 'warning',
  class: 'advice',
  why: 'Every combination of label values is a series of its own, kept in memory and read by every query over the metric.',
  bad: `const carts = server.counter('shop_carts_total', { help: 'Carts filled.', counts: 'carts', labels: { customer: upTo(50_000) } });
shop.alert('NoCarts', { when: carts.increase('1h').sum().eq(0), ...warning });`,
  good: `const carts = server.counter('shop_carts_total', { help: 'Carts filled.', counts: 'carts', labels: { country: upTo(50) } });
shop.alert('NoCarts', { when: carts.increase('1h').sum().eq(0), ...warning });`,
  *find(analysis) {
    for (const metric of analysis.project.metrics) {
      if (metric.catalog !== undefined) continue;
      for (const [label, values] of Object.entries(metric.labels)) yield* tooManyValues(metric, label, values);
      yield* tooManySeries(metric, analysis);
    }
  },
};

/** "If a metric has a cardinality over 100, look for another way" (https://prometheus.io/docs/practices/instrumentation/#do-not-overuse-labels). */
const mostValues = 100;

function* tooManyValues(metric: Metric, label: string, values: LabelValues): Generator<Finding> {
  const count = countOf(values);
  if (count <= mostValues || identifying(label, values) !== undefined) return;
  const help =
    count === Number.POSITIVE_INFINITY
      ? 'say how many there can be, with upTo(…), or leave the label out: logs and traces tell single things apart'
      : `group the values into at most ${mostValues}, or leave the label out: logs and traces tell single things apart`;
  const some = count === Number.POSITIVE_INFINITY ? 'any number of' : `up to ${grouped(count)}`;
  yield inOption(metric, [1, 'labels', label], {
    message: `label "${label}" may have ${some} values, and each is a series`,
    help,
  });
}

function countOf(values: LabelValues): number {
  switch (values.kind) {
    case 'oneOf':
      return values.values.length;
    case 'upTo':
      return values.max;
    case 'any':
      return Number.POSITIVE_INFINITY;
  }
}

/** Said where the first of several jobs declares the metric: the series of all of them count. */
function* tooManySeries(metric: Metric, { project, lookup, metric: ownerOf }: Analysis): Generator<Finding> {
  const name = metric.type === 'histogram' ? `${metric.name}_bucket` : metric.name;
  const facts = lookup(name);
  const count = facts && seriesCount(facts);
  const { seriesPerMetric } = project.system.budget;
  if (count === undefined || count <= seriesPerMetric || ownerOf(name) !== metric) return;
  const factors = productOf(labelFactors(facts!.labels));
  yield inOption(metric, [0], {
    message: `${name} may have ${grouped(count)} series (${factors}), over the budget of ${grouped(seriesPerMetric)}`,
    help: 'drop a label, bound it more tightly, or raise budget.seriesPerMetric of the system',
  });
}

/** `method 20 × status 4`: the labels that multiply, as messages name them. */
export function productOf(factors: readonly LabelFactor[]): string {
  return factors.map(({ label, values }) => `${label} ${grouped(values)}`).join(' × ');
}

/** `1,200,000`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
