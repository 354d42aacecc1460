import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keep, recall } from '../../src/load/transform-cache.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'alidade-hook-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a file below the hook and reads what it prints as JSON. */
function run(files: Readonly<Record<string, string>>, main: string): unknown {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', resolve('bin/register.js'), join(folder, main)], {
    encoding: 'utf8',
  });
  return stdout === '' ? stderr : JSON.parse(stdout);
}

describe('the module hook', () => {
  test('what was made of a file before is not made again', () => {
    const main = `const told: string = ${JSON.stringify(folder)};\nconsole.log(JSON.stringify(told));`;
    expect(recall(main)).toBeUndefined();
    expect(run({ 'kept/main.ts': main }, 'kept/main.ts')).toBe(folder);
    expect(recall(main)).toMatch(/^const told = /);
    keep(main, 'console.log(JSON.stringify("kept"));');
    expect(run({ 'kept/main.ts': main }, 'kept/main.ts')).toBe('kept');
  });

  test('loads TypeScript, and resolves alidade to this copy where none is installed', () => {
    const main = `import { oneOf } from 'alidade';
      import type { Nothing } from './types.ts';
      enum Color { Red = 'red' }
      const values: readonly string[] = [Color.Red];
      const nothing: Nothing | undefined = undefined;
      console.log(JSON.stringify([typeof oneOf, values, nothing === undefined]));`;
    expect(run({ 'a/main.ts': main }, 'a/main.ts')).toEqual(['function', ['red'], true]);
  });

  test('carries the environment to what is imported by path, not to packages', () => {
    const files = {
      'b/main.ts': `
        const [one, two, none] = [await import('./system.ts?environment=dev'), await import('./system.ts?environment=prod'), await import('./system.ts')];
        console.log(JSON.stringify([one.seen, two.seen, none.seen, one.state === two.state, one.shared === two.shared]));`,
      'b/system.ts': `
        import { url, state } from './lib/deep.ts';
        import { shared } from 'pkg';
        export { shared, state };
        export const seen = [import.meta.url, url].map((one) => one.split('?')[1] ?? null);`,
      'b/lib/deep.ts': 'export const url = import.meta.url; export const state = {};',
      'b/node_modules/pkg/package.json': '{ "name": "pkg", "type": "module", "exports": "./index.js" }',
      'b/node_modules/pkg/index.js': 'export const shared = {};',
    };
    const dev = 'environment=dev';
    const prod = 'environment=prod';
    expect(run(files, 'b/main.ts')).toEqual([[dev, dev], [prod, prod], [null, null], false, true]);
  });

  test('says where a file is no TypeScript, and who imports what is not there', () => {
    const files = {
      'c/main.ts': `
        const syntax = await import('./syntax.ts').catch(({ name, file, line, column }) => ({ name, file, line, column }));
        const missing = await import('./missing.ts').catch(({ specifier, importer }) => ({ specifier, importer }));
        console.log(JSON.stringify([syntax, missing]));`,
      'c/syntax.ts': 'export const a = {\n  b: ,\n};',
      'c/missing.ts': "import './nowhere.ts';",
    };
    const file = (path: string) => expect.stringContaining(path);
    expect(run(files, 'c/main.ts')).toEqual([
      { name: 'SyntaxError', file: file('c/syntax.ts'), line: 2, column: 6 },
      { specifier: './nowhere.ts', importer: file('c/missing.ts') },
    ]);
  });
});
