import { z } from 'zod';
import { months, weekdays } from '../model/routing.ts';
import { option } from './declare.ts';

/** What periods of time have to be; an unknown time zone is told by the check `routing-time`. */

const clockHelp = "a time of day is written '06:00', at most '24:00'";
const clock = z.string(clockHelp).regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, clockHelp);
const day = z
  .int('a day is a whole number from 1 to 31, or from -1, the last one, to -31')
  .refine((value) => value !== 0 && Math.abs(value) <= 31, 'days count from 1 to 31, and back from -1, the last one');
const weekday = z.enum(weekdays, `a weekday is one of ${weekdays.join(', ')}`);
const month = z.custom(
  (value) => (typeof value === 'string' ? months.includes(value as never) : isMonthNumber(value)),
  "a month is its name in small letters, such as 'january', or 1 to 12",
);
const year = z.int('a year is a whole number').min(0, 'a year is a whole number from 0');

const times = z.array(
  z
    .strictObject({ from: clock, to: clock }, "write { from: '22:00', to: '06:00' }")
    .refine(({ from, to }) => from !== to, "this is no time at all; the whole day is { from: '00:00', to: '24:00' }")
    .refine(({ from }) => from !== '24:00', 'no time begins at the end of the day: begin at 00:00'),
  "write a list: [{ from: '22:00', to: '06:00' }]",
);

/** One value, or a range of them; `problem` says what is wrong with the order of its ends. */
function ranges(
  value: z.ZodType,
  example: string,
  problem: (from: never, to: never) => string | undefined = () => undefined,
) {
  const range = z.strictObject({ from: value, to: value }).superRefine(({ from, to }, context) => {
    const message = problem(from as never, to as never);
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['to'], message });
  });
  const one = z.unknown().superRefine((given, context) => {
    const result = (typeof given === 'object' ? range : value).safeParse(given);
    for (const issue of result.error?.issues ?? []) context.addIssue({ ...issue } as never);
  });
  return z.array(one, `write a list: ${example}`).min(1, `list at least one, or leave it out: ${example}`);
}

function isMonthNumber(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 12;
}

function monthNumber(value: string | number): number {
  return typeof value === 'number' ? value : months.indexOf(value as never) + 1;
}

/** Days count from both ends; Alertmanager takes a range from one end to the other where February has it, less a day. */
function daysInOrder(from: number, to: number): string | undefined {
  if (from < 0 && to > 0) return 'a range that begins from the end of the month ends there too: give a negative day';
  if (from < 0 === to < 0) return to < from ? `day ${to} comes before day ${from}` : undefined;
  if (from <= 28 + to) return undefined;
  const most = 28 + to > 0 ? `begins at day ${28 + to} at most` : 'cannot begin from the start of the month';
  return `a range that ends on day ${to} ${most}, or Alertmanager refuses it; the rest of the month ends on day 31`;
}

const period = z
  .strictObject({
    times: times.optional(),
    weekdays: ranges(weekday, "['monday', { from: 'wednesday', to: 'friday' }]").optional(),
    daysOfMonth: ranges(day, '[1, { from: -3, to: -1 }]', daysInOrder).optional(),
    months: ranges(month, "['january', { from: 'june', to: 'august' }]", (from, to) =>
      monthNumber(to) < monthNumber(from) ? "it goes over the year's end: write two ranges" : undefined,
    ).optional(),
    years: ranges(year, '[2027, { from: 2029, to: 2031 }]', (from: number, to: number) =>
      to < from ? `${to} comes before ${from}` : undefined,
    ).optional(),
    location: z
      .string('write the IANA name of a time zone')
      .regex(/^[A-Za-z][\w+/-]*$/, "a time zone is written by its IANA name: 'Europe/Berlin'")
      .optional(),
  })
  .superRefine((given, context) => {
    const fixed = given.daysOfMonth ? 'daysOfMonth' : given.years ? 'years' : undefined;
    if (fixed === undefined) return;
    for (const [index, { from, to }] of (given.times ?? []).entries()) {
      if (to >= from || to === '00:00') continue;
      const message = `with ${fixed} it cannot be said which days it goes on in after midnight: write two ranges, to '24:00' and from '00:00'`;
      context.addIssue({ code: 'custom', path: ['times', index], message });
    }
  });

export const periodsSchema = z.array(period, 'write a list of periods: [{ … }]').min(1, 'list at least one period');
export const intervalSchema = z.strictObject({ ignore: option.ignore.optional() });
