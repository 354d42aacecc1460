/** Units of measurement and their algebra. What is not known is `undefined`, and nothing is concluded from it. */

/** Seven independent dimensions; volts, joules and watts are products of these, so that V x A = W and W x s = J hold. */
export type Dimension = 'second' | 'byte' | 'celsius' | 'ampere' | 'gram' | 'meter' | 'dollar';

/** Exponents; a missing one is 0. */
export type Dimensions = Readonly<Partial<Record<Dimension, number>>>;

/**
 * - `quantity`: what its dimensions say; without dimensions a plain number or, with `counts`, a number of things.
 * - `ratio`: dimensionless, 1 is the whole.
 * - `timestamp`: seconds since 1970; the difference of two is a quantity of seconds.
 */
export type UnitKind = 'quantity' | 'ratio' | 'timestamp';

export interface Unit {
  readonly kind: UnitKind;
  readonly dimensions: Dimensions;
  /** Size in base units: 86400 for days, 0.01 for percent, 1024 for KiB. */
  readonly scale: number;
  /** What is counted, in the plural (`requests`). Says nothing about dimensions: counted things are dimensionless. */
  readonly counts: string | undefined;
  /**
   * A literal was multiplied in that may itself stand for a quantity: `deriv(x[1h]) * 3600` may be meant in bytes. Such a
   * unit names what a value probably is, and never proves that two units differ.
   */
  readonly loose: boolean;
}
