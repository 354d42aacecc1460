import type { Origin } from '../model/declaration.ts';
import type { Metric } from '../model/metric.ts';
import { atLeast } from '../model/version.ts';
import type { Expr, Matcher as MatcherNode, VectorSelector } from '../promql/ast.ts';
import { formatGeneral, formatNumber } from '../promql/number.ts';
import { describe, operandNode, readAmount } from './amount.ts';
import {
  aggregation,
  atNode,
  binary,
  call,
  list,
  matcherNode,
  numberNode,
  ranged,
  rateInterval,
  selectorNode,
} from './build.ts';
import { duration, vectorMatching, vectorPrototype } from './expression.ts';
import {
  built,
  expressionOf,
  type HandleState,
  type MetricSource,
  makeHandle,
  metricOf,
  refuse,
  step,
  treeOf,
} from './handle.ts';
import { escapeRegex } from './label.ts';

/** How metric handles behave: what their type adds to a vector's methods. */

type Self = HandleState;
interface Over {
  readonly over?: string;
  readonly by?: string | readonly string[];
}

const selecting = {
  where(this: Self, matchers: unknown) {
    return step(
      prototypeOf(this),
      (origin) => reselect(this, { matchers: matcherNodes(origin, matchers) }),
      metricOf(this),
    );
  },
  offset(this: Self, by: unknown) {
    return step(
      prototypeOf(this),
      (origin) => ({ ...selectorOf(this), offset: duration(origin, by, [0]) }),
      metricOf(this),
    );
  },
  at(this: Self, time: number | 'start' | 'end') {
    return step(prototypeOf(this), (origin) => ({ ...selectorOf(this), at: atNode(origin, time) }), metricOf(this));
  },
};

const counterPrototype = derive(vectorPrototype, {
  ...selecting,
  fraction(this: Self, matchers: unknown, over: Over = {}) {
    return step(vectorPrototype, (origin) => {
      const part = reselect(this, { matchers: matcherNodes(origin, matchers) });
      return shareOf(origin, part, selectorOf(this), over);
    });
  },
});

export const gaugePrototype = derive(counterPrototype, {});

/** What histograms and summaries share. */
const observing = {
  ...selecting,
  average(this: Self, over: Over = {}) {
    return step(vectorPrototype, (origin) => shareOf(origin, child(this, '_sum'), child(this, '_count'), over));
  },
};
const children = {
  _sum: { get: childGetter('_sum'), enumerable: true },
  _count: { get: childGetter('_count'), enumerable: true },
};

const histogramPrototype = derive(
  {},
  {
    ...observing,
    quantile(this: Self, quantile: number, over: Over = {}) {
      return step(vectorPrototype, (origin) => {
        const by = ['le', ...list(over.by).filter((label) => label !== 'le')];
        const rates = summed(origin, rated(origin, child(this, '_bucket'), over), by);
        return call(origin, 'histogram_quantile', [numberNode(origin, quantile), rates]);
      });
    },
    fractionBelow(this: Self, bound: number | string, over: Over = {}) {
      return step(vectorPrototype, (origin) => {
        const bucket = child(this, '_bucket');
        const le = boundMatcher(origin, metricOf(this), bound);
        return shareOf(origin, { ...bucket, matchers: [...bucket.matchers, le] }, child(this, '_count'), over);
      });
    },
  },
  { ...children, _bucket: { get: childGetter('_bucket'), enumerable: true } },
);

const nativePrototype = derive(counterPrototype, {
  quantile(this: Self, quantile: number, over: Over = {}) {
    return step(vectorPrototype, (origin) =>
      call(origin, 'histogram_quantile', [numberNode(origin, quantile), summedRates(origin, this, over)]),
    );
  },
  average(this: Self, over: Over = {}) {
    return step(vectorPrototype, (origin) => call(origin, 'histogram_avg', [summedRates(origin, this, over)]));
  },
  fractionBelow(this: Self, bound: number | string, over: Over = {}) {
    return step(vectorPrototype, (origin) => {
      const below = numberNode(origin, Number.NEGATIVE_INFINITY);
      return call(origin, 'histogram_fraction', [
        below,
        operandNode(origin, bound, 0),
        summedRates(origin, this, over),
      ]);
    });
  },
});

const summaryPrototype = derive(
  {},
  {
    ...observing,
    quantile(this: Self, quantile: number) {
      return step(
        gaugePrototype,
        (origin) => reselect(this, { matchers: [numberMatcher(origin, metricOf(this), 'quantile', quantile)] }),
        metricOf(this),
      );
    },
  },
  children,
);

const prototypes: Record<Metric['type'], object> = {
  counter: counterPrototype,
  gauge: gaugePrototype,
  info: gaugePrototype,
  untyped: gaugePrototype,
  histogram: histogramPrototype,
  nativeHistogram: nativePrototype,
  summary: summaryPrototype,
};

/** The handle of a metric: an instant selector of its name that knows its declaration. */
export function metricHandle(source: MetricSource): HandleState {
  const { metric } = source;
  return makeHandle(prototypes[metric.type], built(selectorNode(metric.origin, metric.name), metric.origin), source);
}

