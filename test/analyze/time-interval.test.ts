import { describe, expect, it } from 'vitest';
import { everHolds, holdsAt, isTimeZone } from '../../src/analyze/time-interval.ts';
import { intervalWords } from '../../src/analyze/time-words.ts';
import type { TimePeriod } from '../../src/model/routing.ts';

const always: TimePeriod = { times: [], weekdays: [], daysOfMonth: [], months: [], years: [], location: undefined };
const period = (rest: Partial<TimePeriod>): TimePeriod => ({ ...always, ...rest });
const one = (value: number) => [{ from: value, to: value }];
const nights = period({ times: [{ from: 22 * 60, to: 6 * 60 }] });
const workdays = period({ weekdays: [{ from: 1, to: 5 }] });

describe('a time interval', () => {
  const holds = (periods: readonly TimePeriod[], at: string) => holdsAt({ periods }, Date.parse(at));
  it.each<[string, TimePeriod, string, boolean]>([
    ['always', always, '2027-03-01T00:00:00Z', true],
    ['at its first minute', nights, '2027-03-01T22:00:00Z', true],
    ['past midnight', nights, '2027-03-01T05:59:59Z', true],
    ['not at its end', nights, '2027-03-01T06:00:00Z', false],
    ['in its time zone', { ...nights, location: 'Asia/Tokyo' }, '2027-03-01T13:30:00Z', true],
    ['in its time zone, not in UTC', { ...nights, location: 'Asia/Tokyo' }, '2027-03-01T22:30:00Z', false],
    ['in summer as in winter', { ...nights, location: 'Europe/Berlin' }, '2027-07-01T20:00:00Z', true],
    ['in winter later', { ...nights, location: 'Europe/Berlin' }, '2027-01-01T20:59:00Z', false],
    // 2027-02-26 is a Friday.
    [
      'in the night that begins on a workday',
      { ...nights, ...workdays, times: nights.times },
      '2027-02-27T05:00:00Z',
      true,
    ],
    [
      'not in the one that begins on a Saturday',
      { ...nights, weekdays: workdays.weekdays },
      '2027-02-28T05:00:00Z',
      false,
    ],
    ['over the end of the week', period({ weekdays: [{ from: 5, to: 1 }] }), '2027-02-28T12:00:00Z', true],
    ['not between', period({ weekdays: [{ from: 5, to: 1 }] }), '2027-02-24T12:00:00Z', false],
    ['on the last day of the month', period({ daysOfMonth: one(-1) }), '2028-02-29T12:00:00Z', true],
    ['not on the one before', period({ daysOfMonth: one(-1) }), '2028-02-28T12:00:00Z', false],
    ['in a month and year', period({ months: one(3), years: one(2027) }), '2027-03-31T23:59:00Z', true],
    ['not a year later', period({ months: one(3), years: one(2027) }), '2028-03-31T23:59:00Z', false],
  ])('holds %s', (_, of, at, expected) => expect(holds([of], at)).toBe(expected));
  it('holds whenever one of its periods does', () => {
    expect(holds([workdays, nights], '2027-02-27T23:00:00Z')).toBe(true);
    expect(holds([workdays, nights], '2027-02-27T12:00:00Z')).toBe(false);
    expect(holds([], '2027-02-27T12:00:00Z')).toBe(false);
  });
});

it.each<[boolean, Partial<TimePeriod>]>([
  [true, {}],
  [true, { daysOfMonth: one(29), months: one(2) }],
  [false, { daysOfMonth: one(30), months: one(2) }],
  [false, { daysOfMonth: one(-30), months: one(2) }],
  [true, { daysOfMonth: one(29), months: one(2), weekdays: one(1), years: [{ from: 2020, to: 2050 }] }],
  [false, { daysOfMonth: one(29), months: one(2), years: [{ from: 2101, to: 2103 }] }],
  [true, { daysOfMonth: one(31), months: one(12) }],
])('whether it ever comes: %s for %j', (expected, rest) => expect(everHolds(period(rest))).toBe(expected));

it.each([
  ['UTC', true],
  ['Local', true],
  ['Europe/Berlin', true],
  ['Asia/Calcutta', true],
  ['Asia/Kolkata', true],
  ['Etc/GMT+3', true],
  ['europe/berlin', false],
  ['Europe/Berln', false],
  ['+02:00', false],
  ['', false],
])('time zone %s: %s', (name, expected) => expect(isTimeZone(name)).toBe(expected));

it.each<[readonly TimePeriod[], string]>([
  [[], 'never'],
  [[always], 'always (UTC)'],
  [[{ ...nights, location: 'Europe/Berlin' }, workdays], '22:00 to 06:00 (Europe/Berlin); Monday to Friday (UTC)'],
  [
    [period({ weekdays: [...one(6), ...one(0)], months: [{ from: 6, to: 8 }] })],
    'Saturday and Sunday, in June to August (UTC)',
  ],
  [
    [period({ daysOfMonth: [{ from: 1, to: -2 }, ...one(-1)], years: one(2027) })],
    'day 1 to 2 from the end and the last of the month, in 2027 (UTC)',
  ],
])('%j in words: %s', (periods, words) => expect(intervalWords({ periods })).toBe(words));
