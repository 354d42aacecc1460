/** What label matchers prove about the labels of the series they select. */
import type { Matcher } from './ast.ts';
import { type LabelFact, type LabelSet, labelFact, withCount } from './labels.ts';
import { regexMatches, regexProblem } from './regex.ts';

/** A Grafana variable in a matcher's value: `$job`, `${job:regex}`, `[[job]]`. Not the `$` that ends a pattern. */
const variable = /\$[A-Za-z_{]|\[\[\w/;

export function hasVariable(matcher: Pick<Matcher, 'value'>): boolean {
  return variable.test(matcher.value);
}

/** Whether a value passes the matcher; undefined where its pattern is broken. An absent label has the value ''. */
export function accepts(matcher: Pick<Matcher, 'op' | 'value'>, value: string): boolean | undefined {
  switch (matcher.op) {
    case '=':
      return value === matcher.value;
    case '!=':
      return value !== matcher.value;
    case '=~':
      return matchesPattern(matcher.value, value);
    case '!~': {
      const matched = matchesPattern(matcher.value, value);
      return matched === undefined ? undefined : !matched;
    }
  }
}

function matchesPattern(pattern: string, value: string): boolean | undefined {
  const plain = alternatives(pattern);
  if (plain !== undefined) return plain.includes(value);
  if (value === '' && isNeverEmpty(pattern)) return false;
  return regexMatches(pattern, value) || (regexProblem(pattern) === undefined ? false : undefined);
}

/** The strings that a pattern of plain alternatives matches, `500|503`; undefined for any other pattern. */
export function alternatives(pattern: string): readonly string[] | undefined {
  return /^[\w :/=,;@%&<>~!'"-]*(\|[\w :/=,;@%&<>~!'"-]*)*$/.test(pattern) ? pattern.split('|') : undefined;
}

/** Starts with a character that must be there, outside of alternatives and groups: seen without compiling. */
function isNeverEmpty(pattern: string): boolean {
  return /^(\.\+|[\w/-](?![*?{]))[^|]*$/.test(pattern);
}

/** What is known of a label after a matcher on it. `complete` says that an unlisted label cannot be there. */
export function refined(set: LabelSet, matcher: Matcher): LabelFact {
  const name = matcher.label;
  const known = labelFact(set, name) ?? { name, presence: set.complete ? 'never' : 'maybe' };
  const passesEmpty = accepts(matcher, '');
  if (passesEmpty === undefined) return known;
  if (passesEmpty && demandsEmpty(matcher)) return { name, presence: 'never' };
  const presence = passesEmpty ? known.presence : 'always';
  const values = presence === 'never' ? undefined : refinedValues(known.values, matcher);
  if (presence === known.presence && values === known.values) return known;
  return withCount({ name, presence, values }, known.count);
}

function demandsEmpty(matcher: Matcher): boolean {
  return matcher.value === '' && (matcher.op === '=' || matcher.op === '=~');
}

function refinedValues(known: readonly string[] | undefined, matcher: Matcher): readonly string[] | undefined {
  if (known !== undefined) {
    const left = known.filter((value) => accepts(matcher, value) !== false);
    return left.length === known.length ? known : left.length > 0 ? left : written(matcher);
  }
  return written(matcher);
}

/** The values a positive matcher spells out, the empty one aside. */
function written(matcher: Matcher): readonly string[] | undefined {
  if (matcher.op === '=') return [matcher.value];
  const plain = matcher.op === '=~' ? alternatives(matcher.value) : undefined;
  return plain?.filter((value) => value !== '');
}
