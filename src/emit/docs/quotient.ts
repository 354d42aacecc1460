/** Quotients that have a name of their own: shares, means, ratios. */

import type { Binary, Expr, Matcher, VectorSelector } from '../../promql/ast.ts';
import type { Inference } from '../../promql/infer.ts';
import { formatNumber } from '../../promql/number.ts';
import { formatQuantity } from '../../promql/quantity.ts';
import { unwrappedExpr } from '../../promql/walk.ts';
import { code, listed } from './markdown.ts';
import { byWords, matcherText, type Phrase, rangeWords, selectorPhrase, withWords } from './phrase.ts';

/** `sum by (a) (rate(x[5m]))` taken apart: the selector, and all around it. */
interface Measure {
  readonly selector: VectorSelector;
  /** `rate` or `increase`; undefined for samples as scraped. */
  readonly growth: string | undefined;
  /** Labels it is grouped by, and how that reads. */
  readonly labels: readonly string[];
  readonly by: string | undefined;
  readonly over: string | undefined;
  readonly summed: boolean;
}

/** A quotient, or 1 minus a quotient, in words; undefined where it has none. */
export function quotientPhrase(binary: Binary, inference: Inference): Phrase | undefined {
  const { op, lhs, rhs } = binary;
  if (op === '/') return ofParts(binary, inference, false);
  const share = unwrappedExpr(rhs);
  const complement =
    op === '-' && lhs.kind === 'number' && lhs.value === 1 && share.kind === 'binary' && share.op === '/';
  return complement ? ofParts(share, inference, true) : undefined;
}

function ofParts({ lhs, rhs, matching }: Binary, inference: Inference, complement: boolean): Phrase | undefined {
  if (matching?.fillLeft !== undefined || matching?.fillRight !== undefined) return undefined;
  const part = measureOf(lhs);
  const wholes = addends(rhs).map(measureOf);
  if (part === undefined || !wholes.every((whole) => whole !== undefined && framed(part, whole))) return undefined;
  const text = quotientText(part, wholes as Measure[], inference, complement);
  return text === undefined ? undefined : { text, article: true, by: part.by, over: part.over };
}

function quotientText(
  part: Measure,
  wholes: readonly Measure[],
  inference: Inference,
  complement: boolean,
): string | undefined {
  const [whole, ...others] = wholes as [Measure, ...Measure[]];
  if (others.length > 0) return complement ? undefined : shareOfSum(part, wholes);
  if (complement) return share(part, whole, true);
  return share(part, whole, false) ?? ofHistogram(part, whole, inference) ?? ratioOf(part, whole);
}

/** Same function, range and grouping, so that only the selectors differ. */
function framed(a: Measure, b: Measure): boolean {
  return a.growth === b.growth && a.by === b.by && a.over === b.over && a.summed === b.summed;
}

function addends(expr: Expr): Expr[] {
  const inner = unwrappedExpr(expr);
  if (inner.kind === 'aggregation' && inner.op === 'sum') {
    const of = unwrappedExpr(inner.expr);
    if (of.kind === 'binary' && of.op === '+') return addends(of).map((addend) => ({ ...inner, expr: addend }));
  }
  return inner.kind === 'binary' && inner.op === '+' ? [...addends(inner.lhs), ...addends(inner.rhs)] : [inner];
}

function measureOf(expr: Expr): Measure | undefined {
  const outer = unwrappedExpr(expr);
  const sum = outer.kind === 'aggregation' && outer.op === 'sum' && !outer.without ? outer : undefined;
  const inner = sum === undefined ? outer : unwrappedExpr(sum.expr);
  const labels = sum?.grouping.map((label) => label.name) ?? [];
  const around = { labels, by: byWords(labels), summed: sum !== undefined };
  if (inner.kind === 'selector')
    return plainSelector(inner) && { selector: inner, growth: undefined, over: undefined, ...around };
  if (inner.kind !== 'call' || (inner.func !== 'rate' && inner.func !== 'increase')) return undefined;
  const [range] = inner.args;
  if (range?.kind !== 'matrix' || !plainSelector(range.selector)) return undefined;
  const over = rangeWords(range);
  return over === undefined ? undefined : { selector: range.selector, growth: inner.func, over, ...around };
}