function derive(base: object, methods: object, getters: PropertyDescriptorMap = {}): object {
  return Object.freeze(Object.create(base, { ...getters, ...Object.getOwnPropertyDescriptors(methods) }));
}

function prototypeOf(handle: Self): object {
  return Object.getPrototypeOf(handle);
}

function selectorOf(handle: Self): VectorSelector {
  return treeOf(handle) as VectorSelector;
}

/** The selector with more matchers. */
function reselect(handle: Self, more: { readonly matchers: readonly MatcherNode[] }): VectorSelector {
  const selector = selectorOf(handle);
  return { ...selector, matchers: [...selector.matchers, ...more.matchers] };
}

/** The series of a histogram or summary with a suffix: same matchers, offset and time. */
function child(handle: Self, suffix: string): VectorSelector {
  const selector = selectorOf(handle);
  return { ...selector, name: `${selector.name}${suffix}` };
}

function childGetter(suffix: string): (this: Self) => Self {
  return function () {
    return makeHandle(counterPrototype, { ...expressionOf(this), ast: child(this, suffix) }, metricOf(this));
  };
}

function rated(origin: Origin, selector: Expr, { over }: Over): Expr {
  const range = over === undefined ? rateInterval(origin) : duration(origin, over, [1, 'over']);
  return call(origin, 'rate', [ranged(origin, selector, range, undefined)]);
}

function summed(origin: Origin, rates: Expr, by: readonly string[]): Expr {
  return aggregation(origin, 'sum', rates, undefined, by.length === 0 ? {} : { by });
}

function summedRates(origin: Origin, handle: Self, over: Over): Expr {
  return summed(origin, rated(origin, treeOf(handle), over), list(over.by));
}

/** `sum(rate(part)) / sum(rate(whole))`, both by the same labels. */
function shareOf(origin: Origin, part: Expr, whole: Expr, over: Over): Expr {
  const by = list(over.by);
  const rateOf = (selector: Expr) => summed(origin, rated(origin, selector, over), by);
  return binary(origin, '/', rateOf(part), rateOf(whole), vectorMatching(origin, {}, 'arithmetic'));
}

interface MatcherOption {
  readonly op?: unknown;
  readonly value?: unknown;
  readonly variable?: unknown;
  readonly multi?: unknown;
  readonly includeAll?: unknown;
}

function matcherNodes(origin: Origin, matchers: unknown): readonly MatcherNode[] {
  if (typeof matchers !== 'object' || matchers === null) {
    return refuse(origin, 0, `${describe(matchers)} is not a set of matchers`, "write { label: 'value' }");
  }
  return Object.entries(matchers).map(([label, value]) => matcher(origin, label, value));
}

function matcher(origin: Origin, label: string, value: unknown): MatcherNode {
  if (typeof value === 'string') return matcherNode(origin, label, '=', value);
  if (Array.isArray(value)) return matcherNode(origin, label, '=~', value.map((v) => escapeRegex(String(v))).join('|'));
  const { op, value: text, variable, multi, includeAll } = (value ?? {}) as MatcherOption;
  const several = multi === true || includeAll === true;
  if (typeof variable === 'string') return matcherNode(origin, label, several ? '=~' : '=', `$${variable}`);
  if (typeof text === 'string' && isMatchOperator(op)) return matcherNode(origin, label, op, text);
  return refuse(
    origin,
    [0, label],
    `${describe(value)} cannot match a label`,
    'write a value, a list of values, not(…), matching(…) or a dashboard variable',
  );
}

function isMatchOperator(op: unknown): op is MatcherNode['op'] {
  return op === '=' || op === '!=' || op === '=~' || op === '!~';
}

function boundMatcher(origin: Origin, source: MetricSource | undefined, bound: number | string): MatcherNode {
  const value = typeof bound === 'number' ? bound : readAmount(bound);
  if (value === undefined) return refuse(origin, 0, `${describe(bound)} is not a bucket`, bucketsHelp(source));
  return numberMatcher(origin, source, 'le', value);
}

/**
 * A bound or quantile as its label holds it: from 3.0 on as Prometheus writes it, before as exposed, which may be in several ways.
 * Source: Prometheus' `labels.FormatOpenMetricsFloat`.
 */
function numberMatcher(origin: Origin, source: MetricSource | undefined, label: string, value: number): MatcherNode {
  const short = formatGeneral(value);
  const stored = /[e.]/.test(short) ? short : `${short}.0`;
  if (atLeast(source?.registry.system.runsOn.prometheus ?? '3.0', '3.0'))
    return matcherNode(origin, label, '=', stored);
  const full = formatNumber(value);
  const whole = `${escapeRegex(full)}${Number.isInteger(value) ? '(\\.0)?' : ''}`;
  if (short !== full) return matcherNode(origin, label, '=~', `${escapeRegex(short)}|${whole}`);
  return Number.isInteger(value) ? matcherNode(origin, label, '=~', whole) : matcherNode(origin, label, '=', full);
}

function bucketsHelp(source: MetricSource | undefined): string {
  const buckets = source?.metric.buckets ?? [];
  return buckets.length === 0 ? 'use a bound that the histogram has' : `the bounds are ${buckets.join(', ')}`;
}
