import { describe, expect, it } from 'vitest';
import {
  literalOf,
  matchesAnyText,
  matchesEverything,
  plainAlternatives,
  withoutAnchors,
} from '../../src/promql/regex-shape.ts';

describe('the shape of a regular expression', () => {
  it.each([
    ['^a$', 'a'],
    ['^a$|^b$', 'a|b'],
    ['^(a|b)$', '(a|b)'],
    ['a\\$', 'a\\$'],
    ['a\\\\$', 'a\\\\'],
    ['(?m)^a$', '(?m)^a$'],
    ['[$]', '[$]'],
    ['a|b', 'a|b'],
    ['^*', '^*'],
  ])('%s without anchors is %s', (pattern, bare) => {
    expect(withoutAnchors(pattern)).toBe(bare);
  });

  it.each([
    ['shop\\.example', 'shop.example'],
    ['a b-c/d:1', 'a b-c/d:1'],
    ['', ''],
    ['é', 'é'],
    ['a.b', undefined],
    ['a|b', undefined],
    ['\\d', undefined],
    ['a\\', undefined],
    ['(a)', 'a'],
    ['(a).', undefined],
  ])('%s is the string %s', (pattern, literal) => {
    expect(literalOf(pattern)).toBe(literal);
  });

  it('knows what matches everything', () => {
    for (const pattern of ['.*', '(.*)', '(?:.*)', '^.*$', 'a|.*', '.*.*', '(.*|b)', '.*?'])
      expect([pattern, matchesEverything(pattern)]).toEqual([pattern, true]);
    for (const pattern of ['.+', 'a.*', '.*a', '[.*]', '(a.*)', '\\.*', '', '(.*)(a)'])
      expect([pattern, matchesEverything(pattern)]).toEqual([pattern, false]);
    expect(['.+', '(.+)', '^.+$', '.+a'].map(matchesAnyText)).toEqual([true, true, true, false]);
  });

  it('knows plain alternatives', () => {
    expect(plainAlternatives('^(?:a|b)$')).toEqual(['a', 'b']);
    expect(plainAlternatives('a|b')).toEqual(['a', 'b']);
    expect(plainAlternatives('a.*|b')).toBeUndefined();
  });
});
