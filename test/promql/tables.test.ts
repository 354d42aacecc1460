/** The tables against Prometheus' own. */
import { describe, expect, test } from 'vitest';
import { functions, type PromqlFunction } from '../../src/promql/functions.ts';
import { keywords, words } from '../../src/promql/keywords.ts';
import { aggregators, binaryOperators } from '../../src/promql/operators.ts';
import { parse } from '../../src/promql/parse.ts';
import { functionTable, present } from './corpora.ts';

interface Table {
  readonly functions: readonly {
    name: string;
    argTypes: string[];
    variadic: number;
    returnType: string;
    experimental: boolean;
  }[];
  readonly aggregators: readonly { name: string; param: string | null; experimental: boolean }[];
  readonly keywords: readonly string[];
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

describe.skipIf(!present)('Prometheus functions.go (needs ../shared)', () => {
  const table = functionTable as Table;

  test('functions', () => {
    const ours = Object.entries<PromqlFunction>(functions).map(([name, row]) => ({
      name,
      argTypes: [...row.args],
      variadic: row.variadic,
      returnType: row.returns,
      experimental: row.experimental ?? false,
    }));
    const theirs = table.functions.map(({ name, argTypes, variadic, returnType, experimental }) => ({
      ...{ name, argTypes, variadic, returnType, experimental },
    }));
    expect(ours.sort(byName)).toEqual(theirs.sort(byName));
  });

  test('aggregations', () => {
    const ours = Object.entries(aggregators).map(([name, { param, experimental }]) => ({ name, param, experimental }));
    expect(ours.sort(byName)).toEqual([...table.aggregators].sort(byName));
  });

  test('keywords', () => {
    expect(Object.keys(keywords).sort()).toEqual([...table.keywords].sort());
  });
});

describe('keywords', () => {
  const all = [...words.keys()].filter((word) => words.get(word) !== 'number');

  test.each(Object.entries(keywords))('%s is a name where it may be', (word, { metric, label }) => {
    const upper = word.toUpperCase();
    for (const name of [word, upper]) {
      expect(parse(`x + ${name}`).errors.length === 0, name).toBe(metric || word.startsWith('fill'));
      expect(parse(`sum by (${name}) (x)`).errors.length === 0, name).toBe(label);
      expect(parse(`x{${name}="y"}`).errors, name).toEqual([]);
    }
  });

  test('aggregations are names too', () => {
    for (const name of Object.keys(aggregators)) {
      expect(parse(`${name} + on (${name}) ${name}{${name}="x"}`).errors, name).toEqual([]);
    }
  });

  test('operators that are words are known in any case', () => {
    for (const op of Object.keys(binaryOperators)) expect(parse(`x ${op.toUpperCase()} y`).errors, op).toEqual([]);
    expect(all).toContain('unless');
  });
});
