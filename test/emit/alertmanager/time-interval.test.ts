import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { TimePeriodOptions } from '../../../src/define/time-interval.ts';
import { alertmanager } from '../../../src/emit/alertmanager/index.ts';
import { months, weekdays } from '../../../src/model/routing.ts';
import { type LocalTime, periodHolds } from '../../../src/model/time-period.ts';
import { inFolder, program } from '../../programs.ts';
import { issuesOf, newShop } from './shop.ts';

/** Written intervals hold at exactly the minutes that their declaration means; what decides here is written anew from both sides. */

type Periods = readonly TimePeriodOptions[];
interface Item {
  readonly times?: readonly { readonly start_time: string; readonly end_time: string }[];
  readonly weekdays?: readonly string[];
  readonly days_of_month?: readonly string[];
  readonly months?: readonly string[];
  readonly years?: readonly string[];
  readonly location?: string;
}

async function written(...intervals: readonly Periods[]) {
  const { shop, analysis } = newShop();
  for (const [index, periods] of intervals.entries()) shop.timeInterval(`interval-${index}`, periods);
  shop.routing({ receiver: shop.receiver('nobody', {}) });
  expect(issuesOf(shop)).toEqual([]);
  const files = await alertmanager.emit(analysis());
  const config = parse(files[0]!.text) as { time_intervals: readonly { time_intervals: readonly Item[] }[] };
  return { files, items: config.time_intervals.map((one) => one.time_intervals), project: analysis().project };
}

const clock = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** Every day of four years, a leap year among them. */
const days: readonly Omit<LocalTime, 'minute'>[] = Array.from({ length: 1461 }, (_, index) => {
  const date = new Date(Date.UTC(2027, 0, 1 + index));
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { year, month, day, daysInMonth, weekday: date.getUTCDay() };
});

type Day = (typeof days)[number];
/** The days on which something holds, by their place in `days`, and its minutes of them. */
interface When {
  readonly on: readonly boolean[];
  readonly times: readonly (readonly [from: number, to: number])[];
}

/** When an item holds to Alertmanager: each list that is there has to have the time. */
function whenItem({ times, weekdays: on, days_of_month, months: within, years }: Item): When {
  const has = (list: readonly string[] | undefined, number: (text: string, day: Day) => number) => {
    const ranges = list?.map((range) => range.split(':'));
    return (value: number, day: Day) =>
      ranges === undefined ||
      ranges.some(([from, to = from]) => number(from!, day) <= value && value <= number(to!, day));
  };
  const onWeekday = has(on, (name) => weekdays.indexOf(name as never));
  const onDay = has(days_of_month, (text, { daysInMonth }) => (Number(text) < 0 ? daysInMonth + 1 : 0) + Number(text));
  const inMonth = has(within, (name) => months.indexOf(name as never) + 1);
  const inYear = has(years, Number);
  const holds = (day: Day) =>
    onWeekday(day.weekday, day) && onDay(day.day, day) && inMonth(day.month, day) && inYear(day.year, day);
  const minutes = times?.map(({ start_time, end_time }) => [clock(start_time), clock(end_time)] as const);
  return { on: days.map(holds), times: minutes ?? [[0, 1440]] };
}

/** Which days a declaration is about. */
function isDay(period: TimePeriodOptions, day: Day): boolean {
  const number = (value: unknown, names: readonly string[], first: number) =>
    typeof value === 'string' ? names.indexOf(value) + first : Number(value);
  const among = (ranges: readonly unknown[] | undefined, read: (value: unknown) => number, value: number) =>
    ranges === undefined ||
    ranges.some((range) => {
      const { from, to } =
        typeof range === 'object' ? (range as { from: unknown; to: unknown }) : { from: range, to: range };
      const [first, last] = [read(from), read(to)];
      return first <= last ? first <= value && value <= last : value >= first || value <= last;
    });
  return (
    among(period.weekdays, (name) => number(name, weekdays, 0), day.weekday) &&
    among(period.months, (name) => number(name, months, 1), day.month) &&
    among(period.years, Number, day.year) &&
    // The days of a month end with it: none goes on in the next.
    (period.daysOfMonth ?? [{ from: 1, to: -1 }]).some((range) => {
      const { from, to } = typeof range === 'object' ? range : { from: range, to: range };
      const [first = 0, last = 0] = [from, to].map((value) => (value < 0 ? day.daysInMonth + 1 + value : value));
      return first <= day.day && day.day <= last;
    })
  );
}

