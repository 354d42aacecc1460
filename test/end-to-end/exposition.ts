/** What an exporter would serve, by the catalog: every metric of a job with its labels, type, help and buckets. */
import type { Metric } from '../../src/model/metric.ts';

export type Labels = Readonly<Record<string, string>>;

/** How some series of a metric behave: all of them unless `labels` says which. */
export interface Behaviour {
  readonly metric: string;
  readonly labels?: Labels;
  /** What a counter counts in a second, what a gauge grows by, how many observations a histogram makes. */
  readonly perSecond?: number;
  /** Where a gauge begins, or stays. */
  readonly level?: number;
  /** What a histogram or summary observes, every time. */
  readonly observes?: number;
}

/** Values for labels of which the catalog knows only how many there may be. */
export type LabelSamples = Readonly<Record<string, readonly string[]>>;

/** The text of a job's metrics page, so many seconds after the one before. */
export type Page = (behaviours: readonly Behaviour[], seconds: number) => string;

/** A page whose counters have not begun to count. What a metric's last matching behaviour says holds. */
export function pageOf(metrics: readonly Metric[], samples: LabelSamples): Page {
  const families = metrics.map((metric) => ({ metric, series: seriesOf(metric, samples) }));
  return (behaviours, seconds) =>
    families.map(({ metric, series }) => family(metric, series, behaviours, seconds)).join('');
}

interface Series {
  readonly labels: Labels;
  /** What was counted or observed so far; of a gauge what it grew by. */
  count: number;
  sum: number;
  /** Observations at most as large as each bound. */
  readonly below: number[];
}

function seriesOf({ labels, buckets = [] }: Metric, samples: LabelSamples): readonly Series[] {
  const valuesOf = (name: string): readonly string[] => {
    const declared = labels[name];
    return declared?.kind === 'oneOf' ? declared.values : (samples[name] ?? [`some-${name}`]);
  };
  const combinations = Object.keys(labels).reduce<readonly Labels[]>(
    (all, name) => all.flatMap((one) => valuesOf(name).map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
  return combinations.map((one) => ({ labels: one, count: 0, sum: 0, below: buckets.map(() => 0) }));
}

function family(metric: Metric, series: readonly Series[], behaviours: readonly Behaviour[], seconds: number): string {
  const lines = series.flatMap((one) => samplesOf(metric, one, behaviourOf(metric, one, behaviours), seconds));
  const help = metric.help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return [`# HELP ${metric.name} ${help}`, `# TYPE ${metric.name} ${typeWords[metric.type]}`, ...lines, ''].join('\n');
}

/** Types as the text format has them: it knows no `info`. */
export const typeWords = {
  counter: 'counter',
  gauge: 'gauge',
  histogram: 'histogram',
  summary: 'summary',
  info: 'gauge',
  untyped: 'untyped',
  nativeHistogram: 'histogram',
} as const;

type Conduct = Omit<Behaviour, 'metric' | 'labels'>;

function behaviourOf({ name, buckets }: Metric, { labels }: Series, behaviours: readonly Behaviour[]): Conduct {
  const usual: Conduct = { level: 1, observes: buckets?.[0] ?? 1 };
  const holds = (wanted: Labels) => Object.entries(wanted).every(([label, value]) => labels[label] === value);
  const own = behaviours.filter(({ metric, labels: wanted = {} }) => metric === name && holds(wanted));
  return Object.assign({}, usual, ...own);
}

/** A service that nothing ails counts and observes ten times a second. */
const often = 10;

function samplesOf(
  { name, type, buckets = [], quantiles = [] }: Metric,
  series: Series,
  { perSecond, level = 1, observes = 1 }: Conduct,
  seconds: number,
): readonly string[] {
  const grown = (perSecond ?? (type === 'gauge' || type === 'untyped' ? 0 : often)) * seconds;
  series.count += grown;
  series.sum += grown * observes;
  for (const [index, bound] of buckets.entries()) if (observes <= bound) series.below[index]! += grown;
  const line = (suffix: string, labels: Labels, value: number) =>
    `${name}${suffix}${labelText({ ...series.labels, ...labels })} ${value}`;
  const sumAndCount = [line('_sum', {}, series.sum), line('_count', {}, series.count)];
  switch (type) {
    case 'counter':
      return [line('', {}, series.count)];
    case 'gauge':
    case 'untyped':
      return [line('', {}, level + series.count)];
    case 'info':
      return [line('', {}, 1)];
    case 'histogram': {
      const bounded = buckets.map((bound, index) => line('_bucket', { le: String(bound) }, series.below[index]!));
      return [...bounded, line('_bucket', { le: '+Inf' }, series.count), ...sumAndCount];
    }
    case 'summary':
      return [...quantiles.map((quantile) => line('', { quantile: String(quantile) }, observes)), ...sumAndCount];
    case 'nativeHistogram':
      throw new Error(`${name}: the text format has no native histograms`);
  }
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
