import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Analysis } from '../analyze/analysis.ts';
import { readSeen, type Seen } from '../analyze/promtool-output.ts';
import type { Chunk } from '../analyze/test-chunks.ts';
import { type CheckVerdict, verdictOf } from '../analyze/test-verdict.ts';
import type { OutputFile } from '../emit/emit.ts';
import { probesText } from '../emit/probe-tests.ts';
import { prometheusRules } from '../emit/prometheus-rules.ts';
import { testsFile, testsText } from '../emit/prometheus-tests.ts';
import type { CaseCheck, TestCase } from '../model/test-case.ts';
import type { Promtool } from './promtool.ts';

/** A case with what became of each of its checks. */
export interface RunCase {
  readonly of: TestCase;
  readonly checks: readonly CheckVerdict[];
}

export interface RunChunk {
  readonly cases: readonly RunCase[];
  readonly faults: Seen['faults'];
  /** What promtool says beside that, or otherwise than it was understood. */
  readonly unclear: string | undefined;
}

/** Runs some cases with the rules that they need. */
export async function runChunk({ cases, project }: Chunk, analysis: Analysis, promtool: Promtool): Promise<RunChunk> {
  const known = { ...analysis, project };
  const { passed, errors, probed, seen } = await inFolder((folder) => runIn(folder, cases, known, promtool));
  const run = cases.map((of) => {
    const index = probed.indexOf(of);
    return { of, checks: index < 0 ? allHold(of) : verdictOf(of, index, seen, project.alerts) };
  });
  const all = run.flatMap(({ checks }) => checks.map(({ verdict }) => verdict));
  const isFailing = all.some((one) => one === 'not run' || (one !== 'holds' && one.isPromtools));
  const isSilent = all.includes('not run') || passed === isFailing;
  const isClear = seen.rest.length === 0 && (!isSilent || seen.faults.length > 0);
  const said = seen.rest.length > 0 ? seen.rest.join('\n') : errors.trim() || 'nothing, not even that they ran';
  return { cases: run, faults: seen.faults, unclear: isClear ? undefined : said };
}

/** What promtool passes holds, but for annotations, which it was not told. */
function allHold({ checks }: TestCase): readonly CheckVerdict[] {
  return checks.map((check) => ({ check, verdict: 'holds' }));
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
