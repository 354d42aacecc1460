import type { LabelValues, Metric, ScrapeJob } from '../model/metric.ts';
import { atLeast } from '../model/version.ts';
import type { LabelFact, SeriesFacts } from '../promql/infer.ts';
import { formatGeneral, formatNumber } from '../promql/number.ts';
import { countOf, number, type Unit } from '../promql/unit.ts';
import { declaredUnit } from '../promql/unit-names.ts';
import { closed, targetLabels } from './target.ts';

/** A series name of a metric, and what is certain of its series. */
export type NamedSeries = readonly [name: string, facts: SeriesFacts];

/**
 * Every series name a metric stands for, in a Prometheus of this version: a classic histogram `x` for `x_bucket`, `x_sum` and
 * `x_count`.
 */
export function seriesOf(metric: Metric, job: ScrapeJob | undefined, prometheus = '3.0'): readonly NamedSeries[] {
  const base = { labels: labelsOf(metric, job), complete: job !== undefined };
  const { name } = metric;
  const unit = declaredUnit(metric.unit, metric.counts);
  const spelled = (values: readonly number[]) => values.flatMap((value) => spellings(value, prometheus));
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
      const labels = [...base.labels, closed('le', [...spelled(finite(metric.buckets)), '+Inf'])];
      const bucket = { ...base, labels, observes: unit, bounds: finite(metric.buckets) } as const;
      return [
        [`${name}_bucket`, { ...bucket, type: 'bucket', unit: observations, family: name }],
        ...sumAndCount(name, unit, base),
      ];
    }
    case 'summary': {
      const labels = metric.quantiles?.length
        ? [...base.labels, closed('quantile', spelled(metric.quantiles))]
        : base.labels;
      return [[name, { ...base, labels, type: 'summary', unit }], ...sumAndCount(name, unit, base)];
    }
  }
}

const observations = countOf('observations');
const exactlyOne = { min: 1, max: 1, minOpen: false, maxOpen: false, nan: false } as const;

type Labelled = Pick<SeriesFacts, 'labels' | 'complete'>;

function sumAndCount(name: string, unit: Unit | undefined, base: Labelled): readonly NamedSeries[] {
  return [
    [`${name}_sum`, { ...base, type: 'counter', unit, family: name }],
    [`${name}_count`, { ...base, type: 'counter', unit: observations, family: name }],
  ];
}

/** Bounds that are numbers: of the others the check metric-buckets speaks. */
function finite(bounds: readonly number[] | undefined): readonly number[] {
  return (bounds ?? []).filter(Number.isFinite);
}

/**
 * How a bound or quantile may stand in a label. Prometheus stores `1.0` and `1e+06` from 3.0 on, however they are exposed (its
 * migration guide: "le and quantile label values"); before, as exposed: as Go clients write it (`1`), or in full (`1000000.0`).
 */
function spellings(value: number, prometheus: string): readonly string[] {
  const short = formatGeneral(value);
  if (atLeast(prometheus, '3.0')) return [/[e.]/.test(short) ? short : `${short}.0`];
  const plain = formatNumber(value);
  return [plain, ...(Number.isInteger(value) ? [`${plain}.0`] : []), ...(short === plain ? [] : [short])];
}

/** Own labels and those of the targets; unless the job honours it, a scraped label that a target has is renamed. */
function labelsOf(metric: Metric, job: ScrapeJob | undefined): readonly LabelFact[] {
  const own = Object.entries(metric.labels).map(([name, values]) => ownLabel(name, values));
  if (!job) return own;
  const target = targetLabels(job);
  const names = new Set((job.honorLabels ? own : target).map((label) => label.name));
  if (job.honorLabels) return [...own, ...target.filter((label) => !names.has(label.name))];
  return [
    ...own.map((label) => (names.has(label.name) ? { ...label, name: `exported_${label.name}` } : label)),
    ...target,
  ];
}

/** An open label may be empty, which is not to be there. */
function ownLabel(name: string, values: LabelValues | undefined): LabelFact {
  return values?.kind === 'oneOf' ? closed(name, values.values) : { name, presence: 'maybe' };
}
