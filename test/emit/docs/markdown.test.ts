import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { code, count, fence, listed, plain, plainParagraph } from '../../../src/emit/docs/markdown.ts';
import { markdownTable } from '../../../src/emit/docs/markdown-table.ts';

describe('a paragraph of plain text', () => {
  test.each([
    ['a < b & c > d', 'a &lt; b & c > d'],
    ['&lt; stays as written', '&amp;lt; stays as written'],
    ['*bold* and `code` and [link]', '\\*bold\\* and \\`code\\` and \\[link\\]'],
    [
      'snake_case_name stays readable, _this_ is no emphasis',
      'snake_case_name stays readable, \\_this\\_ is no emphasis',
    ],
    ['{{ $value }}', '&#123;&#123; $value }}'],
    ['# no heading', '\\# no heading'],
    ['- no item', '\\- no item'],
    ['1. no item', '1\\. no item'],
    ['1.5 is a number', '1.5 is a number'],
    ['-5 is a number', '-5 is a number'],
    ['two\n  lines ', 'two lines'],
    ['C:\\path', 'C:\\\\path'],
  ])('%j', (text, markdown) => expect(plainParagraph(text)).toBe(markdown));
});

test('a line may begin like a list where it is only part of one', () => {
  expect(plain('1. Look')).toBe('1. Look');
});

describe('code', () => {
  test.each([
    ['a|b', '`a|b`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a\nb', '`a b`'],
    ['{{method}}', '<code>&#123;&#123;method}}</code>'],
  ])('%j', (text, markdown) => expect(code(text)).toBe(markdown));

  test('a fence is longer than any run of ticks inside', () => {
    expect(fence('sh', 'echo ```\n')).toBe('````sh\necho ```\n````');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', '\n') }), (text) => {
        const [open = ''] = fence('', text).split('\n');
        return !text.includes(open);
      }),
    );
  });
});

describe('tables', () => {
  test('pipes and line breaks stay in their cell', () => {
    expect(markdownTable(['A', 'B'], [['`a|b`', 'c\nd']])).toBe('| A | B |\n| --- | --- |\n| `a\\|b` | c d |');
  });

  test('a pipe that is escaped already is not escaped again', () => {
    expect(markdownTable(['A'], [['a\\|b']])).toContain('| a\\|b |');
  });
});

test('counts and lists', () => {
  expect([count(0, 'alert'), count(1, 'alert'), count(2, 'query', 'queries')]).toEqual([
    'no alerts',
    '1 alert',
    '2 queries',
  ]);
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
});
