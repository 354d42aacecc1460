/** Units by name: in declarations, in metric names, in messages. */
import { countOf, type Dimensions, sameUnit, singular, type Unit, type UnitKind, unit } from './unit.ts';

interface NamedUnit {
  readonly one: string;
  readonly dimensions: Dimensions;
  readonly scale: number;
  /** A base unit of https://prometheus.io/docs/practices/naming/#base-units, or a product of these. */
  readonly base: boolean;
  readonly kind?: UnitKind;
  readonly counts?: string;
}

const time = { second: 1 } as const;
const data = { byte: 1 } as const;
const energy = { gram: 1, meter: 2, second: -2 } as const;
const power = { gram: 1, meter: 2, second: -3 } as const;
const potential = { gram: 1, meter: 2, second: -3, ampere: -1 } as const;

/** Every unit a declaration may name. Joules, watts and volts are 1000 g m²/s² (/s, /As): SI counts mass in kilograms. */
// biome-ignore format: a table
export const unitNames = {
  seconds: { one: 'second', dimensions: time, scale: 1, base: true },
  nanoseconds: { one: 'nanosecond', dimensions: time, scale: 1e-9, base: false },
  microseconds: { one: 'microsecond', dimensions: time, scale: 1e-6, base: false },
  milliseconds: { one: 'millisecond', dimensions: time, scale: 1e-3, base: false },
  minutes: { one: 'minute', dimensions: time, scale: 60, base: false },
  hours: { one: 'hour', dimensions: time, scale: 3600, base: false },
  days: { one: 'day', dimensions: time, scale: 86400, base: false },
  weeks: { one: 'week', dimensions: time, scale: 604800, base: false },
  timestamp: { one: 'timestamp', dimensions: time, scale: 1, base: true, kind: 'timestamp' },
  bytes: { one: 'byte', dimensions: data, scale: 1, base: true },
  bits: { one: 'bit', dimensions: data, scale: 1 / 8, base: false },
  kilobits: { one: 'kilobit', dimensions: data, scale: 1e3 / 8, base: false },
  megabits: { one: 'megabit', dimensions: data, scale: 1e6 / 8, base: false },
  gigabits: { one: 'gigabit', dimensions: data, scale: 1e9 / 8, base: false },
  kilobytes: { one: 'kilobyte', dimensions: data, scale: 1e3, base: false },
  megabytes: { one: 'megabyte', dimensions: data, scale: 1e6, base: false },
  gigabytes: { one: 'gigabyte', dimensions: data, scale: 1e9, base: false },
  terabytes: { one: 'terabyte', dimensions: data, scale: 1e12, base: false },
  petabytes: { one: 'petabyte', dimensions: data, scale: 1e15, base: false },
  kibibytes: { one: 'kibibyte', dimensions: data, scale: 2 ** 10, base: false },
  mebibytes: { one: 'mebibyte', dimensions: data, scale: 2 ** 20, base: false },
  gibibytes: { one: 'gibibyte', dimensions: data, scale: 2 ** 30, base: false },
  tebibytes: { one: 'tebibyte', dimensions: data, scale: 2 ** 40, base: false },
  pebibytes: { one: 'pebibyte', dimensions: data, scale: 2 ** 50, base: false },
  ratio: { one: 'ratio', dimensions: {}, scale: 1, base: true, kind: 'ratio' },
  percent: { one: 'percent', dimensions: {}, scale: 0.01, base: false, kind: 'ratio' },
  radians: { one: 'radian', dimensions: {}, scale: 1, base: true, counts: 'radians' },
  degrees: { one: 'degree', dimensions: {}, scale: Math.PI / 180, base: false, counts: 'radians' },
  celsius: { one: 'degree Celsius', dimensions: { celsius: 1 }, scale: 1, base: true },
  volts: { one: 'volt', dimensions: potential, scale: 1e3, base: true },
  amperes: { one: 'ampere', dimensions: { ampere: 1 }, scale: 1, base: true },
  joules: { one: 'joule', dimensions: energy, scale: 1e3, base: true },
  watts: { one: 'watt', dimensions: power, scale: 1e3, base: true },
  hertz: { one: 'hertz', dimensions: { second: -1 }, scale: 1, base: true, counts: 'cycles' },
  grams: { one: 'gram', dimensions: { gram: 1 }, scale: 1, base: true },
  kilograms: { one: 'kilogram', dimensions: { gram: 1 }, scale: 1e3, base: false },
  meters: { one: 'meter', dimensions: { meter: 1 }, scale: 1, base: true },
  kilometers: { one: 'kilometer', dimensions: { meter: 1 }, scale: 1e3, base: false },
  dollars: { one: 'dollar', dimensions: { dollar: 1 }, scale: 1, base: true },
} as const satisfies Record<string, NamedUnit>;

export type UnitName = keyof typeof unitNames;

