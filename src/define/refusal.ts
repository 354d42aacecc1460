/**
 * What the compiler's messages name when an argument is refused: the name says what is wrong, the parameters where.
 * None of these is ever made; `load/advice` adds what to write instead.
 */
declare const refusal: unique symbol;
interface Refusal {
  readonly [refusal]: never;
}

/** A matcher names a label that the metric does not have. */
export interface NoSuchLabel<Name, _Has> extends Refusal {
  readonly label: Name;
}
/** Adding, subtracting or comparing amounts of different units. */
export interface DifferentUnits<_Left, _Right> extends Refusal {
  readonly differentUnits: true;
}
/** The text is not an amount of the expression's unit. */
export interface NotAQuantityOf<_Unit> extends Refusal {
  readonly notAQuantity: true;
}
/** An alert needs a comparison (or `unless`, `absent`): this returns something all the time. */
export interface AlwaysReturnsSomething extends Refusal {
  readonly alwaysReturnsSomething: true;
}
/** A rule has no dashboard: no variables, no `$__rate_interval`. */
export interface OnlyInDashboards extends Refusal {
  readonly onlyInDashboards: true;
}
/** The metric is planned: nothing exposes it yet. */
export interface ReadsPlannedMetric extends Refusal {
  readonly readsPlannedMetric: true;
}
/** The system lists no `environments`. */
export interface DeclaresNoEnvironments extends Refusal {
  readonly declaresNoEnvironments: true;
}
/** A summary is several series: `.quantile(0.99)`, `._sum` and `._count`. */
export interface OneSeriesAtATime extends Refusal {
  readonly oneSeriesAtATime: true;
}
