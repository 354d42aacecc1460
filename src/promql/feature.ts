/** Parts of PromQL that Prometheus has behind a flag, by the name of the flag (`--enable-feature`). */
export const featureFlags = {
  'experimental-functions': 'promql-experimental-functions',
  'extended-range-selectors': 'promql-extended-range-selectors',
  'binop-fill': 'promql-binop-fill-modifiers',
  /** On since 3.14: naming it changes nothing. */
  'duration-expr': 'promql-duration-expr',
} as const;

/** `experimental-functions` or, as the flag is called, `promql-experimental-functions`. */
export type Feature = keyof typeof featureFlags | (typeof featureFlags)[keyof typeof featureFlags];

const none: ReadonlySet<Feature> = new Set();
const all: ReadonlySet<Feature> = new Set(Object.values(featureFlags));

/** The features that an option switches on: `true` for all. */
export function featuresIn(option: boolean | Iterable<Feature>): ReadonlySet<Feature> {
  if (typeof option === 'boolean') return option ? all : none;
  return new Set(option);
}

/** What to do where a feature is off. */
export function helpToEnable(feature: keyof typeof featureFlags): string {
  return `Prometheus needs --enable-feature=${featureFlags[feature]}`;
}
