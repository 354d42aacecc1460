import type { Origin } from '../model/declaration.ts';
import { callerOrigin } from './origin.ts';
import type { Duration } from './quantity.ts';

/** What a series does while a test runs. */

declare const amounts: unique symbol;
const shapeKey: unique symbol = Symbol.for('alidade.shape') as never;

type Amount = number | string;

/** The samples of one series; `Q` are the amounts it was made with. */
export interface Shape<Q> {
  readonly [amounts]: Q;
}

/** The observations that fill a histogram; `Q` are their sizes. */
export interface Observations<Q> {
  readonly [amounts]: readonly Q[];
}

/** Observations of one size, so many from each sample to the next. */
export interface Observed<Q> {
  readonly each: number;
  readonly at: Q;
  /** When they begin, and when they end; all the time unless given. */
  readonly from?: Duration;
  readonly until?: Duration;
}

/** What the functions below say, as data; amounts are read once the unit is known. */
export type ShapeData =
  | { readonly kind: 'steady'; readonly value: unknown }
  | { readonly kind: 'ramp'; readonly step: unknown; readonly from: unknown }
  | {
      readonly kind: 'outage';
      readonly from: unknown;
      readonly until: unknown;
      readonly normal: unknown;
      readonly during: unknown;
    }
  | { readonly kind: 'reset'; readonly step: unknown; readonly at: unknown }
  | { readonly kind: 'stale'; readonly shape: unknown; readonly at: unknown }
  | { readonly kind: 'observations'; readonly groups: readonly unknown[] };

/** A shape with where it was written. */
export type WrittenShape = ShapeData & { readonly origin: Origin };

/** The data behind a value that one of these functions made. */
export function shapeIn(value: unknown): WrittenShape | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as { [shapeKey]?: WrittenShape })[shapeKey];
}

function shaped<T>(data: ShapeData): T {
  return Object.freeze({ [shapeKey]: Object.freeze({ ...data, origin: callerOrigin() }) }) as unknown as T;
}

/**
 * The same value all the time.
 *
 * @example series(heap, {}, steady('2GiB'))
 */
export function steady<const Q extends Amount>(value: Q): Shape<Q> {
  return shaped({ kind: 'steady', value });
}

/**
 * So much more with each sample, beginning at 0 or at `from`: a counter that is used, a gauge that grows.
 *
 * @example series(requests, { status: 'error' }, ramp(10))
 */
export function ramp<const Q extends Amount, const R extends Amount = never>(
  step: Q,
  options: { readonly from?: R } = {},
): Shape<Q | R> {
  return shaped({ kind: 'ramp', step, from: options?.from ?? 0 });
}

/**
 * 1, and 0 from one time until another; other values with `normal` and `during`.
 *
 * @example series(server.up, {}, outage({ from: '5m', until: '20m' }))
 */
export function outage<const Q extends Amount = never, const R extends Amount = never>(options: {
  readonly from: Duration;
  readonly until: Duration;
  readonly normal?: Q;
  readonly during?: R;
}): Shape<Q | R | 0 | 1> {
  const { from, until, normal = 1, during = 0 } = options ?? {};
  return shaped({ kind: 'outage', from, until, normal, during });
}

/**
 * A counter that is so much more with each sample, and starts again from 0: its process was restarted.
 *
 * @example series(requests, { status: 'success' }, reset(100, { at: '10m' }))
 */
export function reset<const Q extends Amount>(step: Q, options: { readonly at: Duration }): Shape<Q> {
  return shaped({ kind: 'reset', step, at: options?.at });
}

/**
 * A series that goes away at a time, as of a target that is not scraped any more.
 *
 * @example series(heap, {}, stale(steady('2GiB'), { at: '10m' }))
 */
export function stale<S extends Shape<Amount> | Observations<Amount> | string>(
  shape: S,
  options: { readonly at: Duration },
): S extends string ? Shape<never> : S {
  return shaped({ kind: 'stale', shape, at: options?.at });
}

/**
 * What a classic histogram observes: its buckets, `_sum` and `_count` follow.
 *
 * @example series(latency, { method: 'search' }, observations({ each: 95, at: '20ms' }, { each: 5, at: '700ms' }))
 */
export function observations<const G extends readonly Observed<Amount>[]>(...groups: G): Observations<G[number]['at']> {
  return shaped({ kind: 'observations', groups });
}
