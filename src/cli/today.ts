import { CannotRun } from '../load/cannot-run.ts';

/**
 * The day on which silencings are judged, YYYY-MM-DD in UTC; SOURCE_DATE_EPOCH sets it, so that a run can be repeated
 * (reproducible-builds.org/specs/source-date-epoch). Outputs never depend on it.
 */
export function today(epoch = process.env.SOURCE_DATE_EPOCH): string {
  const date = epoch ? new Date(/^\d+$/.test(epoch) ? Number(epoch) * 1000 : Number.NaN) : new Date();
  if (Number.isNaN(date.getTime())) throw new CannotRun(`SOURCE_DATE_EPOCH is not a number of seconds: ${epoch}`);
  return date.toISOString().slice(0, 10);
}
