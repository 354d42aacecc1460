import type { z } from 'zod';
import type { Origin } from '../model/declaration.ts';
import type { Expression } from '../model/expression.ts';
import { formatDuration } from '../promql/duration.ts';
import { readAmount } from './amount.ts';
import type { Bound } from './bound.ts';
import { issuesAt } from './declare.ts';
import { BrokenExpression, expressionOf, isHandle, refuse } from './handle.ts';
import type { AnyOperand, Flag, FlagsIn, Label, LabelsIn, Operand } from './operand.ts';
import { isRecord } from './options.ts';
import { callerOrigin } from './origin.ts';
import type { Duration, Quantity } from './quantity.ts';
import type { OnlyInDashboards } from './refusal.ts';
import type { Selector } from './series.ts';
import { gaugeMeasure, latencyMeasure, type Measure, ratioMeasure, rawMeasure } from './sli-measure.ts';
import { gaugeSchema, latencySchema, ratioSchema } from './sli-schema.ts';

/** Service level indicators: what is counted, and which of it is bad. */

declare const measures: unique symbol;

/** An indicator; `L` are the labels it is measured by. */
export interface Sli<L> {
  readonly [measures]?: L;
}

// biome-ignore lint/suspicious/noExplicitAny: counters of any unit and flags
type Counting<L> = Selector<'counter' | 'untyped', L, any, any, any>;
type Kept<L, By> = { readonly [K in keyof L & By]: L[K] };

interface Traffic {
  /** Usual number of events a second, of each group: `'50/s'`. Feeds the budget in events, and what one failure does. */
  readonly traffic?: Quantity<'events/second'>;
  /** Nobody is called while fewer events a second come in over the long window: `'100/h'`. */
  readonly minimumTraffic?: Quantity<'events/second'>;
}

interface RatioOptions<By extends string> extends Traffic {
  /** Labels to measure apart: each of their values has a budget of its own. */
  readonly by?: By | readonly By[];
  /** Why the good or bad events are some of `total`, where that is another metric. */
  readonly partOfTotal?: string;
}
/** Two of three: `P` are the labels of the part, `L` those of the other. */
type TwoOf<L, P> =
  | { readonly good: Counting<P>; readonly total: Counting<L>; readonly bad?: never }
  | { readonly bad: Counting<P>; readonly total: Counting<L>; readonly good?: never }
  | { readonly good: Counting<P>; readonly bad: Counting<L>; readonly total?: never };

interface LatencyOptions<B, By> extends Traffic {
  /** An observation at or below this is good; of a classic histogram it is one of its buckets. */
  readonly below: B;
  readonly by?: By | readonly By[];
}

type Threshold<U extends string> =
  | { readonly atMost?: Quantity<U>; readonly below?: never; readonly atLeast?: never; readonly above?: never }
  | { readonly below: Quantity<U>; readonly atMost?: never; readonly atLeast?: never; readonly above?: never }
  | { readonly atLeast: Quantity<U>; readonly atMost?: never; readonly below?: never; readonly above?: never }
  | { readonly above: Quantity<U>; readonly atMost?: never; readonly below?: never; readonly atLeast?: never };

type Limit<K, U extends string, B> = K extends 'histogram' ? Bound<B, U> : Quantity<U>;

