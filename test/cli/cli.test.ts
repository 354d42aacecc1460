import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { tsconfigText } from '../../src/load/types.ts';
import { installed } from '../programs.ts';

/**
 * Every folder here is a story: definitions, and story.txt with what a user types and sees. Lines that begin with `$ ` are
 * run by a shell in a copy of the folder; below them stand standard output, standard error (`! `) and the exit code.
 * `npx vitest run test/cli -u` writes what is seen now.
 */
const stories = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const copies: string[] = [];
afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true });
});

// Side by side: most of a story is waiting for a process.
describe.concurrent('alidade', () => {
  test.for(stories.map(({ name }) => name))('%s', { timeout: 240_000 }, async (name, { expect, skip }) => {
    skip(name.startsWith('test-') && installed('promtool') === undefined, 'needs promtool');
    const story = join(import.meta.dirname, name, 'story.txt');
    const copy = prepared(join(import.meta.dirname, name));
    const actual: string[] = [];
    for (const line of readFileSync(story, 'utf8').split('\n')) {
      if (line.startsWith('# ')) actual.push(line);
      if (line.startsWith('$ ')) actual.push(line, ...(await run(line.slice(2), copy)), '');
    }
    await expect(actual.join('\n')).toMatchFileSnapshot(story);
  });
});

/** A copy of the folder where the package is installed: as a link, so that the sources under test run. */
function prepared(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'alidade-cli-'));
  copies.push(copy);
  cpSync(folder, copy, { recursive: true });
  rmSync(join(copy, 'story.txt'));
  mkdirSync(join(copy, 'node_modules/@types'), { recursive: true });
  symlinkSync(resolve('.'), join(copy, 'node_modules/alidade'));
  symlinkSync(resolve('node_modules/@types/node'), join(copy, 'node_modules/@types/node'));
  mkdirSync(join(copy, 'node_modules/.bin'));
  symlinkSync(resolve('bin/alidade.js'), join(copy, 'node_modules/.bin/alidade'));
  const tsconfig = join(copy, 'definitions/tsconfig.json');
  if (existsSync(join(copy, 'definitions')) && !existsSync(tsconfig)) writeFileSync(tsconfig, tsconfigText);
  return copy;
}

/** For processes that end before a collection of garbage pays: of the compiler, and of Node. A sixth of the time. */
const shortLived = { GOGC: 'off', NODE_OPTIONS: '--max-semi-space-size=64' };

function run(command: string, cwd: string): Promise<string[]> {
  const { NO_COLOR: _, FORCE_COLOR: __, ...environment } = process.env;
  const env = {
    ...environment,
    ...shortLived,
    PATH: `${join(cwd, 'node_modules/.bin')}${delimiter}${process.env.PATH}`,
  };
  return new Promise((resolve) => {
    execFile('sh', ['-c', command], { cwd, env, encoding: 'utf8' }, (error, stdout, stderr) => {
      const exit = error === null ? [] : [`exit ${error.code}`];
      resolve([...lines(stdout), ...lines(stderr).map((line) => `! ${line}`.trimEnd()), ...exit]);
    });
  });
}

function lines(text: string): string[] {
  return text === '' ? [] : text.replace(/\n+$/, '').split('\n');
}
