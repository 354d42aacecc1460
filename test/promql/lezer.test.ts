/** An independent referee: the editor grammar of Prometheus' own web UI. What it is known to get wrong is named here. */
import { parser } from '@prometheus-io/lezer-promql';
import { describe, expect, test } from 'vitest';
import type { Expr } from '../../src/promql/ast.ts';
import { functions } from '../../src/promql/functions.ts';
import { aggregators } from '../../src/promql/operators.ts';
import { parse } from '../../src/promql/parse.ts';
import { children, walk } from '../../src/promql/walk.ts';
import { evaluatedCases, parseCases, present, ruleExpressions } from './corpora.ts';
import { experimental, printedAsWritten, printedOtherwise } from './expressions.ts';

/** What it refuses and Prometheus takes. */
const refusesWrongly: readonly (readonly [why: string, defect: RegExp])[] = [
  ['max_of and min_of are known as durations only', /\b(?:max|min)_of\b/],
  ['step, range, start and end are known in lower case only', /\b(?:STEP|RANGE|START|END)\b/],
  ['start, end, step and range are not known as functions', /\b(?:start|end|step|range)\(\)/],
  ['a number may not end with its point', /\d\.(?!\d)/],
  ['offset is no metric name to it', /^offset\b/],
];

/** What it takes and Prometheus refuses: it knows the grammar, not what is meant. */
const takesWrongly: readonly RegExp[] = [
  /out of (?:range|bounds)|must be greater than 0|error parsing number/,
  /modifier must be preceded by|may not be set multiple times|allowed before range|ranges only allowed/,
  /escape sequence|invalid UTF-8|error parsing regexp/,
  /modifier must follow|cannot be used together|not supported for subqueries/,
];

const kinds: Readonly<Record<string, Expr['kind']>> = {
  BinaryExpr: 'binary',
  FunctionCall: 'call',
  AggregateExpr: 'aggregation',
  ParenExpr: 'paren',
};

interface Verdict {
  readonly refused: boolean;
  readonly spans: readonly string[];
}

function theirs(text: string): Verdict {
  let refused = false;
  const spans: string[] = [];
  parser.parse(text).iterate({
    enter(node) {
      refused ||= node.type.isError;
      const kind = kinds[node.name];
      if (kind !== undefined) spans.push(`${kind} ${text.slice(node.from, node.to)}`);
    },
  });
  return { refused, spans };
}

function ours(expr: Expr, text: string): readonly string[] {
  const spans: string[] = [];
  walk(expr, (node) => {
    if (Object.values(kinds).includes(node.kind)) spans.push(`${node.kind} ${text.slice(node.start, node.end)}`);
  });
  return spans;
}

/** It puts what follows the last operand of an operator or sign on the whole of it: `a - b offset 5m` is its `(a - b) offset 5m`. */
function endsWithPostfix(expr: Expr): boolean {
  let last = expr;
  while (last.kind === 'binary' || last.kind === 'unary') last = last.kind === 'binary' ? last.rhs : last.expr;
  const timed = last.kind === 'selector' && (last.offset ?? last.at ?? last.modifier) !== undefined;
  return timed || last.kind === 'matrix' || last.kind === 'subquery';
}

/** To it `-1 ^ 2` is `(-1) ^ 2`, and an offset in parentheses ends with them. */
function readsOtherwise(node: Expr): boolean {
  if (node.kind === 'binary') return children(node).some(endsWithPostfix);
  if (node.kind === 'unary') return endsWithPostfix(node.expr) || node.expr.kind === 'binary';
  const offset = node.kind === 'selector' ? node.offset : undefined;
  return offset?.kind === 'durationOperation' && offset.lhs !== undefined && !offset.wrapped;
}

function hasDefect(expr: Expr): boolean {
  let found = false;
  walk(expr, (node) => {
    found ||= readsOtherwise(node);
  });
  return found;
}

function compare(text: string): void {
  const { ast, errors } = parse(text, { experimental: true });
  const problem = errors.find(({ kind }) => kind === 'syntax');
  const referee = theirs(text);
  if (problem === undefined && referee.refused) {
    expect(
      refusesWrongly.some(([, defect]) => defect.test(text)),
      `the referee refuses ${text}`,
    ).toBe(true);
  } else if (problem !== undefined && !referee.refused) {
    expect(
      takesWrongly.some((defect) => defect.test(problem.message)),
      `the referee takes ${text}: ${problem.message}`,
    ).toBe(true);
  } else if (ast !== undefined && problem === undefined && !hasDefect(ast)) {
    expect([...ours(ast, text)].sort(), text).toEqual([...referee.spans].sort());
  }
}

describe('the editor grammar', () => {
  test('agrees on our own expressions', () => {
    for (const text of [...printedAsWritten, ...printedOtherwise.map(([written]) => written), ...experimental])
      compare(text);
  });

  test.skipIf(!present)('agrees on real ones (needs ../shared)', () => {
    const texts = [
      ...ruleExpressions(),
      ...evaluatedCases.map(({ expr }) => expr),
      ...parseCases.map(({ input }) => input),
    ];
    // It fails on chains of a few hundred operands.
    for (const text of texts) if (text.length < 5000) compare(text);
  });

  test('has the functions and aggregations that our tables have', () => {
    const nodes = new Set(parser.nodeSet.types.map(({ name }) => name.toLowerCase()));
    const unknown = ['start', 'end', 'range', 'step', 'max_of', 'min_of'];
    const missing = [...Object.keys(functions), ...Object.keys(aggregators)].filter(
      (name) => !nodes.has(name.replaceAll('_', '')) && !unknown.includes(name),
    );
    expect(missing).toEqual([]);
  });

  test('has no function that our table has not', () => {
    const known = new Set(
      [...Object.keys(functions), ...Object.keys(aggregators)].map((name) => name.replaceAll('_', '')),
    );
    const body = parser.nodeSet.types.map(({ name }) => name);
    const names = body.slice(body.indexOf('FunctionIdentifier') + 1, body.indexOf('FunctionCallBody'));
    expect(names.filter((name) => !known.has(name.toLowerCase()))).toEqual([]);
  });
});
