/** Whether the series of one selector are some of those of another. */
import type { Matcher, VectorSelector } from '../promql/ast.ts';
import type { Fact } from '../promql/facts.ts';
import { labelFact, metricName, presence } from '../promql/labels.ts';
import { accepts } from '../promql/matcher.ts';
import { regexExamples } from '../promql/regex-example.ts';

/**
 * - `within`: all of them are;
 * - `wider`: by this matcher of the whole some are not;
 * - `apart`: by this matcher none is;
 * - `unknown`: nothing proves either.
 */
type Within =
  | { readonly kind: 'within' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'wider' | 'apart'; readonly matcher: Matcher };

/** Compares the matchers of two selectors of one metric; those of some labels aside. */
export function within(part: Fact, whole: Fact, aside: readonly string[] = []): Within {
  const found = matchersOf(whole)
    .filter(({ label }) => label !== metricName && !aside.includes(label))
    .map((matcher) => byMatcher(part, matcher));
  const order = ['apart', 'wider', 'unknown'] as const;
  const [worst] = order.flatMap((kind) => found.find((one) => one.kind === kind) ?? []);
  return worst ?? { kind: 'within' };
}

export function matchersOf({ expr }: Fact): readonly Matcher[] {
  return (expr as VectorSelector).matchers;
}

/** Whether what the part selects passes one matcher of the whole. */
function byMatcher(part: Fact, matcher: Matcher): Within {
  const own = matchersOf(part).filter(({ label }) => label === matcher.label);
  if (own.some(({ op, value }) => op === matcher.op && value === matcher.value)) return { kind: 'within' };
  const values = valuesOf(part, matcher.label);
  const passed = (values ?? samplesOf(own, matcher)).map((value) => accepts(matcher, value));
  if (passed.includes(undefined)) return { kind: 'unknown' };
  if (values !== undefined && passed.length > 0 && !passed.includes(true)) return { kind: 'apart', matcher };
  if (passed.includes(false)) return { kind: 'wider', matcher };
  return { kind: values === undefined ? 'unknown' : 'within' };
}

/** All values that a label has in the series of a selector, '' where it may be missing; undefined where not all are known. */
function valuesOf({ labels }: Fact, name: string): readonly string[] | undefined {
  const there = presence(labels, name);
  if (there === 'never') return [''];
  const values = labelFact(labels, name)?.values;
  return values && (there === 'always' ? values : [...values, '']);
}

/** Some values of a label that matchers let through, of those first that another may not. */
function samplesOf(matchers: readonly Matcher[], other: Matcher): readonly string[] {
  const written = [other, ...matchers].flatMap(({ op, value }) => (op.endsWith('~') ? regexExamples(value) : [value]));
  return [...written, '', 'x', 'other'].filter((value) => matchers.every((one) => accepts(one, value) === true));
}
