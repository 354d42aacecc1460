import type { Origin } from '../model/declaration.ts';
import type { Expression } from '../model/expression.ts';
import type { Sli } from '../model/slo.ts';
import type { Duration as DurationNode, Expr, VectorSelector } from '../promql/ast.ts';
import { formatNumber } from '../promql/number.ts';
import { oneToOne } from '../promql/vector-matching.ts';
import { describe, operandNode } from './amount.ts';
import { aggregation, binary, call, numberNode, ranged, spanOf } from './build.ts';
import { built, expressionOf, type HandleState, isHandle, metricOf, refuse, treeOf } from './handle.ts';
import { boundMatcher } from './matcher.ts';

/** How each indicator is computed, as trees of PromQL. */

/** Events, or bad events, per second over a window of so many milliseconds. */
export type Rates = Readonly<Record<'events' | 'errors', (window: number) => Expr>>;

type Kinds = { [T in Sli['type']]: Omit<Extract<Sli, { type: T }>, 'by' | 'events' | Declared> }[Sli['type']];
type Declared = 'origin' | 'traffic' | 'minimumTraffic' | 'queries' | 'interval';

export interface Measure {
  /** What the model says of this type of indicator. */
  readonly model: Kinds;
  readonly by: readonly string[];
  readonly events: string;
  readonly interval: number | undefined;
  readonly queries: (window: number) => Sli['queries'];
  readonly reads:
    | { readonly from: 'counters'; readonly rates: Rates }
    /** Series there are at the moment, and how many of them are bad. */
    | { readonly from: 'gauge'; readonly events: Expr; readonly errors: Expr }
    | { readonly from: 'ratio'; readonly errorRatio: (window: number) => Expression };
}

type Given = Readonly<Record<string, unknown>>;

export function ratioMeasure(origin: Origin, given: Given): Measure {
  const counters = { good: given.good, bad: given.bad, total: given.total };
  const handles = Object.entries(counters).flatMap(([name, handle]) =>
    handle === undefined ? [] : [[name, counterIn(origin, handle, [0, name])] as const],
  );
  const { good, bad, total } = Object.fromEntries(handles) as Partial<Record<string, HandleState>>;
  const by = labelsIn(given.by);
  const over = (counter: HandleState) => (window: number) => summedRate(origin, treeOf(counter), window, by);
  const part = (bad ?? good)!;
  const { rates, queries } = total
    ? ratesOfPart(origin, over(part), over(total), bad === undefined)
    : ratesOfBoth(origin, over(good!), over(bad!));
  return {
    model: {
      type: 'ratio',
      good: good && expressionOf(good),
      bad: bad && expressionOf(bad),
      total: total && expressionOf(total),
      partOfTotal: given.partOfTotal as string | undefined,
    },
    by,
    events: metricOf(total ?? good ?? part)?.metric.counts ?? 'events',
    interval: slowest(handles.map(([, handle]) => handle)),
    queries: (window) => builtOver(origin, queries, window),
    reads: { from: 'counters', rates },
  };
}

type Rate = (window: number) => Expr;
interface Ratio {
  readonly rates: Rates;
  readonly queries: Readonly<Partial<Record<'good' | 'bad' | 'total', Rate>>>;
}

/** Good or bad events among all. */
function ratesOfPart(origin: Origin, part: Rate, total: Rate, isGood: boolean): Ratio {
  const filled = filledBy(origin, part, total);
  const rest: Rate = (window) => binary(origin, '-', total(window), filled(window), oneToOne);
  return {
    rates: { events: total, errors: isGood ? rest : filled },
    queries: isGood ? { good: filled, total } : { bad: filled, total },
  };
}

/** Good and bad events, which are all there are. */
function ratesOfBoth(origin: Origin, good: Rate, bad: Rate): Ratio {
  const [fine, failed] = [filledBy(origin, good, bad), filledBy(origin, bad, good)];
  const total: Rate = (window) => binary(origin, '+', fine(window), failed(window), oneToOne);
  return { rates: { events: total, errors: failed }, queries: { good: fine, total } };
}

