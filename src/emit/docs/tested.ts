/** How an alert is tested, in words. */
import type { Analysis } from '../../analyze/analysis.ts';
import { type TestedAlert, testCoverage } from '../../analyze/test-coverage.ts';
import type { Alert } from '../../model/rule.ts';
import type { TestCase } from '../../model/test-case.ts';
import { onceFor } from '../../promql/once-for.ts';
import { listed, plain } from './markdown.ts';

/** `fires in "errors above 5 %"; stays quiet in a generated test`; undefined where nothing tests it. */
export function testedWords(alert: Alert, analysis: Analysis): string | undefined {
  const tested = coverageOf(analysis).get(alert);
  if (!tested || tested.firedBy.length + tested.keptQuietBy.length === 0) return undefined;
  const { firedBy, keptQuietBy } = tested;
  return `${inTests('fires', firedBy)}; ${inTests('stays quiet', keptQuietBy)}`;
}

const coverageOf = onceFor(
  (analysis: Analysis): ReadonlyMap<Alert, TestedAlert> =>
    new Map(testCoverage(analysis).map((tested) => [tested.alert, tested])),
);

/** More names than these nobody reads. */
const mostNamed = 3;

function inTests(does: string, cases: readonly TestCase[]): string {
  if (cases.length === 0) return `nothing tests that it ${does}`;
  const declared = cases.filter(({ from }) => from === 'declared').map(({ name }) => `“${plain(name)}”`);
  const more = declared.length > mostNamed ? [`${declared.length - mostNamed} more`] : [];
  const generated = declared.length < cases.length ? ['a generated test'] : [];
  return `${does} in ${listed([...declared.slice(0, mostNamed), ...more, ...generated])}`;
}
