/** Functions of templates, with how many arguments each takes (a piped value counts as one). */
export interface TemplateFunction {
  readonly min: number;
  readonly max: number;
  /** First version of the program that has it, where that is later than Prometheus 2.42 and Alertmanager 0.22. */
  readonly since?: string;
  /** It is for what `query` returns, or a sample of that, and fails on a number. */
  readonly ofSamples?: true;
}

const exactly = (count: number) => ({ min: count, max: count }) as const;
const ofSamples = (count: number) => ({ ...exactly(count), ofSamples: true }) as const;
const atLeast = (count: number) => ({ min: count, max: Number.POSITIVE_INFINITY }) as const;

/** Those that Go's text/template always has (text/template/funcs.go). */
const goFunctions = {
  and: atLeast(1),
  call: atLeast(1),
  eq: atLeast(2),
  ge: exactly(2),
  gt: exactly(2),
  html: atLeast(0),
  index: atLeast(1),
  js: atLeast(0),
  le: exactly(2),
  len: exactly(1),
  lt: exactly(2),
  ne: exactly(2),
  not: exactly(1),
  or: atLeast(1),
  print: atLeast(0),
  printf: atLeast(1),
  println: atLeast(0),
  slice: { min: 1, max: 4 },
  urlquery: atLeast(0),
} as const satisfies Record<string, TemplateFunction>;

/** Prometheus' own, for alerts and recording rules (template/template.go), and Go's. */
export const templateFunctions = {
  ...goFunctions,
  args: atLeast(0),
  externalURL: exactly(0),
  first: ofSamples(1),
  graphLink: exactly(1),
  humanize: exactly(1),
  humanize1024: exactly(1),
  humanizeDuration: exactly(1),
  humanizePercentage: exactly(1),
  humanizeTimestamp: exactly(1),
  label: ofSamples(2),
  match: exactly(2),
  now: { ...exactly(0), since: '3.6' },
  parseDuration: exactly(1),
  pathPrefix: exactly(0),
  query: exactly(1),
  reReplaceAll: exactly(3),
  safeHtml: exactly(1),
  sortByLabel: ofSamples(2),
  stripDomain: exactly(1),
  stripPort: exactly(1),
  strvalue: ofSamples(1),
  tableLink: exactly(1),
  title: exactly(1),
  toDuration: { ...exactly(1), since: '3.6' },
  toLower: exactly(1),
  toTime: exactly(1),
  toUpper: exactly(1),
  urlQueryEscape: { ...exactly(1), since: '3.8' },
  value: ofSamples(1),
} as const satisfies Record<string, TemplateFunction>;

/** The same, by whatever name. */
export const prometheusFunctions: Readonly<Record<string, TemplateFunction>> = templateFunctions;

/** Alertmanager's own, for what receivers say (template/template.go), and Go's. */
export const alertmanagerFunctions: Readonly<Record<string, TemplateFunction>> = {
  ...goFunctions,
  date: { ...exactly(2), since: '0.28' },
  humanizeDuration: { ...exactly(1), since: '0.28' },
  join: exactly(2),
  match: exactly(2),
  reReplaceAll: exactly(3),
  safeHtml: exactly(1),
  safeUrl: { ...exactly(1), since: '0.29' },
  since: { ...exactly(1), since: '0.28' },
  stringSlice: atLeast(0),
  title: exactly(1),
  toJson: { ...exactly(1), since: '0.29' },
  toLower: exactly(1),
  toUpper: exactly(1),
  trimSpace: { ...exactly(1), since: '0.26' },
  tz: { ...exactly(2), since: '0.28' },
  urlUnescape: { ...exactly(1), since: '0.29' },
};

/** The row of a function, or undefined for a name that templates do not know. */
export function templateFunctionNamed(name: string): TemplateFunction | undefined {
  return Object.hasOwn(templateFunctions, name) ? templateFunctions[name as keyof typeof templateFunctions] : undefined;
}
