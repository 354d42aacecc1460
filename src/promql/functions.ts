/**
 * Every function of PromQL 3.14, one row each (signatures: promql/parser/functions.go). From a row follow the builder's
 * method and its types, arity and type errors, label, unit and value inference, and the documentation.
 */

export type ArgType = 'scalar' | 'vector' | 'matrix' | 'string';

/** What the builder offers a function on: the kind of series or vector it makes sense for. */
export type Receiver = 'counter' | 'gauge' | 'timestamp' | 'buckets' | 'native';

export interface PromqlFunction {
  readonly args: readonly ArgType[];
  /** 0: exactly `args`; n > 0: the last type may be left out or repeated, so length-1 to length-1+n; -1: length-1 or more. */
  readonly variadic: number;
  readonly returns: 'scalar' | 'vector';
  /** Receivers that have it as a method; empty: a free function only. */
  readonly on: readonly Receiver[];
  /**
   * Labels of the result: `keep` (input's, without the name), `keepAll` (and the name), `none`, `matchers` (from equality
   * matchers), `dropLe`, `dropLe+param`, `set` (sets one label), `info` (adds data labels).
   */
  readonly labels: 'keep' | 'keepAll' | 'none' | 'matchers' | 'dropLe' | 'dropLe+param' | 'set' | 'info';
  /**
   * Unit of the result, from the input's. `observed` is the unit of a histogram's observations, `observedTotal` that of their
   * sum; `ratio` is a fraction of a whole, `number` any other dimensionless number, `one` the number 1.
   */
  readonly unit:
    | 'same'
    | 'perSecond'
    | 'square'
    | 'root'
    | 'count'
    | 'one'
    | 'ratio'
    | 'number'
    | 'radians'
    | 'degrees'
    | 'seconds'
    | 'timestamp'
    | 'observed'
    | 'observedTotal'
    | 'observedSquare';
  /** What a `count` counts. */
  readonly counts?: string;
  /**
   * Range of the result's values: fixed bounds, or from the input's. `growth` is not negative if the input is not; `sum` adds up;
   * `mean` lies between, `smallest` and `largest` are of the arguments, `absolute`, `sign`, `root` and `exponential` as in mathematics;
   * `rounded` goes to the next integers; `least` and `most` are the indices of arguments that limit it; `quantile` stays within the input's range
   * for φ in 0..1; `estimate` is at most the highest finite bucket.
   */
  readonly values:
    | readonly [min: number, max: number]
    | { readonly least?: number; readonly most?: number }
    | 'any'
    | 'same'
    | 'growth'
    | 'sum'
    | 'mean'
    | 'smallest'
    | 'largest'
    | 'absolute'
    | 'sign'
    | 'root'
    | 'exponential'
    | 'rounded'
    | 'quantile'
    | 'estimate';
  /**
   * What the result is, where that is more than a derived number: `same` still the input's samples, `kept` a number of the same
   * nature (the maximum of a counter still only grows), `rate`, `quantile`, `ratio`.
   */
  readonly nature?: 'same' | 'kept' | 'rate' | 'quantile' | 'ratio';
  /** Index of the string argument that names the label it sets. */
  readonly sets?: number;
  /** First and last index of the string arguments that name labels it reads. */
  readonly reads?: readonly [first: number, last: number];
  /** First Prometheus version that has it, where later than 2.15 (its CHANGELOG). */
  readonly since?: string;
  /** Behind `--enable-feature=promql-experimental-functions` in 3.14. */
  readonly experimental?: true;
  /** First version that has it without that flag, where an earlier one has it with. */
  readonly stableSince?: string;
  readonly doc: string;
}

