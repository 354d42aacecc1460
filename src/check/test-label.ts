import { alertLabels, labelOf } from '../analyze/alert-labels.ts';
import type { Analysis } from '../analyze/analysis.ts';
import { annotationsOf } from '../analyze/annotations.ts';
import { type Alert, alertAt } from '../model/rule.ts';
import type { Expectation, RuleTest } from '../model/rule-test.ts';
import type { LabelFact } from '../promql/infer.ts';
import type { Check, Finding } from './check.ts';
import { inOption, itsLabels, listed, meantName, quoted } from './finding.ts';

const fails = `const fails = shop.alert('SomeFail', {
  when: promql\`sum by (method) (rate(shop_requests_total{status="error"}[5m])) > 1\`, ...warning,
});`;
const test = (labels: string) => `shop.ruleTest({
  alert: fails,
  series: [series(requests, { method: 'buy', status: 'error' }, ramp(100))],
  firing: [{ at: '20m', labels: { method: 'buy' } }], quiet: [{ at: '20m', labels: { ${labels} } }],
});`;

export const testLabel: Check = {
  id: 'test-label',
  severity: 'error',
  class: 'fact',
  fixable: true,
  why: 'That an alert is quiet with a label, or a value, that it never has always holds: the test proves nothing.',
  bad: `${fails}
${test("metod: 'search'")}`,
  good: `${fails}
${test("method: 'search'")}`,
  *find(analysis) {
    for (const test of analysis.project.ruleTests) {
      const tested = alertAt(analysis.project.alerts, test.alert);
      if (!tested) continue;
      for (const expectation of test.expectations) {
        yield* ofExpectation(test, expectation, tested, analysis);
        yield* ofAnnotations(test, expectation, tested, analysis);
      }
    }
  },
};

/** Each label that no side of the alert's `or` has, or never with that value. */
function* ofExpectation(
  test: RuleTest,
  { labels, path }: Expectation,
  tested: Alert,
  analysis: Analysis,
): Iterable<Finding> {
  const sides = alertLabels(tested, analysis);
  for (const [name, value] of Object.entries(labels)) {
    const facts = sides.map((side) => labelOf(side, name));
    const option = [...path, 'labels', name];
    // What a test feeds in may be there, whatever the targets are called.
    const isFed = test.series.some(({ labels: fed }) => fed[name] === value);
    if (value === '' || isFed || facts.some((fact) => mayBe(fact, value))) continue;
    const values = facts.flatMap((fact) => (fact.presence === 'never' ? [] : (fact.values ?? [])));
    if (values.length > 0) {
      const message = `label "${name}" of ${tested.name} never has the value ${quoted(value)}`;
      yield inOption(test, option, {
        message,
        ...(meantName(value, values, spelled, (one) => quoted(one)) ?? { help: `it is ${listed(values)}` }),
      });
      continue;
    }
    const names = sides
      .flatMap((side) => [...side.facts.values()])
      .flatMap((fact) => (fact.presence === 'never' ? [] : [fact.name]));
    const known = [...new Set(names)];
    const words = meantName(name, known) ?? { help: itsLabels(known) };
    const finding = inOption(test, option, { message: `${tested.name} never has the label "${name}"`, ...words });
    yield { ...finding, place: { ...finding.place, key: true } };
  }
}

/** Annotations stand in the alert as they are written: one that it does not have is never there. */
function* ofAnnotations(
  test: RuleTest,
  { annotations, path }: Expectation,
  tested: Alert,
  { project }: Analysis,
): Iterable<Finding> {
  const known = Object.keys(annotationsOf(tested, project.system));
  for (const name of Object.keys(annotations).filter((one) => !known.includes(one))) {
    const words = meantName(name, known) ?? { help: `its annotations are ${listed(known, 'and')}` };
    const message = `${tested.name} never has the annotation "${name}"`;
    const finding = inOption(test, [...path, 'annotations', name], { message, ...words });
    yield { ...finding, place: { ...finding.place, key: true } };
  }
}

function mayBe({ presence, values }: LabelFact, value: string): boolean {
  return presence !== 'never' && (values === undefined || values.includes(value));
}

function spelled(value: string): string {
  return `'${value}'`;
}
