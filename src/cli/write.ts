import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CannotRun } from '../load/cannot-run.ts';
import { type Disk, disk as realDisk, removeIfEmpty, sweep } from './disk.ts';
import { withLock } from './lock.ts';
import { manifestName, manifestText } from './manifest.ts';
import type { Plan, PlannedFile } from './output-plan.ts';

/**
 * Makes the output folder what the plans say. Killed at any point, it leaves whole files only and a manifest that lists
 * all of them, so that the next run ends where this one would have.
 */
export async function write(out: string, plans: readonly Plan[], disk: Disk = realDisk): Promise<void> {
  const work = plans.filter((plan) => plan.files.length > 0);
  try {
    mkdirSync(out, { recursive: true });
    await withLock(out, () => {
      for (const plan of work) apply(plan, disk);
    });
  } catch (error) {
    throw failed(out, error as NodeJS.ErrnoException);
  }
}

function apply({ folder, files, known }: Plan, disk: Disk): void {
  const made = files.filter(({ path }) => path !== manifestName);
  const folders = new Set([...known, ...files.map(({ path }) => path)].map((path) => dirname(join(folder, path))));
  for (const one of folders) sweep(one);
  if (files.every(({ change }) => change === 'unchanged')) return;
  const at = (file: PlannedFile): string => join(folder, file.path);
  const put = (file: string, text: string): void => {
    disk.stage(file, text);
    disk.commit(file);
  };
  const manifest = join(folder, manifestName);
  put(manifest, manifestText([...known, ...made.map(({ path }) => path)]));
  for (const file of made) if (file.change === 'removed') disk.remove(at(file));
  const written = made.filter(({ change }) => change === 'added' || change === 'changed');
  for (const file of written) disk.stage(at(file), file.text ?? '');
  for (const file of written) disk.commit(at(file));
  const exact = files.find(({ path }) => path === manifestName);
  if (exact?.text !== undefined) put(manifest, exact.text);
  else disk.remove(manifest);
  for (const one of folders) prune(one, folder);
}

/** Removes folders that became empty, up to and with the system's own. */
function prune(empty: string, top: string): void {
  for (let folder = empty; folder.startsWith(top); folder = dirname(folder)) if (!removeIfEmpty(folder)) return;
}

/** What the operating system refuses is the user's to mend; anything else is a fault of ours. */
function failed(out: string, error: NodeJS.ErrnoException): Error {
  if (error instanceof CannotRun || error.syscall === undefined) return error;
  const isFile = error.code === 'EEXIST' || error.code === 'ENOTDIR';
  const reason = isFile ? `${error.path ?? out} is a file, not a folder` : error.message;
  return new CannotRun(`cannot write the output: ${reason}`, 'name another folder with --out <dir>');
}
