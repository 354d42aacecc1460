/** Emitted configurations of Alertmanager, for the programs that judge them. */
import type { OutputFile } from '../../src/emit/emit.ts';
import type { Synthesized } from './synthesized.ts';

/** The files of `alertmanager/` below a folder. A webhook's address is one of this machine, where nobody listens. */
export function alertmanagerFiles(made: Synthesized, folder: string): readonly OutputFile[] {
  return emittedFiles(made, folder).map(({ path, text }) => ({
    path,
    text: text.replaceAll(/^( +(?:- )?)url: .*$/gm, '$1url: http://127.0.0.1:9/'),
  }));
}

function emittedFiles({ files }: Synthesized, folder: string): readonly OutputFile[] {
  const below = `${folder}alertmanager/`;
  return [...files]
    .filter(([path]) => path.startsWith(below))
    .map(([path, text]) => ({ path: path.slice(below.length), text }));
}

/** The names of the secrets that a configuration reads. */
export function secretsIn(made: Synthesized, folder: string): readonly string[] {
  const names = emittedFiles(made, folder).flatMap(({ text }) =>
    [...text.matchAll(/\/run\/secrets\/(\w+)/g)].map(([, name]) => name ?? ''),
  );
  return [...new Set(names)].sort();
}

/** The names of the secrets that a guide's quick start asks for. */
export function secretsAsked({ files }: Synthesized, folder: string): readonly string[] {
  const guide = files.get(`${folder}docs/README.md`) ?? '';
  return (/^for name in (.*); do$/m.exec(guide)?.[1] ?? '').split(' ').sort();
}
