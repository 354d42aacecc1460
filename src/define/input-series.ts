import type { Origin } from '../model/declaration.ts';
import type { Metric } from '../model/metric.ts';
import { numberLabels } from '../model/number-label.ts';
import type { TestSeries } from '../model/rule-test.ts';
import type { VectorSelector } from '../promql/ast.ts';
import { countOf, number, type Unit } from '../promql/unit.ts';
import { declaredUnit } from '../promql/unit-names.ts';
import { describe } from './amount.ts';
import { isHandle, type MetricSource, metricOf, refuse, treeOf } from './handle.ts';
import { judgeLabels } from './input-labels.ts';
import type { Flag } from './operand.ts';
import { isRecord } from './options.ts';
import { callerOrigin } from './origin.ts';
import type { Quantity } from './quantity.ts';
import type { OneSeriesAtATime } from './refusal.ts';
import { type Clock, fillingOf, type Values, valuesOf } from './samples.ts';
import type { Kind, Refused, Selector } from './series.ts';
import type { Observations, Shape } from './shape.ts';

const seriesKey: unique symbol = Symbol.for('alidade.inputSeries') as never;

/** A series that a rule test feeds in. Made by {@link series}. */
export interface Series {
  readonly [seriesKey]: Feed;
}

/** What a rule test reads of it. */
interface Feed {
  readonly source: MetricSource;
  readonly series: (clock: Clock) => readonly TestSeries[];
}

/** What fills a series of each kind of metric. */
type Filled<K extends Kind, U extends string> = K extends 'histogram'
  ? Observations<Quantity<U>>
  : K extends 'nativeHistogram'
    ? string
    : K extends 'summary'
      ? OneSeriesAtATime
      : Shape<Quantity<K extends 'buckets' ? 'observations' : U>> | string;

/**
 * A series of a rule test: of which metric, with which labels, and what it does. Labels of its target (`job`, `instance`) are
 * those of the job's first target unless they are given.
 *
 * @example series(requests, { method: 'search', status: 'error' }, ramp(10))
 * @example series(requests, { method: 'search', status: 'success' }, '0+100x20')
 */
export function series<
  K extends Kind,
  L,
  U extends string,
  F extends Flag,
  B,
  const M extends { readonly [N in keyof L]?: L[N] },
>(metric: Selector<K, L, U, F, B>, labels: M & Refused<M, L>, values: NoInfer<Filled<K, U>>): Series {
  const origin = callerOrigin();
  const source = isHandle(metric) ? metricOf(metric) : undefined;
  if (!source || !isHandle(metric)) {
    const help = 'pass a metric of a scrape job; what rules record follows from the series that they read';
    return refuse(origin, 0, 'this is no series that a target exposes', help);
  }
  const selector = selectorIn(treeOf(metric), origin);
  const all = { ...labelsOfSelector(selector, origin), ...labelsIn(labels, origin) };
  judgeLabels(source, selector.name ?? '', all, origin);
  const feed = { source, series: feedOf({ source, name: selector.name ?? '', labels: all, origin }, values) };
  return Object.freeze({ [seriesKey]: Object.freeze(feed) });
}

/** What stands behind a series that {@link series} made. */
export function feedIn(value: unknown): Feed | undefined {
  return typeof value === 'object' && value !== null ? (value as Partial<Series>)[seriesKey] : undefined;
}

function selectorIn(tree: unknown, origin: Origin): VectorSelector {
  const selector = tree as VectorSelector;
  const isPlain = selector.kind === 'selector' && selector.offset === undefined && selector.at === undefined;
  return isPlain ? selector : refuse(origin, 0, 'a test feeds in series as they are scraped', 'pass the metric itself');
}

/** `where({ method: 'search' })` says what labels a series has as well. */
function labelsOfSelector({ matchers }: VectorSelector, origin: Origin): Readonly<Record<string, string>> {
  const wrong = matchers.find(({ op }) => op !== '=');
  if (wrong) refuse(origin, 0, `${wrong.label}${wrong.op}… says no value`, `name the value: { ${wrong.label}: '…' }`);
  return Object.fromEntries(matchers.map(({ label, value }) => [label, value]));
}

function labelsIn(labels: unknown, origin: Origin): Readonly<Record<string, string>> {
  if (!isRecord(labels))
    return refuse(origin, 1, `${describe(labels)} is no set of labels`, "write { method: 'search' }");
  for (const [name, value] of Object.entries(labels)) {
    if (typeof value !== 'string')
      refuse(origin, [1, name], `${describe(value)} is no value of a label`, 'write a text in quotes');
    if (name === '' || name === '__name__') refuse(origin, [1, name], 'this is no name for a label');
  }
  return labels as Readonly<Record<string, string>>;
}

interface Described {
  readonly source: MetricSource;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly origin: Origin;
}

function feedOf({ source, name, labels, origin }: Described, given: unknown): Feed['series'] {
  const { metric, registry } = source;
  const { prometheus } = registry.system.runsOn;
  const one =
    (suffix: string, more: Readonly<Record<string, string>>, values: Values) =>
    (clock: Clock): TestSeries => ({
      name: name + suffix,
      labels: { ...labels, ...more },
      values: values(clock),
      job: metric.job,
    });
  const isFamily = name === metric.name;
  if (metric.type === 'histogram' && isFamily) {
    const { count, sum } = fillingOf(given, declaredUnit(metric.unit, metric.counts), origin, [2]);
    const bounds = [...(metric.buckets ?? []), Number.POSITIVE_INFINITY];
    const parts = [
      ...bounds.map((bound) =>
        one(
          '_bucket',
          { le: spelled(bound, prometheus) },
          count((size) => size <= bound),
        ),
      ),
      one('_sum', {}, sum),
      one(
        '_count',
        {},
        count(() => true),
      ),
    ];
    return (clock) => parts.map((part) => part(clock));
  }
  if (metric.type === 'summary' && isFamily && labels.quantile === undefined)
    refuse(origin, 0, 'a summary is several series', 'feed in one of them: .quantile(0.99), ._sum or ._count');
  const isNative = metric.type === 'nativeHistogram';
  const measured = { unit: unitOf(metric, name), isNative, isCounter: isCounter(metric, name) };
  const only = one('', numbersIn(labels, prometheus), valuesOf(given, measured, origin, [2]));
  return (clock) => [only(clock)];
}

/** Counts of observations have a unit of their own; a series of the family, and its sum, that of the metric. */
function unitOf({ name: family, type, unit, counts }: Metric, name: string): Unit | undefined {
  if (name !== family && name !== `${family}_sum`) return countOf('observations');
  return type === 'info' ? number : declaredUnit(unit, counts);
}

/** Sums of observations may well fall. */
function isCounter({ name: family, type }: Metric, name: string): boolean {
  return type === 'counter' || (name !== family && name !== `${family}_sum`);
}

/** Bounds and quantiles as Prometheus stores them, however they are written. */
function numbersIn(labels: Readonly<Record<string, string>>, prometheus: string): Readonly<Record<string, string>> {
  const numbers = Object.entries(labels).filter(
    ([name, value]) => /^(?:le|quantile)$/.test(name) && value.trim() !== '',
  );
  return Object.fromEntries(
    numbers.map(([name, value]) => [name, Number.isNaN(Number(value)) ? value : spelled(Number(value), prometheus)]),
  );
}

function spelled(value: number, prometheus: string): string {
  return value === Number.POSITIVE_INFINITY ? '+Inf' : numberLabels(value, prometheus)[0]!;
}