const units = Object.fromEntries(
  Object.entries<NamedUnit>(unitNames).map(([name, row]) => [name, unit(row)]),
) as Record<UnitName, Unit>;

/** The unit of a name: `unitNamed('seconds')`; undefined for a name that is none. */
export function unitNamed(name: UnitName): Unit;
export function unitNamed(name: string): Unit | undefined;
export function unitNamed(name: string): Unit | undefined {
  return Object.hasOwn(units, name) ? units[name as UnitName] : undefined;
}

/** Whether a name is of a base unit; others (`milliseconds`, `percent`) should be declared in it instead. */
export function isBaseUnit(name: string): boolean {
  return Object.hasOwn(unitNames, name) && unitNames[name as UnitName].base;
}

/** The base unit's name for a name: `milliseconds` -> `seconds`, `percent` -> `ratio`. */
export function baseUnitOf(name: UnitName): UnitName {
  const base = unit({ ...units[name], scale: 1 });
  const found = namesInOrder.find((n) => unitNames[n].base && sameUnit(units[n], base));
  return found ?? (units[name].kind === 'ratio' ? 'ratio' : name);
}

const namesInOrder = Object.keys(unitNames) as UnitName[];

/**
 * The unit a metric's name claims: `x_seconds_total` and `x_seconds` are seconds, `x_start_time_seconds` a timestamp. Undefined
 * where the name says nothing, and for `_count` and `_bucket`, whose samples count observations.
 */
export function unitOfMetricName(metric: string): { readonly name: UnitName; readonly unit: Unit } | undefined {
  const stem = metric.replace(/_(total|sum|info)$/, '');
  if (/_(created|timestamp)$/.test(metric) || /_(timestamp|start_time|boot_time)_seconds$/.test(stem))
    return named('timestamp');
  const word = stem.slice(stem.lastIndexOf('_') + 1);
  return word !== stem && Object.hasOwn(units, word) ? named(word as UnitName) : undefined;
}

function named(name: UnitName): { readonly name: UnitName; readonly unit: Unit } {
  return { name, unit: units[name] };
}

/** The unit in words, plural: `bytes`, `requests per second`, `percent`, `days`. */
export function unitName(u: Unit): string {
  return plainName(u) ?? rateName(u) ?? productName(u);
}

/** The unit in words for exactly one of it: `byte`, `request per second`. */
export function unitNameOfOne(u: Unit): string {
  const name = unitName(u);
  const row = Object.hasOwn(unitNames, name) ? unitNames[name as UnitName] : undefined;
  if (row !== undefined) return row.one;
  const [first, ...rest] = name.split(' per ') as [string, ...string[]];
  return [unitNames[first as UnitName]?.one ?? singular(first), ...rest].join(' per ');
}

function plainName(u: Unit): string | undefined {
  const name = namesInOrder.find((n) => sameUnit(units[n], u));
  if (name !== undefined) return name;
  if (u.kind === 'timestamp') return `timestamp in ${unitName(unit({ ...u, kind: 'quantity' }))}`;
  if (Object.keys(u.dimensions).length > 0 || u.scale !== 1) return undefined;
  return u.counts ?? 'number';
}

/** `bytes per second`, `requests per minute`; `per second` where the number is of nothing in particular. */
function rateName(u: Unit): string | undefined {
  for (const period of ['seconds', 'minutes', 'hours', 'days'] as const) {
    const per = unitNames[period];
    const counted = unit({ ...u, ...timesSeconds(u), scale: u.scale * per.scale });
    const name = plainName(counted);
    if (name !== undefined) return name === 'number' ? `per ${per.one}` : `${name} per ${per.one}`;
  }
  return undefined;
}

function timesSeconds(u: Unit): Pick<Unit, 'dimensions'> {
  const { second = 0, ...rest } = u.dimensions;
  return { dimensions: second === -1 ? rest : { ...rest, second: second + 1 } };
}

/** Last resort: the dimensions spelled out, `byte²`, `byte/second²`, and the scale where it is not 1. */
function productName(u: Unit): string {
  const part = (sign: number) =>
    Object.entries(u.dimensions)
      .filter(([, exponent]) => exponent * sign > 0)
      .map(([dimension, exponent]) => dimension + superscript(Math.abs(exponent)));
  const above = [...(u.counts === undefined ? [] : [u.counts]), ...part(1)].join('·') || '1';
  const below = part(-1).join('·');
  const scale = u.scale === 1 ? '' : `${Number(u.scale.toPrecision(6))} `;
  return scale + (below === '' ? above : `${above}/${below}`);
}

function superscript(exponent: number): string {
  const raised = { 1: '', 2: '²', 3: '³' }[exponent];
  return raised ?? `^${exponent}`;
}

/** The unit of a declaration: by its unit's name, or by the noun of what it counts. */
export function declaredUnit(name: string | undefined, counts: string | undefined): Unit | undefined {
  if (name !== undefined) return unitNamed(name);
  return counts === undefined ? undefined : countOf(counts);
}
