import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { program } from '../programs.ts';

const out = resolve(import.meta.dirname, '../../out');
const bash = program('bash');

/** Where each command of the emitted documentation stands, and the command. */
const commands = readdirSync(out, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .flatMap((path) => {
    const blocks = readFileSync(join(out, path), 'utf8').matchAll(/^```sh\n(.*?)\n```$/gms);
    return [...blocks].map(([, command = '']) => ({ path, command }));
  });

test.skipIf(bash === undefined)('what people are asked to type is a command, for bash (needs bash)', () => {
  expect(commands.length).toBeGreaterThan(100);
  const distinct = new Map(commands.map((one) => [one.command, one]));
  for (const { path, command } of distinct.values())
    expect.soft(bash?.(['-n', '-c', command]), `${path}: ${command}`).toEqual({ status: 0, output: '' });
});