// biome-ignore format: one row a function reads as a table
export const functions = {
  abs: { args: ['vector'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'same', values: 'absolute', nature: 'kept', doc: 'Absolute value.' },
  absent: { args: ['vector'], variadic: 0, returns: 'vector', on: ['counter', 'gauge', 'buckets', 'native'], labels: 'matchers', unit: 'one', values: [1, 1], doc: '1 with the labels of the equality matchers when the vector is empty, nothing otherwise.' },
  absent_over_time: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['counter', 'gauge', 'buckets', 'native'], labels: 'matchers', unit: 'one', values: [1, 1], since: '2.16', doc: 'Like absent, over a range: 1 when the range holds no sample.' },
  acos: { args: ['vector'], variadic: 0, returns: 'vector', on: [], labels: 'keep', unit: 'radians', values: [0, Math.PI], since: '2.31', doc: 'Arc cosine, in radians.' },
  acosh: { args: ['vector'], variadic: 0, returns: 'vector', on: [], labels: 'keep', unit: 'number', values: [0, Infinity], since: '2.31', doc: 'Inverse hyperbolic cosine.' },
  asin: { args: ['vector'], variadic: 0, returns: 'vector', on: [], labels: 'keep', unit: 'radians', values: [-Math.PI / 2, Math.PI / 2], since: '2.31', doc: 'Arc sine, in radians.' },
  asinh: { args: ['vector'], variadic: 0, returns: 'vector', on: [], labels: 'keep', unit: 'number', values: 'any', since: '2.31', doc: 'Inverse hyperbolic sine.' },
  atan: { args: ['vector'], variadic: 0, returns: 'vector', on: [], labels: 'keep', unit: 'radians', values: [-Math.PI / 2, Math.PI / 2], since: '2.31', doc: 'Arc tangent, in radians.' },
  atanh: { args: ['vector'], variadic: 0, returns: 'vector', on: [], labels: 'keep', unit: 'number', values: 'any', since: '2.31', doc: 'Inverse hyperbolic tangent.' },
  avg_over_time: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['gauge', 'native'], labels: 'keep', unit: 'same', values: 'mean', nature: 'kept', doc: 'Mean of the samples in the range.' },
  ceil: { args: ['vector'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'same', values: 'rounded', nature: 'kept', doc: 'Rounds up to an integer.' },
  changes: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['counter', 'gauge', 'native'], labels: 'keep', unit: 'count', counts: 'changes', values: [0, Infinity], doc: 'How often the value changed in the range.' },
  clamp: { args: ['vector', 'scalar', 'scalar'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'same', values: { least: 1, most: 2 }, nature: 'kept', since: '2.26', doc: 'Limits values to [min, max].' },
  clamp_max: { args: ['vector', 'scalar'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'same', values: { most: 1 }, nature: 'kept', doc: 'Limits values to at most max.' },
  clamp_min: { args: ['vector', 'scalar'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'same', values: { least: 1 }, nature: 'kept', doc: 'Limits values to at least min.' },
  cos: { args: ['vector'], variadic: 0, returns: 'vector', on: [], labels: 'keep', unit: 'number', values: [-1, 1], since: '2.31', doc: 'Cosine of radians.' },
  cosh: { args: ['vector'], variadic: 0, returns: 'vector', on: [], labels: 'keep', unit: 'number', values: [1, Infinity], since: '2.31', doc: 'Hyperbolic cosine.' },
  count_over_time: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['counter', 'gauge', 'native'], labels: 'keep', unit: 'count', counts: 'samples', values: [1, Infinity], doc: 'Number of samples in the range.' },
  day_of_month: { args: ['vector'], variadic: 1, returns: 'vector', on: ['timestamp'], labels: 'keep', unit: 'number', values: [1, 31], doc: 'Day of the month, 1 to 31, UTC.' },
  day_of_week: { args: ['vector'], variadic: 1, returns: 'vector', on: ['timestamp'], labels: 'keep', unit: 'number', values: [0, 6], doc: 'Day of the week, 0 (Sunday) to 6, UTC.' },
  day_of_year: { args: ['vector'], variadic: 1, returns: 'vector', on: ['timestamp'], labels: 'keep', unit: 'number', values: [1, 366], doc: 'Day of the year, 1 to 366, UTC.' },
  days_in_month: { args: ['vector'], variadic: 1, returns: 'vector', on: ['timestamp'], labels: 'keep', unit: 'number', values: [28, 31], doc: 'Days in the month, 28 to 31, UTC.' },
  deg: { args: ['vector'], variadic: 0, returns: 'vector', on: [], labels: 'keep', unit: 'degrees', values: 'any', since: '2.31', doc: 'Radians to degrees.' },
  delta: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'same', values: 'any', doc: 'Difference between the end and the start of the range, extrapolated.' },
  deriv: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'perSecond', values: 'any', doc: 'Per-second derivative by linear regression.' },
  double_exponential_smoothing: { args: ['matrix', 'scalar', 'scalar'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'same', values: 'any', since: '3.0', experimental: true, doc: 'Smoothed value from the range (smoothing and trend factors in 0..1).' },
  end: { args: [], variadic: 0, returns: 'scalar', on: [], labels: 'none', unit: 'timestamp', values: [0, Infinity], since: '3.12', experimental: true, doc: 'End of the evaluated range, as a Unix time.' },
  exp: { args: ['vector'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'number', values: 'exponential', doc: 'e to the power of the value.' },
  first_over_time: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['counter', 'gauge', 'native'], labels: 'keepAll', unit: 'same', values: 'same', nature: 'kept', since: '3.7', stableSince: '3.14', doc: 'Oldest sample in the range.' },
  floor: { args: ['vector'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'same', values: 'rounded', nature: 'kept', doc: 'Rounds down to an integer.' },
  histogram_avg: { args: ['vector'], variadic: 0, returns: 'vector', on: ['native'], labels: 'keep', unit: 'observed', values: 'any', since: '2.51', doc: 'Mean of the observations of a native histogram.' },
  histogram_count: { args: ['vector'], variadic: 0, returns: 'vector', on: ['native'], labels: 'keep', unit: 'same', values: [0, Infinity], nature: 'kept', since: '2.40', doc: 'Number of observations of a native histogram.' },
  histogram_fraction: { args: ['scalar', 'scalar', 'vector'], variadic: 0, returns: 'vector', on: ['buckets', 'native'], labels: 'dropLe', unit: 'ratio', values: [0, 1], nature: 'ratio', since: '2.40', doc: 'Estimated fraction of observations between two bounds.' },
  histogram_quantile: { args: ['scalar', 'vector'], variadic: 0, returns: 'vector', on: ['buckets', 'native'], labels: 'dropLe', unit: 'observed', values: 'estimate', nature: 'quantile', doc: 'Estimated φ-quantile of the observations.' },
  histogram_quantiles: { args: ['vector', 'string', 'scalar', 'scalar'], variadic: 9, returns: 'vector', on: ['buckets', 'native'], labels: 'dropLe+param', unit: 'observed', values: 'estimate', nature: 'quantile', sets: 1, since: '3.11', experimental: true, doc: 'Several estimated quantiles at once, told apart by a label.' },
  histogram_stddev: { args: ['vector'], variadic: 0, returns: 'vector', on: ['native'], labels: 'keep', unit: 'observed', values: [0, Infinity], since: '2.47', doc: 'Estimated standard deviation of the observations.' },
  histogram_stdvar: { args: ['vector'], variadic: 0, returns: 'vector', on: ['native'], labels: 'keep', unit: 'observedSquare', values: [0, Infinity], since: '2.47', doc: 'Estimated variance of the observations.' },
  histogram_sum: { args: ['vector'], variadic: 0, returns: 'vector', on: ['native'], labels: 'keep', unit: 'observedTotal', values: 'any', nature: 'kept', since: '2.40', doc: 'Sum of the observations of a native histogram.' },
  hour: { args: ['vector'], variadic: 1, returns: 'vector', on: ['timestamp'], labels: 'keep', unit: 'number', values: [0, 23], doc: 'Hour of the day, 0 to 23, UTC.' },
  idelta: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'same', values: 'any', doc: 'Difference between the last two samples.' },
  increase: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['counter', 'native'], labels: 'keep', unit: 'same', values: 'growth', nature: 'rate', doc: 'How much the counter grew over the range, extrapolated.' },
  info: { args: ['vector', 'vector'], variadic: 1, returns: 'vector', on: ['counter', 'gauge'], labels: 'info', unit: 'same', values: 'same', nature: 'same', since: '2.55', experimental: true, doc: 'Adds the data labels of matching info metrics.' },
  irate: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['counter', 'native'], labels: 'keep', unit: 'perSecond', values: 'growth', nature: 'rate', doc: 'Per-second rate from the last two samples.' },
  label_join: { args: ['vector', 'string', 'string', 'string'], variadic: -1, returns: 'vector', on: ['counter', 'gauge'], labels: 'set', unit: 'same', values: 'same', nature: 'same', sets: 1, reads: [3, Infinity], doc: 'Joins the values of labels into another label.' },
  label_replace: { args: ['vector', 'string', 'string', 'string', 'string'], variadic: 0, returns: 'vector', on: ['counter', 'gauge'], labels: 'set', unit: 'same', values: 'same', nature: 'same', sets: 1, reads: [3, 3], doc: 'Sets a label from a regular expression match on another.' },
  last_over_time: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['counter', 'gauge', 'native'], labels: 'keepAll', unit: 'same', values: 'same', nature: 'same', since: '2.26', doc: 'Newest sample in the range.' },
  ln: { args: ['vector'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'number', values: 'any', doc: 'Natural logarithm.' },
  log10: { args: ['vector'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'number', values: 'any', doc: 'Decimal logarithm.' },
  log2: { args: ['vector'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'number', values: 'any', doc: 'Binary logarithm.' },
  mad_over_time: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'same', values: [0, Infinity], since: '2.49', experimental: true, doc: 'Median absolute deviation of the range.' },
  max_of: { args: ['scalar', 'scalar'], variadic: 0, returns: 'scalar', on: [], labels: 'none', unit: 'same', values: 'largest', since: '3.13', experimental: true, doc: 'The larger of two scalars.' },
  max_over_time: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'same', values: 'same', nature: 'kept', doc: 'Largest sample in the range.' },
  min_of: { args: ['scalar', 'scalar'], variadic: 0, returns: 'scalar', on: [], labels: 'none', unit: 'same', values: 'smallest', since: '3.13', experimental: true, doc: 'The smaller of two scalars.' },
  min_over_time: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'same', values: 'same', nature: 'kept', doc: 'Smallest sample in the range.' },
  minute: { args: ['vector'], variadic: 1, returns: 'vector', on: ['timestamp'], labels: 'keep', unit: 'number', values: [0, 59], doc: 'Minute of the hour, 0 to 59, UTC.' },
  month: { args: ['vector'], variadic: 1, returns: 'vector', on: ['timestamp'], labels: 'keep', unit: 'number', values: [1, 12], doc: 'Month of the year, 1 to 12, UTC.' },
  pi: { args: [], variadic: 0, returns: 'scalar', on: [], labels: 'none', unit: 'number', values: [Math.PI, Math.PI], since: '2.31', doc: 'π.' },
  predict_linear: { args: ['matrix', 'scalar'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'same', values: 'any', doc: 'Value expected so many seconds from now, by linear regression.' },
  present_over_time: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['counter', 'gauge', 'native'], labels: 'keep', unit: 'one', values: [1, 1], since: '2.29', doc: '1 for every series with a sample in the range.' },
  quantile_over_time: { args: ['scalar', 'matrix'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'same', values: 'quantile', nature: 'quantile', doc: 'φ-quantile of the samples in the range.' },
  rad: { args: ['vector'], variadic: 0, returns: 'vector', on: [], labels: 'keep', unit: 'radians', values: 'any', since: '2.31', doc: 'Degrees to radians.' },
  range: { args: [], variadic: 0, returns: 'scalar', on: [], labels: 'none', unit: 'seconds', values: [0, Infinity], since: '3.12', experimental: true, doc: 'Length of the evaluated range, in seconds.' },
  rate: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['counter', 'native'], labels: 'keep', unit: 'perSecond', values: 'growth', nature: 'rate', doc: 'Per-second average rate of increase over the range.' },
  resets: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['counter', 'native'], labels: 'keep', unit: 'count', counts: 'resets', values: [0, Infinity], doc: 'How often the counter was reset in the range.' },
  round: { args: ['vector', 'scalar'], variadic: 1, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'same', values: 'rounded', nature: 'kept', doc: 'Rounds to the nearest multiple (of 1 unless given).' },
  scalar: { args: ['vector'], variadic: 0, returns: 'scalar', on: ['gauge'], labels: 'none', unit: 'same', values: 'same', nature: 'same', doc: 'The value of a one-element vector as a scalar, NaN otherwise.' },
  sgn: { args: ['vector'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'number', values: 'sign', since: '2.26', doc: '-1, 0 or 1.' },
  sin: { args: ['vector'], variadic: 0, returns: 'vector', on: [], labels: 'keep', unit: 'number', values: [-1, 1], since: '2.31', doc: 'Sine of radians.' },
  sinh: { args: ['vector'], variadic: 0, returns: 'vector', on: [], labels: 'keep', unit: 'number', values: 'any', since: '2.31', doc: 'Hyperbolic sine.' },
  sort: { args: ['vector'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keepAll', unit: 'same', values: 'same', nature: 'same', doc: 'Sorts by value, ascending.' },
  sort_by_label: { args: ['vector', 'string'], variadic: -1, returns: 'vector', on: ['gauge'], labels: 'keepAll', unit: 'same', values: 'same', nature: 'same', reads: [1, Infinity], since: '2.49', experimental: true, doc: 'Sorts by label values, ascending.' },
  sort_by_label_desc: { args: ['vector', 'string'], variadic: -1, returns: 'vector', on: ['gauge'], labels: 'keepAll', unit: 'same', values: 'same', nature: 'same', reads: [1, Infinity], since: '2.49', experimental: true, doc: 'Sorts by label values, descending.' },
  sort_desc: { args: ['vector'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keepAll', unit: 'same', values: 'same', nature: 'same', doc: 'Sorts by value, descending.' },
  sqrt: { args: ['vector'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'root', values: 'root', doc: 'Square root.' },
  start: { args: [], variadic: 0, returns: 'scalar', on: [], labels: 'none', unit: 'timestamp', values: [0, Infinity], since: '3.12', experimental: true, doc: 'Start of the evaluated range, as a Unix time.' },
  start_timestamp: { args: ['vector'], variadic: 0, returns: 'vector', on: ['counter', 'gauge', 'native'], labels: 'keep', unit: 'timestamp', values: [0, Infinity], since: '3.14', experimental: true, doc: 'When the counter started, as a Unix time.' },
  stddev_over_time: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'same', values: [0, Infinity], doc: 'Standard deviation of the range.' },
  stdvar_over_time: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'square', values: [0, Infinity], doc: 'Variance of the range.' },
  step: { args: [], variadic: 0, returns: 'scalar', on: [], labels: 'none', unit: 'seconds', values: [0, Infinity], since: '3.12', experimental: true, doc: 'Resolution of the evaluated range, in seconds.' },
  sum_over_time: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['gauge', 'native'], labels: 'keep', unit: 'same', values: 'sum', doc: 'Sum of the samples in the range.' },
  tan: { args: ['vector'], variadic: 0, returns: 'vector', on: [], labels: 'keep', unit: 'number', values: 'any', since: '2.31', doc: 'Tangent of radians.' },
  tanh: { args: ['vector'], variadic: 0, returns: 'vector', on: [], labels: 'keep', unit: 'number', values: [-1, 1], since: '2.31', doc: 'Hyperbolic tangent.' },
  time: { args: [], variadic: 0, returns: 'scalar', on: [], labels: 'none', unit: 'timestamp', values: [0, Infinity], doc: 'Evaluation time, as a Unix time.' },
  timestamp: { args: ['vector'], variadic: 0, returns: 'vector', on: ['counter', 'gauge', 'native'], labels: 'keep', unit: 'timestamp', values: [0, Infinity], doc: 'Unix time of each sample.' },
  ts_of_first_over_time: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'timestamp', values: [0, Infinity], since: '3.7', experimental: true, doc: 'Unix time of the oldest sample in the range.' },
  ts_of_last_over_time: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'timestamp', values: [0, Infinity], since: '3.5', experimental: true, doc: 'Unix time of the newest sample in the range.' },
  ts_of_max_over_time: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'timestamp', values: [0, Infinity], since: '3.5', experimental: true, doc: 'Unix time of the last largest sample in the range.' },
  ts_of_min_over_time: { args: ['matrix'], variadic: 0, returns: 'vector', on: ['gauge'], labels: 'keep', unit: 'timestamp', values: [0, Infinity], since: '3.5', experimental: true, doc: 'Unix time of the last smallest sample in the range.' },
  vector: { args: ['scalar'], variadic: 0, returns: 'vector', on: [], labels: 'none', unit: 'same', values: 'same', nature: 'same', doc: 'A scalar as a one-element vector with no labels.' },
  year: { args: ['vector'], variadic: 1, returns: 'vector', on: ['timestamp'], labels: 'keep', unit: 'number', values: 'any', doc: 'Year, UTC.' },
} as const satisfies Record<string, PromqlFunction>;

export type FunctionName = keyof typeof functions;

/** The row of a function, or undefined for a name PromQL does not know (own properties only: `constructor` is no function). */
export function functionNamed(name: string): PromqlFunction | undefined {
  return Object.hasOwn(functions, name) ? functions[name as FunctionName] : undefined;
}
