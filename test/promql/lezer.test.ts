/** An independent referee: the editor grammar of Prometheus' own web UI. What it is known to get wrong is named here. */
import { parser } from '@prometheus-io/lezer-promql';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Duration, Expr } from '../../src/promql/ast.ts';
import { functions } from '../../src/promql/functions.ts';
import { aggregators } from '../../src/promql/operators.ts';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { children, walk } from '../../src/promql/walk.ts';
import { expression } from './arbitrary.ts';
import { dashboardExpressions, evaluatedCases, parseCases, present, ruleExpressions } from './corpora.ts';
import { experimental, printedAsWritten, printedOtherwise } from './expressions.ts';

/** A known defect of the referee: by what it shows, and an expression that proves it is still one. */
interface Defect<By> {
  readonly name: string;
  readonly example: string;
  readonly by: By;
}

/** What it refuses and Prometheus takes, by the text and our tree. */
const refusesWrongly: readonly Defect<(text: string, ast: Expr) => boolean>[] = [
  {
    name: 'max_of and min_of are durations only',
    example: 'max_of(1, 2)',
    by: (text) => /\b(?:max|min)_of\b/.test(text),
  },
  {
    name: 'step() in a duration is lower case',
    example: 'up[STEP()]',
    by: (text) => /\b(?:STEP|RANGE|START|END)\b/.test(text),
  },
  { name: 'a number does not end with its point', example: '5.', by: (text) => /\d\.(?!\d)/.test(text) },
  {
    name: 'offset is no metric',
    example: 'offset offset 5m',
    by: (_, ast) => someNode(ast, (node) => node.kind === 'selector' && node.name === 'offset'),
  },
  {
    name: 'a chain has a few hundred operands',
    example: Array.from({ length: 3000 }, () => 'up').join(' + '),
    by: (text) => text.split(/[-+]/).length > 300,
  },
];

/** What it takes and Prometheus refuses, by our message: it knows the grammar, not what is meant. */
const takesWrongly: readonly Defect<RegExp>[] = [
  { name: 'a duration of any size', example: 'up[1000y]', by: /duration out of range/ },
  { name: 'a range of nothing', example: 'up[0s]', by: /must be greater than 0/ },
  { name: 'a timestamp of any size', example: 'up @ 1e30', by: /timestamp out of bounds/ },
  { name: 'a number of any size', example: '1e999', by: /error parsing number/ },
  { name: 'offset after anything', example: '1 offset 5m', by: /modifier must be preceded by/ },
  { name: 'two offsets', example: 'up offset 5m offset 5m', by: /may not be set multiple times/ },
  { name: 'a range after an offset', example: 'up offset 5m [5m]', by: /allowed before range/ },
  { name: 'a range of anything', example: 'abs(up)[5m]', by: /ranges only allowed/ },
  { name: 'any escape', example: '"\\q"', by: /escape sequence/ },
  { name: 'any bytes', example: '"\ufffd"', by: /invalid UTF-8/ },
  { name: 'any regular expression', example: 'up{a=~"("}', by: /error parsing regexp/ },
  { name: 'anchored after anything', example: 'abs(up) anchored', by: /modifier must follow/ },
  { name: 'anchored and smoothed', example: 'up[5m] anchored smoothed', by: /cannot be used together/ },
  { name: 'anchored after a subquery', example: 'up[5m:] anchored', by: /not supported for subqueries/ },
];

/** What it takes and understands otherwise, by a node of our tree. */
const readsOtherwise: readonly Defect<(node: Expr) => boolean>[] = [
  {
    name: 'what follows the last operand is of the whole operation',
    example: 'a - b offset 10m',
    by: (node) => node.kind === 'binary' && children(node).some(endsWithPostfix),
  },
  {
    name: 'the sign of a number binds tighter than a power',
    example: '-1 ^ 2',
    by: (node) => node.kind === 'unary' && node.expr.kind === 'binary',
  },
  {
    name: 'an offset ends with its parenthesis',
    example: 'sum(a offset (5m) - 8)',
    by: ({ kind, offset }: Expr & { offset?: Duration | undefined }) =>
      kind === 'selector' && offset?.kind === 'durationOperation' && offset.lhs !== undefined && !offset.wrapped,
  },
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

function endsWithPostfix(expr: Expr): boolean {
  let last = expr;
  while (last.kind === 'binary' || last.kind === 'unary') last = last.kind === 'binary' ? last.rhs : last.expr;
  const timed = last.kind === 'selector' && (last.offset ?? last.at ?? last.modifier) !== undefined;
  return timed || last.kind === 'matrix' || last.kind === 'subquery';
}

/** The two verdicts where they differ, and the known defects that explain it. */
interface Disagreement {
  readonly kind: 'refuses' | 'takes' | 'reads otherwise';
  readonly names: readonly string[];
  readonly words: string;
}

function disagreement(text: string): Disagreement | undefined {
  const { ast, errors } = parse(text, { experimental: true });
  const problem = errors.find(({ kind }) => kind === 'syntax');
  const referee = theirs(text);
  if (problem !== undefined) return referee.refused ? undefined : takes(problem.message);
  if (referee.refused) return { kind: 'refuses', names: named(refusesWrongly, (by) => by(text, ast!)), words: '' };
  if (ast === undefined) return undefined;
  const [one, other] = [[...ours(ast, text)].sort(), [...referee.spans].sort()];
  if (one.join('\n') === other.join('\n')) return undefined;
  return { kind: 'reads otherwise', names: named(readsOtherwise, (by) => someNode(ast, by)), words: other.join('; ') };
}

function takes(message: string): Disagreement {
  return { kind: 'takes', names: named(takesWrongly, (by) => by.test(message)), words: message };
}

function named<By>(defects: readonly Defect<By>[], shows: (by: By) => boolean): readonly string[] {
  return defects.filter(({ by }) => shows(by)).map(({ name }) => name);
}

function someNode(expr: Expr, test: (node: Expr) => boolean): boolean {
  let found = false;
  walk(expr, (node) => {
    found ||= test(node);
  });
  return found;
}

function compare(text: string): void {
  const found = disagreement(text);
  if (found?.names.length === 0)
    expect.fail(`the referee ${found.kind} ${text.slice(0, 500)} ${found.words.slice(0, 500)}`);
}

describe('its known defects are still defects', () => {
  const tables = { refuses: refusesWrongly, takes: takesWrongly, 'reads otherwise': readsOtherwise } as const;
  const rows = Object.entries(tables).flatMap(([kind, table]) =>
    (table as readonly Defect<unknown>[]).map(({ name, example }) => ({ kind, name, example })),
  );
  test.each(rows)('$kind: $name', ({ kind, name, example }) => {
    expect(disagreement(example)).toMatchObject({ kind, names: expect.arrayContaining([name]) });
  });
});

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
      // It knows no variables; in strings they are text to it, and as ranges any duration will do.
      ...dashboardExpressions().map((text) =>
        text.replaceAll(/\[\$\w+|(?<=\[\w+:)\$\w+/g, (range) => (range[0] === '[' ? '[5m' : '5m')),
      ),
    ];
    for (const text of texts) compare(text);
  });

  test('agrees on generated ones', () => {
    fc.assert(
      fc.property(expression, (expr) => compare(print(expr))),
      { seed: 20_261, numRuns: 2000 },
    );
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
