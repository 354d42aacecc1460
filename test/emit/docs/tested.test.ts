import { expect, it } from 'vitest';
import { testedWords } from '../../../src/emit/docs/tested.ts';
import { ruleKey } from '../../../src/model/rule.ts';
import type { Expectation, RuleTest } from '../../../src/model/rule-test.ts';
import { alert, analysisOf, declaredIn, metric } from '../sample.ts';

/** Of native histograms no tests are generated. */
const slow = alert('Slow', 'histogram_quantile(0.9, rate(shop_seconds[5m])) > 1');
const other = alert('Other', 'histogram_quantile(0.9, rate(shop_seconds[5m])) > 2');

function ruleTest(name: string, ...states: Expectation['state'][]): RuleTest {
  const key = ruleKey(slow);
  const expectations = states.map((state, index) => ({
    state,
    alert: key,
    at: 0,
    labels: {},
    annotations: {},
    path: [0, state, index],
  }));
  return {
    ...declaredIn('/home/someone/definitions/shop/tests.ts'),
    kind: 'ruleTest',
    name,
    interval: 15_000,
    alert: key,
    series: [],
    expectations,
  };
}
function words(...ruleTests: readonly RuleTest[]) {
  const metrics = [metric('shop_seconds', 'nativeHistogram', { unit: 'seconds' })];
  const analysis = analysisOf({ alerts: [slow, other], metrics, ruleTests });
  return analysis.project.alerts.map((one) => testedWords(one, analysis));
}

it('says by which tests an alert fires and stays quiet', () => {
  expect(words(ruleTest('too <slow>', 'firing', 'firing', 'quiet'), ruleTest('b', 'quiet'))).toEqual([
    'fires in “too &lt;slow>”; stays quiet in “too &lt;slow>” and “b”',
    undefined,
  ]);
});

it('says what no test shows', () => {
  expect(words(ruleTest('a', 'firing', 'pending'))[0]).toBe('fires in “a”; nothing tests that it stays quiet');
  expect(words(ruleTest('a', 'quiet'))[0]).toBe('nothing tests that it fires; stays quiet in “a”');
  expect(words()[0]).toBeUndefined();
});

it('names some of many', () => {
  const many = ['a', 'b', 'c', 'd', 'e'].map((name) => ruleTest(name, 'firing', 'quiet'));
  expect(words(...many)[0]).toBe('fires in “a”, “b”, “c” and 2 more; stays quiet in “a”, “b”, “c” and 2 more');
});
