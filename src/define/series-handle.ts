import type { Origin } from '../model/declaration.ts';
import type { Metric } from '../model/metric.ts';
import type { Expr, Matcher, VectorSelector } from '../promql/ast.ts';
import { oneToOne } from '../promql/vector-matching.ts';
import { describe, operandNode } from './amount.ts';
import { aggregation, atNode, binary, call, numberNode, ranged, selectorNode } from './build.ts';
import { vectorPrototype } from './expression.ts';
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
import { boundMatcher, quantileMatcher, readMatchers } from './matcher.ts';
import { readDuration, readWindow, type Window } from './options.ts';

/** How metric handles behave: what their type adds to a vector's methods. */

type Self = HandleState;

const selecting = {
  where(this: Self, matchers: unknown) {
    return step(prototypeOf(this), (origin) => reselect(this, readMatchers(origin, matchers)), metricOf(this));
  },
  offset(this: Self, by: unknown) {
    return step(
      prototypeOf(this),
      (origin) => ({ ...selectorOf(this), offset: readDuration(origin, by, [0]) }),
      metricOf(this),
    );
  },
  at(this: Self, time: unknown) {
    return step(
      prototypeOf(this),
      (origin) => ({ ...selectorOf(this), at: atNode(origin, readTime(origin, time)) }),
      metricOf(this),
    );
  },
};

const counterPrototype = derive(vectorPrototype, {
  ...selecting,
  fraction(this: Self, matchers: unknown, over: unknown) {
    return step(vectorPrototype, (origin) => {
      const [chosen, window] = [readMatchers(origin, matchers), readWindow(origin, over, 1)];
      if (chosen.length === 0)
        refuse(origin, 0, 'the fraction of everything is always 1', "say of which part: { status: 'error' }");
      return shareOf(origin, reselect(this, chosen), selectorOf(this), window);
    });
  },
});

export const gaugePrototype = derive(counterPrototype, {});

/** What histograms and summaries share. */
const observing = {
  ...selecting,
  average(this: Self, over: unknown) {
    return step(vectorPrototype, (origin) =>
      shareOf(origin, child(this, '_sum'), child(this, '_count'), readWindow(origin, over, 0)),
    );
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
    quantile(this: Self, quantile: unknown, over: unknown) {
      return step(vectorPrototype, (origin) => {
        const { range, by } = readWindow(origin, over, 1);
        const rates = summedRates(origin, child(this, '_bucket'), { range, by: [...new Set(['le', ...by])] });
        return call(origin, 'histogram_quantile', [operandNode(origin, quantile, 0), rates]);
      });
    },
    fractionBelow(this: Self, bound: unknown, over: unknown) {
      return step(vectorPrototype, (origin) => {
        const bucket = child(this, '_bucket');
        const matchers = [...bucket.matchers, boundMatcher(origin, metricOf(this), bound)];
        return shareOf(origin, { ...bucket, matchers }, child(this, '_count'), readWindow(origin, over, 1));
      });
    },
  },
  { ...children, _bucket: { get: childGetter('_bucket'), enumerable: true } },
);

const nativePrototype = derive(counterPrototype, {
  quantile(this: Self, quantile: unknown, over: unknown) {
    return step(vectorPrototype, (origin) => {
      const rates = summedRates(origin, treeOf(this), readWindow(origin, over, 1));
      return call(origin, 'histogram_quantile', [operandNode(origin, quantile, 0), rates]);
    });
  },
  average(this: Self, over: unknown) {
    return step(vectorPrototype, (origin) =>
      call(origin, 'histogram_avg', [summedRates(origin, treeOf(this), readWindow(origin, over, 0))]),
    );
  },
  fractionBelow(this: Self, bound: unknown, over: unknown) {
    return step(vectorPrototype, (origin) => {
      const below = numberNode(origin, Number.NEGATIVE_INFINITY);
      const rates = summedRates(origin, treeOf(this), readWindow(origin, over, 1));
      return call(origin, 'histogram_fraction', [below, operandNode(origin, bound, 0), rates]);
    });
  },
});

const summaryPrototype = derive(
  {},
  {
    ...observing,
    quantile(this: Self, quantile: unknown) {
      return step(
        gaugePrototype,
        (origin) => reselect(this, [quantileMatcher(origin, metricOf(this), quantile)]),
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
function reselect(handle: Self, more: readonly Matcher[]): VectorSelector {
  const selector = selectorOf(handle);
  return { ...selector, matchers: [...selector.matchers, ...more] };
}

function readTime(origin: Origin, time: unknown): number | 'start' | 'end' {
  if (Number.isFinite(time) || time === 'start' || time === 'end') return time as number | 'start' | 'end';
  return refuse(origin, 0, `${describe(time)} is not a time`, "write a Unix time in seconds, 'start' or 'end'");
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

function summedRates(origin: Origin, selector: Expr, { range, by }: Window): Expr {
  const rates = call(origin, 'rate', [ranged(origin, selector, range, undefined)]);
  return aggregation(origin, 'sum', rates, undefined, { without: false, labels: by });
}

/** `sum(rate(part)) / sum(rate(whole))`, both by the same labels. */
function shareOf(origin: Origin, part: Expr, whole: Expr, window: Window): Expr {
  return binary(origin, '/', summedRates(origin, part, window), summedRates(origin, whole, window), oneToOne);
}
