import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** What synth made of a system of this repository. */
export interface Synthesized {
  readonly status: number | null;
  /** Findings, or the files it wrote. */
  readonly stdout: string;
  /** Text of every file, by its path below `out/<system>/`. */
  readonly files: ReadonlyMap<string, string>;
}

/** What `alidade synth` makes of all systems of this repository, of which one is looked at. */
export function synthesized(system: string): Synthesized {
  const out = join(process.env.ALIDADE_MADE ?? '', 'synthesized');
  const { status, stdout } = ran(out);
  return { status, stdout, files: status === 0 ? filesBelow(join(out, system)) : new Map() };
}

/** The same for several systems, by name. */
export function synthesizedTogether(...systems: readonly string[]): ReadonlyMap<string, Synthesized> {
  return new Map(systems.map((system) => [system, synthesized(system)]));
}

type Run = Pick<Synthesized, 'status' | 'stdout'>;

/** Runs it once for all tests: whoever comes while another does waits for the answer. */
function ran(out: string): Run {
  const answer = `${out}.json`;
  if (isFirst(`${out}.begun`)) {
    const command = [join(root, 'bin/alidade.js'), 'synth', '--out', out];
    const { status, stdout } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
    writeFileSync(`${answer}.new`, JSON.stringify({ status, stdout }));
    renameSync(`${answer}.new`, answer);
  }
  for (let waits = 0; !existsSync(answer) && waits < 600; waits++) sleep(100);
  return JSON.parse(readFileSync(answer, 'utf8')) as Run;
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function filesBelow(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')];
    }),
  );
}
