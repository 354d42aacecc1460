/**
 * Flags of `--enable-feature`: the first version that knows each, and the first that warns of it as unknown or does without
 * (CHANGELOG, docs/feature_flags.md, docs/migration.md). What a flag that is no longer needed switched on is on.
 */
export const featureFlags = {
  'remote-write-receiver': { since: '2.25', until: '3.0' },
  'promql-at-modifier': { since: '2.25', until: '3.0' },
  'promql-negative-offset': { since: '2.26', until: '3.0' },
  'exemplar-storage': { since: '2.26' },
  'expand-external-labels': { since: '2.27', until: '3.0' },
  'memory-snapshot-on-shutdown': { since: '2.30' },
  'extra-scrape-metrics': { since: '2.30' },
  'new-service-discovery-manager': { since: '2.31', until: '3.0' },
  agent: { since: '2.32', until: '3.0' },
  'promql-per-step-stats': { since: '2.35' },
  'auto-gomaxprocs': { since: '2.35', until: '3.0' },
  'no-default-scrape-port': { since: '2.38', until: '3.0' },
  'native-histograms': { since: '2.40' },
  'otlp-write-receiver': { since: '2.47', until: '3.0' },
  'promql-experimental-functions': { since: '2.49' },
  'auto-gomemlimit': { since: '2.50', until: '3.0' },
  'created-timestamp-zero-ingestion': { since: '2.50' },
  'concurrent-rule-eval': { since: '2.52' },
  'metadata-wal-records': { since: '2.54' },
  'delayed-compaction': { since: '2.54' },
  'utf8-names': { since: '2.55', until: '3.0' },
  'auto-reload-config': { since: '3.0' },
  'old-ui': { since: '3.0' },
  'promql-delayed-name-removal': { since: '3.0' },
  'otlp-deltatocumulative': { since: '3.2' },
  'promql-duration-expr': { since: '3.4' },
  'otlp-native-delta-ingestion': { since: '3.5' },
  'type-and-unit-labels': { since: '3.5' },
  'use-uncached-io': { since: '3.5' },
  'promql-extended-range-selectors': { since: '3.7' },
  'promql-binop-fill-modifiers': { since: '3.10' },
  'ooo-native-histograms': { since: '2.54' },
  'st-storage': { since: '3.11' },
  'xor2-encoding': { since: '3.11' },
  'use-start-timestamps': { since: '3.12' },
  'histograms-st-encoding': { since: '3.14' },
} as const satisfies Record<string, { readonly since: string; readonly until?: string }>;

export type FeatureFlag = keyof typeof featureFlags;
