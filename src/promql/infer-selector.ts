/** Selectors: what the catalog knows of a metric, narrowed by matchers. And macros, of which little is known. */
import type { Macro, Matcher, Span, VectorSelector } from './ast.ts';
import type { HistogramFacts, Lookup, Nature, SeriesFacts, SeriesType } from './facts.ts';
import type { Draft } from './infer-order.ts';
import { anyLabels, type LabelFact, type LabelSet, metricName, noLabels, withLabel } from './labels.ts';
import { hasVariable, refined } from './matcher.ts';
import { unitNamed } from './unit-names.ts';
import { anything, exactly, nonNegative, onlyValue, type ValueRange } from './values.ts';

/** Range of the samples of a series, by its type. */
const ranges: Readonly<Record<SeriesType, ValueRange>> = {
  counter: nonNegative,
  bucket: nonNegative,
  gauge: anything,
  histogram: anything,
  summary: anything,
  info: exactly(1),
  untyped: anything,
  unknown: anything,
};

export function inferSelector(node: Draft, expr: VectorSelector, lookup: Lookup, variables: boolean): void {
  const name = selectedName(expr);
  const known = variables ? expr.matchers.filter((matcher) => !hasVariable(matcher)) : expr.matchers;
  const series = name === undefined ? undefined : lookup(name, known);
  node.selector = node;
  node.series = series;
  node.nature = natureOf(series);
  node.labels = selectedLabels(expr, name, series, variables);
  if (series === undefined) return;
  node.unit = series.unit;
  node.values = series.values ?? ranges[series.type];
  node.histogram = histogramOf(series);
  node.conditional = series.recorded?.conditional ?? selectsStates(node, expr);
}

const ofEveryTarget: ReadonlySet<string> = new Set([metricName, 'job', 'instance']);

/** Of series that always have one value, such as info metrics, labels hold the state, and matchers are the condition. */
function selectsStates({ values }: Draft, { matchers }: VectorSelector): boolean {
  return onlyValue(values) !== undefined && matchers.some(({ label }) => !ofEveryTarget.has(label));
}

/** The metric name, where the selector says exactly one. */
export function selectedName(expr: VectorSelector): string | undefined {
  return expr.name ?? expr.matchers.find((m) => m.label === metricName && m.op === '=' && !hasVariable(m))?.value;
}

function natureOf(series: SeriesFacts | undefined): Nature {
  return series?.recorded?.nature ?? series?.type ?? 'unknown';
}

function histogramOf(series: SeriesFacts): HistogramFacts | undefined {
  if (series.recorded !== undefined) return series.recorded.histogram;
  if (series.type === 'bucket') return { form: 'classic', observes: series.observes, bounds: series.bounds };
  return series.type === 'histogram' ? { form: 'native', observes: series.observes, bounds: undefined } : undefined;
}

function selectedLabels(
  expr: VectorSelector,
  name: string | undefined,
  series: SeriesFacts | undefined,
  variables: boolean,
): LabelSet {
  const nameFact: LabelFact = { name: metricName, presence: 'always', values: name === undefined ? undefined : [name] };
  const whole: LabelSet = {
    labels: series === undefined ? [nameFact] : [nameFact, ...series.labels],
    complete: series?.complete ?? false,
    cause: { kind: 'series', span: expr.nameSpan ?? selectorSpan(expr), expr, from: recordedLabels(series) },
  };
  let set = whole;
  for (const matcher of expr.matchers) {
    if (!(variables && hasVariable(matcher))) set = matched(set, matcher, expr);
  }
  return set;
}

function recordedLabels(series: SeriesFacts | undefined): readonly LabelSet[] {
  const labels = series?.recorded?.labels;
  return labels === undefined ? [] : [labels];
}

/** The braces and what is in them, as far as the tree tells: for `{…}` without a name. */
function selectorSpan(expr: VectorSelector): Span {
  const last = expr.matchers.at(-1);
  return last === undefined ? expr : { start: expr.start, end: last.end, source: expr.source };
}

function matched(set: LabelSet, matcher: Matcher, expr: VectorSelector): LabelSet {
  const before = set.labels.find((label) => label.name === matcher.label);
  const after = refined(set, matcher);
  if (after === before || (before === undefined && after.presence === 'maybe' && after.values === undefined))
    return set;
  return withLabel(set, after, { kind: 'matcher', span: matcher, expr, from: [set] });
}

/** The metric's labels before its matchers narrowed them. */
export function labelsBeforeMatchers(set: LabelSet): LabelSet {
  let whole = set;
  while (whole.cause.kind === 'matcher') whole = whole.cause.from[0]!;
  return whole;
}

/** Grafana's own macros are numbers; a dashboard's variable may be any text. */
export function inferMacro(node: Draft, expr: Macro): void {
  node.nature = 'unknown';
  node.labels = anyLabels;
  node.type = 'unknown';
  const builtIn = /^(?:\$|\$\{|\[\[)__(range|interval|rate_interval)(_s|_ms)?\b/.exec(expr.text);
  if (builtIn === null) return;
  node.type = 'scalar';
  node.labels = noLabels;
  node.values = nonNegative;
  node.unit = unitNamed(builtIn[2] === '_ms' ? 'milliseconds' : 'seconds');
}
