import { describe, expect, it } from 'vitest';
import { chunksOf } from '../../src/analyze/test-chunks.ts';
import { type Alert, ruleKey } from '../../src/model/rule.ts';
import type { TestCase } from '../../src/model/test-case.ts';
import { alert, declaredIn, project, recordingRule } from '../emit/sample.ts';

const { origin } = declaredIn('/home/someone/definitions/shop/shop.ts');

function caseOf(...alerts: readonly Alert[]): TestCase {
  const rest = { state: 'firing', at: 0, labels: {}, annotations: {}, place: { origin } } as const;
  const checks = alerts.map((one) => ({ ...rest, alert: ruleKey(one) }));
  return { name: alerts.map(({ name }) => name).join(), from: 'generated', interval: 60_000, series: [], checks };
}
const many = Array.from({ length: 50 }, (_, index) => alert(`A${index}`, 'up == 0'));

describe('cases are run with the rules that they need', () => {
  const rules = [recordingRule('a:b', 'c:d'), recordingRule('c:d', 'up'), recordingRule('e:f', 'up')];
  const reads = alert('Reads', 'a:b > 1');
  const twin = alert('Reads', 'up == 0', { severity: 'warning' });
  const nameless = alert('Nameless', '{job="shop"} > 1');
  const ofAlerts = alert('OfAlerts', 'ALERTS{alertname="A1"} > 0');
  const whole = project({ alerts: [reads, twin, nameless, ofAlerts, ...many], recordingRules: rules });
  const needed = (one: TestCase) => {
    const [chunk] = chunksOf([one], whole);
    return [...chunk!.project.alerts, ...chunk!.project.recordingRules].map(ruleKey);
  };

  it('those that they ask of, and no others', () => {
    expect(needed(caseOf(many[3]!))).toEqual(['A3{severity="critical"}']);
  });
  it('others of their names, and what is recorded for them', () => {
    expect(needed(caseOf(reads))).toEqual(['Reads{severity="critical"}', 'Reads{severity="warning"}', 'a:b', 'c:d']);
    expect(needed({ ...caseOf(twin), checks: caseOf(twin).checks })).toHaveLength(4);
  });
  it('of rules of one name those whose own labels their matchers let pass', () => {
    const recordingRules = ['x', 'y', 'z'].map((of) => recordingRule('a:b', `up{of="${of}"}`, { labels: { of } }));
    const some = [alert('Some', 'a:b{of=~"y|z", other="w"} > 1')];
    const [chunk] = chunksOf([caseOf(...some)], project({ alerts: some, recordingRules }));
    expect(chunk?.project.recordingRules).toEqual(recordingRules.slice(1));
  });
  it('all of them, where they may read any', () => {
    expect(needed(caseOf(nameless))).toHaveLength(57);
    expect(needed(caseOf(ofAlerts))).toHaveLength(57);
  });
});

it('few together, in order', () => {
  const cases = [
    ...many.map((one) => caseOf(one)),
    caseOf(...many),
    ...many.slice(0, 5).map((one) => caseOf(one, one)),
  ];
  const chunks = chunksOf(cases, project({ alerts: many }));
  expect(chunks.flatMap((chunk) => chunk.cases)).toEqual(cases);
  expect(chunks.map((chunk) => [chunk.cases.length, chunk.project.alerts.length])).toEqual([
    [20, 20],
    [20, 20],
    [10, 10],
    [1, 50],
    [5, 5],
  ]);
  expect(chunksOf([], project({ alerts: many }))).toEqual([]);
});
