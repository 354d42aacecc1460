import type { Analysis } from '../analyze/analysis.ts';
import { emitAll, type OutputFile } from '../emit/emit.ts';

/** The files of one system, of all its environments; paths below `out/<id>/`. */
export interface SystemFiles {
  readonly id: string;
  readonly files: readonly OutputFile[];
}

/** Renders every output of every system to memory. */
export async function render(analyses: readonly Analysis[]): Promise<SystemFiles[]> {
  const bySystem = new Map<string, OutputFile[]>();
  for (const analysis of analyses) {
    const { id, system } = analysis.project;
    const files = bySystem.get(id) ?? [];
    bySystem.set(id, files);
    const folder = system.environment === undefined ? '' : `${system.environment}/`;
    for (const { path, text } of await emitAll(analysis)) files.push({ path: folder + path, text });
  }
  return [...bySystem].map(([id, files]) => ({ id, files }));
}
