/** Values of PromQL in words, where words say exactly what the expression says; otherwise its code. */

import type { Aggregation, Binary, Call, Expr, MatrixSelector } from '../../promql/ast.ts';
import { formatDuration } from '../../promql/duration.ts';
import type { Inference } from '../../promql/infer.ts';
import { exact, formatNumber } from '../../promql/number.ts';
import { print } from '../../promql/print.ts';
import { unwrappedExpr } from '../../promql/walk.ts';
import { code, listed, plain } from './markdown.ts';
import { byWords, named, type Phrase, rangeWords, selectorPhrase, spoken } from './phrase.ts';
import { quotientPhrase } from './quotient.ts';

/** A value in words: `the 95th percentile of x by method over 5m`. */
export function valueWords(expr: Expr, inference: Inference): string {
  return phraseWords(expr, inference) ?? code(print(expr));
}

/** A value in words only; undefined where it takes code. */
export function phraseWords(expr: Expr, inference: Inference): string | undefined {
  const phrase = phraseOf(expr, inference);
  return phrase && spoken(phrase);
}

/** Undefined where only the code says it. */
function phraseOf(expr: Expr, inference: Inference): Phrase | undefined {
  switch (expr.kind) {
    case 'number':
      return { text: formatNumber(expr.value), article: false };
    case 'paren':
      return phraseOf(expr.expr, inference);
    case 'selector':
      return selectorPhrase(expr);
    case 'call':
      return callPhrase(expr, inference);
    case 'aggregation':
      return aggregationPhrase(expr, inference);
    case 'binary':
      return quotientPhrase(expr, inference) ?? arithmeticPhrase(expr, inference);
    case 'string':
    case 'matrix':
    case 'subquery':
    case 'unary':
    case 'macro':
      return undefined;
  }
}

/** Functions of a range in words; the range follows as `over 5m`. */
const ofRange: Readonly<Record<string, string>> = {
  rate: 'rate of',
  irate: 'rate between the last two samples of',
  increase: 'increase of',
  delta: 'change of',
  idelta: 'change between the last two samples of',
  deriv: 'slope of',
  changes: 'number of changes of',
  resets: 'number of resets of',
  avg_over_time: 'average of',
  min_over_time: 'smallest value of',
  max_over_time: 'largest value of',
  sum_over_time: 'sum of',
  count_over_time: 'number of samples of',
  last_over_time: 'last value of',
  first_over_time: 'first value of',
  stddev_over_time: 'standard deviation of',
};

function callPhrase(call: Call, inference: Inference): Phrase | undefined {
  const [first, second] = call.args;
  const range = ofRange[call.func];
  if (range !== undefined && first !== undefined) return rangePhrase(range, first, inference);
  if (second === undefined) return undefined;
  switch (call.func) {
    case 'histogram_quantile':
      return quantilePhrase(constant(first, inference), second, inference);
    case 'quantile_over_time':
      return named(percentile(constant(first, inference)), (words) => rangePhrase(`${words} of`, second, inference));
    case 'predict_linear':
      return predictionPhrase(first, constant(second, inference), inference);
    default:
      return undefined;
  }
}

/** The rate of x over 5m; the largest value of the rate of x over 5m within 1h. */
function rangePhrase(prefix: string, range: Expr, inference: Inference): Phrase | undefined {
  if (range.kind !== 'matrix' && range.kind !== 'subquery') return undefined;
  const over = rangeWords(range);
  const of = range.kind === 'matrix' ? selectorPhrase(range.selector) : phraseOf(range.expr, inference);
  if (over === undefined || of === undefined || of.compound) return undefined;
  return { text: `${prefix} ${spoken(of)}`, article: true, over };
}

function predictionPhrase(
  range: Expr | undefined,
  seconds: number | undefined,
  inference: Inference,
): Phrase | undefined {
  if (range?.kind !== 'matrix' || seconds === undefined) return undefined;
  const trend = rangePhrase('', range, inference);
  if (trend === undefined) return undefined;
  const text = `${trend.text.trim()} ${formatDuration(seconds * 1000)} from now, by its trend`;
  return { ...trend, text, article: false };
}

