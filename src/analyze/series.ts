import type { Metric, ScrapeJob } from '../model/metric.ts';
import { numberLabels } from '../model/number-label.ts';
import type { LabelFact, SeriesFacts } from '../promql/infer.ts';
import { withCount } from '../promql/labels.ts';
import { countOf, number, type Unit } from '../promql/unit.ts';
import { declaredUnit } from '../promql/unit-names.ts';
import { anything } from '../promql/values.ts';
import { closed, declaredLabel } from './label-values.ts';
import type { Labelled } from './relabel.ts';

/** A series name of a metric, and what is certain of its series. */
export type NamedSeries = readonly [name: string, facts: SeriesFacts];

/** The job that delivers a metric, with what its targets add to it. */
export interface Source {
  readonly job: ScrapeJob;
  readonly targets: Labelled;
}

/**
 * Every series name a metric stands for, in a Prometheus of this version: a classic histogram `x` for `x_bucket`, `x_sum` and
 * `x_count`.
 */
export function seriesOf(metric: Metric, source: Source | undefined, prometheus = '3.0'): readonly NamedSeries[] {
  const base = { labels: labelsOf(metric, source), complete: source?.targets.complete ?? false };
  const { name } = metric;
  const unit = declaredUnit(metric.unit, metric.counts);
  const spelled = (values: readonly number[]) => values.flatMap((value) => numberLabels(value, prometheus));
  switch (metric.type) {
    case 'counter':
    case 'gauge':
    case 'untyped':
      return [[name, { ...base, type: metric.type, unit }]];
    case 'info':
      return [[name, { ...base, type: 'info', unit: number, values: exactlyOne }]];
    case 'nativeHistogram':
      return [[name, { ...base, type: 'histogram', unit: observations, observes: unit, family: name }]];
    case 'histogram': {
      const bounds = finite(metric.buckets);
      const le = withCount(closed('le', [...spelled(bounds), '+Inf']), bounds.length + 1);
      const labels = [...base.labels, le];
      const bucket = { ...base, labels, observes: unit, bounds: isAscending(bounds) ? bounds : undefined } as const;
      return [
        [`${name}_bucket`, { ...bucket, type: 'bucket', unit: observations, family: name }],
        ...sumAndCount(metric, unit, base),
      ];
    }
    case 'summary': {
      const labels = metric.quantiles?.length
        ? [...base.labels, withCount(closed('quantile', spelled(metric.quantiles)), metric.quantiles.length)]
        : base.labels;
      return [[name, { ...base, labels, type: 'summary', unit }], ...sumAndCount(metric, unit, base)];
    }
  }
}

const observations = countOf('observations');
const exactlyOne = { min: 1, max: 1, minOpen: false, maxOpen: false, nan: false } as const;

function sumAndCount(metric: Metric, unit: Unit | undefined, base: Labelled): readonly NamedSeries[] {
  const { name: family } = metric;
  const sum = { ...base, type: 'counter', unit, family } as const;
  return [
    [`${family}_sum`, mayBeNegative(metric) ? { ...sum, values: anything } : sum],
    [`${family}_count`, { ...base, type: 'counter', unit: observations, family }],
  ];
}

/** What is never below zero by its nature. Of what may be, the sum of observations may go down. */
const neverNegative: ReadonlySet<string | undefined> = new Set(['seconds', 'bytes', 'grams', 'meters']);

function mayBeNegative({ unit, counts, buckets }: Metric): boolean {
  const [lowest] = finite(buckets);
  return (lowest !== undefined && lowest < 0) || (counts === undefined && !neverNegative.has(unit));
}

function isAscending(bounds: readonly number[]): boolean {
  return bounds.every((bound, index) => index === 0 || bound > bounds[index - 1]!);
}

/** Bounds that are numbers: of the others the check metric-buckets speaks, and of such as do not ascend. */
function finite(bounds: readonly number[] | undefined): readonly number[] {
  return (bounds ?? []).filter(Number.isFinite);
}

/** Own labels and those of the targets; unless the job honours it, a scraped label that a target has is renamed. */
function labelsOf(metric: Metric, source: Source | undefined): readonly LabelFact[] {
  const own = Object.entries(metric.labels).map(([name, values]) => declaredLabel(name, values));
  if (!source) return own;
  const { job, targets } = source;
  const names = new Set((job.honorLabels ? own : targets.labels).map((label) => label.name));
  if (job.honorLabels) return [...own, ...targets.labels.filter((label) => !names.has(label.name))];
  return [
    ...own.map((label) => (names.has(label.name) ? { ...label, name: `exported_${label.name}` } : label)),
    ...targets.labels,
  ];
}
