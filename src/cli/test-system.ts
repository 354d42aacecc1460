import type { Analysis } from '../analyze/analysis.ts';
import { groupsApart } from '../analyze/group-order.ts';
import { type NewerRule, newerRules, newerSeries } from '../analyze/newer-rules.ts';
import { testCases } from '../analyze/test-cases.ts';
import { chunksOf } from '../analyze/test-chunks.ts';
import type { Project } from '../model/project.ts';
import { ruleKey } from '../model/rule.ts';
import type { CaseCheck, TestCase } from '../model/test-case.ts';
import { atLeast } from '../model/version.ts';
import type { Promtool } from './promtool.ts';
import { type RunCase, type RunChunk, runChunk } from './run-chunk.ts';

/** What became of the tests of a system in one environment. */
export interface SystemTests {
  readonly analysis: Analysis;
  readonly cases: readonly RunCase[];
  /** Cases that promtool is too old for, with why. */
  readonly skipped: readonly { readonly of: TestCase; readonly because: Omit<NewerRule, 'rule'> }[];
  readonly newer: readonly NewerRule[];
  readonly faults: RunChunk['faults'];
  /** What promtool says beside that, or otherwise than it was understood. */
  readonly unclear: string | undefined;
}

/** Runs the tests of a system with promtool, and says what it does not. */
export async function testSystem(analysis: Analysis, promtool: Promtool): Promise<SystemTests> {
  const newer = newerRules(analysis.project, promtool.version);
  const { run, skipped } = sorted(testCases(analysis), newer, promtool.version);
  const known = { ...analysis, project: groupsApart(understood(analysis.project, newer, promtool.version)) };
  const chunks = await Promise.all(chunksOf(run, known.project).map((chunk) => runChunk(chunk, known, promtool)));
  const faults = new Map(chunks.flatMap((chunk) => chunk.faults).map((fault) => [JSON.stringify(fault), fault]));
  return {
    analysis,
    cases: chunks.flatMap((chunk) => chunk.cases),
    skipped,
    newer,
    faults: [...faults.values()],
    unclear: [...new Set(chunks.flatMap(({ unclear }) => unclear ?? []))].join('\n') || undefined,
  };
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
