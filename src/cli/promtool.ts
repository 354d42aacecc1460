import { type ExecFileException, execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { CannotRun } from '../load/cannot-run.ts';
import { nameOf } from './terminal.ts';

/** The promtool that tests are run with. */
export interface Promtool {
  /** `2.42`: major and minor. */
  readonly version: string;
  readonly run: (args: readonly string[], folder: string) => Promise<PromtoolRun>;
}

export interface PromtoolRun {
  readonly passed: boolean;
  /** What it printed on standard error: failures. */
  readonly errors: string;
}

const howToGet = [
  'promtool comes with Prometheus:',
  '  Debian, Ubuntu  apt-get install prometheus',
  '  macOS           brew install prometheus',
  '  elsewhere       the archive of a release: https://prometheus.io/download/#prometheus',
  'Put it on the PATH, or name it with --promtool <path>.',
].join('\n');

/** The promtool that is named, or else the first on the PATH. */
export async function promtoolAt(named: string | undefined): Promise<Promtool> {
  const path = named === undefined ? onPath() : resolve(named);
  if (path === undefined) throw new CannotRun('promtool is not installed: it runs the tests', howToGet);
  if (!isProgram(path)) throw new CannotRun(`there is no program ${nameOf(path)}`, howToGet);
  const { stdout, stderr } = await output(path, ['--version'], process.cwd());
  const version = /version v?(\d+\.\d+)/.exec(stdout + stderr)?.[1];
  if (version === undefined) throw new CannotRun(`${nameOf(path)} does not say which promtool it is`, howToGet);
  const turn = inTurns(atOnce);
  return {
    version,
    run: async (args, folder) => {
      const { passed, stderr } = await turn(() => output(path, args, folder));
      return { passed, errors: stderr };
    },
  };
}

/** As many as a small machine has cores. */
const atOnce = 2;

/** Lets so many of the works that are asked for be done at the same time; the others wait. */
function inTurns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running === most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, 'promtool')).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Failures of a large system take some room. */
const mostOutput = 1 << 30;

interface Output {
  readonly passed: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

function notRun(path: string, { signal, message }: ExecFileException): CannotRun {
  if (!signal) return new CannotRun(`${nameOf(path)} cannot be run: ${message}`);
  const help = 'there may be too little memory: test one system at a time, with --system <id>';
  return new CannotRun(`${nameOf(path)} was ended by ${signal} before the tests were over`, help);
}

/** What it leaves behind where it keeps temporary files goes with the folder. */
function output(path: string, args: readonly string[], folder: string): Promise<Output> {
  const options = { cwd: folder, env: { ...process.env, TMPDIR: folder }, maxBuffer: mostOutput };
  return new Promise((resolve, reject) => {
    execFile(path, [...args], options, (error, stdout, stderr) => {
      // A code is a verdict; a signal, or a program that does not start, is none.
      if (error && typeof error.code !== 'number') reject(notRun(path, error));
      else resolve({ passed: error === null, stdout, stderr });
    });
  });
}
