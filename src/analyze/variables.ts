import type { Duration, Expr, LabelName, Matcher, Span } from '../promql/ast.ts';
import { durationsOf, walk } from '../promql/walk.ts';

/** A Grafana variable or macro in an expression. */
export interface VariableRead {
  readonly name: string;
  readonly span: Span;
  /** The matcher whose value it stands in. */
  readonly matcher: Matcher | undefined;
}

/** `$name`, `${name}`, `${name:format}`, `${name.property}`, `[[name]]`, `[[name:format]]`. */
const variable = /\$(?<bare>[A-Za-z_]\w*)|\$\{(?<braced>[A-Za-z_]\w*)[^}]*\}|\[\[(?<old>[A-Za-z_]\w*)[^\]]*\]\]/g;

/** A variable in a text of Grafana: `$name` is `bare`, and may as well be an amount of money. */
export interface TextRead {
  readonly name: string;
  readonly bare: boolean;
  readonly start: number;
  readonly end: number;
}

/** The variables in a text of Grafana. */
export function variablesInText(text: string): readonly TextRead[] {
  return [...text.matchAll(variable)].map(({ 0: all, index, groups }) => ({
    name: (groups!.bare ?? groups!.braced ?? groups!.old)!,
    bare: groups!.bare !== undefined,
    start: index,
    end: index + all.length,
  }));
}

/** Every variable and macro an expression reads. */
export function variablesIn(expr: Expr): readonly VariableRead[] {
  const reads: VariableRead[] = [];
  const read = (text: string, span: Span, matcher?: Matcher) => {
    for (const { name } of variablesInText(text)) reads.push({ name, span, matcher });
  };
  walk(expr, (node) => {
    if (node.kind === 'macro') read(node.text, node);
    for (const macro of durationsOf(node).flatMap(macrosOf)) read(macro.text, macro);
    for (const label of labelNamesOf(node)) read(label.name, label);
    if (node.kind !== 'selector') return;
    for (const matcher of node.matchers) read(matcher.value, { source: matcher.source, ...matcher.valueSpan }, matcher);
  });
  return reads;
}

function macrosOf(duration: Duration | undefined): readonly Extract<Duration, { kind: 'macro' }>[] {
  if (duration?.kind === 'macro') return [duration];
  return duration?.kind === 'durationOperation' ? [...macrosOf(duration.lhs), ...macrosOf(duration.rhs)] : [];
}

function labelNamesOf(node: Expr): readonly LabelName[] {
  if (node.kind === 'aggregation') return node.grouping;
  return node.kind === 'binary' && node.matching ? [...node.matching.labels, ...node.matching.include] : [];
}

/** What Grafana itself fills in (https://grafana.com/docs/grafana/latest/dashboards/variables/add-template-variables/#global-variables). */
export const grafanaMacros: ReadonlySet<string> = new Set([
  '__all',
  '__dashboard',
  '__data',
  '__field',
  '__from',
  '__interval',
  '__interval_ms',
  '__name',
  '__org',
  '__range',
  '__range_ms',
  '__range_s',
  '__rate_interval',
  '__rate_interval_ms',
  '__series',
  '__timezone',
  '__timeFilter',
  '__to',
  '__url',
  '__url_time_range',
  '__user',
  '__value',
  'timeFilter',
]);
