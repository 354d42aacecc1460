/** Floating-point numbers as Go reads and prints them (strconv, fmt). */
import { formatGeneral } from './number.ts';

/** `strconv.ParseFloat`, hexadecimal and underscores aside: undefined where a text is no number or a too large one. */
export function parseFloat64(text: string): number | undefined {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  const [, sign, word] = /^([+-]?)(inf|infinity|nan)$/i.exec(text) ?? [];
  if (word === undefined) return undefined;
  return word.toLowerCase() === 'nan' ? NaN : sign === '-' ? -Infinity : Infinity;
}

/** `e`, `f` and `g` of Go's printf; without a precision `g` is the shortest that reads back as the same. */
export function formatFloat(value: number, verb: 'e' | 'f' | 'g', precision: number | undefined): string {
  if (!Number.isFinite(value)) return formatGeneral(value);
  if (verb === 'g' && precision === undefined) return formatGeneral(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  return sign + formats[verb](Math.abs(value), precision ?? 6);
}

const formats: Readonly<Record<'e' | 'f' | 'g', (value: number, precision: number) => string>> = {
  e: (value, precision) => withExponent(rounded(value, precision + 1)),
  f: fixed,
  g: (value, precision) => {
    const size = Math.max(precision, 1);
    const { digits, exponent } = rounded(value, size);
    const trimmed = digits.replace(/0+$/, '') || '0';
    if (exponent < -4 || exponent >= size) return withExponent({ digits: trimmed, exponent });
    return fixed(value, Math.max(0, trimmed.length - 1 - exponent));
  },
};

interface Digits {
  readonly digits: string;
  /** Of ten, at the first digit. */
  readonly exponent: number;
}

/** The first digits of a number, to the nearest; the even one where it lies exactly between two. */
function rounded(value: number, size: number): Digits {
  const [mantissa = '', power = '0'] = value.toExponential(100).split('e');
  const all = mantissa.replace('.', '');
  const exponent = Number(power);
  if (size < 0) return { digits: '', exponent };
  const kept = all.slice(0, size);
  const rest = all.slice(size);
  const half = rest.startsWith('5') && /^50*$/.test(rest);
  const isUp = half ? Number(kept.at(-1) ?? 0) % 2 === 1 : rest >= '5';
  if (!isUp) return { digits: kept, exponent };
  const next = String(BigInt(kept || '0') + 1n).padStart(size, '0');
  return next.length > size
    ? { digits: next.slice(0, Math.max(size, 1)), exponent: exponent + 1 }
    : { digits: next, exponent };
}

function exponentOf(value: number): number {
  return Number(value.toExponential(100).split('e')[1]);
}

function withExponent({ digits, exponent }: Digits): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${digits[0]}${fraction}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function fixed(value: number, precision: number): string {
  if (value > Number.MAX_SAFE_INTEGER)
    return `${BigInt(value)}${precision === 0 ? '' : '.'.padEnd(precision + 1, '0')}`;
  const { digits, exponent } = rounded(value, exponentOf(value) + 1 + precision);
  // `digits` end behind the point by so many: as an integer they are the value times ten to the precision.
  const scaled = (digits + '0'.repeat(Math.max(0, exponent + 1 + precision - digits.length))).padStart(
    precision + 1,
    '0',
  );
  const whole = scaled.slice(0, scaled.length - precision);
  return precision === 0 ? whole : `${whole}.${scaled.slice(-precision)}`;
}
