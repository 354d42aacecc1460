import { describe, expect, it } from 'vitest';
import { newerRules, newerSeries } from '../../src/analyze/newer-rules.ts';
import { testCoverage } from '../../src/analyze/test-coverage.ts';
import { ruleKey } from '../../src/model/rule.ts';
import type { CaseCheck, TestCase } from '../../src/model/test-case.ts';
import { alert, analysisOf, project, recordingRule } from '../emit/sample.ts';

describe('rules that a promtool is too old for', () => {
  const parts = {
    alerts: [
      alert('Known', 'up == 0'),
      alert('Reads', 'a:b > 1'),
      alert('ReadsAgain', 'c:d > 1'),
      alert('Keeps', 'up == 0', { keepFiringFor: 60_000 }),
      alert('Needs', 'up > 5m'),
    ],
    recordingRules: [recordingRule('c:d', 'sum(a:b)'), recordingRule('a:b', 'up > 5m')],
  };
  const found = (version: string) =>
    newerRules(project(parts), version).map(({ rule, part, since }) => `${rule.name}: ${part} ${since}`);

  it('are those with a newer part, and those that read them', () => {
    expect(found('2.42').sort()).toEqual([
      'Needs: a duration as a number 2.54',
      'Reads: a duration as a number 2.54',
      'ReadsAgain: a duration as a number 2.54',
      'a:b: a duration as a number 2.54',
      'c:d: a duration as a number 2.54',
    ]);
    expect(found('2.41')).toContain('Keeps: keep_firing_for 2.42');
    expect(found('3.5')).toEqual([]);
  });
});

const down = alert('Down', 'up == 0');
function caseOf(values: string, checks: readonly CaseCheck['state'][] = []): TestCase {
  const { origin } = down;
  const labels = {};
  return {
    name: 'a case',
    from: 'declared',
    interval: 60_000,
    series: [{ name: 'x', labels, values }],
    checks: checks.map((state) => ({ state, alert: ruleKey(down), at: 0, labels, annotations: {}, place: { origin } })),
  };
}

it('series that a promtool is too old for hold native histograms', () => {
  expect(newerSeries(caseOf('{{count:1}}'), '2.42')).toEqual({ part: 'a native histogram in a test', since: '2.48' });
  expect(newerSeries(caseOf('{{count:1}}'), '2.48')).toBeUndefined();
  expect(newerSeries(caseOf('1x5'), '2.42')).toBeUndefined();
});

it('an alert is covered by the cases that make it fire, and by those that keep it quiet', () => {
  const [fires, quiet, both] = [
    caseOf('1', ['firing', 'firing']),
    caseOf('2', ['quiet', 'pending']),
    caseOf('3', ['firing', 'quiet']),
  ];
  const other = alert('Other', 'up == 0');
  expect(testCoverage(analysisOf({ alerts: [down, other] }), [fires, quiet, both])).toMatchObject([
    { alert: down, firedBy: [fires, both], keptQuietBy: [quiet, both] },
    { alert: other, firedBy: [], keptQuietBy: [] },
  ]);
});
