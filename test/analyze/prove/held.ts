import type { Analysis } from '../../../src/analyze/analysis.ts';
import { generatedCases } from '../../../src/analyze/prove/cases.ts';
import { chunksOf } from '../../../src/analyze/test-chunks.ts';
import type { OutputFile } from '../../../src/emit/emit.ts';
import { prometheusRules } from '../../../src/emit/prometheus-rules.ts';
import { testsText } from '../../../src/emit/prometheus-tests.ts';
import { inFolder, program } from '../../programs.ts';

/** promtool, where it is installed. */
export const promtool = program('promtool');

/** What promtool says against the generated tests, each with the rules that it needs: promtool evaluates all that it is given. */
export function saidAgainst(analyses: readonly Analysis[]): readonly string[] {
  const chunks = analyses.flatMap((analysis) =>
    generatedCases(analysis).flatMap((one) =>
      chunksOf([one], analysis.project).map((chunk) => ({
        ...chunk,
        analysis: { ...analysis, project: chunk.project },
      })),
    ),
  );
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
