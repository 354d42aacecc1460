import { describe, expect, test } from 'vitest';
import { regexMatches } from '../../src/promql/regex.ts';
import { regexExample, regexExamples } from '../../src/promql/regex-example.ts';

describe('a text that a pattern matches', () => {
  test.each([
    ['5..', '500'],
    ['a|b', 'a'],
    ['(?:search|index)_.+', 'search_x'],
    ['/api/v\\d+/.*', '/api/v0/x'],
    ['[a-c]{2}', 'aa'],
    ['^shop$', 'shop'],
    ['', ''],
  ])('%s: %s', (pattern, example) => {
    expect(regexExample(pattern)).toBe(example);
  });

  test.each([
    '.+',
    '.*',
    '[^0-9]+',
    '(a|b)?c',
    'node-[0-9]{3,5}',
    '(?P<first>x)y',
    '4\\d\\d|5\\d\\d',
    'a\\.b',
    '\\w+@\\w+',
    '[\\d]+',
    '((a))',
    '5[0-9][0-9]',
  ])('%s is matched by its example', (pattern) => {
    expect(regexMatches(pattern, regexExample(pattern)!)).toBe(true);
  });

  test.each(['(?i)abc(', '\\pL', '(((', '[', '(?s).'])('%s: nothing rather than something wrong', (pattern) => {
    const example = regexExample(pattern);
    expect(example === undefined || regexMatches(pattern, example)).toBe(true);
  });
});

describe('texts that a pattern matches', () => {
  test.each([
    ['a', ['a']],
    ['plat.*|infra', ['platx', 'plat', 'platxx', 'infra']],
    ['a?b', ['b', 'ab']],
    ['[a-c]x{2}', ['axx']],
    ['[^a]', ['x']],
    ['(?:ab)+', ['ab', 'abab', 'ababab']],
    ['(?i)EU', ['EU']],
    ['\\d\\.\\w', ['0.a']],
    ['\\p{Lu}+', []],
    ['(', []],
    [`${'('.repeat(5000)}${')'.repeat(5000)}`, []],
  ])('%s: %j', (pattern, examples) => expect(regexExamples(pattern)).toEqual(examples));

  test.each(['a{2,}b*', '(a|b|)(c|d)?', '[[:alpha:]]-\\S', '.+@example\\.com', '(?P<x>y)z', '[]a]', '[\\d-]+'])(
    '%s has some',
    (pattern) => expect(regexExamples(pattern).length).toBeGreaterThan(0),
  );
});
