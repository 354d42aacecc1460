import { type DefinitionsOptions, judge } from './definitions.ts';
import { type Outcome, type ReportingOptions, report } from './outcome.ts';
import { tell } from './terminal.ts';
import { startTimings } from './timings.ts';

/** Judges the definitions; writes nothing. */
export async function check(options: DefinitionsOptions & ReportingOptions): Promise<Outcome> {
  const timings = startTimings();
  const judged = await judge(options, timings);
  if (judged.diagnostics.length === 0)
    tell(`${(options.system.length > 0 ? options.system : judged.systems).join(', ')}: no findings`);
  return report(judged, [], options, timings);
}
