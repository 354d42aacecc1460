import { chmodSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What writing does to the disk; a test makes one that fails half-way. */
export interface Disk {
  /** Puts a text beside its place, under a name that tells where it comes from, as accessible as what it will replace. */
  readonly stage: (file: string, text: string) => void;
  /** Moves a staged text to its place: readers see the old file or the new one, whole. */
  readonly commit: (file: string) => void;
  readonly remove: (file: string) => void;
}

const suffix = '.alidade-tmp';

function staged(file: string): string {
  return join(dirname(file), `.${basename(file)}${suffix}`);
}

export const disk: Disk = {
  stage: (file, text) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(staged(file), text);
    const replaced = statSync(file, { throwIfNoEntry: false });
    if (replaced) chmodSync(staged(file), replaced.mode);
  },
  commit: (file) => renameSync(staged(file), file),
  remove: (file) => rmSync(file, { force: true }),
};

/** Removes what an interrupted run left staged in a folder. */
export function sweep(folder: string): void {
  for (const name of namesIn(folder)) {
    if (name.startsWith('.') && name.endsWith(suffix)) rmSync(join(folder, name), { force: true });
  }
}

/** Removes a folder that holds nothing any more. */
export function removeIfEmpty(folder: string): boolean {
  if (namesIn(folder).length > 0) return false;
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
