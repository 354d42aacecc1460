import { atLeast } from '../model/version.ts';
import type { Check } from './check.ts';
import { inOption } from './finding.ts';

/** https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels */
const classicName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

export const metricName: Check = {
  id: 'metric-name',
  severity: 'error',
  class: 'fact',
  why: 'Prometheus refuses a rule, or drops a scrape, that holds an illegal metric name.',
  bad: `shop.recordingRule('method:http_requests:rate5m{job="shop"}', { expr: requests.rate('5m') });`,
  good: `shop.recordingRule('method:http_requests:rate5m', { expr: requests.rate('5m'), labels: { job: 'shop' } });
shop.dashboard('rates', { title: 'Rates', rows: [row('Rates', [
  timeseries('Rate', { query: promql\`method:http_requests:rate5m\`, unit: 'reqps', description: 'Requests handled each second.' }),
])] });`,
  *find({ project }) {
    const { prometheus } = project.system.runsOn;
    for (const metric of [...project.metrics, ...project.recordingRules]) {
      const problem = problemOf(metric.name, prometheus, metric.kind === 'recordingRule');
      if (problem) yield inOption(metric, [0], problem);
    }
  },
};

/** Prometheus 3 takes any name; rule files still refuse braces, which are a matcher in the wrong place. */
export function problemOf(
  name: string,
  prometheus: string,
  recorded: boolean,
): { message: string; help: string } | undefined {
  if (classicName.test(name)) return undefined;
  if (recorded && /[{}]/.test(name))
    return {
      message: `"${name}" is not a legal name for a recording rule: it holds braces`,
      help: 'name the series only, and put labels under `labels`',
    };
  if (name !== '' && atLeast(prometheus, recorded ? '3.2' : '3.0')) return undefined;
  const legal = name.replace(/[^a-zA-Z0-9_:]/g, '_').replace(/^(?=\d)/, '_');
  return {
    message: `"${name}" is not a legal metric name in Prometheus ${prometheus}`,
    help: `use letters, digits, _ and :, not beginning with a digit${legal === '' ? '' : `: ${legal}`}`,
  };
}
