import { describe, expect, test } from 'vitest';
import type { Expr } from '../../src/promql/ast.ts';
import { parse } from '../../src/promql/parse.ts';
import { pretty } from '../../src/promql/pretty.ts';
import { print } from '../../src/promql/print.ts';
import { equal } from '../../src/promql/walk.ts';
import { experimental, printedAsWritten, printedOtherwise, withVariables } from './expressions.ts';

const everything = { experimental: true, macros: true } as const;

function read(text: string): Expr {
  const { ast, errors } = parse(text, everything);
  expect(errors, text).toEqual([]);
  return ast!;
}

const canonical = [...printedAsWritten, ...experimental, ...withVariables];

describe('print', () => {
  test.each(canonical)('%s', (text) => {
    expect(print(read(text))).toBe(text);
  });

  test.each(printedOtherwise)('%s is %s', (written, printed) => {
    expect(print(read(written))).toBe(printed);
    expect(equal(read(printed), read(written))).toBe(true);
  });
});

describe('pretty', () => {
  test.each(canonical)('%s reads back the same from any width', (text) => {
    const expr = read(text);
    for (const width of [1, 10, 100]) expect(equal(read(pretty(expr, width)), expr), pretty(expr, width)).toBe(true);
  });

  test('splits what is wider than a line, one operand to a line', () => {
    const text =
      'sum by (job) (rate(requests_total{status=~"5.."}[5m])) / sum by (job) (rate(requests_total[5m])) > 0.05';
    expect(pretty(read(text), 39)).toBe(
      [
        '    sum by (job) (',
        '      rate(requests_total{status=~"5.."}[5m])',
        '    )',
        '  /',
        '    sum by (job) (rate(requests_total[5m]))',
        '>',
        '  0.05',
      ].join('\n'),
    );
  });

  test('indents a subquery that fits', () => {
    expect(pretty(read('max_over_time(up[1h:])'), 10)).toBe('max_over_time(\n  up[1h:]\n)');
  });
});

const place = { start: 0, end: 0 };
const number = (value: number): Expr => ({ kind: 'number', value, duration: false, ...place });
const metric = (name: string): Expr => ({
  kind: 'selector',
  name,
  nameSpan: undefined,
  matchers: [],
  modifier: undefined,
  offset: undefined,
  at: undefined,
  ...place,
});
const binary = (lhs: Expr, op: string, rhs: Expr): Expr => ({
  kind: 'binary',
  op,
  opSpan: place,
  lhs,
  rhs,
  bool: false,
  matching: undefined,
  ...place,
});
const minus = (expr: Expr): Expr => ({ kind: 'unary', op: '-', expr, ...place });
const subquery = (expr: Expr): Expr => {
  const range = { kind: 'duration', milliseconds: 300_000, number: false, ...place } as const;
  return { kind: 'subquery', expr, range, step: undefined, offset: undefined, at: undefined, ...place };
};
const [a, b, c] = [metric('a'), metric('b'), metric('c')];

describe('a built tree gets the parentheses it needs', () => {
  test.each([
    [binary(binary(a, '+', b), '*', c), '(a + b) * c'],
    [binary(a, '*', binary(b, '+', c)), 'a * (b + c)'],
    [binary(a, '-', binary(b, '-', c)), 'a - (b - c)'],
    [binary(binary(a, '-', b), '-', c), 'a - b - c'],
    [binary(binary(a, '^', b), '^', c), '(a ^ b) ^ c'],
    [binary(a, '^', binary(b, '^', c)), 'a ^ b ^ c'],
    [binary(minus(a), '^', b), '(-a) ^ b'],
    [binary(number(-1), '^', number(2)), '(-1) ^ 2'],
    [binary(number(-1), '*', number(2)), '-1 * 2'],
    [minus(binary(a, '^', b)), '-a ^ b'],
    [minus(binary(a, '*', b)), '-(a * b)'],
    [binary(binary(a, 'or', b), 'and', c), '(a or b) and c'],
    [subquery(binary(a, '+', b)), '(a + b)[5m:]'],
    [subquery(minus(a)), '(-a)[5m:]'],
  ])('%#: %o', (expr, printed) => {
    expect(print(expr)).toBe(printed);
    expect(pretty(expr)).toBe(printed);
    expect(print(read(pretty(expr, 1)))).toBe(print(read(printed)));
  });

  test.each(['on', 'Bool', 'inf', 'NaN', 'atan2', 'group_left', 'my.metric', '9lives', ''])(
    'metric %j stands in braces',
    (name) => {
      expect(print(metric(name))).toBe(`{__name__=${JSON.stringify(name)}}`);
    },
  );
});
