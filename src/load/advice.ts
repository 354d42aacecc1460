/** What to write instead of what the compiler refuses, by its code and words. The first entry that fits speaks. */
interface Advice {
  readonly codes: readonly number[];
  readonly message: RegExp;
  readonly say: (...groups: string[]) => string | undefined;
}

const notAssignable = [2322, 2345, 2820];
const unknownProperty = [2353, 2561];
const noMethod = [2339, 2551];

const table: readonly Advice[] = [
  // Labels and their values.
  {
    codes: unknownProperty,
    message: /in type 'Matchers<\{ (.*?);? \}>/,
    say: (labels = '') => `the labels here are ${keysOf(labels)}`,
  },
  {
    codes: notAssignable,
    message: /type '(?:readonly )?Label<\{ (.*?);? \}>/,
    say: (labels = '') => `the labels here are ${keysOf(labels)}`,
  },
  {
    codes: notAssignable,
    message: /type 'Matcher<((?:"[^"]*"(?: \| )?)+)>'/,
    say: (values = '') => `write one of ${values.replaceAll(' | ', ', ')}, a list of them, or matching('…')`,
  },
  {
    codes: notAssignable,
    message: /type '((?:"\w+" \| )*"\w+") \| readonly \(?[^()]*\)?\[\]/,
    say: (labels = '') => labelsLeft(labels.replaceAll('"', '').split(' | ')),
  },
  {
    codes: noMethod,
    message: /^Property '(\w+)' does not exist on type '\{ ?(.*?);? ?\}'/,
    say: (label, kept = '') =>
      kept.includes('Filled')
        ? `the expression keeps ${keysOf(kept) || 'no label'}: aggregate with by: '${label}' too`
        : undefined,
  },

  {
    codes: unknownProperty,
    message: /in type 'Matches</,
    say: () =>
      'none of the alerts given carries this label: they have those that they declare, and those that their expressions keep',
  },

  // What a type of metric offers.
  {
    codes: noMethod,
    message: /^Property '(rate|irate|increase|resets)' does not exist on type '(Gauge|Vector|Timestamps)</,
    say: (method, type) =>
      type === 'Gauge'
        ? `${method} is for counters; a gauge changes by .delta('5m'), .deriv('5m') for each second`
        : `${method} is for counters as they are scraped: take it first, then aggregate`,
  },
  {
    codes: noMethod,
    message: /^Property '(quantile|fractionBelow|mean)' does not exist on type '(Counter|Gauge)</,
    say: (method) => `${method} needs a histogram: one number for each series has no distribution`,
  },
  {
    codes: noMethod,
    message: /^Property '\w+' does not exist on type 'Counter</,
    say: () => "a counter only grows: take .rate('5m') or .increase('1h') first",
  },
  {
    codes: noMethod,
    message: /^Property '\w+' does not exist on type '(?:Native)?Histogram</,
    say: () => "a histogram is read by .quantile(0.95, { over: '5m' }), .fractionBelow(…), .mean(…), .count or .sum",
  },

  // Units, buckets, durations.
  {
    codes: notAssignable,
    message: /NotAQuantityOf<"([^"]+)">/,
    say: (unit = '') =>
      `write ${unit} as a number${quantityExamples[unit] ?? (unit.endsWith('/second') ? " or as '10/s'" : '')}`,
  },
  {
    codes: notAssignable,
    message: /DifferentUnits<"([^"]+)", "([^"]+)">/,
    say: (left, right) => `one side is ${left}, the other ${right}: convert one of them`,
  },
  {
    codes: notAssignable,
    message: /type 'Bound<([^,>]*), "/,
    say: (bounds = '') => `the histogram's buckets are ${bounds.replaceAll(' | ', ', ')}`,
  },
  {
    codes: notAssignable,
    message: /to (?:parameter of )?type '(?:[^']* \| )?Duration(?: \| [^']*)?'/,
    say: () => "write a duration as Prometheus does, units descending: '30s', '5m', '1h30m'",
  },

  {
    codes: notAssignable,
    message: /to type '`\$\{number\}%`'/,
    say: () => "write a percentage as a text: '99.9%'",
  },

  // What an indicator is made of.
  {
    codes: notAssignable,
    message: /^Argument of type 'Counter<[^']*' is not assignable to [^']*'Selector<"gauge" \|/,
    say: () => 'a counter counts events: sli.ratio({ bad: …, total: … })',
  },
  {
    codes: notAssignable,
    message: /^Type '(?:Vector|Gauge|Timestamps)<[^']*' is not assignable to type 'Counting</,
    say: () => 'give the counter itself, or its where(…): its rate is taken over each window',
  },
  {
    codes: [2345],
    message: /is not assignable to parameter of type 'RatioOptions</,
    say: () => 'give two of good, bad and total: the third follows from them',
  },

  // Two sides with different labels.
  {
    codes: [2554],
    message: /'(?:matching|labelsDifferSoGiveOnOrIgnoring)\w*' (?:was|were) not provided/,
    say: () =>
      "the sides have different labels: say which must agree, { on: '…' } or { ignoring: '…' }, with groupLeft where many meet one",
  },

  // What a rule test feeds in, and when it looks.
  {
    codes: notAssignable,
    message: /^Argument of type '(?:Shape<[^']*|string|"[^']*")' is not assignable to parameter of type 'Observations</,
    say: () => "a classic histogram is filled by observations({ each: 10, at: '700ms' })",
  },
  {
    codes: notAssignable,
    message: /^Argument of type '(?:Shape|Observations)<[^']*' is not assignable to [^']*'[^']*<Quantity<"([^"]+)">>/,
    say: (unit = '') => `write ${unit} as a number${quantityExamples[unit] ?? ''}`,
  },
  {
    codes: notAssignable,
    message: /^Type '[^']*' is not assignable to type '(?:Moment|Silence)</,
    say: () => "write a time of the test, units descending: '30s', '5m', '1h30m', or { at: '5m', labels: { … } }",
  },
  {
    codes: [2741],
    message: /^Property '\[seriesKey\]' is missing/,
    say: () => 'write series(metric, { label: … }, steady(1))',
  },

  // What an alert must be.
  {
    codes: notAssignable,
    message: /AlwaysReturnsSomething/,
    say: () => 'compare it, such as .gt(…), or take .absent(): without a condition the alert fires all the time',
  },
  {
    codes: notAssignable,
    message: /OnlyInDashboards/,
    say: () => "give a range, such as .rate('5m'): variables and $__rate_interval are known to dashboards only",
  },
  {
    codes: notAssignable,
    message: /ReadsPlannedMetric/,
    say: () =>
      "nothing exposes the metric yet, so this would never fire; if that is meant, say why: plannedMetrics: '…'",
  },

  // The system's vocabulary.
  {
    codes: unknownProperty,
    message: /in type '\{ (readonly [^{}<>]*?);? \}[' ]/,
    say: (members = '') => `it takes ${keysOf(members)}`,
  },
  {
    codes: notAssignable,
    message: /to (?:parameter of )?type '((?:"[^"]*"(?: \| )?)+)(?: \| undefined)?'/,
    say: (values = '') => `write ${values.includes(' | ') ? 'one of ' : ''}${values.replaceAll(' | ', ', ')}`,
  },

  // Text where an expression is wanted.
  {
    codes: notAssignable,
    message: /^(?:Argument of type|Type) '(?:string|"[^"]*")' is not assignable to .*Measured</,
    say: () => 'PromQL as text is written promql`…`',
  },

  // Options.
  {
    codes: notAssignable,
    message: /Argument of type '"(\w+)"' is not assignable to .*'Grouping</,
    say: (label) => `name the labels as an option: { by: '${label}' }`,
  },
  {
    codes: [2741, ...notAssignable],
    // Of the fields of an integration often one of several is needed, which its own finding says.
    message: /^(?!.*'IntegrationOptions<)[\s\S]*Property '(\w+)' is missing in type '\{ /,
    say: (name) => `add ${name}: …`,
  },
];

/** Our line under a message of the compiler; undefined where it says enough. */
export function advice(code: number, message: string): string | undefined {
  for (const { codes, message: pattern, say } of table) {
    const groups = codes.includes(code) ? pattern.exec(message) : null;
    const said = groups && say(...groups.slice(1));
    if (said) return said;
  }
  return undefined;
}

/** While it has the labels of its target, nothing has been aggregated. */
function labelsLeft(labels: readonly string[]): string {
  const names = labels.join(', ');
  if (labels.includes('job') || labels.includes('instance')) return `the labels here are ${names}`;
  return `only ${names} is left here: an aggregation further in dropped the others`;
}

/** `readonly job: "shop"; readonly status: "a" | "b"` → `job, status`. */
function keysOf(members: string): string {
  return [...members.matchAll(/(?:^|; )(?:readonly )?(\w+)\??:/g)].map(([, key]) => key).join(', ');
}

const quantityExamples: Readonly<Record<string, string>> = {
  seconds: " or as '500ms', '1.5s', '2h'",
  bytes: " or as '512MiB', '8GB'",
  ratio: " between 0 and 1 or as '5%'",
  'bytes/second': " or as '10MiB/s'",
};
