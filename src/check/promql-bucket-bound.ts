import { placeOfMatcher } from '../analyze/place.ts';
import { nameOf } from '../analyze/selected.ts';
import type { Matcher, VectorSelector } from '../promql/ast.ts';
import { type Fact, labelsBeforeMatchers } from '../promql/infer.ts';
import { labelValues } from '../promql/labels.ts';
import { accepts, hasVariable } from '../promql/matcher.ts';
import type { Check } from './check.ts';
import { inUse, listed, type Words } from './finding.ts';

export const promqlBucketBound: Check = {
  id: 'promql-bucket-bound',
  severity: 'error',
  class: 'fact',
  fixable: true,
  why: 'Buckets exist for the declared bounds only: a matcher for any other, or in another spelling, selects nothing.',
  bad: `shop.alert('FewFastRequests', { when: promql\`sum(rate(shop_request_duration_seconds_bucket{le="0.3"}[5m])) < 1\`, ...warning });`,
  good: `shop.alert('FewFastRequests', { when: promql\`sum(rate(shop_request_duration_seconds_bucket{le="0.5"}[5m])) < 1\`, ...warning });`,
  *find({ project, inferred }) {
    const { prometheus } = project.system.runsOn;
    for (const { use, inference } of inferred()) {
      for (const node of inference.nodes) {
        const values = storedBounds(node);
        if (!values) continue;
        const { matchers } = node.expr as VectorSelector;
        for (const matcher of matchers.filter(isOfBound)) {
          const words = wordsFor(matcher, { name: nameOf(node.expr) ?? '', values, prometheus });
          if (words) yield inUse(use, placeOfMatcher(matcher, 'value', use.expression.origin), words);
        }
      }
    }
  },
};

/** The values of `le` that a selector of buckets finds before its matchers; undefined where not all are known. */
function storedBounds({ expr, series, labels }: Fact): readonly string[] | undefined {
  const bounds = series?.bounds ?? series?.recorded?.histogram?.bounds;
  if (expr.kind !== 'selector' || expr.matchers.length === 0 || bounds === undefined) return undefined;
  return labelValues(labelsBeforeMatchers(labels), 'le');
}

/** Whether a selector's matcher is about the bound of a bucket, which this check judges and promql-label-value does not. */
export function isJudgedAsBound(selector: Fact, matcher: Matcher): boolean {
  return isOfBound(matcher) && storedBounds(selector) !== undefined;
}

function isOfBound(matcher: Matcher): boolean {
  return matcher.label === 'le' && !hasVariable(matcher);
}

interface Buckets {
  readonly name: string;
  /** As Prometheus stores them. */
  readonly values: readonly string[];
  readonly prometheus: string;
}

function wordsFor(matcher: Matcher, buckets: Buckets): Words | undefined {
  const { op, value } = matcher;
  switch (op) {
    case '=':
    case '!=':
      return buckets.values.includes(value) ? undefined : missing(value, value, buckets, JSON.stringify);
    case '=~':
      return inPattern(matcher, buckets);
    case '!~':
      return undefined;
  }
}

/** Each alternative of a pattern has to be a bound, or another spelling of one beside it: `1|1.0`. */
function inPattern(matcher: Matcher, buckets: Buckets): Words | undefined {
  const { values } = buckets;
  const isFound = (pattern: string) => values.some((value) => accepts({ ...matcher, value: pattern }, value) !== false);
  const alternatives = /[()[\]{}*?^$]/.test(matcher.value) ? [matcher.value] : matcher.value.split('|');
  const found = alternatives.filter(isFound).map((pattern) => Number(unescaped(pattern)));
  const lost = alternatives.find((pattern) => !isFound(pattern) && !found.includes(Number(unescaped(pattern))));
  if (lost === undefined) return undefined;
  const whole = (meant: string) =>
    JSON.stringify(
      matcher.value
        .split('|')
        .map((each) => (each === lost ? escaped(meant) : each))
        .join('|'),
    );
  return missing(unescaped(lost), lost, buckets, whole);
}

function unescaped(pattern: string): string {
  return pattern.replace(/\\(\W)/g, '$1');
}

function escaped(bound: string): string {
  return bound.replace(/[.+]/g, '\\$&');
}

/** What to say of a bound, as it was written, that no bucket has. */
function missing(bound: string, written: string, buckets: Buckets, fix: (meant: string) => string): Words {
  const { name, values, prometheus } = buckets;
  const stored = bound === '' ? undefined : values.find((value) => asNumber(value) === asNumber(bound));
  if (stored !== undefined) {
    const message = `Prometheus ${prometheus} stores this bound as "${stored}": "${written}" selects nothing`;
    return { message, help: `write "${stored}"`, fix: fix(stored) };
  }
  return { message: `${name} has no bucket "${written}"`, help: `its bounds are ${listed(distinct(values), 'and')}` };
}

/** Prometheus' spelling of infinity is not JavaScript's. */
function asNumber(bound: string): number {
  return /^\+?inf$/i.test(bound) ? Number.POSITIVE_INFINITY : Number(bound);
}

/** Before 3.0 a bound is known in several spellings, of which one is shown. */
function distinct(values: readonly string[]): readonly string[] {
  const numbers = values.map(asNumber);
  return values.filter((_, index) => numbers.indexOf(numbers[index]!) === index);
}
