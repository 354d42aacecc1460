import { reporters } from '../report/index.ts';
import type { Results } from '../report/reporter.ts';
import { countFindings } from '../report/summary.ts';
import { print, reportOptions, tell } from './terminal.ts';
import type { Timings } from './timings.ts';

/** How a run ends, and the exit code that says so. */
export const exitCodes = { clean: 0, findings: 1, cannotRun: 2 } as const;
export type Outcome = keyof typeof exitCodes;

export interface ReportingOptions {
  /** Id of a reporter. */
  readonly format: string;
  readonly timings: boolean;
}

/** Results to standard output, how many they are to standard error. */
export function report(results: Results, options: ReportingOptions, timings: Timings, consequence?: string): Outcome {
  const reporter = reporters.find(({ id }) => id === options.format) ?? reporters[0];
  print(reporter?.report(results, reportOptions()) ?? '');
  const count = countFindings(results.diagnostics);
  if (count !== undefined) tell(consequence === undefined ? count : `${count}: ${consequence}`);
  if (options.timings) for (const line of timings.lines()) tell(line);
  return results.diagnostics.some(({ severity }) => severity === 'error') ? 'findings' : 'clean';
}
