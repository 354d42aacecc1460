/** Expressions that exist already, standing in a text by their printed form. */
import { describe, expect, test } from 'vitest';
import type { Expr } from '../../src/promql/ast.ts';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';

const built = (text: string): Expr => parse(text, { experimental: true }).ast!;

/** As a template tag puts its text together: operators and negative numbers in parentheses. */
function withHoles(texts: readonly string[], exprs: readonly Expr[]) {
  let text = texts[0]!;
  const holes = exprs.map((expr, index) => {
    const start = text.length;
    text += expr.kind === 'binary' ? `(${print(expr)})` : print(expr);
    const hole = { start, end: text.length, expr };
    text += texts[index + 1]!;
    return hole;
  });
  return { text, holes, ...parse(text, { holes }) };
}

describe('a hole', () => {
  test('is the very expression', () => {
    const metric = built('up{job="api"}');
    const { ast, errors } = withHoles(['sum(', ')'], [metric]);
    expect(errors).toEqual([]);
    expect(ast).toMatchObject({ kind: 'aggregation' });
    expect(ast!.kind === 'aggregation' && ast.expr).toBe(metric);
  });

  test('stands for all of its text, braces and operators and all', () => {
    const { ast, errors } = withHoles(['1 - ', ' / ', ' ^ 2'], [built('a or b'), built('{__name__="x y"}')]);
    expect(errors).toEqual([]);
    expect(print(ast!)).toBe('1 - (a or b) / {__name__="x y"} ^ 2');
  });

  test('takes what follows it, and is not changed', () => {
    const metric = Object.freeze(built('up'));
    const { ast, errors } = withHoles(
      ['rate(', '[5m] offset 1h) + ', ' @ end() + ', '{job="x"}'],
      [metric, metric, metric],
    );
    expect(errors).toEqual([]);
    expect(print(ast!)).toBe('rate(up[5m] offset 1h) + up @ end() + up{job="x"}');
    expect(metric).toEqual(built('up'));
  });

  test('may stand first, last and twice', () => {
    const metric = built('up');
    expect(withHoles(['', ' + ', ''], [metric, metric])).toMatchObject({
      errors: [],
      ast: { lhs: metric, rhs: metric },
    });
    expect(withHoles(['', ''], [metric]).ast).toBe(metric);
  });

  test('is text where no expression may begin', () => {
    const { ast, errors } = withHoles(['up{job="', '"} + ', ''], [built('x'), built('y')]);
    expect(errors).toEqual([]);
    expect(print(ast!)).toBe('up{job="x"} + y');
  });

  test('has its place in the text, in problems and in what is around it', () => {
    const { text, ast, errors } = withHoles(['rate(', ') + 1'], [built('up')]);
    expect(errors).toMatchObject([
      { start: 5, end: 7, message: expect.stringContaining('expected type range vector') },
    ]);
    expect(ast).toMatchObject({ start: 0, end: text.length, lhs: { start: 0, end: 8 } });
  });

  test('is not judged again', () => {
    const wrong = parse('sum(a[5m])').ast!;
    expect(withHoles(['abs(', ')'], [wrong]).errors).toEqual([]);
  });

  test('shifts nothing after it', () => {
    const { text, errors } = withHoles(['', ' + rate(y)'], [built('sum by (job) (x)')]);
    expect(text.slice(errors[0]!.start, errors[0]!.end)).toBe('y');
  });
});

test('every node has the source', () => {
  const source = { file: 'alerts.ts' };
  const { ast } = parse('sum by (job) (rate(a{b="c"}[5m] offset 1h)) > 5', { source });
  const missing: unknown[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || value === source) return;
    if ('start' in value && (value as { source?: unknown }).source !== source) missing.push(value);
    for (const child of Object.values(value)) visit(child);
  };
  visit(ast);
  expect(missing).toEqual([]);
});
