import type { CheckVerdict } from '../analyze/test-verdict.ts';
import type { Diagnostic, Location } from '../model/diagnostic.ts';
import type { CaseCheck, TestCase } from '../model/test-case.ts';
import { formatDuration } from '../promql/duration.ts';
import { type JUnitCase, type JUnitSuite, junit } from '../report/junit.ts';
import { nameOf } from './terminal.ts';
import { failureOf } from './test-findings.ts';
import type { SystemTests } from './test-system.ts';

/** What became of every expectation, as JUnit's XML. */
export async function junitOf(
  tested: readonly SystemTests[],
): Promise<{ readonly text: string; readonly count: number }> {
  const { locate, readingOnce } = await import('./placing.ts');
  const sources = readingOnce();
  const at = (diagnostic: Diagnostic) => locate([diagnostic], sources)[0]!;
  const suites = tested.map((one) => suiteOf(one, at));
  return { text: junit(suites), count: suites.reduce((sum, { cases }) => sum + cases.length, 0) };
}

type Locate = (diagnostic: Diagnostic) => Diagnostic<Location>;

function suiteOf(tests: SystemTests, at: Locate): JUnitSuite {
  const { id, system } = tests.analysis.project;
  const name = system.environment === undefined ? id : `${id}/${system.environment}`;
  const run = tests.cases.flatMap(({ of, checks }) => checks.map((one) => caseOf(tests, of, one, at)));
  const skipped = tests.skipped.flatMap(({ of, because: { part, since } }) =>
    of.checks.map((check) => ({ ...placedCase(tests, of, check, at), skipped: `${part} needs Prometheus ${since}` })),
  );
  return { name, cases: [...run, ...skipped].map((one) => ({ ...one, group: `${name}: ${one.group}` })) };
}

function caseOf(tests: SystemTests, of: TestCase, { check, verdict }: CheckVerdict, at: Locate): JUnitCase {
  const placed = placedCase(tests, of, check, at);
  if (verdict === 'holds') return placed;
  const message =
    verdict === 'not run' ? 'a rule could not be evaluated with the series of this test' : verdict.message;
  return { ...placed, failure: { message, details: `${placed.file}:${placed.line}: ${message}` } };
}

function placedCase(tests: SystemTests, of: TestCase, check: CaseCheck, at: Locate): JUnitCase {
  const { place } = at(failureOf(tests, of, check, { message: '' }));
  return { group: of.name, name: nameOfCheck(check), file: nameOf(place.file), line: place.line };
}

/** `firing at 10m {"method":"search"}`. */
function nameOfCheck({ state, at, labels, annotations }: CaseCheck): string {
  const more = [labels, annotations].filter((one) => Object.keys(one).length > 0).map((one) => JSON.stringify(one));
  return [`${state} at ${formatDuration(at)}`, ...more].join(' ');
}
