/** What inference knows: about a series (asked of the caller) and about every node of an expression (its answer). */
import type { Expr, Matcher, Span, ValueType } from './ast.ts';
import type { LabelFact, LabelSet } from './labels.ts';
import type { Unit } from './unit.ts';
import type { ValueRange } from './values.ts';

/**
 * Kind of a series, by its own name: a histogram `x` has `x_bucket` of type `bucket` and `x_count`, `x_sum` of type
 * `counter`; a native one is of type `histogram`. A `summary` is the series with the `quantile` label.
 */
export type SeriesType = 'counter' | 'gauge' | 'bucket' | 'histogram' | 'summary' | 'info' | 'untyped' | 'unknown';

/** What the caller knows of one series name. */
export interface SeriesFacts {
  readonly type: SeriesType;
  /** All labels of its series: its own, `le` or `quantile` where it has one, and those of its targets; not `__name__`. */
  readonly labels: readonly LabelFact[];
  /** False where other labels than these may exist. */
  readonly complete: boolean;
  /** At most so many series, where that is known to be less than their labels' values combine to. */
  readonly count?: number | undefined;
  /** Unit of the sample values: observations for `bucket` and `histogram`, not the unit of what was observed. */
  readonly unit: Unit | undefined;
  /** Range of the sample values, where it is known to be narrower than the type's own (`up` is 0 or 1). */
  readonly values?: ValueRange;
  /** For the series of a histogram: which, so that `x_bucket / x_count` is known to be a fraction. */
  readonly family?: string;
  /** Unit of what a `bucket` or `histogram` observes. */
  readonly observes?: Unit | undefined;
  /** Finite upper bounds of a classic histogram, ascending. */
  readonly bounds?: readonly number[] | undefined;
  /** For a recording rule: what was inferred of its expression. */
  readonly recorded?: RecordedFacts;
}

/** What a recording rule passes on to those who read its series. */
export interface RecordedFacts {
  readonly nature: Nature;
  readonly histogram: HistogramFacts | undefined;
  /** Labels of its expression, by which to say which step of it dropped one; undefined where several rules write the series. */
  readonly labels?: LabelSet | undefined;
  /** May be empty although its metrics exist. */
  readonly conditional: boolean;
  /** Its values may be quotients by 0. */
  readonly byZero: boolean;
}

/** Facts of the series of a name, or of those among them that matchers may let pass; undefined where the name is not known. */
export type Lookup = (name: string, matchers?: readonly Matcher[]) => SeriesFacts | undefined;

/**
 * What the values of a node are, by the way they were computed.
 * - as scraped: `counter`, `gauge`, `bucket`, `histogram`, `summary`, `info`, `untyped`
 * - `total`: calculated from counters and still growing with them: `sum(x_total)`
 * - `rate`: how counters grew over a range: `rate`, `irate`, `increase`, and sums of these
 * - `quantile`, `ratio`: estimated quantiles, quotients of like things: not to be averaged
 * - `constant`: numbers written in the expression, also as `vector(0)`
 * - `derived`: anything else; `unknown`: nothing is known of the metric
 */
export type Nature =
  | 'counter'
  | 'gauge'
  | 'bucket'
  | 'histogram'
  | 'summary'
  | 'info'
  | 'untyped'
  | 'total'
  | 'rate'
  | 'quantile'
  | 'ratio'
  | 'constant'
  | 'derived'
  | 'unknown';

/** The histogram whose buckets, or native histogram samples, a vector consists of. */
export interface HistogramFacts {
  readonly form: 'classic' | 'native';
  readonly observes: Unit | undefined;
  /** Finite upper bounds, ascending; undefined where unknown and for native histograms. */
  readonly bounds: readonly number[] | undefined;
}

