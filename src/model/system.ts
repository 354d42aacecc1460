import type { Declared, Prose } from './declaration.ts';

/** What a system runs on: decides which fields may be written and which PromQL is legal. */
export interface Platform {
  /** `3.5`: major and minor. */
  readonly prometheus: string;
  readonly grafana: string;
  readonly alertmanager: string;
  /** Feature flags Prometheus is started with. */
  readonly features: readonly string[];
  /** Milliseconds of data that Prometheus keeps; 15 days unless said. */
  readonly retention: number;
  /** Milliseconds that a sample may be old for an instant vector to find it. */
  readonly lookbackDelta: number;
}

/** How much a metric and a query may cost before a check speaks. */
export interface Budget {
  /** Series of one metric, over all its labels, buckets and targets. */
  readonly seriesPerMetric: number;
  /** Series that one evaluation of an expression reads. */
  readonly seriesPerQuery: number;
  /** Samples that one evaluation of an expression reads. */
  readonly samplesPerQuery: number;
}

/**
 * Unless a system says otherwise. Samples: what Prometheus loads for one query (`--query.max-samples`). Series: what Cortex
 * lets one metric have and one query read unless configured (`max_series_per_metric`, `max_series_per_query`).
 */
export const defaultBudget: Budget = Object.freeze({
  seriesPerMetric: 50_000,
  seriesPerQuery: 100_000,
  samplesPerQuery: 50_000_000,
});

/** What a system wants of its dashboards. */
export interface DashboardPolicy {
  /** Labels that every query narrows, so that one dashboard serves several jobs or targets. */
  readonly filters: readonly string[];
  /** Most queries of one panel; undefined for any number. */
  readonly queriesPerPanel: number | undefined;
}

export interface System extends Declared {
  readonly kind: 'system';
  readonly title: string;
  readonly description: Prose;
  readonly owner: string;
  /** Where the generated documentation is served: runbook links begin with it. */
  readonly docsUrl: string;
  readonly severities: readonly string[];
  readonly environments: readonly string[];
  /** The one this evaluation is for; undefined where the system declares none. */
  readonly environment: string | undefined;
  readonly runsOn: Platform;
  /** Milliseconds. */
  readonly scrapeInterval: number;
  readonly evaluationInterval: number;
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly budget: Budget;
  /** What the names of its own metrics begin with: `shop` of `shop_requests_total`. */
  readonly namespace?: string | undefined;
  readonly dashboards?: DashboardPolicy | undefined;
}