/** What has not happened yet has no series: none of it is 0 where the other is there, not nothing. */
function filledBy(origin: Origin, some: Rate, other: Rate): Rate {
  return (window) => {
    const none = binary(origin, '*', numberNode(origin, 0), other(window), undefined);
    return binary(origin, 'or', some(window), none, ofSets);
  };
}

function builtOver(origin: Origin, queries: Ratio['queries'], window: number): Sli['queries'] {
  const entries = Object.entries(queries) as [keyof Ratio['queries'], Rate][];
  return Object.fromEntries(entries.map(([name, rate]) => [name, built(rate(window), origin)]));
}

export function latencyMeasure(origin: Origin, histogram: unknown, given: Given): Measure {
  const source = isHandle(histogram) ? metricOf(histogram) : undefined;
  const type = source?.metric.type;
  if (!isHandle(histogram) || (type !== 'histogram' && type !== 'nativeHistogram'))
    return refuse(origin, 0, `${describe(histogram)} is no histogram`, 'declare one: server.histogram(…)');
  const native = type === 'nativeHistogram';
  const bound = operandNode(origin, given.below, 1);
  const by = labelsIn(given.by);
  const selector = treeOf(histogram) as VectorSelector;
  const bucket = (): VectorSelector => ({
    ...named(selector, '_bucket'),
    matchers: [...selector.matchers, boundMatcher(origin, source, given.below)],
  });
  const buckets = {
    good: (window: number) => summedRate(origin, bucket(), window, by),
    total: (window: number) => summedRate(origin, named(selector, '_count'), window, by),
  };
  const { good, total } = native ? nativeCounts(origin, selector, bound, by) : buckets;
  const below = bound.kind === 'number' ? bound.value : Number.NaN;
  return {
    model: { type: 'latency', histogram: expressionOf(histogram), native, below, limit: writtenAs(bound) },
    by,
    events: source?.metric.counts ?? 'requests',
    interval: slowest([histogram]),
    queries: (window) => ({ good: built(good(window), origin), total: built(total(window), origin) }),
    reads: {
      from: 'counters',
      rates: { events: total, errors: (window) => binary(origin, '-', total(window), good(window), oneToOne) },
    },
  };
}

/** The share below a bound times the number of observations; without any the share is NaN, which would stay for the period. */
function nativeCounts(origin: Origin, selector: Expr, bound: Expr, by: readonly string[]) {
  const rate = (window: number) => summedRate(origin, selector, window, by);
  const total = (window: number) => call(origin, 'histogram_count', [rate(window)]);
  const share = (window: number) =>
    call(origin, 'histogram_fraction', [numberNode(origin, Number.NEGATIVE_INFINITY), bound, rate(window)]);
  const good = (window: number) => {
    const some = binary(origin, '*', share(window), total(window), oneToOne);
    const known = binary(origin, '>=', some, numberNode(origin, 0), undefined);
    return binary(origin, 'or', known, binary(origin, '*', numberNode(origin, 0), total(window), undefined), ofSets);
  };
  return { total, good };
}

const comparisons = { atMost: '<=', below: '<', atLeast: '>=', above: '>' } as const;

export function gaugeMeasure(origin: Origin, gauge: unknown, given: Given): Measure {
  if (!isHandle(gauge)) return refuse(origin, 0, `${describe(gauge)} is no gauge`, 'declare one: server.gauge(…)');
  const metric = metricOf(gauge)?.metric;
  if (treeOf(gauge).kind !== 'selector')
    return refuse(origin, 0, 'this is an expression: a gauge is needed here', 'record it, or write sli.raw(…)');
  if (metric && metric.type !== 'gauge' && metric.type !== 'untyped')
    return refuse(
      origin,
      0,
      `${metric.name} is a ${metric.type}, and no gauge`,
      'measure it by sli.ratio or sli.latency',
    );
  const key = (Object.keys(comparisons) as (keyof typeof comparisons)[]).find((name) => given[name] !== undefined);
  const op = key === undefined ? '==' : comparisons[key];
  const limit = key === undefined ? numberNode(origin, 1) : operandNode(origin, given[key], 1);
  const by = labelsIn(given.by);
  const grouping = { without: false, labels: by };
  const events = aggregation(origin, 'count', treeOf(gauge), undefined, grouping);
  const holds = binary(origin, op, treeOf(gauge), limit, undefined, true);
  const good = aggregation(origin, 'sum', holds, undefined, grouping);
  const value = limit.kind === 'number' ? limit.value : Number.NaN;
  return {
    model: { type: 'gauge', gauge: expressionOf(gauge), good: { op, value }, limit: writtenAs(limit) },
    by,
    events: 'samples',
    interval: slowest([gauge]),
    queries: () => ({ good: built(good, origin), total: built(events, origin) }),
    reads: { from: 'gauge', events, errors: binary(origin, '-', events, good, oneToOne) },
  };
}

