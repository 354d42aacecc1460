/** Inference over PromQL: one pass over a tree that records, for every node, what is certain of its result. */
import type { Expr } from './ast.ts';
import type { Inference, InferOptions, Lookup } from './facts.ts';

export type {
  Fact,
  HistogramFacts,
  Inference,
  InferOptions,
  LabelReference,
  Lookup,
  Nature,
  RangeRead,
  RecordedFacts,
  SeriesFacts,
  SeriesType,
  Threshold,
} from './facts.ts';
export type { LabelCause, LabelCauseKind, LabelFact, LabelReason, LabelSet, Presence } from './labels.ts';

/** Infers types, labels, units and values of every node; `lookup` answers for metric names. Never throws, never guesses. */
export declare function infer(expr: Expr, lookup: Lookup, options?: InferOptions): Inference;
