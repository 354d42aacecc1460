import type { Failure } from '../analyze/test-verdict.ts';
import { calledFrom, type Diagnostic } from '../model/diagnostic.ts';
import { alertAt } from '../model/rule.ts';
import { subjectOf } from '../model/subject.ts';
import type { CaseCheck, TestCase } from '../model/test-case.ts';
import type { Rule } from '../report/reporter.ts';
import type { SystemTests } from './test-system.ts';

/** What finds things when tests are run, beside the checks. */
export const testStage: Rule = {
  id: 'test',
  severity: 'error',
  class: 'fact',
  why: 'An alert that does not do what its test expects does not do what was meant.',
};

/** Everything that is wrong with the tests of a system. */
export function testFindings(tests: SystemTests, version: string): readonly Diagnostic[] {
  return [...failures(tests), ...ruleFaults(tests), ...unclear(tests, version), ...tooNew(tests, version)];
}

function failures(tests: SystemTests): readonly Diagnostic[] {
  return tests.cases.flatMap(({ of, checks }) =>
    checks.flatMap(({ check, verdict }) => (typeof verdict === 'string' ? [] : [failureOf(tests, of, check, verdict)])),
  );
}

/** A failed expectation, where it stands; of a generated case at the alert. */
export function failureOf(
  tests: SystemTests,
  of: TestCase,
  check: CaseCheck,
  { message, annotation }: Pick<Failure, 'message' | 'annotation'>,
): Diagnostic {
  const { path = [] } = check.place;
  const isWritten = annotation !== undefined && of.from === 'declared' && Object.hasOwn(check.annotations, annotation);
  const place = isWritten ? { ...check.place, path: [...path, 'annotations', annotation] } : check.place;
  const related = calledFrom(check.place.origin);
  return {
    check: 'test',
    severity: 'error',
    subject: subjectOfCase(tests, of, check),
    message,
    place,
    related,
  };
}

function subjectOfCase({ analysis }: SystemTests, { name, from }: TestCase, { alert }: CaseCheck): string {
  const about = from === 'generated' ? alertAt(analysis.project.alerts, alert) : undefined;
  return about ? subjectOf(about) : `rule test ${name}`;
}

/** A rule that cannot be evaluated with what a test feeds in: several series match where one must. */
function ruleFaults({ analysis, faults }: SystemTests): readonly Diagnostic[] {
  const { alerts, recordingRules } = analysis.project;
  return faults.flatMap(({ rule: name, message }) => {
    const rule = [...alerts, ...recordingRules].find((one) => one.name === name);
    const place = rule ? { origin: rule.origin, path: [1, rule.kind === 'alert' ? 'when' : 'expr'] } : undefined;
    return [
      {
        check: 'test',
        severity: 'error',
        subject: rule ? subjectOf(rule) : name,
        message: `${name} cannot be evaluated with the series of a test: ${message}`,
        place: place ?? { origin: analysis.project.system.origin },
        related: rule ? calledFrom(rule.origin) : [],
      } satisfies Diagnostic,
    ];
  });
}

function unclear({ analysis, unclear: output }: SystemTests, version: string): readonly Diagnostic[] {
  if (output === undefined) return [];
  const { id, system } = analysis.project;
  return [
    {
      check: 'test',
      severity: 'error',
      subject: `system ${id}`,
      message: `promtool ${version} says of the tests of ${id}:\n${output.trimEnd()}`,
      place: { origin: system.origin },
      related: [],
    },
  ];
}

/** Rules and series that the installed promtool is too old for: nothing is wrong with them, and nothing is known. */
function tooNew({ newer, skipped, analysis }: SystemTests, version: string): readonly Diagnostic[] {
  const { prometheus } = analysis.project.system.runsOn;
  const help = `test with promtool ${prometheus}, on which the system runs: --promtool <path>`;
  const rules = newer.map(
    ({ rule, part, since }): Diagnostic => ({
      check: 'test',
      severity: 'warning',
      subject: subjectOf(rule),
      message: `${rule.name} is not tested: ${part} needs Prometheus ${since}, and promtool is ${version}`,
      help,
      place: { origin: rule.origin, path: [0] },
      related: calledFrom(rule.origin),
    }),
  );
  const known = new Set(newer.map(({ rule }) => rule));
  const series = skipped.flatMap(({ of, because: { part, since } }): readonly Diagnostic[] => {
    const [check] = of.checks;
    const alert = check && alertAt(analysis.project.alerts, check.alert);
    if (check === undefined || (alert && known.has(alert))) return [];
    const { origin } = check.place;
    const message = `${of.name} is not run: ${part} needs Prometheus ${since}, and promtool is ${version}`;
    return [
      {
        check: 'test',
        severity: 'warning',
        subject: `rule test ${of.name}`,
        message,
        help,
        place: { origin },
        related: calledFrom(origin),
      },
    ];
  });
  return [...rules, ...series];
}