export function rawMeasure(errorRatio: (window: number) => Expression): Measure {
  return {
    model: { type: 'raw' },
    by: [],
    events: 'moments',
    interval: undefined,
    queries: (window) => ({ errorRatio: errorRatio(window) }),
    reads: { from: 'ratio', errorRatio },
  };
}

/** An amount as the user wrote it. */
function writtenAs(node: Expr): string {
  return node.kind === 'number' ? (node.quantity ?? formatNumber(node.value)) : '';
}

/** Of two vectors whatever has no partner. */
export const ofSets = { ...oneToOne, card: 'many-to-many' } as const;

/** A range of so many milliseconds. */
export function windowNode(origin: Origin, milliseconds: number): DurationNode {
  return { kind: 'duration', milliseconds, number: false, ...spanOf(origin) };
}

function summedRate(origin: Origin, selector: Expr, window: number, by: readonly string[]): Expr {
  const rates = call(origin, 'rate', [ranged(origin, selector, windowNode(origin, window), undefined)]);
  return aggregation(origin, 'sum', rates, undefined, { without: false, labels: by });
}

function named(selector: VectorSelector, suffix: string): VectorSelector {
  return { ...selector, name: `${selector.name}${suffix}` };
}

function labelsIn(by: unknown): readonly string[] {
  if (by === undefined) return [];
  return Array.isArray(by) ? [...new Set(by as readonly string[])] : [by as string];
}

function counterIn(origin: Origin, handle: unknown, path: readonly (string | number)[]): HandleState {
  const help = 'give the counter itself, or its where(…)';
  if (!isHandle(handle) || treeOf(handle).kind !== 'selector')
    return refuse(origin, path, `${describe(handle)} is no counter`, help);
  const metric = metricOf(handle)?.metric;
  // Of a histogram `_count` and `_bucket` count, too.
  const isCounting =
    metric === undefined ||
    counting.has(metric.type) ||
    (metric.type !== 'gauge' && selectedName(treeOf(handle)) !== metric.name);
  return isCounting ? handle : refuse(origin, path, `${metric.name} is a ${metric.type}, which counts no events`, help);
}
const counting: ReadonlySet<string> = new Set(['counter', 'untyped']);

function selectedName(expr: Expr): string | undefined {
  return expr.kind === 'selector' ? expr.name : undefined;
}

/** Milliseconds between samples of what arrives most seldom; undefined where none of it is a metric. */
function slowest(handles: readonly HandleState[]): number | undefined {
  const intervals = handles.flatMap((handle) => intervalsOf(handle));
  return intervals.length === 0 ? undefined : Math.max(...intervals);
}

/** The intervals of all jobs that are known to deliver a metric of this name. */
function intervalsOf(handle: HandleState): readonly number[] {
  const source = metricOf(handle);
  if (source === undefined) return [];
  const { system, declarations } = source.registry;
  const jobs = declarations.flatMap((one) =>
    one.kind === 'metric' && one.name === source.metric.name ? [one.job] : [],
  );
  const delivering = new Set([source.metric.job, ...jobs]);
  return declarations.flatMap((one) =>
    one.kind === 'scrapeJob' && delivering.has(one.name) ? [one.interval ?? system.scrapeInterval] : [],
  );
}
