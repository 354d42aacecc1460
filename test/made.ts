import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one run of the tests: what takes long to make is made there once, by whoever needs it first. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'alidade-made-'));
  process.env.ALIDADE_MADE = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
