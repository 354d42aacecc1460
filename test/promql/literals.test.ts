import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../src/promql/duration.ts';
import { formatGeneral, formatNumber, parseNumber, roundHalfAway } from '../../src/promql/number.ts';
import { regexMatches, regexProblem } from '../../src/promql/regex.ts';
import { quote, readString } from '../../src/promql/string.ts';

describe('durations', () => {
  test.each([
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['1y2w3d4h5m6s7ms', 33_019_506_007],
    ['0s', 0],
    ['0', 0],
    ['100ms', 100],
    ['292y', 9_208_512_000_000],
  ])('%s is %d ms', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  test.each(['', '5', 'm', '5M', '-5m', '5m ', '1m1h', '5m5m', '1.5h', '5x', '293y', '5m3'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test.each([
    [0, '0s'],
    [1, '1ms'],
    [60_000, '1m'],
    [5_400_000, '1h30m'],
    [86_400_000, '1d'],
    [604_800_000, '1w'],
    [691_200_000, '8d'],
    [7_776_000_000, '90d'],
    [31_536_000_000, '1y'],
    [31_536_060_000, '365d1m'],
    [-300_000, '-5m'],
  ])('%d ms is printed %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('numbers', () => {
  test.each([
    ['0', 0],
    ['017', 15],
    ['018', 18],
    ['0x_ff', 255],
    ['1_000_000', 1e6],
    ['1_0.2_5e1_0', 10.25e10],
    ['.5', 0.5],
    ['5.', 5],
    ['1e-400', 0],
    ['iNf', Infinity],
    ['9223372036854775808', 2 ** 63],
    ['0777777777777777777777', 2 ** 63],
    ['02000000000000000000000', 2e21],
  ])('%s', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  test.each([
    '',
    '1__0',
    '_1',
    '1_',
    '0x',
    '0xg',
    '0x1p3',
    '0x1.8',
    '1e',
    '1e309',
    '0b1',
    '0o7',
    '1_.5',
    'infinity',
    '0x8000000000000000',
  ])('%j is none', (text) => {
    expect(parseNumber(text)).toBeUndefined();
  });

  test.each([
    [1e21, '1000000000000000000000'],
    [1.5e-7, '0.00000015'],
    [-1.25e25, '-12500000000000000000000000'],
    [123.456, '123.456'],
    [0.1 + 0.2, '0.30000000000000004'],
  ])('%d is printed %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  test.each([
    [999_999, '999999'],
    [1e6, '1e+06'],
    [1234567, '1.234567e+06'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [-2e100, '-2e+100'],
    [Infinity, '+Inf'],
    [NaN, 'NaN'],
    [0, '0'],
  ])('%d is printed %s where Go prints it in general', (value, text) => {
    expect(formatGeneral(value)).toBe(text);
  });

  test('halves are rounded away from zero', () => {
    expect([0.5, 1.5, -0.5, -1.5, 2.4, -2.6].map(roundHalfAway)).toEqual([1, 2, -1, -2, 2, -3]);
  });
});

describe('strings', () => {
  test.each([
    ['"\\101\\x42\\u0043\\U00000044"', 'ABCD'],
    ['"\\a\\b\\f\\n\\r\\t\\v\\\\\\""', '\x07\b\f\n\r\t\v\\"'],
    ["'\\''", "'"],
    ['`a\\n\nb`', 'a\\n\nb'],
    ['"\\xf0\\x9f\\x99\\x82"', '🙂'],
    ['"\\xff\\377"', '\ufffd\ufffd'],
    ['"\\xef\\xbb\\xbfx"', '\ufeffx'],
  ])('%s', (text, value) => {
    expect(readString(text, 0)).toEqual({ value, end: text.length, closed: true, problem: undefined });
  });

  test.each([
    ['a "b" \\', '"a \\"b\\" \\\\"'],
    ['\x07\b\f\n\r\t\v', '"\\a\\b\\f\\n\\r\\t\\v"'],
    ['\x00\x7f', '"\\x00\\x7f"'],
    ['\u00ad\u2028\ufeff', '"\\u00ad\\u2028\\ufeff"'],
    ['\u{e0001}', '"\\U000e0001"'],
    ['é☺🙂', '"é☺🙂"'],
    ['\ufffd', '"\\ufffd"'],
  ])('%j is quoted %s', (value, text) => {
    expect(quote(value)).toBe(text);
  });
});

describe('regular expressions', () => {
  test.each([
    'a|b',
    'a.*',
    '(a|b)+?',
    '[[:alpha:]]',
    '\\d+',
    '(?i)a',
    '(?P<n>a)',
    'a{2,3}',
    '\\pL',
    '^a$',
    '',
    'a\\.b',
    '(?:)',
  ])('RE2 takes %j', (pattern) => {
    expect(regexProblem(pattern)).toBeUndefined();
  });

  test.each(['(', ')', '*a', 'a**', '[a', '(?=a)', '(?<!a)', '\\1', 'a{1001}', '\\', '(?P<n>a)(?P<n>b)', 'a|*', '(+)'])(
    'RE2 refuses %j',
    (pattern) => {
      expect(regexProblem(pattern)).toMatch(/^error parsing regexp: /);
    },
  );

  test('they match whole values, newlines included', () => {
    expect(regexMatches('5..', '503')).toBe(true);
    expect(regexMatches('5..', '1503')).toBe(false);
    expect(regexMatches('a|b', 'ab')).toBe(false);
    expect(regexMatches('a.b', 'a\nb')).toBe(true);
    expect(regexMatches('(', '(')).toBe(false);
  });
});
