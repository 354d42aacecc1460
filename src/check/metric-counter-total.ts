import type { Metric } from '../model/metric.ts';
import type { Check } from './check.ts';
import { inOption } from './finding.ts';

export const metricCounterTotal: Check = {
  id: 'metric-counter-total',
  severity: 'warning',
  class: 'advice',
  why: 'People and tools tell a counter by `_total`, and the series of histograms by `_count`, `_sum` and `_bucket`.',
  bad: `const orders = server.counter('shop_orders', { help: 'Orders placed.', counts: 'orders' });
shop.alert('NoOrders', { when: orders.rate('5m').eq(0), ...warning });`,
  good: `const orders = server.counter('shop_orders_total', { help: 'Orders placed.', counts: 'orders' });
shop.alert('NoOrders', { when: orders.rate('5m').eq(0), ...warning });`,
  *find({ project }) {
    for (const metric of project.metrics) {
      const problem = metric.catalog === undefined ? problemOf(metric) : undefined;
      if (problem) yield inOption(metric, [0], problem);
    }
  },
};

function problemOf({ name, type }: Metric): { message: string; help: string } | undefined {
  if (type === 'untyped') return undefined;
  const suffix = /_(?:total|count|sum|bucket)$/.exec(name)?.[0];
  if (type === 'counter' && suffix !== '_total') {
    const stem = suffix === undefined ? name : name.slice(0, -suffix.length);
    return { message: `counter ${name} does not end with _total`, help: `name it ${stem}_total` };
  }
  if (type === 'counter' || suffix === undefined) return undefined;
  return {
    message: `${words[type]} ${name} ends with ${suffix}, which says it is ${meaning(suffix)}`,
    help: `name it ${name.slice(0, -suffix.length)}${suffix === '_total' ? ', or declare a counter if it only goes up' : ''}`,
  };
}

const words = {
  gauge: 'gauge',
  histogram: 'histogram',
  nativeHistogram: 'histogram',
  summary: 'summary',
  info: 'info metric',
} as const;

function meaning(suffix: string): string {
  return suffix === '_total' ? 'a counter' : 'part of a histogram';
}
