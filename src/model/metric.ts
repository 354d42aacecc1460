import type { Declared } from './declaration.ts';
import type { Relabel } from './relabel.ts';

export type MetricType = 'counter' | 'gauge' | 'histogram' | 'nativeHistogram' | 'summary' | 'info' | 'untyped';

/** What values a label takes: a closed list, a bounded number of unknown ones, or anything. */
export type LabelValues =
  | { readonly kind: 'oneOf'; readonly values: readonly string[] }
  | { readonly kind: 'upTo'; readonly max: number }
  | { readonly kind: 'any' };

export interface Lifecycle {
  readonly stage: 'planned' | 'stable' | 'deprecated' | 'removed';
  /** Name of the metric to use instead of a deprecated or removed one. */
  readonly replacedBy?: string;
  readonly note?: string;
}

/** A metric family as an exporter exposes it; histograms and summaries stand for their child series too. */
export interface Metric extends Declared {
  readonly kind: 'metric';
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
  /** Name of a unit (`seconds`, `bytes`, `ratio`, …); undefined where not declared. */
  readonly unit: string | undefined;
  /** The things a dimensionless metric counts, in the plural: `requests`. */
  readonly counts: string | undefined;
  /** Labels the metric itself has; target labels come from the scrape job. */
  readonly labels: Readonly<Record<string, LabelValues>>;
  /** Upper bounds of a classic histogram, ascending, without +Inf. */
  readonly buckets: readonly number[] | undefined;
  /** Quantiles of a summary. */
  readonly quantiles: readonly number[] | undefined;
  readonly lifecycle: Lifecycle;
  /** Name of the scrape job that delivers it. */
  readonly job: string;
  /** Part of the system it belongs to in the documentation. */
  readonly component: string;
  /** Name of the catalog that declared it (`go runtime`), undefined for the system's own. */
  readonly catalog: string | undefined;
}

/** Targets with labels of their own. */
export interface TargetGroup {
  readonly targets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** What Prometheus scrapes: targets, how often, and the labels it adds to every series. */
export interface ScrapeJob extends Declared {
  readonly kind: 'scrapeJob';
  readonly name: string;
  readonly targets: readonly string[];
  /** Further targets, whose `labels` hold those of the job too. */
  readonly targetGroups?: readonly TargetGroup[] | undefined;
  /** Configurations by the mechanism that finds further targets: `{ kubernetes: [{ role: 'pod' }] }`. */
  readonly discovery: Readonly<Record<string, readonly object[]>>;
  /** Milliseconds; undefined means the system's `scrapeInterval`. */
  readonly interval: number | undefined;
  readonly timeout: number | undefined;
  readonly metricsPath: string;
  readonly scheme: 'http' | 'https';
  /** Static labels of the targets, beside `job` and `instance`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly honorLabels: boolean;
  /** Parameters of the scrape's URL. */
  readonly params: Readonly<Record<string, readonly string[]>>;
  /** Steps that rewrite the labels of each target before it is scraped. */
  readonly relabel: readonly Relabel[];
  /** Steps that rewrite the labels, and the name, of each sample. */
  readonly metricRelabel: readonly Relabel[];
  /** Labels that discovery and relabelling leave on the targets; undefined where nothing is said of them. */
  readonly targetLabels: Readonly<Record<string, LabelValues>> | undefined;
}

/** All listed targets, with their labels. */
export function listedTargets({ targets, labels, targetGroups = [] }: ScrapeJob): readonly TargetGroup[] {
  return targets.length === 0 && targetGroups.length > 0 ? targetGroups : [{ targets, labels }, ...targetGroups];
}
