/** Labels of the result of a function call. */
import type { Call, Expr, Matcher, Span } from './ast.ts';
import type { PromqlFunction } from './functions.ts';
import type { Draft } from './infer-order.ts';
import {
  type LabelCause,
  type LabelFact,
  type LabelSet,
  labelFact,
  metricName,
  noLabels,
  presence,
  withLabel,
  withoutLabels,
} from './labels.ts';
import { alternatives, hasVariable } from './matcher.ts';
import { regexMatches } from './regex.ts';

export function calledLabels(expr: Call, row: PromqlFunction, subject: Draft | undefined): LabelSet {
  const input = subject?.labels ?? noLabels;
  const cause = (from: LabelSet): LabelCause => ({ kind: 'function', span: nameSpan(expr), expr, from: [from] });
  switch (row.labels) {
    case 'keep':
      return withoutLabels(input, [metricName], cause(input));
    case 'keepAll':
      return input;
    case 'none':
      return { ...noLabels, cause: { ...cause(input), kind: 'none', from: input === noLabels ? [] : [input] } };
    case 'matchers':
      return absentLabels(expr.args[0], cause(input));
    case 'dropLe':
      return withoutLabels(input, [metricName, 'le'], cause(input));
    case 'dropLe+param': {
      const dropped = withoutLabels(input, [metricName, 'le'], cause(input));
      const count = expr.args.length - (row.sets ?? 0) - 1;
      return withSet(dropped, expr, row, { presence: 'always', count }, cause(dropped));
    }
    case 'set':
      return withSet(input, expr, row, setLabel(input, expr, row), cause(input));
    case 'info':
      return withMore(input, cause(input));
  }
}

function nameSpan(expr: Call): Span {
  return {
    start: expr.start,
    end: expr.end > expr.start ? expr.start + expr.func.length : expr.end,
    source: expr.source,
  };
}

function stringAt(expr: Call, index: number | undefined): string | undefined {
  const arg = index === undefined ? undefined : expr.args[index];
  return arg?.kind === 'string' ? arg.value : undefined;
}

type Setting = Omit<LabelFact, 'name'>;

function withSet(set: LabelSet, expr: Call, row: PromqlFunction, to: Setting, cause: LabelCause): LabelSet {
  const name = stringAt(expr, row.sets);
  return name === undefined ? { ...set, complete: false } : withLabel(set, { name, ...to }, cause);
}

/** `label_replace` reads one label, through a pattern; `label_join` any number of them. */
function setLabel(input: LabelSet, expr: Call, row: PromqlFunction): Setting {
  const [first, last] = row.reads ?? [0, -1];
  return first === last ? replacedLabel(input, expr, row) : joinedLabel(input, expr, first);
}

/** `label_join`: there if any part is. */
function joinedLabel(input: LabelSet, expr: Call, first: number): Setting {
  const sources = expr.args.slice(first).map((arg) => (arg.kind === 'string' ? presence(input, arg.value) : 'maybe'));
  return { presence: sources.includes('always') ? 'always' : 'maybe' };
}

/** `label_replace(v, dst, replacement, src, regex)`: where the regex does not match, `dst` stays as it was. */
function replacedLabel(input: LabelSet, expr: Call, row: PromqlFunction): Setting {
  const [dst = '', replacement = '$', src = '', regex = '.'] = [row.sets, 2, 3, 4].map((i) => stringAt(expr, i));
  const source = labelFact(input, src) ?? { name: src, presence: presence(input, src) };
  const whole = regex === '(.*)' || (regex === '(.+)' && source.presence === 'always');
  if (whole && (replacement === '$1' || replacement === '${1}'))
    return { presence: source.presence, values: source.values, count: source.count };
  const before = labelFact(input, dst) ?? { name: dst, presence: presence(input, dst) };
  if (source.presence === 'never' && !matchesSurely(regex, [''])) return before;
  if (replacement.includes('$') || replacement === '') return { presence: 'maybe' };
  return constantLabel(before, replacement, matchesAll(regex, source));
}

function constantLabel(before: LabelFact, value: string, certain: boolean): Setting {
  if (certain) return { presence: 'always', values: [value] };
  if (before.presence === 'never') return { presence: 'maybe', values: [value] };
  if (before.values === undefined) return { presence: before.presence };
  return { presence: before.presence, values: [...new Set([...before.values, value])] };
}

function matchesAll(regex: string, source: LabelFact): boolean {
  if (regex === '.*' || regex === '(.*)') return true;
  if (source.presence === 'never') return matchesSurely(regex, ['']);
  if (source.values === undefined) return source.presence === 'always' && (regex === '.+' || regex === '(.+)');
  return matchesSurely(regex, source.presence === 'always' ? source.values : ['', ...source.values]);
}

function matchesSurely(regex: string, values: readonly string[]): boolean {
  const plain = alternatives(regex);
  return values.every((value) => (plain === undefined ? regexMatches(regex, value) : plain.includes(value)));
}

/** `absent` answers with the labels that its argument's equality matchers fix; a further matcher on the label unfixes it. */
function absentLabels(arg: Expr | undefined, cause: LabelCause): LabelSet {
  const fixed = new Map<string, LabelFact>();
  const seen = new Set<string>();
  for (const matcher of selectorMatchers(arg)) {
    if (matcher.op !== '=' || seen.has(matcher.label)) fixed.delete(matcher.label);
    else {
      seen.add(matcher.label);
      fixed.set(matcher.label, fixedLabel(matcher));
    }
  }
  const labels = [...fixed.values()].filter((l) => l.name !== metricName && l.values?.[0] !== '');
  return { labels, complete: true, cause };
}

function fixedLabel(matcher: Matcher): LabelFact {
  if (hasVariable(matcher)) return { name: matcher.label, presence: 'maybe' };
  return { name: matcher.label, presence: 'always', values: [matcher.value] };
}

function selectorMatchers(arg: Expr | undefined): readonly Matcher[] {
  let inner = arg;
  while (inner?.kind === 'paren') inner = inner.expr;
  if (inner?.kind === 'matrix') return inner.selector.matchers;
  return inner?.kind === 'selector' ? inner.matchers : [];
}

/** `info` adds labels of series that are not named here. */
function withMore(input: LabelSet, cause: LabelCause): LabelSet {
  const labels = input.labels.map(
    (label): LabelFact => (label.presence === 'always' ? label : { name: label.name, presence: 'maybe' }),
  );
  return { labels, complete: false, cause };
}
