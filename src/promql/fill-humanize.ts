/** Prometheus' `humanize…` functions (template/template.go): numbers for people, with four digits. */
import { formatFloat } from './go-float.ts';
import { fail } from './template-failure.ts';

const large = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
const large1024 = ['', 'ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi'];
const small = ['', 'm', 'u', 'n', 'p', 'f', 'a', 'z', 'y'];

const fourDigits = (value: number) => formatFloat(value, 'g', 4);

export function humanize(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return fourDigits(value);
  return Math.abs(value) >= 1 ? divided(value, 1000, large) : multiplied(value);
}

export function humanize1024(value: number): string {
  if (Math.abs(value) <= 1 || !Number.isFinite(value)) return fourDigits(value);
  return divided(value, 1024, large1024);
}

function divided(value: number, base: number, prefixes: readonly string[]): string {
  let [rest, power] = [value, 0];
  while (Math.abs(rest) >= base && power < prefixes.length - 1) {
    rest /= base;
    power++;
  }
  return fourDigits(rest) + prefixes[power];
}

function multiplied(value: number): string {
  let [rest, power] = [value, 0];
  while (Math.abs(rest) < 1 && power < small.length - 1) {
    rest *= 1000;
    power++;
  }
  return fourDigits(rest) + small[power];
}

export function humanizeDuration(value: number): string {
  if (!Number.isFinite(value)) return fourDigits(value);
  if (value === 0) return `${fourDigits(value)}s`;
  if (Math.abs(value) < 1) return `${multiplied(value)}s`;
  const sign = value < 0 ? '-' : '';
  const size = Math.abs(value);
  if (size >= 2 ** 63) fail('the duration overflows an integer');
  return sign + (size < 60 ? `${fourDigits(size)}s` : unitsOf(BigInt(Math.trunc(size))));
}

function unitsOf(seconds: bigint): string {
  const parts = [
    [seconds / 86_400n, 'd'],
    [(seconds / 3600n) % 24n, 'h'],
    [(seconds / 60n) % 60n, 'm'],
    [seconds % 60n, 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0n);
  return parts
    .slice(first)
    .map(([count, unit]) => `${count}${unit}`)
    .join(' ');
}

export function humanizePercentage(value: number): string {
  return `${fourDigits(value * 100)}%`;
}

/** A Unix time in UTC, to the millisecond. */
export function humanizeTimestamp(value: number): string {
  if (!Number.isFinite(value)) return fourDigits(value);
  const nanoseconds = value * 1e9;
  if (nanoseconds > 2 ** 63 || nanoseconds < -(2 ** 63)) fail('the time overflows nanoseconds');
  const date = new Date(Math.trunc(nanoseconds / 1e6));
  const [day = '', time = ''] = date.toISOString().slice(0, -1).split('T');
  return `${day} ${time.replace(/\.?0+$/, (zeros) => (zeros.startsWith('.') ? '' : zeros.replace(/0+$/, '')))} +0000 UTC`;
}