/** histogram_quantile over buckets or native histograms, summed or not. */
function quantilePhrase(quantile: number | undefined, operand: Expr, inference: Inference): Phrase | undefined {
  const words = percentile(quantile);
  const inner = unwrappedExpr(operand);
  const summed = inner.kind === 'aggregation' && inner.op === 'sum' && !inner.without ? inner : undefined;
  const growth = summed === undefined ? inner : unwrappedExpr(summed.expr);
  if (words === undefined || growth.kind !== 'call' || (growth.func !== 'rate' && growth.func !== 'increase'))
    return undefined;
  const [range] = growth.args;
  if (range?.kind !== 'matrix') return undefined;
  const of = rangePhrase(`${words} of`, withoutSuffix(range, inference), inference);
  const labels = summed?.grouping.map((label) => label.name).filter((label) => label !== 'le') ?? [];
  return of && { ...of, by: byWords(labels) };
}

/** The range of the histogram itself where the one of its buckets is given. */
function withoutSuffix(range: MatrixSelector, inference: Inference): MatrixSelector {
  const { selector } = range;
  const family = inference.of(selector).series?.family ?? selector.name?.replace(/_bucket$/, '');
  return { ...range, selector: { ...selector, name: family } };
}

/** Aggregations in words: before a phrase such as "rate of x", and before the name of a metric. */
const ofGroup: Readonly<Record<string, readonly [phrase: string, metric: string]>> = {
  sum: ['total', 'total of'],
  avg: ['average', 'average of'],
  min: ['smallest', 'smallest value of'],
  max: ['largest', 'largest value of'],
};

function aggregationPhrase(aggregation: Aggregation, inference: Inference): Phrase | undefined {
  const words = ofGroup[aggregation.op];
  const of = phraseOf(aggregation.expr, inference);
  if (words === undefined || of === undefined || of.compound || of.by !== undefined) return undefined;
  const labels = aggregation.grouping.map((label) => label.name);
  if (aggregation.without && labels.length === 0) return undefined;
  const by = aggregation.without ? `across ${listed(labels.map(plain))}` : byWords(labels);
  const silent = aggregation.op === 'sum' && of.article && by !== undefined;
  const text = silent ? of.text : `${words[of.article ? 0 : 1]} ${of.text}`;
  return { ...of, text, article: true, by };
}

const arithmetic: Readonly<Record<string, string>> = { '+': 'plus', '-': 'minus', '*': 'times', '/': 'divided by' };

/** One operator between two plain values; more would need brackets, and code has them. */
function arithmeticPhrase(binary: Binary, inference: Inference): Phrase | undefined {
  const [lhs, rhs] = [unwrappedExpr(binary.lhs), unwrappedExpr(binary.rhs)];
  const word = arithmetic[binary.op];
  if (binary.op === '-' && lhs.kind === 'call' && lhs.func === 'time' && rhs.kind === 'selector')
    return named(selectorPhrase(rhs)?.text, (text) => ({ text: `time since ${text}`, article: true }));
  if (isPercent(binary, inference)) return phraseOf(lhs.kind === 'number' ? rhs : lhs, inference);
  if (word === undefined || lhs.kind === 'binary' || rhs.kind === 'binary') return undefined;
  const [left, right] = [phraseOf(lhs, inference), phraseOf(rhs, inference)];
  if (left === undefined || right === undefined) return undefined;
  return { text: `${spoken(left)} ${word} ${spoken(right)}`, article: false, compound: true };
}

/** `100 * fraction`: the same value in per cent, as the unit of the whole knows. */
function isPercent({ op, lhs, rhs }: Binary, inference: Inference): boolean {
  if (op !== '*') return false;
  const [factor, value] = lhs.kind === 'number' ? [lhs, rhs] : [rhs, lhs];
  return factor.kind === 'number' && factor.value === 100 && inference.of(value).unit?.kind === 'ratio';
}

/** The number a scalar expression always is. */
export function constant(expr: Expr | undefined, inference: Inference): number | undefined {
  if (expr === undefined) return undefined;
  const { type, nature, values } = inference.of(expr);
  return type === 'scalar' && nature === 'constant' && values.min === values.max ? values.min : undefined;
}

/** 0.95: 95th percentile; 0.5: median; 1: maximum. */
export function percentile(quantile: number | undefined): string | undefined {
  if (quantile === undefined || !(quantile >= 0 && quantile <= 1)) return undefined;
  if (quantile === 0.5) return 'median';
  if (quantile === 0 || quantile === 1) return quantile === 0 ? 'minimum' : 'maximum';
  const n = exact(quantile * 100);
  return `${n}${ordinalEnding(n)} percentile`;
}

function ordinalEnding(n: number): string {
  if (!Number.isInteger(n) || (n > 10 && n < 14)) return 'th';
  return (['th', 'st', 'nd', 'rd'] as const)[n % 10] ?? 'th';
}