/** What is known of one node. Facts hold for every sample the node can return. */
export interface Fact {
  readonly expr: Expr;
  /** Position in `Inference.nodes`. */
  readonly index: number;
  /** Position of the first node of the subtree: `nodes.slice(first, index + 1)` is the subtree. */
  readonly first: number;
  readonly parent: Fact | undefined;
  /** What it is made of, in source order: the arguments, `[lhs, rhs]`, of an aggregation the parameter (if any) and the vector. */
  readonly operands: readonly Fact[];
  readonly type: ValueType;
  readonly labels: LabelSet;
  readonly unit: Unit | undefined;
  readonly values: ValueRange;
  readonly nature: Nature;
  /** The one selector the values come from; undefined where there is none or several. */
  readonly selector: Fact | undefined;
  /** On selectors: what the lookup said. */
  readonly series: SeriesFacts | undefined;
  /** Present while the vector still consists of a histogram's buckets or samples, `le` lost or not. */
  readonly histogram: HistogramFacts | undefined;
  /** True where it may return nothing although all metrics have series: some comparison, `and`, `unless` or `absent` filters it. */
  readonly conditional: boolean;
  /**
   * On comparisons: proven to hold for every sample, or for none. Never `always` of what is filtered already: `count(x < 1) > 0` says
   * more than it must, and returns nothing all the same.
   */
  readonly outcome: 'always' | 'never' | undefined;
  /** The comparison or `and` that proves this node empty. */
  readonly empty: Fact | undefined;
  /** The division by what may be 0, or the series recorded from one, that makes values of this node NaN or infinite. */
  readonly byZero: Fact | undefined;
}

/** All that is known of an expression. */
export interface Inference {
  readonly root: Fact;
  /** In evaluation order: operands before what uses them, the root last. */
  readonly nodes: readonly Fact[];
  /** Facts of a node of the tree that was inferred. */
  readonly of: (expr: Expr) => Fact;
}

export interface InferOptions {
  /** Dashboards may put variables into label values (`status="$status"`); there such a matcher proves nothing. Default true. */
  readonly variables?: boolean;
}

/** A label that an expression names, with the labels that exist at that point. */
export interface LabelReference {
  readonly label: string;
  readonly span: Span;
  readonly use: 'matcher' | 'by' | 'without' | 'on' | 'ignoring' | 'include' | 'argument';
  /** The node that names it. */
  readonly at: Fact;
  /** The node whose labels it refers to: for matchers the selector itself. */
  readonly operand: Fact;
  /** Its labels before `at` changes them. */
  readonly labels: LabelSet;
}

/** A range of time that an expression reads: `rate(x[5m])`, `max_over_time(x[1h:1m])`. */
export interface RangeRead {
  /** The matrix selector or subquery. */
  readonly range: Fact;
  /** The call that consumes it. */
  readonly call: Fact | undefined;
  readonly span: Span;
  /** Undefined for macros and duration arithmetic that depends on the query. */
  readonly milliseconds: number | undefined;
  /** Step of a subquery in milliseconds, where written as a literal. */
  readonly step: number | undefined;
}

/** The comparison with a constant that decides whether the expression returns anything. */
export interface Threshold {
  readonly comparison: Fact;
  /** The side that is measured, and the constant's side. */
  readonly measured: Fact;
  readonly bound: Fact;
  /** As if the measured side stood left. */
  readonly op: string;
  readonly value: number;
}

/** A label that both sides of a vector matching must have alike, or both not have. */
export interface MatchedLabel {
  readonly label: string;
  readonly left: LabelFact;
  readonly right: LabelFact;
}

/** How the sides of a binary operator between vectors find each other. */
export interface MatchingFacts {
  /** Without `on`, all labels known of either side but those ignored. */
  readonly matched: readonly MatchedLabel[];
  /** Those because of which no series of one side matches one of the other. */
  readonly conflicts: readonly MatchedLabel[];
  /** Labels that may tell apart series of the left which match alike: without `group_left` there must be but one. */
  readonly leftOnly: readonly string[];
  readonly rightOnly: readonly string[];
  /** Of these, the labels by which several series of that side are declared to match alike. */
  readonly leftSeveral: readonly string[];
  readonly rightSeveral: readonly string[];
}
