/** Verdict, tree and printed form against Prometheus' own tests. */
import { describe, expect, test } from 'vitest';
import { parse } from '../../src/promql/parse.ts';
import { pretty } from '../../src/promql/pretty.ts';
import { print } from '../../src/promql/print.ts';
import { equal } from '../../src/promql/walk.ts';
import { evaluatedCases, parseCases, present, printerCases } from './corpora.ts';
import { goTree, normalized } from './go-tree.ts';

describe.skipIf(!present)('Prometheus parse_test (needs ../shared)', () => {
  test.each(parseCases.filter(({ ok }) => ok))('$id $input', ({ input, flags, ast }) => {
    const result = parse(input, { features: new Set(flags) });
    expect(result.errors).toEqual([]);
    expect(normalized(goTree(result.ast!, input))).toEqual(normalized(ast));
  });

  test.each(parseCases.filter(({ ok }) => !ok))('$id $input is refused', ({ input, flags }) => {
    expect(parse(input, { features: new Set(flags) }).errors).not.toEqual([]);
  });
});

describe.skipIf(!present)('Prometheus promqltest (needs ../shared)', () => {
  test('every expression is accepted and printed back the same', () => {
    for (const { expr, flags } of evaluatedCases) {
      const features = new Set(flags);
      const { ast, errors } = parse(expr, { features });
      expect(errors, expr).toEqual([]);
      expect(equal(parse(print(ast!), { features }).ast!, ast!), expr).toBe(true);
      expect(equal(parse(pretty(ast!, 20), { features }).ast!, ast!), expr).toBe(true);
    }
  });
});

describe.skipIf(!present)('Prometheus printer_test and prettier_test (needs ../shared)', () => {
  test.each(printerCases)('$suite $in', ({ suite, in: input, out, width, flags }) => {
    const { ast } = parse(input, { features: new Set(flags) });
    expect(suite === 'TestExprString' ? print(ast!) : pretty(ast!, width)).toBe(out);
  });
});
