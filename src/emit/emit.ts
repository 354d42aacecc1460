import type { Analysis } from '../analyze/analysis.ts';
import { emitters } from './index.ts';

/** A file below `out/<system>/[<environment>/]`; `path` uses `/`. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** One output: pure, same project, same bytes. Asynchronous only so that a heavy dependency can be imported when needed. */
export interface Emitter {
  readonly id: string;
  /** One sentence for `--help` and the docs. */
  readonly about: string;
  readonly emit: (analysis: Analysis) => readonly OutputFile[] | Promise<readonly OutputFile[]>;
}

/** Every file of a system, in the order of the emitters. */
export async function emitAll(analysis: Analysis, from: readonly Emitter[] = emitters): Promise<readonly OutputFile[]> {
  const outputs = await Promise.all(from.map(({ emit }) => emit(analysis)));
  return outputs.flat();
}
