/** Emitted configurations of Alertmanager, for the programs that judge them. */
import type { OutputFile } from '../../src/emit/emit.ts';
import type { Synthesized } from './synthesized.ts';

/**
 * The files of `alertmanager/` below a folder. Debian's Alertmanager 0.25 knows no `url_file` of webhooks, which is of 0.28: an
 * address stands in its place.
 */
export function alertmanagerFiles({ files }: Synthesized, folder: string): readonly OutputFile[] {
  const below = `${folder}alertmanager/`;
  return [...files]
    .filter(([path]) => path.startsWith(below))
    .map(([path, text]) => ({
      path: path.slice(below.length),
      text: text.replaceAll(/^( +(?:- )?)url_file: .*$/gm, '$1url: http://127.0.0.1:9/'),
    }));
}
