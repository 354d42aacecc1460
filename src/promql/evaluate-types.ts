/** What the evaluator of PromQL reads and returns. */
import type { Expr } from './ast.ts';

/** A sample; `v` may be NaN. Times in milliseconds. */
export interface Sample {
  readonly t: number;
  readonly v: number;
  /** The series ends here, until its next sample. */
  readonly stale?: true;
}

/** Labels of a series, `__name__` included where it has a name, and none whose value is ''. */
export type SeriesLabels = Readonly<Record<string, string>>;

export interface StoredSeries {
  readonly labels: SeriesLabels;
  /** Samples with from <= t <= to, in order. */
  readonly samples: (from: number, to: number) => readonly Sample[];
}

export interface Storage {
  /** Every series of that name; of all where the name is undefined. Matchers are applied by the evaluator. */
  readonly series: (name: string | undefined) => readonly StoredSeries[];
}

export interface EvaluateOptions {
  /** Milliseconds a sample may be old. Default 300_000. */
  readonly lookbackDelta?: number;
  /**
   * Prometheus 3 excludes a sample exactly at the beginning of a range and of the lookback window; 2.x includes it. Stands for the other
   * differences of 2.x too: in extrapolation, and in the deviation of a single infinite value. Default true.
   */
  readonly leftOpen?: boolean;
  /** Step of subqueries without one, in milliseconds: the default evaluation interval. Default 60_000. */
  readonly subqueryStep?: number;
}

export interface VectorSample {
  readonly labels: SeriesLabels;
  readonly value: number;
}

export interface RangeSeries {
  readonly labels: SeriesLabels;
  /** At least one, none of them stale. */
  readonly samples: readonly Sample[];
}

export type Value =
  | { readonly type: 'scalar'; readonly value: number }
  | { readonly type: 'vector'; readonly samples: readonly VectorSample[] }
  | { readonly type: 'matrix'; readonly series: readonly RangeSeries[] }
  | { readonly type: 'string'; readonly value: string };

/** What an evaluation has at hand, beside the expression and its time. */
export interface Context extends Required<EvaluateOptions> {
  readonly storage: Storage;
  /** What `@ start()` and `@ end()` stand for: the time of the whole. */
  readonly queryTime: number;
  /** The value of an expression within, at its own time. */
  readonly evaluate: (expr: Expr, at: number, context: Context) => Value;
}

/** Thrown for what is not evaluated here; `reason` in words: "native histograms are not evaluated". */
export class CannotEvaluate extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.name = 'CannotEvaluate';
    this.reason = reason;
  }
}

/** Thrown for what Prometheus refuses when it evaluates: many-to-many matching, duplicate series. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}
