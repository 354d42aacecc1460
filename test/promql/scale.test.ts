/** Long chains in linear time, deep nesting within a limit, and nothing that overflows the stack. */
import { describe, expect, test } from 'vitest';
import type { Expr } from '../../src/promql/ast.ts';
import { checkTypes } from '../../src/promql/check-types.ts';
import { parse } from '../../src/promql/parse.ts';
import { pretty } from '../../src/promql/pretty.ts';
import { print } from '../../src/promql/print.ts';
import { valueType } from '../../src/promql/value-type.ts';
import { equal, walk } from '../../src/promql/walk.ts';

const chain = (operands: number, op: string) => Array.from({ length: operands }, (_, i) => `m${i}`).join(` ${op} `);

function treeOf(text: string): Expr {
  const { ast, errors } = parse(text);
  expect(errors).toEqual([]);
  return ast!;
}

describe('a chain of ten thousand operands', () => {
  test.each(['+', 'or', 'and', '*', '=='])('of %s', (op) => {
    const text = chain(10_000, op);
    const expr = treeOf(text);
    expect(print(expr)).toBe(text);
    expect(equal(treeOf(pretty(expr)), expr)).toBe(true);
    expect(checkTypes(expr)).toEqual([]);
    expect(valueType(expr)).toBe('vector');
    let nodes = 0;
    walk(expr, () => nodes++);
    expect(nodes).toBe(19_999);
  });

  test('of numbers is a scalar', () => {
    expect(valueType(treeOf(Array.from({ length: 10_000 }, () => '1').join(' + ')))).toBe('scalar');
  });
});

const nests: Readonly<Record<string, (depth: number) => string>> = {
  parentheses: (depth) => '('.repeat(depth) + 'x' + ')'.repeat(depth),
  calls: (depth) => 'abs('.repeat(depth) + 'x' + ')'.repeat(depth),
  aggregations: (depth) => 'sum by (a) ('.repeat(depth) + 'x' + ')'.repeat(depth),
  signs: (depth) => '-'.repeat(depth) + 'x',
  powers: (depth) => Array.from({ length: depth + 1 }, () => 'x').join(' ^ '),
  'operators of every precedence': (depth) =>
    'x or x and x == x + x * x ^ ('.repeat(depth / 7) + 'x' + ')'.repeat(depth / 7),
  'durations in parentheses': (depth) => `x[${'('.repeat(depth)}5m${')'.repeat(depth)}]`,
  'signs of durations': (depth) => `x[${'-'.repeat(depth)}5m]`,
  'durations added up': (depth) => `x[${'5m + '.repeat(depth)}5m]`,
  'durations to the power': (depth) => `x[${'2 ^ '.repeat(depth)}2]`,
  'durations in calls': (depth) => `x[${'max_of(1m, '.repeat(depth)}5m${')'.repeat(depth)}]`,
};

const tooDeep = 'expression is nested more than 1,000 levels deep';

describe('nesting', () => {
  test.each(Object.entries(nests))('%s: 990 levels are fine', (_, nest) => {
    const { ast, errors } = parse(nest(990));
    expect(errors).toEqual([]);
    const again = parse(print(ast!)).ast;
    expect(equal(again!, ast!)).toBe(true);
    expect(equal(parse(pretty(ast!)).ast!, ast!)).toBe(true);
  });

  test.each(Object.entries(nests))('%s: more than 1,000 are refused', (_, nest) => {
    for (const depth of [1002, 100_000]) {
      expect(parse(nest(depth)).errors).toMatchObject([{ kind: 'syntax', message: tooDeep }]);
    }
  });

  test.each([
    '(',
    '[',
    '{',
    'sum(',
    'sum by (',
    'x[',
    'x{',
    '-',
    'x offset ',
    'x[5m:]',
    'x offset 5m ',
    '"',
    '\\',
    'x[(',
    '1 + (',
  ])('a hundred thousand times %j is refused', (piece) => {
    expect(parse(piece.repeat(100_000)).errors).not.toEqual([]);
  });
});
