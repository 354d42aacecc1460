import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { OutputFile } from '../src/emit/emit.ts';

export interface Run {
  readonly status: number | null;
  /** What it printed, on both streams. */
  readonly output: string;
}

/**
 * A real program that tests run; undefined where it is not installed, and a failure of the tests that need it in CI.
 *
 * ```ts
 * const promtool = program('promtool');
 * test.skipIf(promtool === undefined)('Prometheus accepts it (needs promtool)', () => promtool?.(['check', 'rules', file]));
 * ```
 */
export function program(name: string): ((args: readonly string[], folder?: string) => Run) | undefined {
  const found = installed(name);
  if (found === undefined) return undefined;
  return (args, folder) => {
    const { status, stdout, stderr } = spawnSync(found, args, { cwd: folder, encoding: 'utf8' });
    return { status, output: stdout + stderr };
  };
}

/** Where a program is; undefined where it is not installed, which in CI is a failure. */
export function installed(name: string): string | undefined {
  const path = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  const found = path.find((candidate) => existsSync(candidate));
  if (found === undefined && process.env.CI === 'true') throw new Error(`${name} is not installed: CI needs it`);
  return found;
}

/** Runs a function in a new folder holding the files; the folder is gone afterwards, when it keeps a promise then. */
export function inFolder<T>(files: readonly OutputFile[], use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'alidade-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  let later = false;
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const result = use(folder);
    if (!(result instanceof Promise)) return result;
    later = true;
    return result.finally(remove) as T;
  } finally {
    if (!later) remove();
  }
}
