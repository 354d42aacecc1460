/** Shapes and places of the tree, walking it and comparing two. */
import { describe, expect, test } from 'vitest';
import type { Expr } from '../../src/promql/ast.ts';
import { parse } from '../../src/promql/parse.ts';
import { valueType } from '../../src/promql/value-type.ts';
import { children, equal, walk } from '../../src/promql/walk.ts';

const treeOf = (text: string): Expr => parse(text, { experimental: true, macros: true }).ast!;

describe('places', () => {
  const text = 'sum by (job) (rate(http{code=~"5.."}[5m] offset 1h)) >= bool on ("a b") group_left (c) -x';
  const at = (span: { start: number; end: number } | undefined) => text.slice(span!.start, span!.end);
  const expr = treeOf(text);

  test('of every part', () => {
    if (expr.kind !== 'binary' || expr.lhs.kind !== 'aggregation' || expr.lhs.expr.kind !== 'call')
      throw new Error(expr.kind);
    const [matrix] = expr.lhs.expr.args;
    if (matrix?.kind !== 'matrix') throw new Error('no matrix');
    const { selector } = matrix;
    expect(at(expr.opSpan)).toBe('>=');
    expect(at(expr.lhs)).toBe('sum by (job) (rate(http{code=~"5.."}[5m] offset 1h))');
    expect(expr.lhs.grouping.map(at)).toEqual(['job']);
    expect(expr.matching!.labels.map(at)).toEqual(['"a b"']);
    expect(expr.matching!.include.map(at)).toEqual(['c']);
    expect(at(matrix)).toBe('http{code=~"5.."}[5m] offset 1h');
    expect(at(matrix.range)).toBe('5m');
    expect(at(selector)).toBe('http{code=~"5.."}');
    expect(at(selector.nameSpan)).toBe('http');
    expect(at(selector.offset)).toBe('1h');
    expect(at(selector.matchers[0])).toBe('code=~"5.."');
    expect(at(selector.matchers[0]!.labelSpan)).toBe('code');
    expect(at(selector.matchers[0]!.valueSpan)).toBe('"5.."');
    expect(at(expr.rhs)).toBe('-x');
  });

  test('are in UTF-16 code units', () => {
    expect(treeOf('{"☺☺🙂"} + x')).toMatchObject({ rhs: { start: 11, end: 12 } });
  });
});

describe('operators', () => {
  test.each([
    ['a + b * c', 'a + (b * c)'],
    ['a - b - c', '(a - b) - c'],
    ['a ^ b ^ c', 'a ^ (b ^ c)'],
    ['-a ^ b', '-(a ^ b)'],
    ['-a * b', '(-a) * b'],
    ['a * -b ^ c * d', '(a * (-(b ^ c))) * d'],
    ['a or b and c unless d or e', '(a or ((b and c) unless d)) or e'],
    ['a == b + c', 'a == (b + c)'],
    ['a atan2 b + c % d', '(a atan2 b) + (c % d)'],
    ['a > b > c and d', '((a > b) > c) and d'],
    ['a </ b + c', 'a </ (b + c)'],
  ])('%s is %s', (text, meant) => {
    const bare = (node: unknown): unknown => {
      if (typeof node !== 'object' || node === null) return node;
      const { kind, expr } = node as { kind?: string; expr?: unknown };
      if (kind === 'paren') return bare(expr);
      const entries = Object.entries(node).filter(([key]) => !['start', 'end', 'opSpan', 'nameSpan'].includes(key));
      return Object.fromEntries(entries.map(([key, value]) => [key, bare(value)]));
    };
    expect(bare(treeOf(text))).toEqual(bare(treeOf(meant)));
  });

  test('matching is there between vectors only', () => {
    expect(treeOf('a + b')).toMatchObject({ matching: { card: 'one-to-one', on: false } });
    expect(treeOf('a and b')).toMatchObject({ matching: { card: 'many-to-many' } });
    expect(treeOf('a + 1')).toMatchObject({ matching: undefined });
    expect(treeOf('1 + 1')).toMatchObject({ matching: undefined });
    expect(treeOf('a * on (x) group_right (y) b')).toMatchObject({ matching: { card: 'one-to-many', on: true } });
    expect(treeOf('a + fill_left (1) b')).toMatchObject({ matching: { fillLeft: 1, fillRight: undefined } });
  });
});

test.each([
  ['1 + 2', 'scalar'],
  ['-time()', 'scalar'],
  ['1 + a', 'vector'],
  ['(a[5m])', 'matrix'],
  ['a[5m:]', 'matrix'],
  ['"a"', 'string'],
  ['sum(a)', 'vector'],
  ['$x', 'unknown'],
  ['$x + 1', 'unknown'],
  ['$x + a', 'vector'],
] as const)('the type of %s is %s', (text, type) => {
  expect(valueType(treeOf(text))).toBe(type);
});

describe('walk', () => {
  test('visits each node before its children, in the order of the text', () => {
    const seen: string[] = [];
    walk(treeOf('topk(5, a{b="c"}[5m:]) + -(x / y)'), ({ kind }) => seen.push(kind));
    expect(seen).toEqual([
      ...['binary', 'aggregation', 'number', 'subquery', 'selector'],
      ...['unary', 'paren', 'binary', 'selector', 'selector'],
    ]);
  });

  test('children of a range is its selector', () => {
    expect(children(treeOf('rate(a[5m])'))).toMatchObject([{ kind: 'matrix' }]);
    expect(children(treeOf('a[5m]'))).toMatchObject([{ kind: 'selector' }]);
  });
});

describe('equal', () => {
  test.each([
    ['a', ' a '],
    ['a{b="c",d="e"}', 'a{d="e",b="c"}'],
    ['{"a"}', 'a'],
    ['a[60]', 'a[1m]'],
    ['0x10', '16'],
    ["'a'", '"a"'],
    ['a + ignoring () b', 'a + b'],
  ])('%s and %s', (one, other) => {
    expect(equal(treeOf(one), treeOf(other))).toBe(true);
  });

  test.each([
    ['a', 'b'],
    ['a', '(a)'],
    ['a{b="c"}', 'a{b!="c"}'],
    ['a{b="c"}', 'a{b="c",b="c"}'],
    ['a[5m]', 'a[6m]'],
    ['a[5m:]', 'a[5m:1m]'],
    ['a[5m + 1m]', 'a[6m]'],
    ['a offset 5m', 'a'],
    ['a @ 5', 'a @ 6'],
    ['a @ start()', 'a @ end()'],
    ['a anchored', 'a smoothed'],
    ['0', '-0'],
    ['60', '1m'],
    ['"a"', '"b"'],
    ['a + b', 'a - b'],
    ['a > b', 'a > bool b'],
    ['a + on () b', 'a + b'],
    ['a + on (x) b', 'a + on (y) b'],
    ['a * on (x) group_left b', 'a * on (x) group_right b'],
    ['a + fill (0) b', 'a + fill (1) b'],
    ['sum(a)', 'avg(a)'],
    ['sum by (x) (a)', 'sum without (x) (a)'],
    ['sum by (x, y) (a)', 'sum by (x) (a)'],
    ['abs(a)', 'ceil(a)'],
    ['round(a)', 'round(a, 1)'],
    ['-a', '+a'],
    ['$a', '$b'],
    ['a[$a]', 'a[$b]'],
  ])('not %s and %s', (one, other) => {
    expect(equal(treeOf(one), treeOf(other))).toBe(false);
    expect(equal(treeOf(other), treeOf(one))).toBe(false);
  });
});
