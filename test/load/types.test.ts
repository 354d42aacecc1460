import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readingOnce } from '../../src/load/source.ts';
import { typeFindings } from '../../src/load/type-findings.ts';
import { checkTypes, tsconfigText } from '../../src/load/types.ts';
import type { Diagnostic, Location } from '../../src/model/diagnostic.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'alidade-types-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve('.'), join(folder, 'node_modules/alidade'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('what the compiler refuses', () => {
  test('every row of the table of refusals gets our advice', { timeout: 60_000 }, async () => {
    const root = join(folder, 'refusals');
    cpSync('test/load/refusals/definitions', root, { recursive: true });
    writeFileSync(join(root, 'tsconfig.json'), tsconfigText);
    const file = join(root, 'shop/refused.ts');
    const lines = readFileSync(file, 'utf8').split('\n');
    const expected = lines.flatMap((line, index) =>
      line.startsWith('// help: ') ? [[lines[index + 1], line.slice(9)]] : [],
    );
    const findings = await judged(root);
    expect(findings.map(({ place, help }) => [lines[place.line - 1], help])).toEqual(expected);
  });

  test('positions are exact, also where a syntax error stands in another file', { timeout: 60_000 }, async () => {
    const root = project('exact', {
      'a/x.ts':
        '\ufeffconst s = "😀é"; const q: number = s;\r\nconst o: { by: "a" | "b" } = { by: "c" };\r\nexport { o, q };\n',
      'a/y.ts': 'export const limits = {\n  critical: ,\n};\n',
      'a/z.ts': "import { limits } from './y.ts';\nimport { x } from './nowhere.ts';\nexport { limits, x };\n",
    });
    const shown = (await judged(root)).map(({ place, message }) => [cut(place), message.split(':')[0]]);
    expect(shown).toEqual([
      ['q', 'TS2322'],
      ['"c"', 'TS2322'],
      [',', 'TS1109'],
      ["'./nowhere.ts'", 'TS2307'],
    ]);
  });

  test('our own sources are not judged, whatever options the definitions have', { timeout: 60_000 }, async () => {
    const root = project('strict', { 'a/x.ts': "import { oneOf } from 'alidade';\nexport const a = oneOf('a');\n" });
    const strict = tsconfigText.replace(
      '"strict": true,',
      '"strict": true, "noPropertyAccessFromIndexSignature": true,',
    );
    writeFileSync(join(root, 'tsconfig.json'), strict);
    expect(await checkTypes(root)).toEqual([]);
  });

  test('a configuration that the compiler refuses, or none, is no finding but the end', async () => {
    const root = project('configuration', { 'a/x.ts': 'export {};\n' });
    writeFileSync(join(root, 'tsconfig.json'), '{ "compilerOptions": { "strikt": true } }');
    await expect(checkTypes(root)).rejects.toThrow(/strikt/);
    rmSync(join(root, 'tsconfig.json'));
    await expect(checkTypes(root)).rejects.toThrow(/tsconfig.json is missing/);
  });
});

function project(name: string, files: Readonly<Record<string, string>>): string {
  const root = join(folder, name);
  for (const [path, text] of Object.entries({ ...files, 'tsconfig.json': tsconfigText })) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

async function judged(root: string): Promise<Diagnostic<Location>[]> {
  return typeFindings(await checkTypes(root), readingOnce());
}

function cut({ file, line, column, endColumn }: Location): string {
  const text = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  return text.split(/\r?\n/)[line - 1]!.slice(column - 1, endColumn - 1);
}
