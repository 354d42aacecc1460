import type { Matcher } from '../../promql/ast.ts';
import type { LabelFact } from '../../promql/labels.ts';
import { accepts, alternatives } from '../../promql/matcher.ts';
import { regexExample, regexExamples } from '../../promql/regex-example.ts';
import type { Condition } from './condition.ts';

/** Values that a label has elsewhere in a condition: series that are joined on it have the same. */
export type Hints = ReadonlyMap<string, string>;

/** What matchers ask for, and what rules write. */
export function hintsIn({ selections, rules }: Pick<Condition, 'selections' | 'rules'>): Hints {
  const hints = new Map<string, string>();
  for (const matcher of selections.flatMap(({ asked }) => asked)) {
    const [value] = matcher.op === '=' || matcher.op === '=~' ? spelledOut(matcher) : [];
    if (value && !hints.has(matcher.label)) hints.set(matcher.label, value);
  }
  for (const { labels } of [...rules.values()].flat())
    for (const [label, value] of Object.entries(labels)) if (!hints.has(label)) hints.set(label, value);
  return hints;
}

/** Values that a label gets in a test, one for each way in which the matchers of a condition tell its values apart. */
export function choicesOf(label: LabelFact, matchers: readonly Matcher[], hints: Hints): readonly string[] {
  if (matchers.length === 0) return [usualValue(label, hints)];
  const chosen = new Map<string, string>();
  for (const value of candidates(label, matchers)) {
    const told = matchers.map((matcher) => accepts(matcher, value)).join();
    if (!chosen.has(told)) chosen.set(told, value);
  }
  return [...chosen.values()];
}

/** Values that a label may have, whatever is asked of it: those that are declared, or some that matchers tell apart; '' where it may be absent. */
export function valuesOf(label: LabelFact, matchers: readonly Matcher[]): readonly string[] {
  const own = label.values ?? [`${label.name}-1`, `${label.name}-2`, ...matchers.flatMap(spelledOut)];
  return label.presence === 'always' || label.usual ? own : [...own, ''];
}

/** Values, as many as asked for, that matchers do not tell from one that was chosen, itself first; fewer where there are fewer. */
export function alikeChoices(
  label: LabelFact,
  matchers: readonly Matcher[],
  chosen: string,
  count: number,
): readonly string[] {
  const told = (value: string) => matchers.map((matcher) => accepts(matcher, value)).join();
  const patterns = matchers.filter(({ op }) => op === '=~' || op === '!~').flatMap(({ value }) => regexExamples(value));
  const variants = [chosen, ...patterns].flatMap((text) =>
    [...'123456789abcdef'].map((end) => text.slice(0, -1) + end),
  );
  const further = Array.from({ length: count }, (_, index) => `${label.name}-${index + 2}`);
  const tried = [chosen, ...(label.values ?? [...candidates(label, matchers), ...patterns, ...further, ...variants])];
  return [...new Set(tried)].filter((value) => value !== '' && told(value) === told(chosen)).slice(0, count);
}

/** A value that the label has where nothing is asked of it. */
function usualValue({ name, values }: LabelFact, hints: Hints): string {
  const hint = hints.get(name);
  if (hint !== undefined && (values === undefined || values.includes(hint))) return hint;
  return values?.[0] ?? `${name}-1`;
}

/** The value of a further series, which the label has beside the usual one. */
export function furtherValue({ name, values }: LabelFact, number: number): string {
  const [first] = values ?? [];
  return values?.[number - 1] ?? first?.replace(/(?=:\d+$)|$/, `-${number}`) ?? `${name}-${number}`;
}

/** An absent label, which has the value '', comes last: it stands for the others only where none of them is like it. */
function candidates({ name, presence, values }: LabelFact, matchers: readonly Matcher[]): readonly string[] {
  const open = [...matchers.flatMap(spelledOut), `${name}-1`];
  const mayBeAbsent = presence !== 'always' ? [''] : [];
  return [...new Set([...(values ?? open), ...mayBeAbsent])].filter((value) => value !== '' || mayBeAbsent.length > 0);
}

/** Values that a matcher names, or that its pattern matches. */
function spelledOut({ op, value }: Matcher): readonly string[] {
  if (op === '=' || op === '!=') return [value];
  const plain = alternatives(value);
  if (plain) return plain;
  const example = regexExample(value);
  return example === undefined ? [] : [example];
}
