/**
 * Flags of `--enable-feature`, each with the first version whose release notes or documentation have it. Prometheus warns of a
 * flag that it does not know, and of one that it does not need any more, and goes on.
 */
export const featureFlags = {
  'remote-write-receiver': { since: '2.25' },
  'promql-at-modifier': { since: '2.25' },
  'promql-negative-offset': { since: '2.26' },
  'exemplar-storage': { since: '2.26' },
  'expand-external-labels': { since: '2.27' },
  'memory-snapshot-on-shutdown': { since: '2.30' },
  'extra-scrape-metrics': { since: '2.30' },
  'new-service-discovery-manager': { since: '2.31' },
  agent: { since: '2.32' },
  'promql-per-step-stats': { since: '2.35' },
  'auto-gomaxprocs': { since: '2.35' },
  'no-default-scrape-port': { since: '2.38' },
  'native-histograms': { since: '2.40' },
  'otlp-write-receiver': { since: '2.47' },
  'promql-experimental-functions': { since: '2.49' },
  'auto-gomemlimit': { since: '2.50' },
  'created-timestamp-zero-ingestion': { since: '2.50' },
  'concurrent-rule-eval': { since: '2.51' },
  'metadata-wal-records': { since: '2.54' },
  'delayed-compaction': { since: '2.55' },
  'utf8-names': { since: '2.55' },
  'promql-delayed-name-removal': { since: '2.55' },
  'auto-reload-config': { since: '3.0' },
  'old-ui': { since: '3.0' },
  'ooo-native-histograms': { since: '3.0' },
  'otlp-deltatocumulative': { since: '3.2' },
  'promql-duration-expr': { since: '3.4' },
  'otlp-native-delta-ingestion': { since: '3.4' },
  'type-and-unit-labels': { since: '3.5' },
  'use-uncached-io': { since: '3.5' },
  'promql-extended-range-selectors': { since: '3.7' },
  'promql-binop-fill-modifiers': { since: '3.10' },
  'fast-startup': { since: '3.11' },
  'st-storage': { since: '3.11' },
  'xor2-encoding': { since: '3.11' },
  'st-synthesis': { since: '3.12' },
  'use-start-timestamps': { since: '3.12' },
  'search-api': { since: '3.13' },
  'histograms-st-encoding': { since: '3.14' },
} as const satisfies Record<string, { readonly since: string }>;

/** A flag that is known, or a later one. */
export type FeatureFlag = keyof typeof featureFlags | (string & {});
