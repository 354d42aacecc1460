/** Quantities with a unit as people write them: `500ms`, `1GiB`, `5%`, `10/s`, `2MiB/s`. */
import { dimensions, div, number, seconds, type Unit, unit } from './unit.ts';
import { type UnitName, unitName, unitNamed, unitNameOfOne } from './unit-names.ts';

/** Spellings of quantities, by the base unit they measure, and how many of it one is. */
// biome-ignore format: a table
export const quantityUnits = {
  seconds: { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600, d: 86400, w: 604800, y: 31536000 },
  bytes: {
    B: 1, kB: 1e3, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15,
    KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40, PiB: 2 ** 50,
    bit: 1 / 8, kbit: 1e3 / 8, Mbit: 1e6 / 8, Gbit: 1e9 / 8,
  },
  ratio: { '%': 0.01 },
  celsius: { C: 1, '°C': 1 },
  volts: { mV: 1e-3, V: 1, kV: 1e3 },
  amperes: { mA: 1e-3, A: 1 },
  joules: { J: 1, kJ: 1e3, MJ: 1e6, Wh: 3600, kWh: 3.6e6 },
  watts: { mW: 1e-3, W: 1, kW: 1e3, MW: 1e6 },
  hertz: { Hz: 1, kHz: 1e3, MHz: 1e6, GHz: 1e9 },
  grams: { mg: 1e-3, g: 1, kg: 1e3, t: 1e6 },
  meters: { mm: 1e-3, cm: 1e-2, m: 1, km: 1e3 },
  dollars: { '$': 1, USD: 1 },
} as const satisfies Partial<Record<UnitName, Record<string, number>>>;

/** Periods after a slash, in seconds: `10/s`, `5/m`. */
const quantityPeriods = { s: 1, m: 60, h: 3600, d: 86400 } as const;

/** The spellings that `formatQuantity` chooses from, ascending; the others are only read. */
const printed: Partial<Record<UnitName, readonly string[]>> = {
  seconds: ['ns', 'µs', 'ms', 's', 'm', 'h', 'd'],
  bytes: ['B', 'kB', 'KiB', 'MB', 'MiB', 'GB', 'GiB', 'TB', 'TiB', 'PB', 'PiB'],
  ratio: ['%'],
  celsius: ['°C'],
  dollars: ['USD'],
};

/** How a spelling is printed where it reads badly on its own. */
const inWords: Readonly<Record<string, string>> = { m: 'min' };

type Measured = keyof typeof quantityUnits;
const measured = Object.keys(quantityUnits) as Measured[];

/** The spellings that fit a unit, with their size in base units; undefined where it has none of its own. */
function spellingsOf(
  u: Unit,
): { readonly name: Measured; readonly sizes: Readonly<Record<string, number>>; readonly base: number } | undefined {
  const name = measured.find((m) => fits(unitNamed(m), u));
  return name === undefined ? undefined : { name, sizes: quantityUnits[name], base: unitNamed(name).scale };
}

function fits(base: Unit, u: Unit): boolean {
  if (base.kind !== u.kind || (base.counts !== undefined && base.counts !== u.counts)) return false;
  return dimensions.every((d) => (base.dimensions[d] ?? 0) === (u.dimensions[d] ?? 0));
}

/**
 * The number that a quantity stands for in an expression of a unit; undefined where it is not a quantity of that unit.
 * @example parseQuantity('500ms', unitNamed('seconds')) // 0.5
 * @example parseQuantity('5%', unitNamed('percent')) // 5
 */
export function parseQuantity(text: string, u: Unit): number | undefined {
  const parts = /^([^/]*)(?:\/([smhd]))?$/.exec(text.trim());
  if (parts === null || u.kind === 'timestamp') return undefined;
  const [, amount = '', period] = parts;
  if (period === undefined) return amountOf(amount, u);
  const perPeriod = quantityPeriods[period as keyof typeof quantityPeriods];
  const value = amountOf(amount, timesSeconds(u));
  return value === undefined ? undefined : tidy(value / perPeriod);
}

/** A plain number, or numbers with spellings in descending order: `1h30m`. */
function amountOf(amount: string, u: Unit): number | undefined {
  if (/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(amount)) return isNumber(u) ? tidy(Number(amount) / u.scale) : undefined;
  const spellings = spellingsOf(u);
  if (spellings === undefined || !/^[+-]?(\d+(\.\d+)?\s*[^\d\s.]+)+$/.test(amount)) return undefined;
  let sum = 0;
  let last = Number.POSITIVE_INFINITY;
  for (const [, value = '', spelling = ''] of amount.matchAll(/(\d+(?:\.\d+)?)\s*([^\d\s.]+)/g)) {
    const size = Object.hasOwn(spellings.sizes, spelling) ? spellings.sizes[spelling] : undefined;
    if (size === undefined || size >= last) return undefined;
    sum += Number(value) * size;
    last = size;
  }
  const sign = amount.startsWith('-') ? -1 : 1;
  return tidy((sign * sum * spellings.base) / u.scale);
}

function isNumber(u: Unit): boolean {
  return dimensions.every((d) => (u.dimensions[d] ?? 0) === 0);
}

function timesSeconds(u: Unit): Unit {
  const product = div(u, div(number, seconds));
  return unit({ ...product, kind: 'quantity', counts: u.counts });
}

/** The furthest from 1970 that a Date can be, in milliseconds (ECMA-262, Time Range). */
const lastTime = 8.64e15;

/** A value of a unit in words, for people: `1 s`, `5 %`, `1 GiB`, `2 MiB/s`, `0.5 requests per second`. */
export function formatQuantity(value: number, u: Unit): string {
  const time = value * u.scale * 1000;
  if (u.kind === 'timestamp') return Math.abs(time) <= lastTime ? new Date(time).toISOString() : String(value);
  const whole = spelledOut(value * u.scale, u);
  if (whole !== undefined) return whole;
  const rate = (u.dimensions.second ?? 0) < 0 ? spelledOut(value * u.scale, timesSeconds(u)) : undefined;
  return rate === undefined ? counted(value, u) : `${rate}/s`;
}

/** `base` in base units of dimensions, in the largest spelling that keeps it short. */
function spelledOut(base: number, u: Unit): string | undefined {
  const spellings = spellingsOf(u);
  if (spellings === undefined || !Number.isFinite(base)) return undefined;
  const inUnit = base / spellings.base;
  const candidates = printed[spellings.name] ?? Object.keys(spellings.sizes);
  const size = (spelling: string) => spellings.sizes[spelling] ?? 1;
  const short = candidates.filter((s) => Math.abs(inUnit) >= size(s) && isShort(inUnit / size(s)));
  const chosen = short.at(-1) ?? candidates.find((s) => size(s) === 1) ?? candidates[0];
  return chosen === undefined ? undefined : `${tidy(inUnit / size(chosen))} ${inWords[chosen] ?? chosen}`;
}

/** At most two decimals. */
function isShort(n: number): boolean {
  return Math.abs(n * 100 - Math.round(n * 100)) < 1e-7;
}

function counted(value: number, u: Unit): string {
  const name = tidy(value) === 1 ? unitNameOfOne(u) : unitName(u);
  return name === 'number' ? String(tidy(value)) : `${tidy(value)} ${name}`;
}

/** Without the noise of binary fractions: 0.1 + 0.2 is 0.3. */
function tidy(n: number): number {
  return Number.isInteger(n) ? n : Number(n.toPrecision(15));
}
