/** What a label of an alert can be, as far as the matchers of a routing tree can tell values apart. */
import type { AlertMatcher } from '../model/routing.ts';
import type { LabelFact } from '../promql/labels.ts';
import { alternatives } from '../promql/matcher.ts';
import { regexExamples } from '../promql/regex-example.ts';
import { plainAlternatives } from '../promql/regex-shape.ts';
import { holdsFor } from './routing-tree.ts';

/** Values that a label can have. Domains of the same values are the same object within one simulation. */
export interface Domain {
  readonly label: string;
  /** '' stands for an alert without the label. Of an open label those that matchers tell apart. */
  readonly values: readonly string[];
  /** It can have other values than these too, which behave like one of them. */
  readonly open: boolean;
  /** What has been asked of it, and the answers. */
  readonly asked: readonly { readonly matcher: AlertMatcher; readonly holds: boolean }[];
  /** What is left of it where a matcher holds, and where not. */
  readonly split: (matcher: AlertMatcher) => Split;
}

export interface Split {
  readonly holds: Domain;
  readonly fails: Domain;
}

export type Domains = (fact: LabelFact) => Domain;

/** Domains for the labels of alerts, by what the matchers ask; each is made once. */
export function domainsFor(matchers: readonly AlertMatcher[]): Domains {
  const known = new Map<string, Domain>();
  const named = new Map<string, readonly string[]>();
  for (const label of new Set(matchers.map((matcher) => matcher.label)))
    named.set(label, toldApart(matchers.filter((matcher) => matcher.label === label)));
  return (fact) => {
    const { name, presence, values } = fact;
    const key = JSON.stringify([name, presence, presence === 'never' ? [] : values]);
    const domain = known.get(key) ?? domain_(fact, named.get(name) ?? unnamed);
    known.set(key, domain);
    return domain;
  };
}

function domain_({ name, presence, values }: LabelFact, told: readonly string[]): Domain {
  if (presence === 'never') return domainOf(name, [''], false, []);
  const absent = presence === 'maybe' ? [''] : [];
  return domainOf(name, [...new Set([...(values ?? told), ...absent])], values === undefined, []);
}

/** Values nobody names; several, since a pattern may well match one of them. */
const unnamed: readonly string[] = ['other', '0', 'OTHER', '-', 'x.y'];

/** The values that matchers on one label name, some that their patterns match, alone and two at once, and some that none means. */
function toldApart(matchers: readonly AlertMatcher[]): readonly string[] {
  const named = matchers.flatMap((matcher) => namedValues(matcher) ?? []);
  const patterns = [...new Set(matchers.flatMap((one) => (namedValues(one) === undefined ? [one.value] : [])))];
  const examples = patterns.map(regexExamples);
  const both = examples.flatMap((some, index) =>
    examples.flatMap((others, other) => (index === other ? [] : joined(some, others))),
  );
  return [...new Set([...named, ...examples.flat(), ...both.slice(0, mostJoined), ...unnamed])].filter(
    (value) => value !== '',
  );
}

const mostJoined = 500;

/** `a.*` and `.*b` are both matched by `ab`. */
function joined(some: readonly string[], others: readonly string[]): readonly string[] {
  return some.slice(0, 2).flatMap((one) => others.slice(0, 2).map((other) => one + other));
}

/** The values that a matcher spells out, `a|b`; undefined for another pattern. */
export function namedValues({ op, value }: Pick<AlertMatcher, 'op' | 'value'>): readonly string[] | undefined {
  if (op === '=' || op === '!=') return [value];
  return plainAlternatives(value) ?? alternatives(value);
}

function domainOf(label: string, values: readonly string[], open: boolean, asked: Domain['asked']): Domain {
  const splits = new Map<AlertMatcher, Split>();
  const part = (matcher: AlertMatcher, holds: boolean): Domain => {
    const left = values.filter((value) => holdsFor(matcher, value) === holds);
    return domainOf(label, left, open, [...asked, { matcher, holds }]);
  };
  const domain: Domain = {
    label,
    values,
    open,
    asked,
    split(matcher) {
      const split = splits.get(matcher) ?? splitOf(domain, part(matcher, true), part(matcher, false));
      splits.set(matcher, split);
      return split;
    },
  };
  return domain;
}

/** A domain that a matcher does not divide stays what it is. */
function splitOf(whole: Domain, holds: Domain, fails: Domain): Split {
  if (fails.values.length === 0) return { holds: whole, fails };
  return holds.values.length === 0 ? { holds, fails: whole } : { holds, fails };
}

/** Whether a value is one of a domain's. */
export function isPossible({ values, open, asked }: Domain, value: string): boolean {
  if (values.includes(value)) return true;
  return open && value !== '' && asked.every(({ matcher, holds }) => holdsFor(matcher, value) === holds);
}

/** Whether two labels can have the same value, or both be absent. */
export function canBeEqual(a: Domain, b: Domain): boolean {
  if (a === b) return a.values.length > 0;
  return a.values.some((value) => isPossible(b, value)) || b.values.some((value) => isPossible(a, value));
}
