import type { NumberRange, TimePeriod } from './routing.ts';

/** A day and minute in the time zone of a period. */
export interface LocalTime {
  readonly year: number;
  /** 1 is January. */
  readonly month: number;
  readonly day: number;
  readonly daysInMonth: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Minutes from midnight. */
  readonly minute: number;
}

const midnight = 1440;

/**
 * The period as Alertmanager takes it, which knows no range across midnight and no week from Friday to Monday: what goes over
 * midnight ends there, and goes on in another period on the days after.
 */
export function periodsWithinDays(period: TimePeriod): readonly TimePeriod[] {
  const straight = { ...period, weekdays: period.weekdays.flatMap(withinWeek) };
  const late = period.times.map((range) => (crosses(range) ? { from: range.from, to: midnight } : range));
  const early = period.times.filter((range) => crosses(range) && range.to > 0).map(({ to }) => ({ from: 0, to }));
  const today = { ...straight, times: late };
  return early.length === 0 ? [today] : [today, ...daysAfter({ ...straight, times: early })];
}

function crosses({ from, to }: NumberRange): boolean {
  return to < from;
}

function withinWeek({ from, to }: NumberRange): readonly NumberRange[] {
  if (from <= to) return [{ from, to }];
  return to === 6
    ? [{ from, to }]
    : [
        { from, to: 6 },
        { from: 0, to },
      ];
}

/** The same on each day that follows one of the period. The day after the last of a month is the first of the next. */
function daysAfter(period: TimePeriod): readonly TimePeriod[] {
  const weekdays = period.weekdays.flatMap(({ from, to }) => withinWeek({ from: (from + 1) % 7, to: (to + 1) % 7 }));
  const shifted = { ...period, weekdays: from0to6(weekdays) };
  if (period.months.length === 0) return [shifted];
  const following = period.months.flatMap(({ from, to }) => nextMonths(from, to));
  return [
    { ...shifted, daysOfMonth: [{ from: 2, to: 31 }] },
    { ...shifted, months: following, daysOfMonth: [{ from: 1, to: 1 }] },
  ];
}

/** A whole week, moved by a day, is one still. */
function from0to6(ranges: readonly NumberRange[]): readonly NumberRange[] {
  const [first, second] = ranges;
  const isWhole = ranges.length === 2 && first?.to === 6 && second?.from === 0 && second.to === first.from - 1;
  return isWhole ? [{ from: 0, to: 6 }] : ranges;
}

function nextMonths(from: number, to: number): readonly NumberRange[] {
  if (to < 12) return [{ from: from + 1, to: to + 1 }];
  return from === 12
    ? [{ from: 1, to: 1 }]
    : [
        { from: from + 1, to: 12 },
        { from: 1, to: 1 },
      ];
}

/** Whether a period holds at a time in its zone. */
export function periodHolds(period: TimePeriod, at: LocalTime): boolean {
  return periodsWithinDays(period).some((one) => holdsWithinDay(one, at));
}

/** As Alertmanager judges it (timeinterval.go, ContainsTime). */
function holdsWithinDay({ times, weekdays, daysOfMonth, months, years }: TimePeriod, at: LocalTime): boolean {
  const fromStart = (day: number) => (day < 0 ? at.daysInMonth + day + 1 : day);
  const days = daysOfMonth.map(({ from, to }) => ({ from: fromStart(from), to: fromStart(to) }));
  return (
    (times.length === 0 || times.some(({ from, to }) => from <= at.minute && at.minute < to)) &&
    within(weekdays, at.weekday) &&
    within(days, at.day) &&
    within(months, at.month) &&
    within(years, at.year)
  );
}

function within(ranges: readonly NumberRange[], value: number): boolean {
  return ranges.length === 0 || ranges.some(({ from, to }) => from <= value && value <= to);
}
