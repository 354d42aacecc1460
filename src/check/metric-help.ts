import type { Metric } from '../model/metric.ts';
import type { Check } from './check.ts';
import { inOption } from './finding.ts';

export const metricHelp: Check = {
  id: 'metric-help',
  severity: 'warning',
  class: 'policy',
  why: 'Whoever reads a metric for the first time at night has its name already: the help must say what that leaves open.',
  bad: `const carts = server.gauge('shop_open_carts', { help: 'Open carts.', counts: 'carts' });
shop.alert('ManyCarts', { when: carts.gt(1000), ...warning });`,
  good: `const carts = server.gauge('shop_open_carts', { help: 'Carts filled within a day and not yet paid.', counts: 'carts' });
shop.alert('ManyCarts', { when: carts.gt(1000), ...warning });`,
  *find({ project }) {
    for (const metric of project.metrics) {
      const message = problemOf(metric, project.system.namespace);
      const help = 'say in a sentence what one unit of its value is, and when it changes';
      if (message !== undefined) yield inOption(metric, [1, 'help'], { message, help });
    }
  },
};

function problemOf(metric: Metric, namespace: string | undefined): string | undefined {
  if (!/[\p{L}\p{N}]/u.test(metric.help)) return `${metric.name} has no help`;
  const said = words(metric.help);
  const repeats = namesOf(metric, namespace).some((name) => said === words(name));
  return repeats ? `the help of ${metric.name} only repeats its name` : undefined;
}

/** The name as a help may repeat it: with or without what it begins with, and without the suffix that says its type. */
function namesOf({ name }: Metric, namespace = /^[^_]*/.exec(name)![0]): readonly string[] {
  const own = name.startsWith(`${namespace}_`) ? name.slice(namespace.length + 1) : name;
  return [name, own].flatMap((one) => [one, one.replace(/_(?:total|info)$/, '')]);
}

/** Lower case, without punctuation and the words that add nothing. */
function words(text: string): string {
  const all = text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && word !== 'the' && word !== 'a' && word !== 'an' && word !== 'metric');
  return all.join(' ');
}
