import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
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
    .filter((path) => isFolder(path))
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
  return entriesBelow(path)
    .filter((entry) => isModule(entry.name) && isFileOrLink(entry))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.slice(path.length).split(sep).some(isHidden))
    .sort(byCodeUnit);
}

function entriesBelow(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true, recursive: true });
  } catch (error) {
    throw unreadable((error as NodeJS.ErrnoException).path ?? path, error as NodeJS.ErrnoException);
  }
}

/** A link to a file is one; a link that leads nowhere is kept, too, so that loading it says so. */
function isFileOrLink(entry: Dirent): boolean {
  return entry.isFile() || (entry.isSymbolicLink() && !isFolder(join(entry.parentPath, entry.name)));
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
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
  const specifiers = textOf(file).matchAll(/['"](\.{1,2}\/[^'"\n]+)['"]/g);
  return [...specifiers].map(([, specifier = '']) => resolve(dirname(file), specifier));
}

/** A file that cannot be read imports nothing; loading it says why. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
