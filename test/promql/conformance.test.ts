/** Verdict, tree and printed form against Prometheus' own tests. */
import { describe, expect, test } from 'vitest';
import { equal, parse, pretty, print } from '../../src/promql/index.ts';
import { dashboardExpressions, evaluatedCases, parseCases, present, printerCases, ruleExpressions } from './corpora.ts';
import { goTree, normalized } from './go-tree.ts';

/** Where ours is the culprit itself, and Prometheus' what stands before it. */
const placedBetter = /may not be set multiple times|timestamp out of bounds/;

describe.skipIf(!present)('Prometheus parse_test (needs ../shared)', () => {
  test.each(parseCases.filter(({ ok }) => ok))('$id $input', ({ input, flags, ast }) => {
    const result = parse(input, { experimental: flags });
    expect(result.errors).toEqual([]);
    expect(normalized(goTree(result.ast!, input))).toEqual(normalized(ast));
  });

  test.each(parseCases.filter(({ ok }) => !ok))('$id $input is refused at its place', ({ input, flags, errors }) => {
    const ours = parse(input, { experimental: flags }).errors;
    expect(ours).not.toEqual([]);
    const bytes = (offset: number) => Buffer.byteLength(input.slice(0, offset));
    const meets = errors.some(({ start, end }) =>
      ours.some((our) => bytes(our.start) <= end && bytes(our.end) >= start),
    );
    expect(meets || errors.some(({ msg }) => placedBetter.test(msg)), JSON.stringify({ errors, ours })).toBe(true);
  });
});

describe.skipIf(!present)('Prometheus promqltest (needs ../shared)', () => {
  test('every expression is accepted and printed back the same', () => {
    for (const { expr, flags } of evaluatedCases) {
      const { ast, errors } = parse(expr, { experimental: flags });
      expect(errors, expr).toEqual([]);
      expect(equal(parse(print(ast!), { experimental: flags }).ast!, ast!), expr).toBe(true);
      expect(equal(parse(pretty(ast!, 20), { experimental: flags }).ast!, ast!), expr).toBe(true);
    }
  });
});

describe.skipIf(!present)('real rules and dashboards (needs ../shared)', () => {
  test.each([
    ['rules', ruleExpressions(), false],
    ['dashboards', dashboardExpressions(), true],
  ] as const)('%s are accepted, and read back the same from what is printed', (_, texts, macros) => {
    expect(texts.length).toBeGreaterThan(100);
    for (const text of texts) {
      const { ast, errors } = parse(text, { macros });
      expect(errors, text).toEqual([]);
      for (const printed of [print(ast!), pretty(ast!), pretty(ast!, 10)]) {
        const again = parse(printed, { macros });
        expect(again.errors, printed).toEqual([]);
        expect(equal(again.ast!, ast!), printed).toBe(true);
      }
    }
  });

  test('no rule has a Grafana variable', () => {
    for (const text of ruleExpressions()) expect(parse(text, { macros: true }).errors, text).toEqual([]);
  });
});

describe.skipIf(!present)('Prometheus printer_test and prettier_test (needs ../shared)', () => {
  test.each(printerCases)('$suite $in', ({ suite, in: input, out, width, flags }) => {
    const { ast } = parse(input, { experimental: flags });
    expect(suite === 'TestExprString' ? print(ast!) : pretty(ast!, width)).toBe(out);
  });
});
