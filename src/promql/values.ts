/** Ranges of sample values. */

/** Every value lies within; `nan` says it may also be NaN. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
  /** The bound itself is excluded. */
  readonly minOpen: boolean;
  readonly maxOpen: boolean;
  readonly nan: boolean;
}
