import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expr } from '../../src/promql/ast.ts';
import { formatDuration, parseDuration } from '../../src/promql/duration.ts';
import { formatNumber, parseNumber } from '../../src/promql/number.ts';
import { parse } from '../../src/promql/parse.ts';
import { pretty } from '../../src/promql/pretty.ts';
import { print } from '../../src/promql/print.ts';
import { quote, readString } from '../../src/promql/string.ts';
import { children, equal, walk } from '../../src/promql/walk.ts';
import { bare, expression, wellFormed } from './arbitrary.ts';
import { dashboardExpressions, evaluatedCases, parseCases, ruleExpressions } from './corpora.ts';
import { experimental, printedAsWritten, printedOtherwise, withVariables } from './expressions.ts';

// The same trees and texts on every run.
fc.configureGlobal({ seed: 20_261 });

const everything = { experimental: true, macros: true } as const;

describe('any tree', () => {
  const reads = (text: string, expr: Expr) => {
    const { ast, errors } = parse(text, { experimental: true });
    expect(errors, text).toEqual([]);
    expect(equal(bare(ast!), expr), text).toBe(true);
  };

  test('is read back from what print makes of it', () => {
    fc.assert(
      fc.property(expression, (expr) => reads(print(expr), expr)),
      { numRuns: 2000 },
    );
  });

  test('is read back from what pretty makes of it', () => {
    const width = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(expression, width, (expr, columns) => reads(pretty(expr, columns), expr)),
      { numRuns: 1000 },
    );
  });

  test('prints the same once it has been read back', () => {
    const again = (text: string) => print(parse(text, { experimental: true }).ast!);
    fc.assert(
      fc.property(expression, (expr) => void expect(again(print(expr))).toBe(print(expr))),
      { numRuns: 500 },
    );
  });
});

const real = [...ruleExpressions(), ...dashboardExpressions(), ...evaluatedCases.map(({ expr }) => expr)];
const odd = parseCases.map(({ input }) => input).filter((text) => text.length < 300);
const seeds = [...printedAsWritten, ...printedOtherwise.flat(), ...experimental, ...withVariables, ...odd, ...real];
const pieces = [
  ...'(){}[],:=!~<>@+-*/%^"\'`\\#$. \n0159eEx_smhdwy',
  '\u00a0',
  '\ufffd',
  '\ud800',
  '☺',
  '[5m:]',
  ' offset ',
  ' by (',
  '0x',
  'bool',
];

/** A piece taken out, put in, or put in place of another, somewhere in a real expression. */
const damaged = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.tuple(fc.nat(), fc.nat(6), fc.constantFrom('', ...pieces)), { minLength: 1, maxLength: 4 }),
  )
  .map(([text, cuts]) => {
    let result = text.slice(0, 400);
    for (const [from, length, piece] of cuts) {
      const start = from % (result.length + 1);
      result = result.slice(0, start) + piece + result.slice(start + length);
    }
    return result;
  });

function expectInside(expr: Expr, text: string): void {
  walk(expr, (node) => {
    expect(node.start).toBeGreaterThanOrEqual(0);
    expect(node.end).toBeLessThanOrEqual(text.length);
    for (const child of children(node)) {
      expect(child.start).toBeGreaterThanOrEqual(node.start);
      expect(child.end).toBeLessThanOrEqual(node.end);
    }
  });
}

describe('any text', () => {
  const check = (text: string) => {
    const { ast, errors } = parse(text, everything);
    for (const { start, end, message } of errors) {
      expect(start, message).toBeGreaterThanOrEqual(0);
      expect(end, message).toBeGreaterThanOrEqual(start);
      expect(end, message).toBeLessThanOrEqual(text.length);
    }
    if (ast === undefined) {
      expect(errors.length).toBeGreaterThan(0);
      return;
    }
    expectInside(ast, text);
    if (errors.length > 0) return;
    const again = parse(print(ast), everything);
    expect(again.errors, `${text}\nprinted: ${print(ast)}`).toEqual([]);
    expect(equal(again.ast!, ast), `${text}\nprinted: ${print(ast)}`).toBe(true);
  };

  test('damaged expressions are read or refused, every place inside the text', () => {
    fc.assert(fc.property(damaged, check), { numRuns: 3000 });
  });

  test('so is noise', () => {
    const noise = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.array(fc.constantFrom(...pieces, 'a', 'sum', 'rate'), { maxLength: 20 }).map((parts) => parts.join('')),
    );
    fc.assert(fc.property(noise, check), { numRuns: 2000 });
  });

  test('every beginning of an expression is', () => {
    for (const text of [...printedAsWritten, ...experimental, ...withVariables]) {
      for (let end = 0; end <= text.length; end++) check(text.slice(0, end));
    }
  });
});

describe('literals are read back as they were', () => {
  test('numbers', () => {
    const positive = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true });
    fc.assert(fc.property(positive, (value) => void expect(parseNumber(formatNumber(value))).toBe(value)));
  });

  test('durations', () => {
    const size = fc.integer({ min: 0, max: 9_223_372_036_854 });
    fc.assert(fc.property(size, (value) => void expect(parseDuration(formatDuration(value))).toBe(value)));
  });

  test('strings', () => {
    const string = fc.string({ unit: 'binary' }).map(wellFormed);
    fc.assert(
      fc.property(string, (value) => {
        const text = quote(value);
        expect(readString(text, 0)).toEqual({ value, end: text.length, closed: true, problem: undefined });
      }),
    );
  });
});
