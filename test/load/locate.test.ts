import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { importPath } from '../../src/load/import-path.ts';
import { locate } from '../../src/load/locate.ts';
import type { Origin } from '../../src/model/declaration.ts';
import type { Place } from '../../src/model/diagnostic.ts';

/** A definitions file with ⟦the characters meant⟧, and which part of the probed call is asked for. */
interface Case {
  readonly name: string;
  readonly code: string;
  readonly path?: Place['path'];
  readonly key?: true;
  /** The stretch of the template's text, or of the string, that is wrong. */
  readonly text?: string;
}

const cases: readonly Case[] = [
  { name: 'a declaration is shown by its name', code: "probe(⟦'Slow'⟧, {\n  for: '5m',\n});" },
  { name: 'a short call is shown whole', code: "const x = on.⟦probe({ by: 'method' })⟧;" },
  { name: 'a long call is shown by its word', code: 'on.⟦probe⟧({\n  by: 1,\n});' },
  { name: 'an argument', code: "on.probe(⟦'5x'⟧, 3);", path: [0] },
  { name: 'a property', code: "probe('Slow', { for: ⟦'5x'⟧, severity: 'a' });", path: [1, 'for'] },
  { name: 'a nested property', code: "probe('A', { labels: { team: ⟦`x`⟧ } });", path: [1, 'labels', 'team'] },
  { name: 'a quoted property', code: "probe('A', { 'for-x': ⟦5⟧ });", path: [1, 'for-x'] },
  { name: 'a shorthand property', code: 'const name = 5;\nprobe({ ⟦name⟧ });', path: [0, 'name'] },
  { name: 'the name of a property', code: 'probe({ ⟦statuss⟧: 5 });', path: [0, 'statuss'], key: true },
  { name: 'an option of whichever argument has it', code: "probe(5, { by: ⟦'a'⟧ });", path: ['by'] },
  { name: 'a text in a list', code: "probe(5, { by: ['a', ⟦'b'⟧] });", path: ['by', 'b'] },
  { name: 'a text that is no list', code: "probe({ by: ⟦'b'⟧ });", path: ['by', 'b'] },
  { name: 'an option that no argument has', code: 'on.⟦probe({ a: 1 })⟧;', path: ['by', 'b'] },
  { name: 'an element', code: 'probe({ rows: [1, ⟦2⟧] });', path: [0, 'rows', 1] },
  {
    name: 'a long value is shown by its key',
    code: 'probe({\n  ⟦labels⟧: {\n    a: 1,\n  },\n});',
    path: [0, 'labels'],
  },
  { name: 'a missing property: the object it is missing in', code: 'probe({ a: ⟦{ b: 1 }⟧ });', path: [0, 'a', 'c'] },
  { name: 'a missing option: the name', code: "probe(⟦'A'⟧, {\n  b: 1,\n});", path: [1, 'runbook'] },
  {
    name: 'options in a constant',
    code: "const options = { for: ⟦'5x'⟧ } as const;\nprobe('A', options);",
    path: [1, 'for'],
  },
  { name: 'a spread', code: "const base = { for: ⟦'5x'⟧ };\nprobe('A', { ...base, b: 1 });", path: [1, 'for'] },
  {
    name: 'the later property wins',
    code: "const base = { for: 1 };\nprobe('A', { ...base, for: ⟦2⟧ });",
    path: [1, 'for'],
  },
  {
    name: 'options that come from elsewhere: the argument',
    code: "const make = (options: object) => probe('A', ⟦options⟧);\nmake({ for: 1 });",
    path: [1, 'for'],
  },
  {
    name: 'types are stripped, places are not',
    code: 'const a: number = 1; interface B { c: number }\nprobe<string>(⟦a⟧ as number);',
    path: [0],
  },
  { name: 'a tab', code: "\t\tprobe('A', {\tfor: ⟦'5x'⟧ });", path: [1, 'for'] },
  { name: 'characters beyond ASCII', code: "const é = '😀'; probe('ü😀', ⟦'ß'⟧);", path: [1] },
  { name: 'CRLF', code: "const a = 1;\r\nprobe('A', {\r\n  for: ⟦'5x'⟧,\r\n});", path: [1, 'for'] },
  { name: 'a nested call', code: "on.probe(⟦((a: number) => a)(1)⟧, String('x'));", path: [0] },
  { name: 'in a loop', code: "for (const a of [1]) {\n  probe(`A${a}`, { for: ⟦'x'⟧ });\n}", path: [1, 'for'] },
  { name: 'in a default export', code: "export default probe('A', ⟦{ b: 1 }⟧ satisfies object);", path: [1, 'for'] },
  { name: 'in a call chain', code: "String(1)\n  .concat('a')\n  .concat(String(on\n    .probe(⟦'x'⟧)));", path: [0] },
  { name: 'a template is shown whole', code: 'tag⟦`rate(x[5m])`⟧;' },
  { name: 'characters of a template', code: 'tag`rate(⟦http⟧[5m])`;', text: 'http' },
  { name: 'a template on several lines', code: 'tag`\n  sum(\n    ⟦http⟧\n  )`;', text: 'http' },
  { name: 'a template with CRLF', code: 'tag`\r\n  sum(\r\n    ⟦http⟧\r\n  )`;', text: 'http' },
  { name: 'after an escape', code: 'tag`a{b=~"5\\\\.\\u{41}"} > ⟦http⟧`;', text: 'http' },
  { name: 'an escape itself', code: 'tag`a ⟦\\`⟧ b`;', text: '`' },
  { name: 'a raw template', code: 'rawTag`a{b=~"5\\\\.."} > ⟦http⟧`;', text: 'http' },
  { name: 'after a hole', code: 'tag`rate(${metric}[5m]) > ⟦http_x⟧`;', text: 'http_x' },
  { name: 'inside a hole', code: 'tag`rate(⟦${metric}⟧[5m])`;', text: 'requests' },
  { name: 'from a hole into the text', code: 'tag`rate(⟦${metric}[5m]⟧)`;', text: 'requests_total[5m]' },
  { name: 'between two holes', code: 'tag`${1}⟦ + ⟧${metric}`;', text: ' + ' },
  { name: 'a tag that is a property', code: 'on.tag`sum(⟦http⟧)`;', text: 'http' },
  {
    name: 'characters of a string',
    code: "probe('A', { name: 'it\\'s ⟦bad⟧ here' });",
    path: [1, 'name'],
    text: 'bad',
  },
  {
    name: 'characters of a returned string',
    code: "probe({ summary: () => 'so ⟦bad⟧' });",
    path: [0, 'summary'],
    text: 'bad',
  },
  { name: 'characters of a computed string: all of it', code: 'probe(⟦`so ${1} bad`⟧);', path: [0], text: 'bad' },
];

