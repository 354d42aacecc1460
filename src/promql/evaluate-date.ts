/** Functions of Unix times, in UTC. */
import { CannotEvaluate } from './evaluate-types.ts';
import type { FunctionName } from './functions.ts';

const day = 86_400_000;

const parts = {
  minute: (date) => date.getUTCMinutes(),
  hour: (date) => date.getUTCHours(),
  day_of_week: (date) => date.getUTCDay(),
  day_of_month: (date) => date.getUTCDate(),
  day_of_year: (date) => 1 + Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0)) / day),
  days_in_month: (date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate(),
  month: (date) => date.getUTCMonth() + 1,
  year: (date) => date.getUTCFullYear(),
} satisfies Partial<Record<FunctionName, (date: Date) => number>>;

export const dateFunctions: Partial<Record<FunctionName, (seconds: number) => number>> = Object.fromEntries(
  Object.entries(parts).map(([name, part]) => [name, (seconds: number) => part(dateAt(seconds))]),
);

function dateAt(seconds: number): Date {
  const date = new Date(Math.trunc(seconds) * 1000);
  if (Number.isNaN(date.getTime()))
    throw new CannotEvaluate(`the date of ${seconds} is not evaluated: it depends on the processor of the server`);
  return date;
}
