import type { Origin } from '../model/declaration.ts';
import { type LabelValues, listedTargets, type Metric, type ScrapeJob } from '../model/metric.ts';
import { didYouMean } from '../promql/nearest.ts';
import { describe } from './amount.ts';
import { type MetricSource, refuse } from './handle.ts';

/** Which labels a series can have that a rule test feeds in. */

type Labels = Readonly<Record<string, string>>;

/** Labels with a closed list of values have one of them; open ones may be empty, which is not to be there. */
export function judgeLabels(source: MetricSource, series: string, given: Labels, origin: Origin): void {
  const { metric } = source;
  judgeNames(source, series, given, origin);
  for (const [name, values] of Object.entries(metric.labels)) {
    if (values.kind === 'oneOf') judgeValue(series, name, values, given, origin);
  }
  if (series === `${metric.name}_bucket`) judgeBound(metric, given, origin);
}

/** Labels of the metric and of its targets; where these are found or rewritten, there may be any. */
function judgeNames({ metric, registry }: MetricSource, series: string, given: Labels, origin: Origin): void {
  const job = registry.declarations.find((one) => one.kind === 'scrapeJob' && one.name === metric.job);
  if (job?.kind !== 'scrapeJob' || job.honorLabels || isRewritten(job)) return;
  const ofTargets = listedTargets(job).flatMap(({ labels }) => Object.keys(labels));
  const known = [...Object.keys(metric.labels), 'job', 'instance', ...ofTargets];
  const unknown = Object.keys(given).find((name) => !known.includes(name) && !ofSeries.has(name));
  if (unknown === undefined) return;
  const help = didYouMean(unknown, known) ?? `its labels are ${[...new Set(known)].join(', ')}`;
  refuse(origin, [1, unknown], `no series of ${series} has the label "${unknown}"`, help);
}

function isRewritten({ relabel, metricRelabel, discovery, targetLabels }: ScrapeJob): boolean {
  return relabel.length + metricRelabel.length + Object.keys(discovery).length > 0 || targetLabels !== undefined;
}

/** What tells the series of one metric apart. */
const ofSeries: ReadonlySet<string> = new Set(['le', 'quantile']);

function judgeBound({ buckets }: Metric, { le }: Labels, origin: Origin): void {
  const choice = `say which: { le: '${[...(buckets ?? [1]), '+Inf'].join("' | '")}' }`;
  if (le === undefined) refuse(origin, 1, 'a bucket has a bound', choice);
  const isBound = /^\+?Inf$/i.test(String(le)) || (buckets ?? []).includes(Number(le));
  if (buckets !== undefined && !isBound) refuse(origin, [1, 'le'], `no bucket ends at ${describe(le)}`, choice);
}

function judgeValue(
  series: string,
  name: string,
  { values }: Extract<LabelValues, { kind: 'oneOf' }>,
  given: Labels,
  origin: Origin,
): void {
  const value = given[name] ?? '';
  if (values.includes(value)) return;
  const choice = `${name} is ${values.map((one) => `'${one}'`).join(' or ')}`;
  if (value === '') refuse(origin, 1, `no series of ${series} is without the label "${name}"`, choice);
  refuse(
    origin,
    [1, name],
    `label "${name}" never has the value ${JSON.stringify(value)}`,
    didYouMean(value, values) ?? choice,
  );
}
