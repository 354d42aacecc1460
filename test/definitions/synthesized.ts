import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

/** Runs `alidade synth` on one system, into a folder that is gone afterwards. */
export function synthesized(system: string): Synthesized {
  return synthesizedTogether(system).get(system)!;
}

/** The same for several systems in one run, by name. */
export function synthesizedTogether(...systems: readonly string[]): ReadonlyMap<string, Synthesized> {
  const out = mkdtempSync(join(tmpdir(), 'alidade-'));
  try {
    const command = [join(root, 'bin/alidade.js'), 'synth', '--system', ...systems, '--out', out];
    const { status, stdout } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
    const filesOf = (system: string) => (status === 0 ? filesBelow(join(out, system)) : new Map());
    return new Map(systems.map((system) => [system, { status, stdout, files: filesOf(system) }]));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
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
