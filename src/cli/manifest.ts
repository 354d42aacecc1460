import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lists what synth wrote into a system's output folder: one path a line, sorted. */
export const manifestName = '.manifest';

export function manifestText(paths: Iterable<string>): string {
  return [...new Set(paths)]
    .sort()
    .map((path) => `${path}\n`)
    .join('');
}

/** The paths that synth may touch in a folder: none where there is no manifest. */
export function readManifest(folder: string): string[] {
  return linesOf(join(folder, manifestName)).filter(isInside);
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    return [];
  }
}

/** A line that leads out of the folder was not written by synth, whoever wrote it. */
function isInside(path: string): boolean {
  if (path === '' || path.startsWith('/') || /^[a-z]:|\\|\0/i.test(path)) return false;
  return path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');
}
