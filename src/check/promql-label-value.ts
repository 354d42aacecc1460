import { placeOfMatcher } from '../analyze/place.ts';
import type { Matcher } from '../promql/ast.ts';
import { type Fact, labelsBeforeMatchers } from '../promql/infer.ts';
import { type LabelFact, labelFact } from '../promql/labels.ts';
import { accepts, alternatives, hasVariable } from '../promql/matcher.ts';
import { misspelt, nearest } from '../promql/nearest.ts';
import { plainAlternatives } from '../promql/regex-shape.ts';
import type { Check } from './check.ts';
import { inUse, listed, meantName, quoted, type Words } from './finding.ts';
import { isJudgedAsBound } from './promql-bucket-bound.ts';

export const promqlLabelValue: Check = {
  id: 'promql-label-value',
  severity: 'error',
  class: 'fact',
  fixable: true,
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

/** A label whose values are all known. */
export interface ClosedLabel extends LabelFact {
  readonly values: readonly string[];
}

/** The matchers of a selector on labels whose values are all known. */
export function closedMatchers(node: Fact): readonly { readonly matcher: Matcher; readonly label: ClosedLabel }[] {
  const { expr, labels } = node;
  if (expr.kind !== 'selector' || expr.matchers.length === 0) return [];
  const all = labelsBeforeMatchers(labels);
  return expr.matchers.flatMap((matcher) => {
    const label = labelFact(all, matcher.label);
    const isClosed = label?.values !== undefined && label.presence !== 'never' && label.name !== '__name__';
    return isClosed && !isJudgedAsBound(node, matcher) ? [{ matcher, label: label as ClosedLabel }] : [];
  });
}

/** What a matcher may meet. An absent label has the value '', which `=""` and `=~"a|"` select. */
export function possibleValues({ presence, values }: ClosedLabel): readonly string[] {
  return presence === 'always' ? values : [...values, ''];
}

function wordsFor(matcher: Matcher, label: ClosedLabel): Words | undefined {
  const { op, value } = matcher;
  const possible = possibleValues(label);
  const passes = possible.some((each) => accepts(matcher, each) !== false);
  switch (op) {
    case '=':
      return passes ? undefined : missing(label, value);
    case '!=':
      if (!passes) return nothingLeft(label, value);
      return isSlip(value, label.values) ? missing(label, value) : undefined;
    case '=~': {
      const help = itsValues(label);
      if (!passes) return { message: `${quoted(value)} matches no value of label "${label.name}"`, help };
      return deadAlternative(value, label, possible);
    }
    case '!~':
      return passes ? undefined : nothingLeft(label, value);
  }
}

function itsValues({ values }: ClosedLabel): string {
  return `its values are ${listed(distinct(values), 'and')}`;
}

function nothingLeft(label: ClosedLabel, value: string): Words {
  return { message: `without ${quoted(value)} no value of label "${label.name}" is left`, help: itsValues(label) };
}

function missing(label: ClosedLabel, value: string): { message: string; help: string; fix?: string } {
  const help = itsValues(label);
  if (value === '') return { message: `label "${label.name}" is never empty`, help };
  const message = `label "${label.name}" never has the value ${quoted(value)}`;
  const number = sameNumber(value, label.values);
  if (number !== undefined) return { message, help: `did you mean ${quoted(number)}?`, fix: quoted(number) };
  return { message, help, ...meantName(value, label.values, quoted) };
}

/**
 * What is left out, or is one choice of several, may well be a value that only other systems have: it changes nothing. Where it
 * is near one that there is, that one was meant. Numbers are always near others.
 */
function isSlip(value: string, values: readonly string[]): boolean {
  return /\D/.test(value) && !values.includes(value) && nearest(value, values) !== undefined;
}

/** `success|eror`: the first alternative that is a slip of a value not named beside it. */
function deadAlternative(pattern: string, label: ClosedLabel, possible: readonly string[]): Words | undefined {
  const all = plainAlternatives(pattern) ?? [];
  const unnamed = label.values.filter((value) => !all.includes(value));
  const dead = all.find((each) => !possible.includes(each) && isSlip(each, unnamed));
  if (dead === undefined || all.length < 2) return undefined;
  const meant = misspelt(dead, label.values);
  const { fix: _, ...words } = missing(label, dead);
  if (meant === undefined || alternatives(pattern) === undefined) return words;
  const mended = [...new Set(all.map((each) => (each === dead ? meant : each)))];
  return { ...words, fix: quoted(mended.join('|')) };
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
