import type { Ignore } from '../model/declaration.ts';
import { months, type NumberRange, type TimeInterval, type TimePeriod, weekdays } from '../model/routing.ts';
import { declared, givenAlone, issuesAt, nameSchema, register } from './declare.ts';
import { callerOrigin } from './origin.ts';
import type { SystemScope } from './system.ts';
import { intervalSchema, periodsSchema } from './time-interval-schema.ts';

type Weekday = (typeof weekdays)[number];
type Month = (typeof months)[number] | number;
/** A time of day: `'06:00'`; `'24:00'` is the end of the day. */
type Clock = `${number}:${number}`;

interface Range<T> {
  readonly from: T;
  /** Included, but for times of day. */
  readonly to: T;
}
type Ranges<T> = readonly (T | Range<T>)[];

/** When all of what is said holds. */
export interface TimePeriodOptions {
  /** Times of day. One that ends before it begins goes on in the next day: `{ from: '22:00', to: '06:00' }`. */
  readonly times?: readonly Range<Clock>[];
  readonly weekdays?: Ranges<Weekday>;
  /** 1 to 31; -1 is the last day of the month, -2 the one before it. */
  readonly daysOfMonth?: Ranges<number>;
  /** Names, or 1 to 12. */
  readonly months?: Ranges<Month>;
  readonly years?: Ranges<number>;
  /** The time zone, by its IANA name: `'Europe/Berlin'`; UTC unless given. */
  readonly location?: string;
}

export interface TimeIntervalOptions {
  readonly ignore?: Ignore;
}

/** Declares times in which routes are muted or active. */
export interface TimeIntervalMethods {
  /**
   * A named time: it holds whenever one of its periods does.
   *
   * @example
   * const nights = shop.timeInterval('nights', [
   *   { times: [{ from: '22:00', to: '06:00' }], weekdays: ['saturday', { from: 'monday', to: 'thursday' }], location: 'Europe/Berlin' },
   * ]);
   */
  timeInterval(name: string, periods: readonly TimePeriodOptions[], options?: TimeIntervalOptions): TimeInterval;
}

export function timeIntervalMethods(scope: SystemScope): TimeIntervalMethods {
  return { timeInterval: (name, periods, options = {}) => declareInterval(scope, name, periods, options) };
}

function declareInterval(
  { registry }: SystemScope,
  name: string,
  periods: readonly TimePeriodOptions[],
  options: TimeIntervalOptions,
): TimeInterval {
  const origin = callerOrigin();
  const { issues, given } = givenAlone(options, intervalSchema, 2);
  const inPeriods = issuesAt(1, periodsSchema, periods);
  const sound = inPeriods.length === 0 ? periods : [];
  const record = { kind: 'timeInterval' as const, name: String(name), periods: sound.map(periodFrom) };
  const all = [...issuesAt(0, nameSchema, name), ...inPeriods, ...issues];
  return register(registry, declared(record, origin, given.ignore), all);
}

function periodFrom(period: TimePeriodOptions): TimePeriod {
  return {
    times: (period.times ?? []).map(({ from, to }) => ({ from: minutes(from), to: minutes(to) })),
    weekdays: rangesFrom(period.weekdays, (day) => weekdays.indexOf(day)),
    daysOfMonth: rangesFrom(period.daysOfMonth, (day) => day),
    months: rangesFrom(period.months, (month) =>
      typeof month === 'number' ? month : months.indexOf(month as never) + 1,
    ),
    years: rangesFrom(period.years, (year) => year),
    location: period.location,
  };
}

function rangesFrom<T extends string | number>(ranges: Ranges<T> = [], read: (value: T) => number): NumberRange[] {
  return ranges.map((range) =>
    typeof range === 'object'
      ? { from: read(range.from), to: read(range.to) }
      : { from: read(range as T), to: read(range as T) },
  );
}

/** Minutes from midnight. */
function minutes(clock: Clock): number {
  const [hours = 0, rest = 0] = clock.split(':').map(Number);
  return hours * 60 + rest;
}
