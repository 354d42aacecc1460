import { expect, it } from 'vitest';
import { analyze } from '../../src/analyze/analyze.ts';
import { type Finding, generatedCases } from '../../src/analyze/prove/cases.ts';
import { isProven, proofsOf } from '../../src/analyze/prove/prove.ts';
import { sideBySide } from '../../src/analyze/prove/side-by-side.ts';
import { alert, metric, project, scrapeJob } from './project.ts';

const names = Array.from({ length: 12 }, (_, index) => `queue${index}`);
const analysis = analyze(
  project({
    scrapeJobs: [scrapeJob('shop')],
    metrics: names.map((name) => metric(name, 'gauge')),
    alerts: [...names.map((name) => alert(`Long${name}`, `${name} > 5`)), alert('Longer', 'queue0 > 50')],
  }),
);
const groups = analysis.project.alerts.map((one): readonly Finding[] => {
  const { firing } = proofsOf(analysis)(one);
  return isProven(firing) ? [{ alert: one, state: 'firing', proven: firing }] : [];
});
/** The same in a project of so many rules that promtool would take minutes. */
const many = { ...analysis, project: { ...analysis.project, alerts: Array(20_000).fill(analysis.project.alerts[0]!) } };
const namesIn = (packs: readonly (readonly Finding[])[]) => packs.map((pack) => pack.map(({ alert }) => alert.name));

it('tests that have no metric in common are one, ten alerts at most, where there are very many rules', () => {
  expect(sideBySide(groups, analysis)).toEqual(groups);
  expect(namesIn(sideBySide(groups, many))).toEqual([
    names.slice(0, 10).map((name) => `Long${name}`),
    ['Longqueue10', 'Longqueue11', 'Longer'],
  ]);
});

it('few alerts have tests of their own', () => {
  const firing = generatedCases(analysis).filter(({ checks }) => checks.some(({ state }) => state === 'firing'));
  expect(firing.length).toBeGreaterThan(11);
});
