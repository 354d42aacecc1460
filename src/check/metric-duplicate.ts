import { seriesOf } from '../analyze/series.ts';
import type { Metric } from '../model/metric.ts';
import type { RecordingRule } from '../model/rule.ts';
import type { Check, Finding } from './check.ts';
import { inOption } from './finding.ts';

export const metricDuplicate: Check = {
  id: 'metric-duplicate',
  severity: 'error',
  class: 'fact',
  why: 'Two things under one series name cannot be told apart: queries mix them, and an exporter refuses the second.',
  bad: `const size = server.histogram('shop_basket_items', { help: 'Items in a basket.', counts: 'items', buckets: [1, 5, 10] });
const total = server.gauge('shop_basket_items_sum', { help: 'Items in all open baskets.', counts: 'items', ignore: { 'metric-counter-total': 'for the example' } });
shop.dashboard('baskets', { title: 'Baskets', rows: [row('Baskets', [
  timeseries('Size', { query: size.quantile(0.5), description: 'Half of the baskets are smaller.' }), timeseries('Total', { query: total, description: 'All of them together.' }),
])] });`,
  good: `const size = server.histogram('shop_basket_items', { help: 'Items in a basket.', counts: 'items', buckets: [1, 5, 10] });
const total = server.gauge('shop_open_basket_items', { help: 'Items in all open baskets.', counts: 'items' });
shop.dashboard('baskets', { title: 'Baskets', rows: [row('Baskets', [
  timeseries('Size', { query: size.quantile(0.5), description: 'Half of the baskets are smaller.' }), timeseries('Total', { query: total, description: 'All of them together.' }),
])] });`,
  *find({ project }) {
    const owners = new Map<string, Metric>();
    for (const metric of project.metrics) {
      const clash = clashOf(metric, owners);
      if (clash) yield clash;
    }
    for (const rule of project.recordingRules) {
      const owner = owners.get(rule.name);
      if (owner) yield clashing(rule, owner, `${rule.name} is already a series of ${named(owner)}`);
    }
  },
};

/** Takes the metric's series names; the first that another metric has in another form is reported. */
function clashOf(metric: Metric, owners: Map<string, Metric>): Finding | undefined {
  let found: Finding | undefined;
  for (const [name] of seriesOf(metric, undefined)) {
    const owner = owners.get(name);
    if (!owner) owners.set(name, metric);
    const difference = owner && differenceOf(metric, owner, name);
    if (difference) found ??= clashing(metric, owner, difference);
  }
  return found;
}

/** One name from several jobs is normal as long as it means the same; within one job its labels must be the same too. */
function differenceOf(metric: Metric, owner: Metric, series: string): string | undefined {
  if (metric.name !== owner.name) return `${series} is already a series of ${named(owner)}`;
  if (metric.type !== owner.type) return `${named(metric)} is also declared as a ${owner.type}`;
  if (metric.unit !== owner.unit)
    return `${metric.name} is also declared ${inUnit(owner.unit)}, here ${inUnit(metric.unit)}`;
  if (metric.job !== owner.job) return undefined;
  const sameLabels = JSON.stringify(labelsOf(metric)) === JSON.stringify(labelsOf(owner));
  return sameLabels ? `${named(metric)} is declared twice` : `${metric.name} is also declared with other labels`;
}

const named = ({ name, type }: Metric) => `${type === 'nativeHistogram' ? 'native histogram' : type} ${name}`;
const inUnit = (unit: string | undefined) => (unit === undefined ? 'without a unit' : `in ${unit}`);
const labelsOf = ({ labels }: Metric) => Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));

function clashing(declaration: Metric | RecordingRule, owner: Metric, message: string): Finding {
  const related = [{ place: { origin: owner.origin, path: [0] }, message: 'the other is declared here' }];
  return inOption(declaration, [0], { message, help: 'give one of them another name', related });
}
