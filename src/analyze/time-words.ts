/** When a time interval holds, in words. */
import { months, type NumberRange, type TimeInterval, type TimePeriod, weekdays } from '../model/routing.ts';

/** `22:00 to 06:00 (Europe/Berlin); Saturday to Sunday`. */
export function intervalWords({ periods }: Pick<TimeInterval, 'periods'>): string {
  return periods.length === 0 ? 'never' : periods.map(periodWords).join('; ');
}

function periodWords({ times, weekdays: days, daysOfMonth, months: ofYear, years, location }: TimePeriod): string {
  const parts = [
    rangesIn(times, clock),
    rangesIn(days, (day) => capital(weekdays[day] ?? String(day))),
    prefixed('day ', rangesIn(daysOfMonth, dayWords), ' of the month'),
    prefixed(
      'in ',
      rangesIn(ofYear, (month) => capital(months[month - 1] ?? String(month))),
    ),
    prefixed('in ', rangesIn(years, String)),
  ].filter((part) => part !== '');
  const said = parts.length === 0 ? 'always' : parts.join(', ');
  return `${said} (${location ?? 'UTC'})`;
}

function rangesIn(ranges: readonly NumberRange[], name: (value: number) => string): string {
  const texts = ranges.map(({ from, to }) => (from === to ? name(from) : `${name(from)} to ${name(to)}`));
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}

function prefixed(before: string, words: string, after = ''): string {
  return words === '' ? '' : `${before}${words}${after}`;
}

function clock(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function dayWords(day: number): string {
  if (day >= 0) return String(day);
  return day === -1 ? 'the last' : `${-day} from the end`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
