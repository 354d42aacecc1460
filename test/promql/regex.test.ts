import { expect, test } from 'vitest';
import { regexFound, regexMatches, regexReplaced } from '../../src/promql/regex.ts';

test('matchers take whole values, line breaks too; templates look anywhere in a line', () => {
  expect(regexMatches('a.b', 'a\nb')).toBe(true);
  expect(regexMatches('a', 'ab')).toBe(false);
  expect(regexFound('a', 'ba')).toBe(true);
  expect(regexFound('a.b', 'a\nb')).toBe(false);
  expect(regexFound('(', 'x')).toBe(undefined);
});

test.each([
  ['a*', 'baac', '-', '-b-c-'],
  ['', 'abc', '.', '.a.b.c.'],
  ['(\\d+)-(?P<end>\\d+)', '10-20', '$end-${1}x$1x$$', '20-10x$'],
  ['b', 'abc', '$', 'a$c'],
  ['x', 'abc', '-', 'abc'],
  ['(', 'abc', '-', undefined],
])('each %s in %s by %s', (pattern, text, replacement, expected) => {
  expect(regexReplaced(pattern, text, replacement)).toBe(expected);
});