interface Makers {
  /**
   * Good (or bad) events among all, counted by counters; or good and bad events that together are all. Of an event that has
   * not happened yet there may be no series: it counts as 0.
   *
   * @example sli.ratio({ bad: requests.where({ status: matching('5..') }), total: requests, by: 'service', traffic: '50/s' })
   * @example sli.ratio({ good: cacheHits, bad: cacheMisses })
   */
  ratio<L, P = L, const By extends Label<L> & Label<P> = never>(
    options: RatioOptions<By> & TwoOf<L, P>,
  ): Sli<Kept<L, By>>;
  /**
   * Observations at or below a bound among all of a histogram.
   *
   * @example sli.latency(requestDuration, { below: '500ms' })
   */
  latency<
    K extends 'histogram' | 'nativeHistogram',
    L,
    U extends string,
    F extends Flag,
    B,
    const By extends Label<L> = never,
  >(histogram: Selector<K, L, U, F, B>, options: LatencyOptions<NoInfer<Limit<K, U, B>>, By>): Sli<Kept<L, By>>;
  /**
   * The time during which a gauge is as it should be: 1, unless a threshold is given. Every series counts alike.
   *
   * @example sli.gauge(server.up)
   * @example sli.gauge(queueLength, { atMost: 100 })
   */
  gauge<L, U extends string, F extends Flag, const By extends Label<L> = never>(
    gauge: Selector<'gauge' | 'untyped', L, U, F, never> & Operand<L, U, F>,
    options?: Threshold<U> & { readonly by?: By | readonly By[] },
  ): Sli<Kept<L, By>>;
  /**
   * A ratio of your own: called with each window of up to three days, it returns the share of what is bad, between 0 and 1. Over
   * longer ones it is averaged: the number of events is not known, so every moment of the period counts alike.
   *
   * @example sli.raw((over) => sub(1, satisfaction.avgOverTime(over).avg()))
   */
  raw<X extends AnyOperand>(
    errorRatio: (over: Duration) => X & ('dashboard' extends FlagsIn<X> ? OnlyInDashboards : unknown),
  ): Sli<LabelsIn<X>>;
}

/** What `slo` reads of an indicator. */
export interface SliHandle extends Measure {
  readonly kind: 'sli';
  readonly origin: Origin;
  readonly traffic: number | undefined;
  readonly minimumTraffic: number | undefined;
}

/** Makes service level indicators. */
export const sli = Object.freeze({
  ratio: (options: unknown) => made(callerOrigin(), 0, options, ratioSchema, ratioMeasure),
  latency: (histogram: unknown, options: unknown) => {
    const origin = callerOrigin();
    return made(origin, 1, options, latencySchema, (at, given) => latencyMeasure(at, histogram, given));
  },
  gauge: (gauge: unknown, options: unknown = {}) => {
    const origin = callerOrigin();
    return made(origin, 1, options, gaugeSchema, (at, given) => gaugeMeasure(at, gauge, given));
  },
  raw: (errorRatio: unknown) => {
    const origin = callerOrigin();
    if (typeof errorRatio !== 'function')
      return refuse(origin, 0, 'a function of the window is needed here', 'write (over) => …');
    const measure = rawMeasure((window) => ratioOver(origin, errorRatio as RatioOver, window));
    return Object.freeze({ kind: 'sli' as const, origin, traffic: undefined, minimumTraffic: undefined, ...measure });
  },
}) as unknown as Makers;

type RatioOver = (over: string) => unknown;

function ratioOver(origin: Origin, errorRatio: RatioOver, window: number): Expression {
  const result = errorRatio(formatDuration(window));
  if (isHandle(result)) return expressionOf(result);
  return refuse(origin, 0, 'the function returns no expression', 'return what methods of metrics return, or promql`…`');
}

type Given = Readonly<Record<string, unknown>>;

function made(
  origin: Origin,
  argument: number,
  options: unknown,
  schema: z.ZodType,
  measure: (origin: Origin, given: Given) => Measure,
): SliHandle {
  if (!isRecord(options))
    return refuse(origin, argument, 'the options of the indicator are needed here', 'write { … }');
  const [issue] = issuesAt(argument, schema, options);
  if (issue !== undefined) return refuse(origin, issue.path, issue.message);
  return Object.freeze({
    kind: 'sli' as const,
    origin,
    traffic: perSecond(options.traffic),
    minimumTraffic: perSecond(options.minimumTraffic),
    ...sound(origin, () => measure(origin, options)),
  });
}

/** Of a text that is no PromQL nothing is measured. */
function sound(origin: Origin, measure: () => Measure): Measure {
  try {
    return measure();
  } catch (error) {
    if (!(error instanceof BrokenExpression)) throw error;
    return refuse(origin, 0, `this does not parse: ${error.expression.issues[0]?.message ?? 'it is empty'}`);
  }
}

function perSecond(amount: unknown): number | undefined {
  return typeof amount === 'string' ? readAmount(amount) : (amount as number | undefined);
}
