import type { RuleTest } from '../model/rule-test.ts';
import type { TestCase } from '../model/test-case.ts';
import type { Analysis } from './analysis.ts';
import { storedSeries } from './test-series.ts';

/** Every case of a system: those that it declares. */
export function testCases(analysis: Analysis): readonly TestCase[] {
  return analysis.project.ruleTests.map((test) => declaredCase(test, analysis));
}

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
