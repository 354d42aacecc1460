/** When a time interval holds (timeinterval/timeinterval.go). */
import type { NumberRange, TimeInterval, TimePeriod } from '../model/routing.ts';

interface Day {
  readonly year: number;
  /** 1 is January. */
  readonly month: number;
  readonly day: number;
}

/** Whether a time interval holds at a moment, in milliseconds since 1970. */
export function holdsAt({ periods }: Pick<TimeInterval, 'periods'>, moment: number): boolean {
  return periods.some((period) => periodHoldsAt(period, moment));
}

/** A range across midnight belongs to the day that it begins on. */
function periodHoldsAt(period: TimePeriod, moment: number): boolean {
  const { minute, ...day } = clockAt(moment, period.location ?? 'UTC');
  const [today, yesterday] = [isDayOf(period, day), isDayOf(period, before(day))];
  if (period.times.length === 0) return today;
  return period.times.some(({ from, to }) =>
    from < to ? today && from <= minute && minute < to : (today && from <= minute) || (yesterday && minute < to),
  );
}

function clockAt(moment: number, timeZone: string): Day & { readonly minute: number } {
  const fields = ['year', 'month', 'day', 'hour', 'minute'] as const;
  const numeric = Object.fromEntries(fields.map((field) => [field, 'numeric']));
  const format = new Intl.DateTimeFormat('en-u-ca-gregory', { ...numeric, timeZone, hourCycle: 'h23' });
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const [year, month, day, hour, minute] = fields.map((field) => parts.get(field) ?? 0) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { year, month, day, minute: hour * 60 + minute };
}

function before({ year, month, day }: Day): Day {
  const date = new Date(Date.UTC(year, month - 1, day - 1));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function isDayOf({ weekdays, daysOfMonth, months, years }: TimePeriod, { year, month, day }: Day): boolean {
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const last = lengthOf(year, month);
  const fromStart = daysOfMonth.map(({ from, to }) => ({ from: counted(from, last), to: counted(to, last) }));
  return isIn(years, year) && isIn(months, month) && isIn(fromStart, day) && isIn(weekdays, weekday, true);
}

/** -1 is the last day of the month. */
function counted(day: number, last: number): number {
  return day < 0 ? last + 1 + day : day;
}

function lengthOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** No ranges: always. Those of weekdays may go over the end of the week. */
function isIn(ranges: readonly NumberRange[], value: number, wraps = false): boolean {
  if (ranges.length === 0) return true;
  return ranges.some(({ from, to }) =>
    wraps && from > to ? value >= from || value <= to : from <= value && value <= to,
  );
}

/** After so many years days fall on the same weekdays again. */
const cycle = 28;

/** Whether there is a day on which a period holds. */
export function everHolds(period: TimePeriod): boolean {
  const years = period.years.length === 0 ? [{ from: 2000, to: 2000 + cycle }] : period.years;
  return years.some(({ from, to }) => {
    for (let year = from; year <= Math.min(to, from + cycle); year++)
      for (let day = 1; day <= 366; day++) if (isDayOf(period, before({ year, month: 1, day: day + 1 }))) return true;
    return false;
  });
}

/** Whether a time interval certainly holds at every moment. */
export function alwaysHolds({ periods }: Pick<TimeInterval, 'periods'>): boolean {
  return periods.some(({ times, weekdays, daysOfMonth, months, years }) => {
    const isWholeDay = times.length === 0 || times.some(({ from, to }) => from === 0 && to === minutesOfDay);
    return (
      isWholeDay && years.length === 0 && covers(weekdays, 0, 6) && covers(daysOfMonth, 1, 31) && covers(months, 1, 12)
    );
  });
}

const minutesOfDay = 1440;

function covers(ranges: readonly NumberRange[], first: number, last: number): boolean {
  const values = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return values.every((value) => isIn(ranges, value, true));
}

/** Whether Alertmanager can find the time zone: its names are written as they are listed, capitals and all. */
export function isTimeZone(name: string): boolean {
  if (name === 'UTC' || name === 'Local') return true;
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return timeZone === name || !isSpelledOtherwise(name);
  } catch {
    return false;
  }
}

/** Other than its capitals; a link such as `Asia/Calcutta` is a name of its own. */
function isSpelledOtherwise(name: string): boolean {
  return timeZones().some((zone) => zone !== name && zone.toLowerCase() === name.toLowerCase());
}

/** The names of time zones. */
export function timeZones(): readonly string[] {
  return Intl.supportedValuesOf('timeZone');
}
