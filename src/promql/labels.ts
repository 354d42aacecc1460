/** Sets of labels as PromQL's operators see them: what is certainly there, what may be, what cannot be, and why not. */
import type { Expr, Span } from './ast.ts';

export type Presence = 'always' | 'maybe' | 'never';

export interface LabelFact {
  readonly name: string;
  readonly presence: Presence;
  /** All values it can have where it is present; undefined where any. */
  readonly values?: readonly string[] | undefined;
}

/** The labels of a vector. Shared between nodes as long as nothing changes. */
export interface LabelSet {
  readonly labels: readonly LabelFact[];
  /** No other labels than the listed ones can be there. */
  readonly complete: boolean;
  /** What made this set of another one; undefined at its origin. */
  readonly cause: LabelCause;
}

/** Where a label set comes from: a series, a value without labels, or a step that changed another set. */
export interface LabelCause {
  readonly kind: LabelCauseKind;
  /** The metric name, grouping, operator or function to point at. */
  readonly span: Span;
  readonly expr: Expr;
  /** The sets it was made of; the one side of a join comes last. */
  readonly from: readonly LabelSet[];
}

export type LabelCauseKind =
  /** The metric itself. */
  | 'series'
  /** A scalar, string or `vector(…)`: no labels at all. */
  | 'none'
  /** A matcher: `{x=""}`. */
  | 'matcher'
  | 'aggregation'
  /** Vector matching: `on`, `ignoring`, `group_left`, set operators. */
  | 'matching'
  | 'function';

/** Why a label cannot be there. */
export interface LabelReason extends LabelCause {
  readonly label: string;
}
