/** Units of measurement and their algebra. What is not known is `undefined`, and nothing is concluded from it. */

/** Independent dimensions. Volts, joules and watts are products of these, so that V x A = W and W x s = J hold. */
export const dimensions = ['second', 'byte', 'celsius', 'ampere', 'gram', 'meter', 'dollar'] as const;

export type Dimension = (typeof dimensions)[number];

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

/** Makes a unit; parts left out are those of the plain number 1. */
export function unit(parts: Partial<Unit>): Unit {
  return Object.freeze({
    kind: parts.kind ?? 'quantity',
    dimensions: parts.dimensions ?? none,
    scale: parts.scale ?? 1,
    counts: parts.counts,
    loose: parts.loose ?? false,
  });
}

const none: Dimensions = Object.freeze({});

/** A dimensionless number that is neither a fraction nor a count. */
export const number = unit({});
/** A fraction of a whole. */
export const ratio = unit({ kind: 'ratio' });
export const seconds = unit({ dimensions: Object.freeze({ second: 1 }) });
export const timestamp = unit({ kind: 'timestamp', dimensions: seconds.dimensions });

/** The unit of a number of things, named in the plural: `countOf('requests')`. */
export function countOf(noun: string): Unit {
  return unit({ counts: noun });
}

export function dimensionless(u: Unit): boolean {
  return dimensions.every((d) => (u.dimensions[d] ?? 0) === 0);
}

function sameDimensions(a: Unit, b: Unit): boolean {
  return a.dimensions === b.dimensions || dimensions.every((d) => (a.dimensions[d] ?? 0) === (b.dimensions[d] ?? 0));
}

/**
 * Whether values of two units may be added, subtracted or compared; undefined where that is not proven either way. Scale
 * is another question (`sameScale`), and so is what is counted.
 */
export function compatible(a: Unit | undefined, b: Unit | undefined): boolean | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (sameDimensions(a, b)) return true;
  return a.loose || b.loose ? undefined : false;
}

/** Same size of one: seconds and seconds, not seconds and days. Float noise of a calculated scale is tolerated. */
export function sameScale(a: Unit, b: Unit): boolean {
  return Math.abs(a.scale - b.scale) <= 1e-9 * Math.max(a.scale, b.scale);
}

export function sameUnit(a: Unit, b: Unit): boolean {
  return a === b || (a.kind === b.kind && a.counts === b.counts && sameDimensions(a, b) && sameScale(a, b));
}

function combine(a: Dimensions, b: Dimensions, sign: 1 | -1): Dimensions {
  const sum: Partial<Record<Dimension, number>> = {};
  for (const d of dimensions) {
    const exponent = (a[d] ?? 0) + sign * (b[d] ?? 0);
    if (exponent !== 0) sum[d] = exponent;
  }
  return sum;
}

/** Unit of a product. */
export function mul(a: Unit, b: Unit): Unit {
  const product = combine(a.dimensions, b.dimensions, 1);
  const plain = Object.keys(product).length === 0;
  return unit({
    kind: plain && (a.kind === 'ratio' || b.kind === 'ratio') && !a.counts && !b.counts ? 'ratio' : 'quantity',
    dimensions: product,
    scale: a.scale * b.scale,
    counts: a.counts === undefined ? b.counts : b.counts === undefined ? a.counts : undefined,
    loose: a.loose || b.loose,
  });
}

/** Unit of a quotient. Like by like is a ratio; unlike counts stay apart (`tokens per request`). */
export function div(a: Unit, b: Unit): Unit {
  const quotient = combine(a.dimensions, b.dimensions, -1);
  const plain = Object.keys(quotient).length === 0;
  const counts = countsOfQuotient(a, b, plain);
  return unit({
    kind: plain && counts === undefined ? 'ratio' : 'quantity',
    dimensions: quotient,
    scale: a.scale / b.scale,
    counts,
    loose: a.loose || b.loose,
  });
}

/** Seconds per request is a number of seconds: the noun below the line is dropped wherever a dimension is left. */
function countsOfQuotient(a: Unit, b: Unit, plain: boolean): string | undefined {
  if (a.counts === b.counts || a.counts === undefined) return undefined;
  return b.counts === undefined || !plain ? a.counts : `${a.counts} per ${singular(b.counts)}`;
}

