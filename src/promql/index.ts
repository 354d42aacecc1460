/**
 * PromQL by itself, public as `alidade/promql`: no catalog, no files. Text becomes a tree with `parse`, a tree text with `print` and
 * `pretty`; `walk` goes through one, `infer` says what is certain of every node. `docs/promql.md` shows them at work.
 *
 * Every position is an offset into the text in UTF-16 code units, as JavaScript's own strings count, `end` exclusive.
 */
export { alwaysReturns } from './always-returns.ts';
export type * from './ast.ts';
export { checkTypes } from './check-types.ts';
export { formatDuration, parseDuration } from './duration.ts';
export type { Feature } from './feature.ts';
export { type FunctionName, functionNamed, functions, type PromqlFunction } from './functions.ts';
export type * from './infer.ts';
export {
  infer,
  labelReferences,
  matchingOf,
  rangeReads,
  recordedSeries,
  selectorsOf,
  seriesEstimate,
  thresholdOf,
} from './infer.ts';
export { labelValues, possibleLabels, presence, why } from './labels.ts';
export {
  type Aggregator,
  type AggregatorName,
  aggregatorNamed,
  aggregators,
  type BinaryOperator,
  type BinaryOperatorName,
  binaryOperators,
  operatorNamed,
} from './operators.ts';
export { type ParseOptions, type ParseResult, parse } from './parse.ts';
export type { Hole } from './parser.ts';
export { pretty } from './pretty.ts';
export { print } from './print.ts';
export type { SyntaxProblem } from './problem.ts';
export { formatQuantity, parseQuantity } from './quantity.ts';
export { type Reason, rangeReason, unitReason } from './reasons.ts';
export { compatible, countOf, sameScale, sameUnit, type Unit } from './unit.ts';
export { type UnitName, unitName, unitNamed } from './unit-names.ts';
export { valueType } from './value-type.ts';
export { between, type ValueRange } from './values.ts';
export { children, durationsOf, equal, walk } from './walk.ts';
