import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CannotRun } from '../load/cannot-run.ts';
import { inEnvironments } from '../load/environments.ts';
import type { Diagnostic, Location } from '../model/diagnostic.ts';
import { plural } from '../report/count.ts';
import { type DefinitionsOptions, type Judged, judge } from './definitions.ts';
import { fails, type Outcome, type ReportingOptions, report } from './outcome.ts';
import { promtoolAt } from './promtool.ts';
import { nameOf, tell } from './terminal.ts';
import { coverageLines } from './test-coverage.ts';
import { testFindings, testStage } from './test-findings.ts';
import { type SystemTests, testSystem } from './test-system.ts';
import { startTimings } from './timings.ts';

export interface TestOptions extends DefinitionsOptions, ReportingOptions {
  /** Where to write a JUnit file. */
  readonly junit: string | undefined;
  /** The promtool to run; the first on the PATH unless given. */
  readonly promtool: string | undefined;
}

/** Judges the definitions and, where nothing is wrong, runs the tests of their rules. */
export async function test(options: TestOptions): Promise<Outcome> {
  const timings = startTimings();
  const promtool = await promtoolAt(options.promtool);
  const judged = await judge({ ...options, notes: false }, timings);
  if (fails([...judged.diagnostics, ...judged.leftOut], options)) {
    report(judged, [], options, timings, 'nothing was tested');
    return 'findings';
  }
  const tested = await timings.time('test', () => Promise.all(judged.analyses.map((one) => testSystem(one, promtool))));
  const findings = tested.map((one) => testFindings(one, promtool.version));
  const diagnostics = await placed(together(tested, findings));
  if (options.junit !== undefined) await writeJUnit(options.junit, tested);
  for (const one of tested) for (const line of coverageLines(one)) tell(line);
  return report(onlyTests(judged, diagnostics), [], options, timings);
}

/** The findings of each system, those of its environments as one. */
function together(tested: readonly SystemTests[], findings: readonly (readonly Diagnostic[])[]): readonly Diagnostic[] {
  const ids = [...new Set(tested.map(({ analysis }) => analysis.project.id))];
  return ids.flatMap((id) =>
    inEnvironments(
      tested.flatMap(({ analysis: { project } }, index) =>
        project.id === id ? [{ environment: project.system.environment, diagnostics: findings[index]! }] : [],
      ),
    ),
  );
}

async function placed(diagnostics: readonly Diagnostic[]): Promise<readonly Diagnostic<Location>[]> {
  if (diagnostics.length === 0) return [];
  const { locate } = await import('./placing.ts');
  return locate(diagnostics);
}

/** Of the definitions nothing is told that does not fail: that is for check. */
function onlyTests(judged: Judged, diagnostics: Judged['diagnostics']): Judged {
  const rules = [...judged.rules, testStage].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...judged, diagnostics, leftOut: [], silenced: 0, rules };
}

async function writeJUnit(path: string, tested: readonly SystemTests[]): Promise<void> {
  const { junitOf } = await import('./test-junit.ts');
  const { text, count } = await junitOf(tested);
  try {
    writeFileSync(path, text);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).message;
    throw new CannotRun(`cannot write ${nameOf(resolve(path))}: ${reason}`, 'name another file with --junit <file>');
  }
  tell(`${nameOf(resolve(path))}: ${plural(count, 'test case')}`);
}
