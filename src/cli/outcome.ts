import type { Diagnostic, Severity } from '../model/diagnostic.ts';
import { countFindings, plural, severities } from '../report/count.ts';
import { reporters } from '../report/index.ts';
import type { FileChange } from '../report/reporter.ts';
import type { Judged } from './definitions.ts';
import { print, reportOptions, tell } from './terminal.ts';
import type { Timings } from './timings.ts';

/** How a run ends, and the exit code that says so. */
export const exitCodes = { clean: 0, findings: 1, cannotRun: 2 } as const;
export type Outcome = keyof typeof exitCodes;

export interface ReportingOptions {
  /** Id of a reporter. */
  readonly format: string;
  /** The least severity that fails a run. */
  readonly failOn: Severity;
  readonly timings: boolean;
}

/** Results to standard output, how many they are to standard error. */
export function report(
  { diagnostics, leftOut, silenced, rules }: Judged,
  files: readonly FileChange[],
  options: ReportingOptions,
  timings: Timings,
  consequence?: string,
): Outcome {
  const reporter = reporters.find(({ id }) => id === options.format) ?? reporters[0];
  print(reporter?.report({ diagnostics, files, rules, silenced }, reportOptions()) ?? '');
  const count = countFindings(diagnostics) ?? 'no findings';
  if (consequence !== undefined) tell(`${count}: ${consequence}`);
  else if (diagnostics.length > 0) tell(count);
  const mendable = diagnostics.filter(({ fix }) => fix !== undefined).length;
  if (mendable > 0) tell(`${plural(mendable, 'finding')} that alidade check --fix mends`);
  if (leftOut.length > 0) tell(`left out by --only or --skip: ${countFindings(leftOut)}`);
  if (options.timings) for (const line of timings.lines()) tell(line);
  return fails(diagnostics, options) ? 'findings' : 'clean';
}

/** Whether a finding is severe enough for the run to fail. */
export function fails(diagnostics: readonly Pick<Diagnostic, 'severity'>[], { failOn }: ReportingOptions): boolean {
  return diagnostics.some(({ severity }) => severities.indexOf(severity) <= severities.indexOf(failOn));
}