function plainSelector({ name, offset, at, modifier }: VectorSelector): true | undefined {
  return name !== undefined && offset === undefined && at === undefined && modifier === undefined ? true : undefined;
}

/**
 * The share of x with `status="error"`: the same metric above and below, with more matchers above. Only of sums without
 * those labels: series for series, each would be divided by itself.
 */
function share(part: Measure, whole: Measure, complement: boolean): string | undefined {
  if (!part.summed || part.selector.name !== whole.selector.name) return undefined;
  const common = new Set(whole.selector.matchers.map(matcherText));
  const own = part.selector.matchers.length;
  const further = part.selector.matchers.filter((matcher) => !common.has(matcherText(matcher)));
  if (further.length === 0 || own - further.length !== common.size) return undefined;
  if (further.some(({ label }) => part.labels.includes(label))) return undefined;
  const base = selectorPhrase(whole.selector)?.text;
  if (!complement) return `share of ${base}${withWords(further.map(matcherText))}`;
  return further.length === 1 ? `share of ${base}${withWords(further.map(opposite).map(matcherText))}` : undefined;
}

function opposite(matcher: Matcher): Matcher {
  return { ...matcher, op: ({ '=': '!=', '!=': '=', '=~': '!~', '!~': '=~' } as const)[matcher.op] };
}

/** The mean of a histogram or summary, or the share of its observations up to a bound. */
function ofHistogram(part: Measure, whole: Measure, inference: Inference): string | undefined {
  const family = suffixed(whole.selector, '_count');
  if (family === undefined) return undefined;
  const own = part.selector.matchers.filter((matcher) => matcher.label !== 'le');
  if (own.map(matcherText).join() !== whole.selector.matchers.map(matcherText).join()) return undefined;
  const of = `${code(family)}${withWords(own.map(matcherText))}`;
  if (suffixed(part.selector, '_sum') === family) return `mean of ${of}`;
  const bound = suffixed(part.selector, '_bucket') === family ? upperBound(part.selector) : undefined;
  if (bound === undefined) return undefined;
  const unit = inference.of(part.selector).series?.observes;
  return `share of ${of} up to ${unit === undefined ? formatNumber(bound) : formatQuantity(bound, unit)}`;
}

function suffixed({ name }: VectorSelector, suffix: string): string | undefined {
  return name?.endsWith(suffix) ? name.slice(0, -suffix.length) : undefined;
}

/** Of `le="0.3"`, and of an integer bound as older and newer Prometheus spell it: `le=~"1(\\.0)?"`. */
function upperBound({ matchers }: VectorSelector): number | undefined {
  const le = matchers.find((matcher) => matcher.label === 'le');
  if (le?.op !== '=' && le?.op !== '=~') return undefined;
  const bound = Number(le.value.replace('(\\.0)?', ''));
  return Number.isFinite(bound) ? bound : undefined;
}

/** The share of hits in hits and misses. */
function shareOfSum(part: Measure, wholes: readonly Measure[]): string | undefined {
  const own = selectorPhrase(part.selector)?.text;
  const all = wholes.map((whole) => selectorPhrase(whole.selector)?.text ?? '');
  return own !== undefined && all.includes(own) ? `share of ${own} in ${listed(all)}` : undefined;
}

function ratioOf(part: Measure, whole: Measure): string | undefined {
  const [above, below] = [selectorPhrase(part.selector)?.text, selectorPhrase(whole.selector)?.text];
  const of = part.growth === undefined ? '' : `the ${part.growth} of `;
  return `ratio of ${of}${above} to ${of === '' ? '' : 'that of '}${below}`;
}
