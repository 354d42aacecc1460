import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { CannotRun } from './cannot-run.ts';

/** A folder of definitions: a system, or what systems share. */
export interface Folder {
  readonly id: string;
  /** Without symbolic links, as the engine reports it in frames. */
  readonly path: string;
  /** Its TypeScript files, subfolders included, in path order. */
  readonly files: readonly string[];
}

/** The folders below the definitions root, in order of their names. */
export function foldersIn(root: string): Folder[] {
  return visible(root)
    .map((name) => join(root, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory())
    .map((path) => ({ id: basename(path), path: realpathSync(path), files: modulesBelow(realpathSync(path)) }));
}

/** Whether a file lies in a folder. */
export function isIn(folder: Folder, file: string): boolean {
  return file.startsWith(folder.path + sep);
}

/** Whether a file of another folder imports from this one. */
export function isShared(folder: Folder, all: readonly Folder[]): boolean {
  const others = all.filter((other) => other !== folder).flatMap((other) => other.files);
  return others.some((file) => importsOf(file).some((imported) => isIn(folder, imported)));
}

function modulesBelow(path: string): string[] {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && isModule(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.slice(path.length).split(sep).some(isHidden))
    .sort(byCodeUnit);
}

function visible(root: string): string[] {
  try {
    return readdirSync(root)
      .filter((name) => !isHidden(name))
      .sort(byCodeUnit);
  } catch (error) {
    throw unreadable(root, error as NodeJS.ErrnoException);
  }
}

function unreadable(root: string, error: NodeJS.ErrnoException): CannotRun {
  if (error.code === 'ENOENT')
    return new CannotRun(`there is no folder ${root}`, 'name yours with --definitions <dir>');
  if (error.code === 'ENOTDIR') return new CannotRun(`${root} is a file, not a folder of systems`);
  return new CannotRun(`cannot read the folder ${root}: ${error.message}`);
}

function isHidden(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

function isModule(name: string): boolean {
  return name.endsWith('.ts') && !/\.(?:d|test|spec)\.ts$/.test(name);
}

/** The files a module names in imports by path; read from its text, since a module that fails to load tells nothing. */
function importsOf(file: string): string[] {
  const specifiers = readFileSync(file, 'utf8').matchAll(/['"](\.{1,2}\/[^'"\n]+)['"]/g);
  return [...specifiers].map(([, specifier = '']) => resolve(dirname(file), specifier));
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
