/**
 * Units as types. A unit is a name: a base unit (`seconds`, `bytes`, …), `ratio`, the things a metric counts (`requests`),
 * one of these per second, `number` for a plain number, or `unknown`, which is never refused.
 */

/** Units a metric may declare. */
export type BaseUnit =
  | 'seconds'
  | 'bytes'
  | 'ratio'
  | 'celsius'
  | 'volts'
  | 'amperes'
  | 'joules'
  | 'watts'
  | 'grams'
  | 'meters'
  | 'timestamp';

type WholeDuration = `${bigint}${'ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'y'}`;

/** A length of time as Prometheus writes it: `30s`, `5m`, `1h30m`. */
export type Duration = WholeDuration | `${bigint}${'d' | 'h' | 'm'}${WholeDuration}`;

type TimeSpelling = `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`;
type ByteSpelling = `${number}${'B' | 'kB' | 'MB' | 'GB' | 'TB' | 'KiB' | 'MiB' | 'GiB' | 'TiB'}`;

/** How an amount of a unit may be written: a number in base units, or with its unit: `'500ms'`, `'1GiB'`, `'5%'`, `'10/s'`. */
export type Quantity<U extends string> =
  | number
  | (U extends 'seconds'
      ? TimeSpelling
      : U extends 'bytes'
        ? ByteSpelling
        : U extends 'ratio'
          ? `${number}%`
          : U extends 'bytes/second'
            ? `${ByteSpelling}/s`
            : U extends `${string}/second`
              ? `${number}/${'s' | 'm' | 'h'}`
              : U extends 'unknown'
                ? TimeSpelling | ByteSpelling | `${number}%`
                : never);

type Dimensional = Exclude<BaseUnit, 'ratio'>;

/** Counted things, ratios and plain numbers are dimensionless. */
type Dimension<U extends string> = U extends Dimensional
  ? U extends 'timestamp'
    ? 'seconds'
    : U
  : U extends `${infer Per}/second`
    ? `${Dimension<Per>}/second`
    : U extends 'unknown'
      ? U
      : 'number';

/** true where two units can be added and compared: the same dimension, or one of them unknown. */
export type Comparable<U extends string, V extends string> = U extends V
  ? true
  : 'unknown' extends U | V
    ? true
    : Dimension<U> extends Dimension<V>
      ? Dimension<V> extends Dimension<U>
        ? true
        : false
      : false;

/** Unit of a rate. CPU seconds per second are a ratio. */
export type PerSecond<U extends string> = U extends 'unknown'
  ? 'unknown'
  : U extends 'seconds'
    ? 'ratio'
    : `${U}/second`;

type Quotient<U extends string, V extends string> = 'unknown' extends U | V
  ? 'unknown'
  : V extends `${infer Per}/second`
    ? QuotientOfRate<U, Per>
    : V extends 'ratio'
      ? U
      : V extends 'number'
        ? U extends 'number'
          ? 'ratio'
          : U
        : Dimension<U> extends Dimension<V>
          ? 'ratio'
          : Dimension<V> extends 'number'
            ? U
            : Dimension<V> extends 'seconds'
              ? PerSecond<U>
              : 'unknown';
/** Bytes per second over answers per second are bytes; jobs over jobs per second are seconds. */
type QuotientOfRate<U extends string, Per extends string> = U extends `${infer Own}/second`
  ? Quotient<Own, Per>
  : Dimension<U> extends Dimension<Per>
    ? 'seconds'
    : 'unknown';

type Product<U extends string, V extends string> = V extends 'number' | 'ratio'
  ? U
  : Dimension<U> extends 'number'
    ? V
    : Dimension<V> extends 'number'
      ? U
      : U extends `${infer Per}/second`
        ? Dimension<V> extends 'seconds'
          ? Per
          : 'unknown'
        : 'unknown';

type Difference<U extends string, V extends string> = U extends 'timestamp'
  ? V extends 'timestamp'
    ? 'seconds'
    : 'timestamp'
  : U;

/** Unit of the result of an arithmetic operator's method. */
export type ArithmeticUnit<Method extends string, U extends string, V extends string> = Method extends 'add' | 'mod'
  ? U
  : Method extends 'sub'
    ? Difference<U, V>
    : Method extends 'div'
      ? Quotient<U, V>
      : Method extends 'mul'
        ? Product<U, V>
        : 'unknown';

/** Factors that change how an amount is expressed, not how much it is: 100 × a ratio is percent. */
interface Conversions {
  readonly ratio: 100 | 0.01;
  readonly seconds: 1e3 | 1e6 | 1e9 | 1e-3;
  readonly bytes: 8 | 1e3 | 1e6 | 1e9 | 1e12 | 1024 | 1048576 | 1073741824 | 1099511627776;
}
/** What may be a conversion, or a length of time: `deriv(…) * 3600` may be meant in bytes, or in bytes per hour. */
type Period = 60 | 3600 | 86400 | 604800;

/**
 * Unit of an amount times or over a number that is written out. What is converted is no longer in base units, so it is a plain
 * number: it takes no `'5%'`, which stands for 0.05.
 */
export type Scaled<U extends string, N> = U extends 'timestamp'
  ? 'number'
  : U extends keyof Conversions
    ? N extends Conversions[U]
      ? 'number'
      : U extends 'seconds'
        ? LooselyScaled<U, N>
        : U
    : U extends `${infer Per}/second`
      ? Scaled<Per, N> extends Per
        ? LooselyScaled<U, N>
        : 'number'
      : U;
type LooselyScaled<U extends string, N> = N extends Period ? 'unknown' : U;

/** Unit of the result of a function, from the `unit` column of its row. */
export type FunctionUnit<Effect extends string, U extends string> = Effect extends 'same'
  ? U
  : Effect extends 'perSecond'
    ? PerSecond<U>
    : Effect extends 'timestamp' | 'seconds' | 'ratio'
      ? Effect
      : Effect extends 'count' | 'one' | 'number' | 'radians' | 'degrees'
        ? 'number'
        : 'unknown';
