/** Numbers as PromQL reads and prints them: those of Go's `strconv`, without binary and `0o` forms. */

const maxInt64 = 2n ** 63n - 1n;

/** The value of a scanned number, or undefined where it is none: `0755` is octal, `0x1F` hexadecimal, `1_000` a thousand. */
export function parseNumber(text: string): number | undefined {
  const digits = text.includes('_') ? withoutUnderscores(text) : text;
  if (/^0[xX]/.test(digits)) return /^0[xX][\dA-Fa-f]+$/.test(digits) ? int64(BigInt(digits)) : undefined;
  if (/^0[0-7]+$/.test(digits)) return int64(BigInt(`0o${digits}`)) ?? Number(digits);
  if (/^(?:inf|nan)$/i.test(digits)) return digits.toLowerCase() === 'inf' ? Infinity : NaN;
  const value = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(digits) ? Number(digits) : Infinity;
  return Number.isFinite(value) ? value : undefined;
}

/** Underscores separate digits, or stand after `0x`; the empty string where one stands elsewhere. */
function withoutUnderscores(text: string): string {
  const misplaced = /^0[xX]/.test(text) ? /(?<![\dA-Fa-fxX])_|_(?![\dA-Fa-f])/ : /(?<!\d)_|_(?!\d)/;
  return misplaced.test(text) ? '' : text.replaceAll('_', '');
}

function int64(value: bigint): number | undefined {
  return value <= maxInt64 ? Number(value) : undefined;
}

/** The shortest decimal that reads back as the same number, never with an exponent: `0.999`, `+Inf`, `-0`. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  if (Object.is(value, -0)) return '-0';
  const text = String(value);
  return text.includes('e') ? withoutExponent(text) : text;
}

function withoutExponent(text: string): string {
  const [mantissa = '', exponent = '0'] = text.split('e');
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.slice(sign.length).split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, '0');
}

/** Go's `%v`: with an exponent from a million on. */
export function formatGeneral(value: number): string {
  const [mantissa, exponent] = value.toExponential().split('e');
  if (exponent === undefined || (Number(exponent) >= -4 && Number(exponent) < 6)) return formatNumber(value);
  return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}

/** Go's `math.Round`: halves go away from zero. */
export function roundHalfAway(value: number): number {
  return value < 0 ? -Math.round(-value) : Math.round(value);
}

/** Without the noise of binary fractions: 86_400 instead of 86_400.00000000001. Twelve digits are more than anybody declares. */
export function exact(value: number): number {
  return Number(value.toPrecision(12));
}
