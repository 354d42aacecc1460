import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Analysis } from '../analyze/analysis.ts';
import { groupsApart } from '../analyze/group-order.ts';
import { type NewerRule, newerRules, newerSeries } from '../analyze/newer-rules.ts';
import { readSeen, type Seen } from '../analyze/promtool-output.ts';
import { testCases } from '../analyze/test-cases.ts';
import { type CheckVerdict, verdictOf } from '../analyze/test-verdict.ts';
import type { OutputFile } from '../emit/emit.ts';
import { probesText } from '../emit/probe-tests.ts';
import { prometheusRules } from '../emit/prometheus-rules.ts';
import { testsFile, testsText } from '../emit/prometheus-tests.ts';
import type { Project } from '../model/project.ts';
import { ruleKey } from '../model/rule.ts';
import type { CaseCheck, TestCase } from '../model/test-case.ts';
import { atLeast } from '../model/version.ts';
import type { Promtool } from './promtool.ts';

/** What became of the tests of a system in one environment. */
export interface SystemTests {
  readonly analysis: Analysis;
  readonly cases: readonly { readonly of: TestCase; readonly checks: readonly CheckVerdict[] }[];
  /** Cases that promtool is too old for, with why. */
  readonly skipped: readonly { readonly of: TestCase; readonly because: Omit<NewerRule, 'rule'> }[];
  readonly newer: readonly NewerRule[];
  readonly faults: Seen['faults'];
  /** What promtool says beside that, or otherwise than it was understood. */
  readonly unclear: string | undefined;
}

/** Runs the tests of a system with promtool, and says what it does not. */
export async function testSystem(analysis: Analysis, promtool: Promtool): Promise<SystemTests> {
  const newer = newerRules(analysis.project, promtool.version);
  const { run, skipped } = sorted(testCases(analysis), newer, promtool.version);
  const known = { ...analysis, project: groupsApart(understood(analysis.project, newer, promtool.version)) };
  if (run.length === 0) return { analysis, cases: [], skipped, newer, faults: [], unclear: undefined };
  const { passed, errors, probed, seen } = await inFolder((folder) => runIn(folder, run, known, promtool));
  const cases = run.map((of) => ({ of, checks: verdictsOf(of, probed, seen, known.project) }));
  const all = cases.flatMap(({ checks }) => checks.map(({ verdict }) => verdict));
  const isFailing = all.some((one) => one === 'not run' || (one !== 'holds' && one.isPromtools));
  const isClear = seen.rest.length === 0 && (passed !== isFailing || seen.faults.length > 0);
  const unclear = isClear ? undefined : seen.rest.length > 0 ? seen.rest.join('\n') : errors;
  return { analysis, cases, skipped, newer, faults: seen.faults, unclear };
}

/** What promtool passes holds; of the rest, and of annotations, what it shows is compared. */
function verdictsOf(
  of: TestCase,
  probed: readonly TestCase[],
  seen: Seen,
  { alerts }: Project,
): readonly CheckVerdict[] {
  const index = probed.indexOf(of);
  return index < 0 ? of.checks.map((check) => ({ check, verdict: 'holds' })) : verdictOf(of, index, seen, alerts);
}

/** What can be run, and what cannot: of rules that this promtool does not understand, or with series that it cannot read. */
function sorted(cases: readonly TestCase[], newer: readonly NewerRule[], version: string) {
  const because = new Map(newer.flatMap((one) => (one.rule.kind === 'alert' ? [[ruleKey(one.rule), one]] : [])));
  const run: TestCase[] = [];
  const skipped: { of: TestCase; because: Omit<NewerRule, 'rule'> }[] = [];
  for (const of of cases) {
    const series = newerSeries(of, version);
    const reasonOf = ({ alert }: CaseCheck) => series ?? because.get(alert);
    const known = of.checks.filter((check) => reasonOf(check) === undefined);
    const [reason] = of.checks.flatMap((check) => reasonOf(check) ?? []);
    if (known.length > 0) run.push({ ...of, checks: known });
    if (reason)
      skipped.push({ of: { ...of, checks: of.checks.filter((check) => !known.includes(check)) }, because: reason });
  }
  return { run, skipped };
}

/** The project as this promtool takes it: without rules that are too new, and without fields that only say when rules run. */
function understood(project: Project, newer: readonly NewerRule[], version: string): Project {
  const left = new Set(newer.map(({ rule }) => rule));
  const { system } = project;
  const runsOn = atLeast(version, system.runsOn.prometheus) ? system.runsOn : { ...system.runsOn, prometheus: version };
  return {
    ...project,
    system: { ...system, runsOn },
    alerts: project.alerts.filter((alert) => !left.has(alert)),
    recordingRules: project.recordingRules.filter((rule) => !left.has(rule)),
  };
}

const probesFile = 'prometheus/probes.yml';

/** Runs the tests; where they fail, or expect annotations, which promtool compares only as a whole, asks it what there is. */
async function runIn(folder: string, cases: readonly TestCase[], analysis: Analysis, promtool: Promtool) {
  const { features } = analysis.project.system.runsOn;
  const flags = features.filter((feature) => feature.startsWith('promql-')).map((flag) => `--enable-feature=${flag}`);
  const promtoolOn = (file: string) => promtool.run(['test', 'rules', ...flags, file], folder);
  write(folder, [
    ...(prometheusRules.emit(analysis) as readonly OutputFile[]),
    { path: testsFile, text: testsText(cases, analysis) },
  ]);
  const { passed, errors } = await promtoolOn(testsFile);
  const probed = passed ? cases.filter(({ checks }) => checks.some(expectsAnnotations)) : cases;
  if (probed.length === 0) return { passed, errors, probed, seen: readSeen('') };
  write(folder, [{ path: probesFile, text: probesText(probed, analysis) }]);
  const probes = await promtoolOn(probesFile);
  return { passed, errors, probed, seen: readSeen(probes.errors.replaceAll(`${folder}/`, '')) };
}

function expectsAnnotations({ annotations }: CaseCheck): boolean {
  return Object.keys(annotations).length > 0;
}

function write(folder: string, files: readonly OutputFile[]): void {
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'alidade-test-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
