import type { Origin } from '../model/declaration.ts';
import { atLeast } from '../model/version.ts';
import type { Matcher } from '../promql/ast.ts';
import { hasVariable } from '../promql/matcher.ts';
import { formatGeneral, formatNumber } from '../promql/number.ts';
import { regexProblem } from '../promql/regex.ts';
import { describe, readAmount } from './amount.ts';
import { matcherNode } from './build.ts';
import { type MetricSource, refuse } from './handle.ts';
import { escapeRegex } from './label.ts';
import { isRecord } from './options.ts';

/** The matchers of a selector, from what definitions write in `where`. */
export function readMatchers(origin: Origin, matchers: unknown): readonly Matcher[] {
  if (!isRecord(matchers)) {
    return refuse(origin, 0, `${describe(matchers)} is not a set of matchers`, "write { label: 'value' }");
  }
  return Object.entries(matchers).map(([label, value]) => readMatcher(origin, label, value));
}

interface MatcherOption {
  readonly op?: unknown;
  readonly value?: unknown;
  readonly variable?: unknown;
  readonly multi?: unknown;
  readonly includeAll?: unknown;
}

function readMatcher(origin: Origin, label: string, value: unknown): Matcher {
  if (typeof value === 'string') return matcherNode(origin, label, '=', value);
  if (Array.isArray(value)) return matcherNode(origin, label, '=~', anyOf(origin, label, value));
  const { op, value: text, variable, multi, includeAll } = (value ?? {}) as MatcherOption;
  const several = multi === true || includeAll === true;
  if (typeof variable === 'string') return matcherNode(origin, label, several ? '=~' : '=', `$${variable}`);
  if (typeof text === 'string' && isMatchOperator(op))
    return matcherNode(origin, label, op, op.endsWith('~') ? patternOf(origin, label, text) : text);
  return cannotMatch(origin, label, value);
}

/** A pattern with a Grafana variable in it is a regular expression only when Grafana has filled it in. */
function patternOf(origin: Origin, label: string, pattern: string): string {
  const problem = hasVariable({ value: pattern }) ? undefined : regexProblem(pattern);
  if (problem === undefined) return pattern;
  const help = 'regular expressions are RE2: no look-ahead and no back-references; escape a literal with \\\\';
  return refuse(origin, [0, label], problem.slice(0, 200), help);
}

function anyOf(origin: Origin, label: string, values: readonly unknown[]): string {
  if (values.length === 0)
    return refuse(origin, [0, label], 'an empty list selects nothing', 'list at least one value');
  return values.map((v) => (typeof v === 'string' ? escapeRegex(v) : cannotMatch(origin, label, v))).join('|');
}

function cannotMatch(origin: Origin, label: string, value: unknown): never {
  const help = 'write a value, a list of values, not(…), matching(…) or a dashboard variable';
  return refuse(origin, [0, label], `${describe(value)} cannot match a label`, help);
}

function isMatchOperator(op: unknown): op is Matcher['op'] {
  return op === '=' || op === '!=' || op === '=~' || op === '!~';
}

/** Selects the bucket with a bound. */
export function boundMatcher(origin: Origin, source: MetricSource | undefined, bound: unknown): Matcher {
  const value = typeof bound === 'string' ? readAmount(bound) : bound;
  if (typeof value === 'number') return numberMatcher(origin, source, 'le', value);
  return refuse(origin, 0, `${describe(bound)} is not a bucket`, choices('bounds', source?.metric.buckets));
}

/** Selects a quantile of a summary. */
export function quantileMatcher(origin: Origin, source: MetricSource | undefined, quantile: unknown): Matcher {
  if (typeof quantile === 'number') return numberMatcher(origin, source, 'quantile', quantile);
  return refuse(origin, 0, `${describe(quantile)} is not a quantile`, choices('quantiles', source?.metric.quantiles));
}

function choices(what: string, values: readonly number[] = []): string {
  return values.length === 0 ? `use one of the ${what} that the metric has` : `the ${what} are ${values.join(', ')}`;
}

/**
 * A bound or quantile as its label holds it: from 3.0 on as Prometheus writes it, before as exposed, which may be in several ways.
 * Source: Prometheus' `labels.FormatOpenMetricsFloat`.
 */
function numberMatcher(origin: Origin, source: MetricSource | undefined, label: string, value: number): Matcher {
  const short = formatGeneral(value);
  const stored = /[e.]/.test(short) ? short : `${short}.0`;
  if (atLeast(source?.registry.system.runsOn.prometheus ?? '3.0', '3.0'))
    return matcherNode(origin, label, '=', stored);
  const full = formatNumber(value);
  const whole = `${escapeRegex(full)}${Number.isInteger(value) ? '(\\.0)?' : ''}`;
  if (short !== full) return matcherNode(origin, label, '=~', `${escapeRegex(short)}|${whole}`);
  return Number.isInteger(value) ? matcherNode(origin, label, '=~', whole) : matcherNode(origin, label, '=', full);
}
