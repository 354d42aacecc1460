/** Selectors and lists of label names. */
import type { LabelName, Matcher, MatchOperator, VectorSelector } from './ast.ts';
import { hasVariable, useOf } from './keywords.ts';
import { advance } from './lex.ts';
import { parseVariable } from './parse-duration.ts';
import { accept, at, close, type Mutable, type Parser, recover, report, unexpected } from './parser.ts';
import { shortened } from './problem.ts';
import { regexProblem } from './regex.ts';

const noMatchers: readonly Matcher[] = [];

/** A selector whose name has been read, if it has one: the current token is what follows the name. */
export function parseSelector(p: Parser, name: string | undefined, start: number, end: number): VectorSelector {
  const matchers = p.kind === '{' ? parseMatchers(p) : noMatchers;
  return {
    kind: 'selector',
    name,
    nameSpan: name === undefined ? undefined : { start, end, source: p.source },
    matchers,
    modifier: undefined,
    offset: undefined,
    at: undefined,
    start,
    end: p.lastEnd,
    source: p.source,
  };
}

function parseMatchers(p: Parser): readonly Matcher[] {
  advance(p);
  const matchers: Matcher[] = [];
  while (!at(p, '}')) {
    const matcher = parseMatcher(p);
    if (matcher !== undefined) matchers.push(matcher);
    if (p.kind !== ',' && p.kind !== '}') unexpected(p, 'label matching', '"," or "}"', helpBetween(p));
    if (!recover(p, '}')) break;
    if (!accept(p, ',')) break;
  }
  close(p, '}', 'label matching', '"}"');
  return matchers;
}

function helpBetween(p: Parser): string | undefined {
  if (p.kind === 'identifier') return 'matchers are separated by commas';
  return p.kind === 'eof' ? 'add the missing "}"' : undefined;
}

/** `a="b"`, `"a.b"=~"c"`, or `"metric.name"` alone. */
function parseMatcher(p: Parser): Matcher | undefined {
  const { start, end, value: label } = p;
  const quoted = p.kind === 'string';
  if (p.kind === 'macro') parseVariable(p);
  else if (quoted || p.kind === 'identifier') advance(p);
  else return void unexpected(p, 'label matching', 'identifier or "}"');
  const labelSpan = { start, end, source: p.source };
  const op = matchOperator(p.kind);
  if (op !== undefined) {
    advance(p);
    return parseValue(p, label, labelSpan, op);
  }
  if (!quoted) return void unexpected(p, 'label matching', 'label matching operator', 'compare it: label="value"');
  return { label: '__name__', op: '=', value: label, labelSpan, valueSpan: labelSpan, start, end, source: p.source };
}

function matchOperator(kind: string): MatchOperator | undefined {
  return kind === '=' || kind === '!=' || kind === '=~' || kind === '!~' ? kind : undefined;
}

function parseValue(p: Parser, label: string, labelSpan: Matcher['labelSpan'], op: MatchOperator): Matcher | undefined {
  const { start, end, value, source } = p;
  if (p.kind !== 'string') return void unexpected(p, 'label matching', 'string', helpForValue(p));
  advance(p);
  const matcher = {
    label,
    op,
    value,
    labelSpan,
    valueSpan: { start, end, source },
    start: labelSpan.start,
    end,
    source,
  };
  if (op === '=~' || op === '!~') checkRegex(p, matcher);
  return matcher;
}

function helpForValue(p: Parser): string | undefined {
  if (p.kind === '=') return 'a matcher has a single =';
  const bare = p.kind === 'identifier' || p.kind === 'macro' || p.kind === 'number' || p.kind === 'duration';
  return bare ? `quote the value: "${p.text.slice(p.start, p.end)}"` : undefined;
}

/** A value with a Grafana variable in it is a regular expression only when Grafana has filled it in. */
function checkRegex(p: Parser, matcher: Matcher): void {
  if (p.macros && hasVariable(matcher.value)) return;
  const problem = regexProblem(matcher.value);
  if (problem === undefined) return;
  const { start, end } = matcher.valueSpan;
  const help = 'regular expressions are RE2: no look-ahead and no back-references; escape a literal with \\\\';
  report(p, { start, end, kind: 'syntax', message: shortened(problem, 200), help });
}

/** `(a, "b.c", d,)`. */
export function parseLabelNames(p: Parser): readonly LabelName[] {
  const names: LabelName[] = [];
  if (!accept(p, '(')) {
    unexpected(p, 'grouping opts', '"("');
    return names;
  }
  while (!at(p, ')')) {
    const name = parseLabelName(p);
    if (name !== undefined) names.push(name);
    if (p.kind !== ',' && p.kind !== ')') unexpected(p, 'grouping opts', '"," or ")"');
    if (!recover(p, ')')) break;
    if (!accept(p, ',')) break;
  }
  close(p, ')', 'grouping opts', '"," or ")"');
  return names;
}

function parseLabelName(p: Parser): LabelName | undefined {
  const { kind, start, end, source } = p;
  const isName = kind === 'identifier' || kind === 'metric' || kind === 'aggregator' || useOf(kind)?.label;
  if (!isName && kind !== 'string' && kind !== 'macro') {
    const help = useOf(kind) === undefined ? undefined : 'quote it to use it as a label name';
    return void unexpected(p, 'grouping opts', 'label', help);
  }
  const label: Mutable<LabelName> = {
    name: kind === 'string' ? p.value : p.text.slice(start, end),
    start,
    end,
    source,
  };
  if (label.name === '') {
    report(p, { start, end, kind: 'syntax', message: 'invalid label name for grouping: ""' });
  }
  if (kind === 'macro') parseVariable(p);
  else advance(p);
  return label;
}
