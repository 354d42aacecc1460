import { expect, it } from 'vitest';
import { inEnvironments } from '../../src/load/environments.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';

const finding = (fix: string): Diagnostic => ({
  check: 'x',
  severity: 'error',
  subject: 's',
  message: 'm',
  place: { origin: { file: 'a.ts', line: 1, column: 1, callers: [] } },
  related: [],
  fix,
});

const inEach = (...fixes: readonly (string | undefined)[]) =>
  inEnvironments(
    fixes.map((fix, index) => ({ environment: `e${index}`, diagnostics: fix === undefined ? [] : [finding(fix)] })),
  ).map((one) => [one.subject, one.fix]);

it('a fix is what every environment asks for', () => {
  expect(inEach('a', 'a')).toEqual([['s', 'a']]);
  expect(inEach('a', 'b')).toEqual([['s', undefined]]);
  expect(inEach('a', 'b', 'a')).toEqual([['s', undefined]]);
  expect(inEach('a', undefined)).toEqual([['s (e0)', undefined]]);
});
