/**
 * The PromQL syntax tree: plain frozen data, made by the parser from text and by the typed builder directly.
 * Names follow Prometheus' `promql/parser/ast.go`; pure syntax, no execution state.
 */

/** What a node was made from. Opaque here: a text with its place, or the call that built the node. */
export type Source = object;

/** Offsets into the source's text, in UTF-16 code units, `end` exclusive. Nodes made by a builder call have 0, 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly source?: Source | undefined;
}

/** `5`, `0x1F`, `Inf`, or a duration standing as a number (`5m` is 300). */
export interface NumberLiteral extends Span {
  readonly kind: 'number';
  readonly value: number;
  readonly duration: boolean;
  /** The quantity it was given as, in a definition: `500ms`, `5%`. */
  readonly quantity?: string | undefined;
}

export interface StringLiteral extends Span {
  readonly kind: 'string';
  readonly value: string;
}

export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** One `label="value"`. The span covers it whole; `labelSpan` and `valueSpan` (quotes included) its parts. */
export interface Matcher extends Span {
  readonly label: string;
  readonly op: MatchOperator;
  readonly value: string;
  readonly labelSpan: Span;
  readonly valueSpan: Span;
}

/** A label name in `by (…)`, `without (…)`, `on (…)`, `ignoring (…)`, `group_left (…)`. */
export interface LabelName extends Span {
  readonly name: string;
}

/** `foo{a="b"} @ start() offset 5m`. `name` is absent for `{a="b"}`; `__name__` written as a matcher stays in `matchers`. */
export interface VectorSelector extends Span {
  readonly kind: 'selector';
  readonly name: string | undefined;
  /** Where the metric name itself stands. */
  readonly nameSpan: Span | undefined;
  readonly matchers: readonly Matcher[];
  readonly modifier: 'anchored' | 'smoothed' | undefined;
  readonly offset: Duration | undefined;
  readonly at: At | undefined;
}

/** `foo[5m]`. Offset, `@` and modifier stand on the selector, as in Prometheus' own tree. */
export interface MatrixSelector extends Span {
  readonly kind: 'matrix';
  readonly selector: VectorSelector;
  readonly range: Duration;
}

/** `expr[1h:5m]`; `step` absent means the default evaluation interval. */
export interface Subquery extends Span {
  readonly kind: 'subquery';
  readonly expr: Expr;
  readonly range: Duration;
  readonly step: Duration | undefined;
  readonly offset: Duration | undefined;
  readonly at: At | undefined;
}

export interface Call extends Span {
  readonly kind: 'call';
  readonly func: string;
  readonly args: readonly Expr[];
}

export interface Aggregation extends Span {
  readonly kind: 'aggregation';
  readonly op: string;
  readonly expr: Expr;
  readonly param: Expr | undefined;
  readonly without: boolean;
  readonly grouping: readonly LabelName[];
}

/** How the sides of a vector-vector operation find each other. */
export interface VectorMatching {
  readonly card: 'one-to-one' | 'many-to-one' | 'one-to-many' | 'many-to-many';
  /** true for `on`, false for `ignoring` or nothing written. */
  readonly on: boolean;
  readonly labels: readonly LabelName[];
  /** Labels copied from the "one" side by `group_left (…)` / `group_right (…)`. */
  readonly include: readonly LabelName[];
  readonly fillLeft: number | undefined;
  readonly fillRight: number | undefined;
}

export interface Binary extends Span {
  readonly kind: 'binary';
  readonly op: string;
  /** Where the operator itself stands. */
  readonly opSpan: Span;
  readonly lhs: Expr;
  readonly rhs: Expr;
  readonly bool: boolean;
  /** Present exactly when both sides are instant vectors. */
  readonly matching: VectorMatching | undefined;
}

export interface Unary extends Span {
  readonly kind: 'unary';
  readonly op: '+' | '-';
  readonly expr: Expr;
}

export interface Paren extends Span {
  readonly kind: 'paren';
  readonly expr: Expr;
}

/** A Grafana variable or macro standing as a number or expression: `$__range_s`, `${threshold}`, `[[var]]`. */
export interface Macro extends Span {
  readonly kind: 'macro';
  readonly text: string;
}

export type Expr =
  | NumberLiteral
  | StringLiteral
  | VectorSelector
  | MatrixSelector
  | Subquery
  | Call
  | Aggregation
  | Binary
  | Unary
  | Paren
  | Macro;

/** `@ 1609746000` (seconds), `@ start()`, `@ end()`. */
export type At =
  | (Span & { readonly kind: 'timestamp'; readonly seconds: number })
  | (Span & { readonly kind: 'start' | 'end' });

/** A literal duration. `milliseconds` may be negative in an offset; `number` says it was written as a bare number. */
export interface DurationLiteral extends Span {
  readonly kind: 'duration';
  readonly milliseconds: number;
  readonly number: boolean;
}

/** Duration arithmetic: `5m + step()`, `-(2 * 1h)`, `max_of(step(), 5s)`. */
export interface DurationOperation extends Span {
  readonly kind: 'durationOperation';
  readonly op: '+' | '-' | '*' | '/' | '%' | '^' | 'step' | 'range' | 'min_of' | 'max_of';
  readonly lhs: Duration | undefined;
  readonly rhs: Duration | undefined;
  /** Written in parentheses. */
  readonly wrapped: boolean;
}

export type Duration = DurationLiteral | DurationOperation | Macro;

/** The five types of a PromQL value; `unknown` is what a macro standing alone has. */
export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string' | 'unknown';
