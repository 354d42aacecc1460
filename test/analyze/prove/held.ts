import type { Analysis } from '../../../src/analyze/analysis.ts';
import { generatedCases } from '../../../src/analyze/prove/cases.ts';
import { chunksOf } from '../../../src/analyze/test-chunks.ts';
import type { OutputFile } from '../../../src/emit/emit.ts';
import { prometheusRules } from '../../../src/emit/prometheus-rules.ts';
import { testsText } from '../../../src/emit/prometheus-tests.ts';
import type { TestCase } from '../../../src/model/test-case.ts';
import { inFolder, program } from '../../programs.ts';

/** promtool, where it is installed. */
export const promtool = program('promtool');

/** What promtool says against the generated tests, each with the rules that it needs: promtool evaluates all that it is given. */
export function saidAgainst(analyses: readonly Analysis[]): readonly string[] {
  return saidOf(chunked(analyses));
}

/** What it says against the first of them, with all rules. */
export function saidWithAll(analysis: Analysis): readonly string[] {
  return saidOf([{ cases: generatedCases(analysis).slice(0, 1), analysis }]);
}

interface Run {
  readonly cases: readonly TestCase[];
  readonly analysis: Analysis;
}

function chunked(analyses: readonly Analysis[]): readonly Run[] {
  return analyses.flatMap((analysis) =>
    generatedCases(analysis).flatMap((one) =>
      chunksOf([one], analysis.project).map((chunk) => ({
        ...chunk,
        analysis: { ...analysis, project: chunk.project },
      })),
    ),
  );
}

function saidOf(chunks: readonly Run[]): readonly string[] {
  const files = chunks.flatMap(({ cases, analysis }, index) => {
    const tests = { path: 'prometheus/tests.yml', text: testsText(cases, analysis) };
    const made = [...(prometheusRules.emit(analysis) as readonly OutputFile[]), tests];
    return made.map(({ path, text }) => ({ path: `${index}/${path}`, text }));
  });
  const paths = chunks.map((_, index) => `${index}/prometheus/tests.yml`);
  const run = inFolder(files, (folder) => promtool?.(['test', 'rules', ...paths], folder));
  const told = run?.output.split('\n').filter((line) => !/^Unit Testing|^ *SUCCESS|^ *$/.test(line)) ?? [];
  return run?.status === 0 ? told : [...told, `exit ${run?.status}`];
}
