import type { LabelValues } from '../model/metric.ts';

/** A label with a closed list of values. */
export interface OneOf<V extends string> {
  readonly kind: 'oneOf';
  readonly values: readonly V[];
}

/**
 * A label whose values are all known.
 *
 * @example labels: { status: oneOf('success', 'error') }
 */
export function oneOf<const V extends string>(...values: readonly V[]): OneOf<V> {
  return Object.freeze({ kind: 'oneOf', values: Object.freeze([...values]) });
}

/** A label with a bounded number of values that are not known by name. */
export interface UpTo {
  readonly kind: 'upTo';
  readonly max: number;
}

/**
 * A label with at most `max` different values.
 *
 * @example labels: { method: upTo(20) }
 */
export function upTo(max: number): UpTo {
  return Object.freeze({ kind: 'upTo', max });
}

/**
 * A label with any number of values. Prefer `oneOf` and `upTo`: every value is a series.
 *
 * @example labels: { tenant: anyValue }
 */
export const anyValue: { readonly kind: 'any' } = Object.freeze({ kind: 'any' });

export type LabelDeclarations = Readonly<Record<string, LabelValues>>;

/** The values each label may have, as types: the label part of every expression's type. */
export type LabelsOf<D> = { readonly [K in keyof D]: D[K] extends OneOf<infer V> ? V : string };

declare const negated: unique symbol;

/** Matches every value but these. Made by {@link not}. */
export interface Not<V extends string> {
  readonly [negated]?: V;
  readonly op: '!=' | '!~';
  readonly value: string;
}

/**
 * Matches every value but these.
 *
 * @example requests.where({ status: not('success') })
 */
export function not<const V extends string>(...values: readonly V[]): Not<V> {
  if (values.length === 1) return Object.freeze({ op: '!=', value: values[0]! });
  return Object.freeze({ op: '!~', value: values.map(escapeRegex).join('|') });
}

/** Matches values by an RE2 regular expression, anchored at both ends. Made by {@link matching} and {@link notMatching}. */
export interface Matching {
  readonly op: '=~' | '!~';
  readonly value: string;
}

/**
 * Matches values by an RE2 regular expression; it must match the whole value.
 *
 * @example requests.where({ code: matching('5..') })
 */
export function matching(regex: string): Matching {
  return Object.freeze({ op: '=~', value: regex });
}

/**
 * Matches every value that the RE2 regular expression does not match as a whole.
 *
 * @example requests.where({ path: notMatching('/internal/.*') })
 */
export function notMatching(regex: string): Matching {
  return Object.freeze({ op: '!~', value: regex });
}

/** A value as a regular expression that matches just it. */
export function escapeRegex(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
