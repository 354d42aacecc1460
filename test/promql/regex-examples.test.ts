import { expect, it } from 'vitest';
import { regexMatches } from '../../src/promql/regex.ts';
import { regexExamples } from '../../src/promql/regex-examples.ts';

it.each([
  ['a', ['a']],
  ['plat.*|infra', ['plat', 'platx', 'platxx', 'infra']],
  ['a?b', ['b', 'ab', 'aab'].slice(0, 2)],
  ['[a-c]x{2}', ['axx']],
  ['[^a]', ['x']],
  ['(?:ab)+', ['ab', 'abab', 'ababab']],
  ['(?i)EU', ['EU']],
  ['\\d\\.\\w', ['0.a']],
  ['^a$', ['a']],
  ['\\p{Lu}+', []],
  ['(', []],
])('%s matches %j', (pattern, examples) => expect(regexExamples(pattern)).toEqual(examples));

it('gives nothing that does not match', () => {
  for (const pattern of [
    'a{2,}b*',
    '(a|b|)(c|d)?',
    '[[:alpha:]]-\\S',
    '.+@example\\.com',
    '(?P<x>y)z',
    '[]a]',
    '[\\d-]+',
  ])
    expect(regexExamples(pattern).length, pattern).toBeGreaterThan(0);
  for (const example of regexExamples('(a|b|)(c|d)?')) expect(regexMatches('(a|b|)(c|d)?', example)).toBe(true);
});