/** When a declaration means to hold: a range that crosses midnight belongs to the day on which it begins. */
function whenDeclared(period: TimePeriodOptions): readonly When[] {
  const on = days.map((day) => isDay(period, day));
  const after = [false, ...on.slice(0, -1)];
  return (period.times ?? [{ from: '00:00', to: '24:00' }]).flatMap(({ from, to }): When[] => {
    if (clock(from) < clock(to)) return [{ on, times: [[clock(from), clock(to)]] }];
    return [
      { on, times: [[clock(from), 1440]] },
      { on: after, times: [[0, clock(to)]] },
    ];
  });
}

function holds(when: readonly When[], day: number, minute: number): boolean {
  return when.some(({ on, times }) => on[day] && times.some(([from, to]) => from <= minute && minute < to));
}

const clocks = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 1, 30, 59))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':') as `${number}:${number}`);
const ranges = <T>(value: fc.Arbitrary<T>, order?: (a: T, b: T) => number) => {
  const range = fc.tuple(value, value).map((pair) => {
    const [from, to] = order ? [...pair].sort(order) : pair;
    return { from: from!, to: to! };
  });
  return fc.array(fc.oneof(value, range), { minLength: 1, maxLength: 3 });
};
const number = (a: number | string, b: number | string) => Number(a) - Number(b);
const month = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(...months));
const monthNumber = (value: number | string) =>
  typeof value === 'number' ? value : months.indexOf(value as never) + 1;
const times = (from: fc.Arbitrary<`${number}:${number}`>, to: fc.Arbitrary<`${number}:${number}`>) =>
  fc.array(
    fc.record({ from, to }).filter((one) => one.from !== one.to),
    { minLength: 1, maxLength: 3 },
  );
/** Periods that may cross midnight, and those that name days or years. */
const crossing: fc.Arbitrary<TimePeriodOptions> = fc.record(
  {
    times: times(clocks, fc.oneof(clocks, fc.constant('24:00' as const))),
    weekdays: ranges(fc.constantFrom(...weekdays)),
    months: ranges(month, (a, b) => monthNumber(a) - monthNumber(b)),
  },
  { requiredKeys: ['times'] },
);
const dated: fc.Arbitrary<TimePeriodOptions> = fc.record(
  {
    times: times(
      fc.constantFrom('00:00', '06:30'),
      fc.constantFrom('12:00', '23:59', '24:00', '00:01').filter((to) => to > '06:30'),
    ),
    weekdays: ranges(fc.constantFrom(...weekdays)),
    daysOfMonth: fc.oneof(
      ranges(fc.integer({ min: 1, max: 31 }), number),
      ranges(fc.integer({ min: -31, max: -1 }), number),
      fc
        .record({ from: fc.integer({ min: 1, max: 14 }), to: fc.integer({ min: -14, max: -1 }) })
        .map((range) => [range]),
    ),
    months: ranges(month, (a, b) => monthNumber(a) - monthNumber(b)),
    years: ranges(fc.integer({ min: 2026, max: 2031 }), number),
  },
  { requiredKeys: [] },
);
const declared = fc.array(fc.oneof(crossing, crossing, dated), { minLength: 1, maxLength: 2 });

