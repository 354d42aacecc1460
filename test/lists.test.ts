import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checks } from '../src/check/index.ts';
import { emitters } from '../src/emit/index.ts';
import { checkIds } from '../src/model/check-id.ts';
import { reporters } from '../src/report/index.ts';

/** Adding a check, an output, a reporter or a command is one file and one line in a list: folder and list say the same. */

const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

interface Entry {
  readonly id: string;
}

/** The lists, and the function by which an entry of each is known among what a module exports. */
const lists = [
  { folder: 'check', list: checks as readonly Entry[], knownBy: 'find' },
  { folder: 'emit', list: emitters as readonly Entry[], knownBy: 'emit' },
  { folder: 'report', list: reporters as readonly Entry[], knownBy: 'report' },
] as const;

/** The modules of a folder by name: `promql-rate` for `promql-rate.ts`, `docs` for `docs/index.ts`. */
function modulesOf(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(source(folder), { withFileTypes: true }).map((entry): [string, string] =>
    entry.isDirectory()
      ? [entry.name, source(`${folder}/${entry.name}/index.ts`)]
      : [basename(entry.name, '.ts'), source(`${folder}/${entry.name}`)],
  );
  return new Map(files.filter(([name, path]) => name !== 'index' && existsSync(path)));
}

async function entriesOf(folder: string, knownBy: string): Promise<readonly { name: string; entry: Entry }[]> {
  const found = await Promise.all(
    [...modulesOf(folder)].map(async ([name, path]) => {
      const exports: Readonly<Record<string, unknown>> = await import(path);
      return Object.values(exports)
        .filter((value): value is Entry => isEntry(value, knownBy))
        .map((entry) => ({ name, entry }));
    }),
  );
  return found.flat();
}

function isEntry(value: unknown, knownBy: string): boolean {
  const entry = (value ?? {}) as Readonly<Record<string, unknown>>;
  return typeof entry.id === 'string' && typeof entry[knownBy] === 'function';
}

describe.each(lists)('$folder/', ({ folder, list, knownBy }) => {
  test('every entry is in the list, once', async () => {
    const entries = await entriesOf(folder, knownBy);
    expect(list.map(({ id }) => id).sort()).toEqual(entries.map(({ entry }) => entry.id).sort());
    expect(new Set(list).size).toBe(list.length);
  });

  test('an entry is named after its file', async () => {
    const entries = await entriesOf(folder, knownBy);
    expect(entries.map(({ entry }) => entry.id)).toEqual(entries.map(({ name }) => name));
  });
});

test('checks are listed by id', () => {
  const ids = checks.map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted());
});

test('every check has its line in model/check-id.ts, sorted', () => {
  expect(checkIds).toEqual(checks.map(({ id }) => id));
});

test('every command of the command line has its file', () => {
  const commands = [...readFileSync(source('cli/main.ts'), 'utf8').matchAll(/\.command\('([\w-]+)'\)/g)];
  expect(commands.length).toBeGreaterThan(0);
  for (const [, name] of commands) expect(existsSync(source(`cli/${name}.ts`)), `src/cli/${name}.ts`).toBe(true);
});
