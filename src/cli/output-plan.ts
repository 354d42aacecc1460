import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotRun } from '../load/cannot-run.ts';
import type { FileChange } from '../report/reporter.ts';
import { manifestName, manifestText, readManifest } from './manifest.ts';
import type { SystemFiles } from './render.ts';

/** A file below a system's output folder, and what must become of it; removed ones have no text. */
export interface PlannedFile {
  readonly path: string;
  readonly change: FileChange['change'] | 'unchanged';
  readonly text: string | undefined;
}

/** What to do in `out/<system>/`. */
export interface Plan {
  readonly folder: string;
  readonly files: readonly PlannedFile[];
  /** Paths that synth has written before, or began to. */
  readonly known: readonly string[];
}

/** Compares what the definitions make with what lies in `out`. Nothing is written. */
export function planOutput(out: string, systems: readonly SystemFiles[]): Plan[] {
  return systems.map(({ id, files }) => planSystem(join(out, id), files));
}

/** Systems whose definitions are gone: whatever their manifests list goes too. */
export function planRemoval(out: string, systems: readonly string[]): Plan[] {
  return writtenSystems(out)
    .filter((id) => !systems.includes(id))
    .map((id) => planSystem(join(out, id), []));
}

function planSystem(folder: string, files: SystemFiles['files']): Plan {
  refuseCollisions(folder, files);
  const known = readManifest(folder);
  const made = files.map((file) => planned(folder, file.path, file.text));
  const paths = files.map(({ path }) => path).sort();
  const kept = new Set(paths);
  const gone = known.filter((path) => !kept.has(path));
  const removed = gone
    .filter((path) => exists(folder, path))
    .map((path) => ({ path, change: 'removed', text: undefined }) as const);
  const manifest = paths.length > 0 ? [planned(folder, manifestName, manifestText(paths))] : manifestRemoval(folder);
  return { folder, files: [...made, ...removed, ...manifest], known };
}

function manifestRemoval(folder: string): PlannedFile[] {
  return exists(folder, manifestName) ? [{ path: manifestName, change: 'removed', text: undefined }] : [];
}

function planned(folder: string, path: string, text: string): PlannedFile {
  const present = contentOf(folder, path);
  const change = present === undefined ? 'added' : present.equals(Buffer.from(text)) ? 'unchanged' : 'changed';
  return { path, change, text };
}

function contentOf(folder: string, path: string): Buffer | undefined {
  refuseLinks(folder, path);
  try {
    return readFileSync(join(folder, path));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new CannotRun(`cannot read ${join(folder, path)}: ${message}`);
  }
}

function exists(folder: string, path: string): boolean {
  return contentOf(folder, path) !== undefined;
}

/** Below a linked folder lie files of others: synth does not follow. */
function refuseLinks(folder: string, path: string): void {
  const segments = path.split('/').slice(0, -1);
  const folders = segments.map((_, depth) => join(folder, ...segments.slice(0, depth + 1)));
  const link = folders.find(isLink);
  if (link !== undefined)
    throw new CannotRun(`${link} is a symbolic link`, 'synth writes into folders of its own only: remove the link');
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

/** Two outputs that write one file, also where a file system ignores case, would be a fault of ours or two names too alike. */
function refuseCollisions(folder: string, files: SystemFiles['files']): void {
  const seen = new Map<string, string>();
  for (const { path } of files) {
    const other = seen.get(path.toLowerCase());
    if (other !== undefined)
      throw new CannotRun(`two outputs would write ${join(folder, path)}`, 'give one of the two another name');
    seen.set(path.toLowerCase(), path);
  }
}

function writtenSystems(out: string): string[] {
  try {
    return readdirSync(out, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && contentOf(join(out, entry.name), manifestName) !== undefined)
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    const reason = code === 'ENOTDIR' ? `${out} is a file` : message;
    throw new CannotRun(`cannot read the output folder: ${reason}`, 'name another one with --out <dir>');
  }
}
