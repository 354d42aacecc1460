/** The PromQL front end, public as `alidade/promql`. */
export type * from './ast.ts';
export { checkTypes } from './check-types.ts';
export { formatDuration, parseDuration } from './duration.ts';
export { type FunctionName, functionNamed, functions, type PromqlFunction } from './functions.ts';
export type * from './infer.ts';
export {
  alwaysReturns,
  infer,
  labelReferences,
  matchingOf,
  rangeReads,
  recordedSeries,
  selectorsOf,
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
export type { Feature, Hole } from './parser.ts';
export { pretty } from './pretty.ts';
export { print } from './print.ts';
export type { SyntaxProblem } from './problem.ts';
export { formatQuantity, parseQuantity } from './quantity.ts';
export { compatible, sameScale, sameUnit, type Unit } from './unit.ts';
export { type UnitName, unitName, unitNamed } from './unit-names.ts';
export { valueType } from './value-type.ts';
export type { ValueRange } from './values.ts';
export { children, equal, walk } from './walk.ts';
