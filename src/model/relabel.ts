/** What a relabelling step does, with the Prometheus that has it first (its CHANGELOG); `1.0` stands for always. */
export const relabelActions = {
  replace: { since: '1.0' },
  keep: { since: '1.0' },
  drop: { since: '1.0' },
  keepequal: { since: '2.41' },
  dropequal: { since: '2.41' },
  hashmod: { since: '1.0' },
  labelmap: { since: '1.0' },
  labeldrop: { since: '1.0' },
  labelkeep: { since: '1.0' },
  lowercase: { since: '2.36' },
  uppercase: { since: '2.36' },
} as const satisfies Record<string, { readonly since: string }>;

export type RelabelAction = keyof typeof relabelActions;

/** One step of `relabel_configs` or `metric_relabel_configs`. */
export interface Relabel {
  readonly action: RelabelAction;
  readonly sourceLabels: readonly string[];
  /** Stands between the values of the source labels. */
  readonly separator: string;
  /** RE2, anchored. */
  readonly regex: string;
  readonly targetLabel: string;
  /** May refer to groups of `regex`: `$1`, `${name}`. */
  readonly replacement: string;
  readonly modulus: number;
}

/** What Prometheus takes for a field that is not written (model/relabel/relabel.go, DefaultRelabelConfig). */
export const relabelDefaults: Relabel = Object.freeze({
  action: 'replace',
  sourceLabels: Object.freeze([]),
  separator: ';',
  regex: '(.*)',
  targetLabel: '',
  replacement: '$1',
  modulus: 0,
});
