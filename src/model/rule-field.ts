/** Fields of rule files that a Prometheus before these versions refuses (its CHANGELOG). */
export const ruleFields = {
  keep_firing_for: { since: '2.42' },
  limit: { since: '2.31' },
  query_offset: { since: '2.53' },
} as const satisfies Record<string, { readonly since: string }>;

export type RuleField = keyof typeof ruleFields;
