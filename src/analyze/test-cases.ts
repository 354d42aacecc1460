import type { RuleTest } from '../model/rule-test.ts';
import type { TestCase } from '../model/test-case.ts';
import { onceFor } from '../promql/once-for.ts';
import type { Analysis } from './analysis.ts';
import { generatedCases } from './prove/cases.ts';
import { intactIn } from './sound.ts';
import { storedSeries } from './test-series.ts';

/** Every case of a system: those that it declares, and those that follow from its alerts. */
export const testCases = onceFor((analysis: Analysis): readonly TestCase[] => [
  ...analysis.project.ruleTests.filter(intactIn(analysis.project)).map((test) => declaredCase(test, analysis)),
  ...generatedCases(analysis),
]);

function declaredCase({ name, interval, series, expectations, origin }: RuleTest, analysis: Analysis): TestCase {
  const { system, scrapeJobs } = analysis.project;
  return {
    name,
    from: 'declared',
    interval,
    series: series.flatMap((one) => {
      const job = scrapeJobs.find((candidate) => candidate.name === one.job);
      return storedSeries(one, analysis.metric(one.name), job, system) ?? [];
    }),
    checks: expectations.map(({ path, ...expectation }) => ({ ...expectation, place: { origin, path } })),
  };
}
