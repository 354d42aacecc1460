/** Aggregations and binary operators of PromQL 3.14, one row each (promql/parser/lex.go, generated_parser.y). */

/** What an aggregation needs and does. */
export interface Aggregator {
  /** Type of the parameter before the vector, if it takes one. */
  readonly param: 'scalar' | 'string' | null;
  /** `grouping`: only the grouping labels survive; `input`: the input's labels stay; `grouping+param`: and one named by the parameter. */
  readonly labels: 'grouping' | 'input' | 'grouping+param';
  /** Unit of the result: that of the input, its square, a count of things, or a bare 1. */
  readonly unit: 'same' | 'square' | 'count' | 'one';
  /** Range of the result's values: fixed bounds, or from the input's, as in the function table. */
  readonly values: readonly [min: number, max: number] | 'same' | 'sum' | 'mean' | 'quantile';
  /** What the result is, as in the function table. */
  readonly nature: 'same' | 'kept' | 'quantile' | 'derived';
  readonly experimental: boolean;
  /** First Prometheus version that has it, where later than 2.15. */
  readonly since?: string;
  readonly doc: string;
}

// biome-ignore format: a table
export const aggregators = {
  sum: { param: null, labels: 'grouping', unit: 'same', values: 'sum', nature: 'kept', experimental: false, doc: 'Sum over the group.' },
  avg: { param: null, labels: 'grouping', unit: 'same', values: 'mean', nature: 'kept', experimental: false, doc: 'Arithmetic mean of the group.' },
  min: { param: null, labels: 'grouping', unit: 'same', values: 'same', nature: 'kept', experimental: false, doc: 'Smallest value of the group.' },
  max: { param: null, labels: 'grouping', unit: 'same', values: 'same', nature: 'kept', experimental: false, doc: 'Largest value of the group.' },
  count: { param: null, labels: 'grouping', unit: 'count', values: [1, Infinity], nature: 'derived', experimental: false, doc: 'Number of series in the group.' },
  group: { param: null, labels: 'grouping', unit: 'one', values: [1, 1], nature: 'derived', experimental: false, since: '2.20', doc: '1 for every group that has a series.' },
  stddev: { param: null, labels: 'grouping', unit: 'same', values: [0, Infinity], nature: 'derived', experimental: false, doc: 'Population standard deviation.' },
  stdvar: { param: null, labels: 'grouping', unit: 'square', values: [0, Infinity], nature: 'derived', experimental: false, doc: 'Population variance.' },
  topk: { param: 'scalar', labels: 'input', unit: 'same', values: 'same', nature: 'same', experimental: false, doc: 'The k series with the largest values.' },
  bottomk: { param: 'scalar', labels: 'input', unit: 'same', values: 'same', nature: 'same', experimental: false, doc: 'The k series with the smallest values.' },
  quantile: { param: 'scalar', labels: 'grouping', unit: 'same', values: 'quantile', nature: 'quantile', experimental: false, doc: 'φ-quantile over the series of the group.' },
  count_values: { param: 'string', labels: 'grouping+param', unit: 'count', values: [1, Infinity], nature: 'derived', experimental: false, doc: 'How many series have each value; the value becomes a label.' },
  limitk: { param: 'scalar', labels: 'input', unit: 'same', values: 'same', nature: 'same', experimental: true, since: '2.54', doc: 'Any k series.' },
  limit_ratio: { param: 'scalar', labels: 'input', unit: 'same', values: 'same', nature: 'same', experimental: true, since: '2.54', doc: 'A ratio of the series, chosen by hash.' },
} as const satisfies Record<string, Aggregator>;

export type AggregatorName = keyof typeof aggregators;

const aggregatorTable: ReadonlyMap<string, Aggregator> = new Map(Object.entries(aggregators));

/** The row of an aggregation, or undefined for what is none. */
export function aggregatorNamed(name: string): Aggregator | undefined {
  return aggregatorTable.get(name);
}

/** How tightly an operator binds (higher is tighter) and what kind it is. */
export interface BinaryOperator {
  readonly precedence: number;
  readonly kind: 'arithmetic' | 'comparison' | 'set' | 'trim';
  readonly rightAssociative: boolean;
  /** Name of the builder's method. */
  readonly method: string;
}

const left = <K extends BinaryOperator['kind']>(precedence: number, kind: K) =>
  ({ precedence, kind, rightAssociative: false }) as const;

export const binaryOperators = {
  or: { ...left(1, 'set'), method: 'or' },
  and: { ...left(2, 'set'), method: 'and' },
  unless: { ...left(2, 'set'), method: 'unless' },
  '==': { ...left(3, 'comparison'), method: 'eq' },
  '!=': { ...left(3, 'comparison'), method: 'ne' },
  '>': { ...left(3, 'comparison'), method: 'gt' },
  '<': { ...left(3, 'comparison'), method: 'lt' },
  '>=': { ...left(3, 'comparison'), method: 'gte' },
  '<=': { ...left(3, 'comparison'), method: 'lte' },
  '</': { ...left(3, 'trim'), method: 'trimUpper' },
  '>/': { ...left(3, 'trim'), method: 'trimLower' },
  '+': { ...left(4, 'arithmetic'), method: 'add' },
  '-': { ...left(4, 'arithmetic'), method: 'sub' },
  '*': { ...left(5, 'arithmetic'), method: 'mul' },
  '/': { ...left(5, 'arithmetic'), method: 'div' },
  '%': { ...left(5, 'arithmetic'), method: 'mod' },
  atan2: { ...left(5, 'arithmetic'), method: 'atan2' },
  '^': { precedence: 6, kind: 'arithmetic', rightAssociative: true, method: 'pow' },
} as const satisfies Record<string, BinaryOperator>;

export type BinaryOperatorName = keyof typeof binaryOperators;

const operatorTable: ReadonlyMap<string, BinaryOperator> = new Map(Object.entries(binaryOperators));

/** The row of a binary operator, or undefined for what is none. */
export function operatorNamed(op: string): BinaryOperator | undefined {
  return operatorTable.get(op);
}

/** How tightly a binary operator binds, or undefined for what is none. */
export function precedenceOf(op: string): number | undefined {
  return operatorTable.get(op)?.precedence;
}

/** Unary `+` and `-` bind like `*`: looser than `^`, so `-1^2` is -1. */
export const unaryPrecedence = 5;
