import { join } from 'node:path';
import { expect } from 'vitest';
import type { OutputFile } from '../../src/emit/emit.ts';

/** Compares files with those of `golden/<folder>/`; `vitest -u` writes them. */
export async function expectGolden(folder: string, files: readonly OutputFile[]): Promise<void> {
  for (const { path, text } of files) {
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'golden', folder, path));
  }
}
