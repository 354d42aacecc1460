import { expect, test } from 'vitest';
import { reconcile } from '../../src/cli/reconcile.ts';
import type { Diagnostic, Location } from '../../src/model/diagnostic.ts';

type Located = Diagnostic<Location>;

function finding(
  check: string,
  message: string,
  [line, column, endColumn]: readonly number[],
  rest: Partial<Located> = {},
): Located {
  const place = { file: 'a.ts', line: line!, column: column!, endLine: line!, endColumn: endColumn! };
  return { check, severity: 'error', subject: 'alert A', message, place, related: [], ...rest };
}

const messages = (list: readonly Located[]) => list.map(({ message }) => message);

test('what the compiler says of a line, the load does not say again; its words become the help', () => {
  const types = [finding('typescript', 'TS2345: not a Duration', [3, 10, 14])];
  const found = [finding('load', 'this is no duration', [3, 10, 14], { help: "write '5m'" })];
  const [only, ...rest] = reconcile(types, found);
  expect(rest).toEqual([]);
  expect(only?.help).toBe("write '5m'");
});

test('a plain throw is no help', () => {
  const types = [finding('typescript', 'TS2339: no such method', [3, 10, 14])];
  const found = [finding('load', 'TypeError: x.rate is not a function', [3, 10, 14])];
  expect(reconcile(types, found)).toEqual(types);
});

test('what a check finds at the very same characters was said by the compiler; its help is kept', () => {
  const types = [finding('typescript', 'TS2322: no such value', [3, 10, 14])];
  const found = [finding('promql-label-value', 'never has the value', [3, 10, 14], { help: 'did you mean "error"?' })];
  expect(reconcile(types, found)).toEqual([{ ...types[0], help: 'did you mean "error"?' }]);
});

test('what a check finds beside or around stays', () => {
  const types = [finding('typescript', 'TS2322: no such value', [3, 10, 14])];
  const found = [
    finding('alert-template', 'no such label', [3, 5, 40]),
    finding('promql-rate', 'a gauge', [3, 12, 14]),
  ];
  expect(reconcile(types, found)).toHaveLength(3);
});

test('a file with a syntax error fails to load for that reason', () => {
  const types = [finding('typescript', 'TS1109: Expression expected.', [9, 1, 2])];
  expect(reconcile(types, [finding('load', 'Unexpected end of file', [12, 1, 1])])).toEqual(types);
});

test('a refusal around another is left out: it often follows from the inner one', () => {
  const types = [
    finding('typescript', 'TS2322: outer', [3, 5, 40]),
    finding('typescript', 'TS2820: inner', [3, 10, 14]),
  ];
  expect(messages(reconcile(types, []))).toEqual(['TS2820: inner']);
});

test('two refusals of the same characters are both shown', () => {
  const types = [finding('typescript', 'TS1: a', [3, 5, 40]), finding('typescript', 'TS2: b', [3, 5, 40])];
  expect(reconcile(types, [])).toHaveLength(2);
});

test('each finding once, in order of place', () => {
  const a = finding('load', 'a', [7, 1, 2]);
  const b = finding('load', 'b', [2, 9, 10]);
  const c = finding('load', 'c', [2, 1, 2]);
  expect(messages(reconcile([], [a, b, c, { ...a }]))).toEqual(['c', 'b', 'a']);
});
