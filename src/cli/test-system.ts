import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Analysis } from '../analyze/analysis.ts';
import { type NewerRule, newerRules, newerSeries } from '../analyze/newer-rules.ts';
import { readSeen, type Seen } from '../analyze/promtool-output.ts';
import { testCases } from '../analyze/test-cases.ts';
import { type CheckVerdict, verdictOf } from '../analyze/test-verdict.ts';
import { probesText } from '../emit/probe-tests.ts';
import { prometheusRules } from '../emit/prometheus-rules.ts';
import { testsFile, testsText } from '../emit/prometheus-tests.ts';
import type { Project } from '../model/project.ts';
import { ruleKey } from '../model/rule.ts';
import type { TestCase } from '../model/test-case.ts';
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

/** Runs the tests of a system, and such as make promtool say what alerts there are. */
export async function testSystem(analysis: Analysis, promtool: Promtool): Promise<SystemTests> {
  const newer = newerRules(analysis.project, promtool.version);
  const { run, skipped } = sorted(testCases(analysis), newer, promtool.version);
  const known = { ...analysis, project: understood(analysis.project, newer, promtool.version) };
  if (run.length === 0) return { analysis, cases: [], skipped, newer, faults: [], unclear: undefined };
  const { passed, seen, errors } = await inFolder(filesFor(run, known), (folder) => runBoth(known, promtool, folder));
  const cases = run.map((of, index) => ({ of, checks: verdictOf(of, index, seen, known.project.alerts) }));
  const all = cases.flatMap(({ checks }) => checks.map(({ verdict }) => verdict));
  const isFailing = all.some((one) => one === 'not run' || (one !== 'holds' && one.isPromtools));
  const isClear = seen.rest.length === 0 && (passed !== isFailing || seen.faults.length > 0);
  const unclear = isClear ? undefined : seen.rest.length > 0 ? seen.rest.join('\n') : errors;
  return { analysis, cases, skipped, newer, faults: seen.faults, unclear };
}

/** What can be run, and what cannot: cases of rules that this promtool does not understand, or with series that it cannot read. */
function sorted(cases: readonly TestCase[], newer: readonly NewerRule[], version: string) {
  const because = new Map(newer.flatMap((one) => (one.rule.kind === 'alert' ? [[ruleKey(one.rule), one]] : [])));
  const run: TestCase[] = [];
  const skipped: { of: TestCase; because: Omit<NewerRule, 'rule'> }[] = [];
  for (const of of cases) {
    const rule = of.checks.map(({ alert }) => because.get(alert)).find((one) => one !== undefined);
    const reason = rule ?? newerSeries(of, version);
    if (reason) skipped.push({ of, because: reason });
    else run.push(of);
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

type Files = readonly { readonly path: string; readonly text: string }[];

function filesFor(cases: readonly TestCase[], analysis: Analysis): Files {
  return [
    ...(prometheusRules.emit(analysis) as Files),
    { path: testsFile, text: testsText(cases, analysis) },
    { path: probesFile, text: probesText(cases, analysis) },
  ];
}

async function runBoth({ project }: Analysis, promtool: Promtool, folder: string) {
  const flags = project.system.runsOn.features.filter((feature) => feature.startsWith('promql-'));
  const args = ['test', 'rules', ...flags.map((flag) => `--enable-feature=${flag}`)];
  const { passed, errors } = await promtool.run([...args, testsFile], folder);
  const probes = await promtool.run([...args, probesFile], folder);
  return { passed, errors, seen: readSeen(probes.errors.replaceAll(`${folder}/`, '')) };
}

async function inFolder<T>(files: Files, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'alidade-test-'));
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
