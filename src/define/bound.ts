/** The bounds of a classic histogram as they may be written. */

type Shift3<S extends string> = S extends `${infer Whole}.${infer Decimals}`
  ? Decimals extends `${infer A}${infer B}${infer C}${infer Rest}`
    ? TrimZeros<`${Whole}${A}${B}${C}`> extends infer Moved extends string
      ? Rest extends ''
        ? Moved
        : `${Moved}.${Rest}`
      : never
    : Decimals extends `${infer A}${infer B}`
      ? B extends ''
        ? TrimZeros<`${Whole}${A}00`>
        : TrimZeros<`${Whole}${A}${B}0`>
      : TrimZeros<`${Whole}${Decimals}00`>
  : `${S}000`;
type TrimZeros<S extends string> = S extends `0${infer Rest}` ? (Rest extends '' ? '0' : TrimZeros<Rest>) : S;

/** Sizes that people write with a binary prefix. */
interface PowersOfTwo {
  readonly 1024: '1KiB';
  readonly 4096: '4KiB';
  readonly 16384: '16KiB';
  readonly 65536: '64KiB';
  readonly 262144: '256KiB';
  readonly 1048576: '1MiB';
  readonly 4194304: '4MiB';
  readonly 16777216: '16MiB';
  readonly 67108864: '64MiB';
  readonly 268435456: '256MiB';
  readonly 1073741824: '1GiB';
}

/** Whole thousands with a decimal prefix: of `5000000`, `5000kB` and `5MB`. */
type Decimal<S extends string> = S extends `${infer Thousands}000`
  ? `${Thousands}kB` | (Thousands extends `${infer Millions}000` ? `${Millions}MB` : never)
  : never;

/** A bucket's bound as a number or with its unit: of `[0.25, 1]` seconds, `0.25`, `'0.25s'`, `'250ms'`, `1`, `'1s'`, `'1000ms'`. */
export type Bound<B, U extends string> =
  | B
  | (B extends number
      ? U extends 'seconds'
        ? `${B}s` | `${Shift3<`${B}`>}ms`
        : U extends 'bytes'
          ? `${B}B` | Decimal<`${B}`> | (B extends keyof PowersOfTwo ? PowersOfTwo[B] : never)
          : never
      : never);
