import { type DefinitionsOptions, judge } from './definitions.ts';
import { type Outcome, type ReportingOptions, report } from './outcome.ts';
import { tell } from './terminal.ts';
import { startTimings } from './timings.ts';

export interface CheckOptions extends DefinitionsOptions, ReportingOptions {
  /** Write into the definitions what findings certainly ask for. */
  readonly fix: boolean;
}

/** Judges the definitions; writes no outputs. */
export async function check(options: CheckOptions): Promise<Outcome> {
  const timings = startTimings();
  const judged = options.fix
    ? await (await import('./fix.ts')).judgeAndFix(options, timings)
    : await judge(options, timings);
  if (judged.diagnostics.length === 0)
    tell(`${(options.system.length > 0 ? options.system : judged.systems).join(', ')}: no findings`);
  return report(judged, [], options, timings);
}
