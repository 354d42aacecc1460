import type { Metric } from '../model/metric.ts';
import type { Check } from './check.ts';
import { inOption } from './finding.ts';

export const metricNameStyle: Check = {
  id: 'metric-name-style',
  severity: 'warning',
  class: 'policy',
  why: 'People find metrics by typing the beginning of their names; one that is spelled otherwise is not found.',
  bad: `const carts = server.gauge('shopOpenCarts', { help: 'Carts not yet paid.', counts: 'carts' });
shop.alert('ManyCarts', { when: carts.gt(1000), ...warning });`,
  good: `const carts = server.gauge('shop_open_carts', { help: 'Carts not yet paid.', counts: 'carts' });
shop.alert('ManyCarts', { when: carts.gt(1000), ...warning });`,
  *find({ project }) {
    const { namespace } = project.system;
    for (const metric of project.metrics) {
      const problem = notSnakeCase(metric) ?? outside(namespace, metric);
      if (problem) yield inOption(metric, [0], problem);
    }
  },
};

/** What names beginning with it are: Prometheus' practice (https://prometheus.io/docs/practices/naming/#metric-names). */
const snakeCase = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;

function notSnakeCase({ name }: Metric): { message: string; help: string } | undefined {
  if (name === '' || snakeCase.test(name)) return undefined;
  const message = name.includes(':')
    ? `${name} holds a colon, which is for recording rules`
    : `${name} is not in snake_case`;
  const better = snakeCased(name);
  return { message, help: snakeCase.test(better) ? `expose it as ${better}` : 'use lower case words joined by _' };
}

/** `shopHTTPRequests.total` as `shop_http_requests_total`. */
function snakeCased(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
}

function outside(namespace: string | undefined, { name }: Metric): { message: string; help: string } | undefined {
  if (namespace === undefined || name === namespace || name.startsWith(`${namespace.replace(/_$/, '')}_`))
    return undefined;
  return {
    message: `${name} does not begin with ${namespace.replace(/_$/, '')}_, the namespace of the system`,
    help: "rename it; where somebody else's exporter names it, declare it through server.catalog('…')",
  };
}
