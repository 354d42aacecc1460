import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spell } from '../../src/load/escapes.ts';

/** What JavaScript reads from the source of a template, as a tag sees it. */
const cooked = (source: string): string => new Function(`return \`${source}\``)();
const raw = (source: string): string => new Function(`return String.raw\`${source}\``)();

/** Sources of templates without holes: any characters, with every kind of escape. */
const piece = fc.oneof(
  fc.constantFrom(
    '\\n',
    '\\t',
    '\\\\',
    '\\`',
    '\\$',
    "\\'",
    '\\x41',
    '\\u00e9',
    '\\u{1F600}',
    '\\\n',
    '\\\r\n',
    '\r\n',
    '\n',
    '\\.',
    '\\0',
  ),
  fc.string({ unit: 'grapheme', maxLength: 3 }).map((text) => text.replaceAll(/[\\`$\r]|\d/g, '')),
);
const source = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

/** The raw text of a stretch of source, which on its own may be half an escape. */
const verbatim = (stretch: string): string => stretch.replaceAll('\r\n', '\n');

describe('spell', () => {
  test.each([
    ['cooked', cooked, cooked],
    ['raw', raw, verbatim],
  ])('every character of the %s text stands where it says', (_, reading, readPart) => {
    fc.assert(
      fc.property(source, (written) => {
        const text = reading(written);
        const spelled = spell(written, text)!;
        expect(spelled.text).toBe(text);
        const starts = spelled.offsets.map((offset, index) => [offset, index] as const);
        const distinct = starts.filter(([offset], index) => offset !== spelled.offsets[index - 1]);
        for (const [index, [offset, from]] of distinct.entries()) {
          const [end, to] = distinct[index + 1] ?? [written.length, text.length];
          expect(readPart(written.slice(offset, end))).toBe(text.slice(from, to));
        }
      }),
    );
  });

  test('a text that the source does not say', () => expect(spell('abc', 'abd')).toBeUndefined());
});
