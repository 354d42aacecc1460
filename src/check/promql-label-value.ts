import { placeOfMatcher } from '../analyze/place.ts';
import type { Matcher } from '../promql/ast.ts';
import { type Fact, labelsBeforeMatchers } from '../promql/infer.ts';
import { type LabelFact, labelFact } from '../promql/labels.ts';
import { accepts, hasVariable } from '../promql/matcher.ts';
import { nearest } from '../promql/nearest.ts';
import type { Check } from './check.ts';
import { inUse, listed } from './finding.ts';
import { isJudgedAsBound } from './promql-bucket-bound.ts';

export const promqlLabelValue: Check = {
  id: 'promql-label-value',
  severity: 'error',
  class: 'fact',
  why: 'A matcher for a value that the label never has selects nothing, so the alert never fires and the panel stays empty.',
  bad: `shop.alert('ManyErrors', { when: promql\`sum(rate(shop_requests_total{status="eror"}[5m])) > 1\`, ...warning });`,
  good: `shop.alert('ManyErrors', { when: promql\`sum(rate(shop_requests_total{status="error"}[5m])) > 1\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      for (const { matcher, label } of inference.nodes.flatMap(closedMatchers)) {
        if (hasVariable(matcher)) continue;
        const words = wordsFor(matcher, label);
        if (words) yield inUse(use, placeOfMatcher(matcher, 'value', use.expression.origin), words);
      }
    }
  },
};

interface ClosedLabel extends LabelFact {
  readonly values: readonly string[];
}

/** The matchers of a selector on labels whose values are all known. */
function closedMatchers(node: Fact): readonly { readonly matcher: Matcher; readonly label: ClosedLabel }[] {
  const { expr, labels } = node;
  if (expr.kind !== 'selector' || expr.matchers.length === 0) return [];
  const all = labelsBeforeMatchers(labels);
  return expr.matchers.flatMap((matcher) => {
    const label = labelFact(all, matcher.label);
    const isClosed = label?.values !== undefined && label.presence !== 'never' && label.name !== '__name__';
    return isClosed && !isJudgedAsBound(node, matcher) ? [{ matcher, label: label as ClosedLabel }] : [];
  });
}

/** An absent label has the value '', which `=""` and `=~"a|"` select. */
function wordsFor(matcher: Matcher, label: ClosedLabel): { message: string; help: string; fix?: string } | undefined {
  const { op, value } = matcher;
  const possible = label.presence === 'always' ? label.values : [...label.values, ''];
  if (op === '!~' || (op === '!=' && value === '')) return undefined;
  if (op === '!=' ? possible.includes(value) : possible.some((each) => accepts(matcher, each) !== false))
    return undefined;
  const help = `its values are ${listed(distinct(label.values), 'and')}`;
  if (op === '=~') return { message: `"${value}" matches no value of label "${label.name}"`, help };
  const meant = value === '' ? undefined : (sameNumber(value, label.values) ?? nearest(value, label.values));
  const message =
    value === '' ? `label "${label.name}" is never empty` : `label "${label.name}" never has the value "${value}"`;
  return meant === undefined
    ? { message, help }
    : { message, help: `did you mean "${meant}"?`, fix: JSON.stringify(meant) };
}

/** `1` is meant as `1.0`. */
function sameNumber(value: string, values: readonly string[]): string | undefined {
  return values.find((each) => Number(each) === Number(value));
}

/** Quantiles are known in several spellings before Prometheus 3.0, of which one is shown. */
function distinct(values: readonly string[]): readonly string[] {
  const numbers = values.map(Number);
  return values.filter((_, index) => Number.isNaN(numbers[index]) || numbers.indexOf(numbers[index]!) === index);
}
