import { months, type NumberRange, type TimeInterval, type TimePeriod, weekdays } from '../../model/routing.ts';
import { periodsWithinDays } from '../../model/time-period.ts';
import type { YamlMap } from '../yaml.ts';

/** A named interval; a range across midnight stands as one to midnight and one from it on the days after. */
export function intervalConfig({ name, periods }: TimeInterval): YamlMap {
  return { name, time_intervals: periods.flatMap(periodsWithinDays).map(periodConfig) };
}

function periodConfig({ times, weekdays: days, daysOfMonth, months: inMonths, years, location }: TimePeriod): YamlMap {
  const clocks = times.map(({ from, to }) => ({ start_time: clock(from), end_time: clock(to) }));
  return {
    times: clocks.length > 0 ? clocks : undefined,
    weekdays: ranges(days, (day) => weekdays[day]!),
    days_of_month: ranges(daysOfMonth, String),
    months: ranges(inMonths, (month) => months[month - 1]!),
    years: ranges(years, String),
    location,
  };
}

function clock(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function ranges(list: readonly NumberRange[], name: (value: number) => string): readonly string[] | undefined {
  if (list.length === 0) return undefined;
  return list.map(({ from, to }) => (from === to ? name(from) : `${name(from)}:${name(to)}`));
}
