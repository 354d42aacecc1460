import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edited, editsOf } from '../../src/load/edits.ts';
import type { Diagnostic, Location } from '../../src/model/diagnostic.ts';

const at = (line: number, column: number, endColumn: number, endLine = line): Location => ({
  file: 'a.ts',
  line,
  column,
  endLine,
  endColumn,
});

function finding(place: Location, fix?: string): Diagnostic<Location> {
  const words = { check: 'x', severity: 'error', subject: 's', message: 'm', related: [] } as const;
  return { ...words, place, ...(fix !== undefined && { fix }) };
}

const made = (text: string, ...findings: readonly Diagnostic<Location>[]) =>
  edited(text, editsOf(findings).byFile.get('a.ts') ?? []);

describe('edits', () => {
  it('are made in order of place, whatever the order of findings', () => {
    expect(
      made('one two\r\nthree', finding(at(2, 1, 6), '3'), finding(at(1, 5, 8), '2'), finding(at(1, 1, 4), '1')),
    ).toBe('1 2\r\n3');
  });
  it('that say the same are made once', () => {
    expect(made('one', finding(at(1, 1, 4), 'two'), finding(at(1, 1, 4), 'two'))).toBe('two');
  });
  it('that contradict each other are not made, and told', () => {
    const findings = [finding(at(1, 1, 4), 'two'), finding(at(1, 1, 4), 'three'), finding(at(1, 5, 8), 'four')];
    expect(made('one two', ...findings)).toBe('one four');
    expect(editsOf(findings).contradictory).toEqual([at(1, 1, 4)]);
  });
  it('that overlap: the first is made, and the others may be next time', () => {
    expect(made('one two three', finding(at(1, 5, 14), 'B'), finding(at(1, 1, 8), 'A'))).toBe('A three');
    expect(made('one two', finding(at(1, 1, 8), 'A'), finding(at(1, 5, 5), 'B'))).toBe('A');
  });
  it('count lines as the compiler does', () => {
    expect(made('a\rb\u2028c\nd', finding(at(4, 1, 2), 'D'), finding(at(3, 1, 2), 'C'))).toBe('a\rb\u2028C\nD');
  });
  it('may reach over lines', () => {
    expect(made('a (b\n c) d', finding(at(1, 3, 4, 2), 'x'))).toBe('a x d');
  });
  it('of other files are theirs', () => {
    const files = editsOf([
      finding({ ...at(1, 1, 2), file: 'b.ts' }, 'x'),
      finding(at(1, 1, 2), 'y'),
      finding(at(1, 2, 3)),
    ]);
    expect([...files.byFile.keys()]).toEqual(['a.ts', 'b.ts']);
  });
  it('leave every other character as it was', () => {
    const word = fc.string({ unit: fc.constantFrom('a', ' ', '\r\n', '\t', 'é', '😀'), maxLength: 12 });
    fc.assert(
      fc.property(word, word, word, (before, old, after) => {
        const end = (text: string) => {
          const lines = text.split(/\r\n/);
          return { line: lines.length, column: lines.at(-1)!.length + 1 };
        };
        const [from, to] = [end(before), end(before + old)];
        const place = { file: 'a.ts', ...from, endLine: to.line, endColumn: to.column };
        expect(made(before + old + after, finding(place, 'NEW'))).toBe(`${before}NEW${after}`);
      }),
    );
  });
});