/** `requests` -> `request`, `queries` -> `query`, `batches` -> `batch`, `series` -> `series`. */
export function singular(noun: string): string {
  if (noun.endsWith('series')) return noun;
  if (noun.endsWith('ies')) return `${noun.slice(0, -3)}y`;
  if (/(ss|sh|tch|x|tus)es$/.test(noun)) return noun.slice(0, -2);
  return /[^s]s$/.test(noun) ? noun.slice(0, -1) : noun;
}

/** Unit of a power or, with a fractional exponent, of a root. */
export function pow(u: Unit, exponent: number): Unit {
  const power: Partial<Record<Dimension, number>> = {};
  for (const d of dimensions) if (u.dimensions[d]) power[d] = (u.dimensions[d] ?? 0) * exponent;
  return unit({
    kind: u.kind === 'ratio' ? 'ratio' : 'quantity',
    dimensions: power,
    scale: u.scale ** exponent,
    counts: exponent === 1 ? u.counts : undefined,
    loose: u.loose,
  });
}

/** Unit of a rate. Seconds per second, as of CPU time, is a ratio. */
export function perSecond(u: Unit): Unit {
  return div(u.kind === 'timestamp' ? unit({ ...u, kind: 'quantity' }) : u, seconds);
}

/** Unit of a sum; undefined where the operands do not fit or differ in scale. A timestamp plus seconds is a timestamp. */
export function add(a: Unit, b: Unit): Unit | undefined {
  if (compatible(a, b) !== true || !sameScale(a, b)) return undefined;
  if (a.kind === 'timestamp') return b.kind === 'timestamp' ? undefined : a;
  if (b.kind === 'timestamp') return b;
  return alike(a, b);
}

/** Unit of a difference: that of two timestamps is a quantity of seconds. */
export function sub(a: Unit, b: Unit): Unit | undefined {
  if (compatible(a, b) !== true || !sameScale(a, b)) return undefined;
  if (a.kind !== 'timestamp') return b.kind === 'timestamp' ? undefined : alike(a, b);
  return b.kind === 'timestamp' ? unit({ ...a, kind: 'quantity' }) : a;
}

/** The unit two alike units share: errors and requests together are a number of neither. */
export function alike(a: Unit, b: Unit): Unit | undefined {
  if (sameUnit(a, b)) return a.loose ? b : a;
  if (compatible(a, b) !== true || !sameScale(a, b) || a.kind === 'timestamp' || b.kind === 'timestamp')
    return undefined;
  return unit({ ...a, kind: 'quantity', counts: a.counts === b.counts ? a.counts : undefined });
}

/**
 * Factors (and their inverses) that change how a value is expressed rather than how much it is: `x * 1000` is milliseconds
 * where x is seconds. `proves` where the factor cannot itself be a quantity: 3600 may be an hour, and busy seconds / 3600 the
 * fraction of it.
 */
const conversions: readonly {
  readonly of: Dimension | 'ratio';
  readonly factors: readonly number[];
  readonly proves: boolean;
}[] = [
  { of: 'ratio', factors: [100], proves: true },
  { of: 'second', factors: [1e3, 1e6, 1e9], proves: true },
  { of: 'second', factors: [60, 3600, 86400, 604800], proves: false },
  { of: 'byte', factors: [8, 1e3, 1e6, 1e9, 1e12, 1e15], proves: true },
  { of: 'byte', factors: [2 ** 10, 2 ** 20, 2 ** 30, 2 ** 40, 2 ** 50], proves: true },
  { of: 'gram', factors: [1e3, 1e6], proves: true },
  { of: 'meter', factors: [1e3], proves: true },
];

/** Unit of `value * factor`, where the factor is a number written in the expression: seconds / 86400 is days. */
export function scaled(u: Unit, factor: number): Unit {
  for (const row of conversions) {
    const exponent = row.of === 'ratio' ? Number(u.kind === 'ratio') : (u.dimensions[row.of] ?? 0);
    if (exponent === 0) continue;
    const known = row.factors.some((f) => close(factor, f) || close(factor, 1 / f));
    if (known) return unit({ ...u, scale: u.scale / factor, loose: u.loose || !row.proves || exponent !== 1 });
  }
  return unit({ ...u, kind: u.kind === 'timestamp' ? 'quantity' : u.kind, loose: true });
}

function close(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.abs(b);
}