const folder = mkdtempSync(join(tmpdir(), 'alidade-locate-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('locate', () => {
  const files = cases.map(({ code }, index) => {
    const file = join(folder, `${index}.ts`);
    writeFileSync(file, unmarked(code) + '\nexport {};\n');
    return file;
  });
  const frames = framesOf(files);

  test.each(cases.map((one, index) => ({ ...one, index })))('$name', ({ code, path, key, text, index }) => {
    const file = files[index]!;
    const origin: Origin = { file, callers: [], ...frames[index]! };
    const place = {
      origin,
      ...(path && { path }),
      ...(key && { key }),
      ...(text && { span: spanOf(text, origin, code) }),
    };
    expect(shown(place, unmarked(code))).toBe(code);
  });

  test('the end of a text is the place before its closing quote', () => {
    const file = join(folder, 'end.ts');
    writeFileSync(file, 'tag`sum(`;\n');
    const origin: Origin = { file, line: 1, column: 1, callers: [], template: { text: 'sum(', holes: [] } };
    expect(located({ origin, span: { start: 4, end: 4 } })).toEqual({
      file,
      line: 1,
      column: 9,
      endLine: 1,
      endColumn: 9,
    });
  });

  test.each([
    ["on.probe({ by: 'methd' });", { path: ['by', 'methd'] }, "'method'"],
    ['on.probe({ methd: 1 });', { path: [0, 'methd'], key: true }, 'method'],
    ["on.probe({ 'methd': 1 });", { path: [0, 'methd'], key: true }, "'method'"],
    ["on.probe('a methd b');", { path: [0], span: { start: 2, end: 7 } }, 'method'],
    ["on.probe('a \\'methd b');", { path: [0], span: { start: 2, end: 8 } }, undefined],
    ['on.probe({ by: elsewhere });', { path: ['by', 'methd'] }, undefined],
  ] as const)('a fix is source code, and left out where its place is not certain: %s', (code, where, fix) => {
    const file = join(folder, 'fix.ts');
    writeFileSync(file, code);
    const place: Place = { origin: { file, line: 1, column: 4, callers: [] }, ...where };
    const [found] = locate([
      { check: 'x', severity: 'error', subject: 's', message: 'm', place, related: [], fix: 'method' },
    ]);
    expect(found?.fix).toBe(fix);
  });

  test('an import, and a name in it', () => {
    const code = "import { a } from './x.ts';\nimport { b, c as d } from './y.ts';\n";
    const file = join(folder, 'import.ts');
    writeFileSync(file, code);
    const origin: Origin = { file, line: 1, column: 1, callers: [] };
    expect(shown({ origin, path: importPath('./x.ts') }, code)).toContain("from ⟦'./x.ts'⟧");
    expect(shown({ origin, path: importPath('./y.ts', 'c') }, code)).toContain('⟦c as d⟧');
  });

  test('a file that cannot be read keeps the line it was reported at', () => {
    const origin: Origin = { file: folder, line: 3, column: 4, callers: [] };
    expect(located({ origin })).toEqual({ file: folder, line: 3, column: 4, endLine: 3, endColumn: 4 });
  });
});

function unmarked(code: string): string {
  return code.replaceAll(/[⟦⟧]/gu, '');
}

/** The frames of the loaded code, as the engine reports them; one process for all files. */
function framesOf(files: readonly string[]): Omit<Origin, 'file' | 'callers'>[] {
  const script = resolve('test/load/frames.ts');
  const out = execFileSync(process.execPath, ['--import', resolve('bin/register.js'), script, ...files], {
    encoding: 'utf8',
  });
  return JSON.parse(out);
}

/** Offsets of `text` in what the template or the string says. */
function spanOf(text: string, origin: Origin, code: string): { start: number; end: number } {
  const said =
    origin.template?.text ?? /'([^⟦']*(?:\\'[^⟦']*)*)⟦/.exec(code)?.[1]?.replaceAll('\\', '').concat(text) ?? text;
  const start = said.indexOf(text);
  return { start, end: start + text.length };
}

function located(place: Place) {
  const [found] = locate([{ check: 'x', severity: 'error', subject: 's', message: 'm', place, related: [] }]);
  return found!.place;
}

/** The code with marks around the located characters. */
function shown(place: Place, code: string): string {
  const { line, column, endLine, endColumn } = located(place);
  const lines = code.split('\n');
  const offset = (l: number, c: number) => lines.slice(0, l - 1).reduce((sum, one) => sum + one.length + 1, 0) + c - 1;
  const [start, end] = [offset(line, column), offset(endLine, endColumn)];
  return `${code.slice(0, start)}⟦${code.slice(start, end)}⟧${code.slice(end)}`;
}
