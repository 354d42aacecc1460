import type { Declared, Prose } from './declaration.ts';

/** What a system runs on: decides which fields may be written and which PromQL is legal. */
export interface Platform {
  /** `3.5`: major and minor. */
  readonly prometheus: string;
  readonly grafana: string;
  /** Feature flags Prometheus is started with. */
  readonly features: readonly string[];
  /** Milliseconds of data that Prometheus keeps; 15 days unless said. */
  readonly retention: number;
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
}