/** Every minute at which something may begin or end, and those beside it. */
function minutesOf(periods: Periods): readonly number[] {
  const edges = periods.flatMap(({ times: list = [] }) => list.flatMap(({ from, to }) => [clock(from), clock(to)]));
  const beside = edges.flatMap((edge) => [edge - 1, edge, edge + 1]);
  return [...new Set([0, 1, 719, 1439, ...beside])].filter((minute) => minute >= 0 && minute < 1440);
}

test('written intervals hold at exactly the minutes of four years that are meant', async () => {
  await fc.assert(
    fc.asyncProperty(declared, async (periods) => {
      const { items, project } = await written(periods);
      const asWritten = items[0]!.map(whenItem);
      const meant = periods.flatMap(whenDeclared);
      const { periods: model } = project.timeIntervals[0]!;
      for (const minute of minutesOf(periods)) {
        for (let day = 1; day < days.length; day++) {
          const is = holds(asWritten, day, minute);
          const at = { ...days[day]!, minute };
          if (is !== holds(meant, day, minute)) expect({ at, is }).toEqual({ at, is: !is });
          const asModel = day % 17 !== 0 || model.some((period) => periodHolds(period, at)) === is;
          if (!asModel) expect({ at, model: !is }).toEqual({ at, model: is });
        }
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);

describe('a range across midnight', () => {
  const night = [{ from: '22:00', to: '06:00' }] as const;
  test.each<[string, TimePeriodOptions, readonly Item[]]>([
    [
      'on every day',
      { times: night },
      [
        { times: [{ start_time: '22:00', end_time: '24:00' }] },
        { times: [{ start_time: '00:00', end_time: '06:00' }] },
      ],
    ],
    [
      'to midnight is one item',
      { times: [{ from: '22:00', to: '00:00' }], daysOfMonth: [1] },
      [{ times: [{ start_time: '22:00', end_time: '24:00' }], days_of_month: ['1'] }],
    ],
    [
      'over the end of the week',
      { times: night, weekdays: [{ from: 'friday', to: 'saturday' }] },
      [
        { times: [{ start_time: '22:00', end_time: '24:00' }], weekdays: ['friday:saturday'] },
        { times: [{ start_time: '00:00', end_time: '06:00' }], weekdays: ['saturday', 'sunday'] },
      ],
    ],
    [
      'over the end of a month goes on in the first of the next',
      { times: night, months: ['december'] },
      [
        { times: [{ start_time: '22:00', end_time: '24:00' }], months: ['december'] },
        { times: [{ start_time: '00:00', end_time: '06:00' }], months: ['december'], days_of_month: ['2:31'] },
        { times: [{ start_time: '00:00', end_time: '06:00' }], months: ['january'], days_of_month: ['1'] },
      ],
    ],
    [
      'beside one that does not',
      { times: [{ from: '12:00', to: '13:00' }, ...night], location: 'Asia/Tokyo' },
      [
        {
          times: [
            { start_time: '12:00', end_time: '13:00' },
            { start_time: '22:00', end_time: '24:00' },
          ],
          location: 'Asia/Tokyo',
        },
        { times: [{ start_time: '00:00', end_time: '06:00' }], location: 'Asia/Tokyo' },
      ],
    ],
  ])('%s', async (_, period, items) => {
    expect((await written([period])).items[0]).toEqual(items);
  });
});

test('a week from Friday to Monday', async () => {
  expect((await written([{ weekdays: [{ from: 'friday', to: 'monday' }] }])).items[0]).toEqual([
    { weekdays: ['friday:saturday', 'sunday:monday'] },
  ]);
});

test.skipIf(program('amtool') === undefined)('Alertmanager accepts them all (needs amtool)', async () => {
  const { files } = await written(...fc.sample(declared, { numRuns: 300, seed: 5 }));
  inFolder(files, (folder) => {
    expect(program('amtool')!(['check-config', files[0]!.path], folder)).toMatchObject({ status: 0 });
  });
});
