import { accessSync, constants } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DefinitionError, Frame, Origin } from '../model/declaration.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Failure } from './evaluate.ts';
import { fileOrigin, loadError } from './finding.ts';
import { importPath } from './import-path.ts';

/** What a module failed with, said at the line of the user's that caused it. */
export function failureFinding(failure: Failure): Diagnostic {
  const { file, error } = failure;
  if (!(error instanceof Error))
    return loadError(fileSubject(file), `throws ${String(error)}`, { origin: fileOrigin(file) });
  return (
    unreadableFinding(file) ??
    definitionFinding(error) ??
    syntaxFinding(error) ??
    importFinding(error) ??
    exportFinding(error) ??
    thrownFinding(error, file)
  );
}

function fileSubject(file: string): string {
  return `${basename(dirname(file))}/${basename(file)}`;
}

/** A file that did not load because it cannot be read. */
function unreadableFinding(file: string): Diagnostic | undefined {
  try {
    accessSync(file, constants.R_OK);
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const leadsNowhere = code === 'ENOENT' || code === 'ELOOP';
    const why = leadsNowhere ? 'it is a symbolic link that leads nowhere' : message.replace(/, access .*$/, '');
    return loadError(fileSubject(file), `cannot read this file: ${why}`, { origin: fileOrigin(file) });
  }
}

/** Another copy of the package may have thrown it: it is known by its name. */
function definitionFinding(error: Error): Diagnostic | undefined {
  if (error.name !== 'DefinitionError') return undefined;
  const { origin, path, help } = error as DefinitionError;
  return loadError(fileSubject(origin.file), error.message, { origin, path }, help === undefined ? {} : { help });
}

/** A file that is not TypeScript, as the hook saw it. */
function syntaxFinding(error: Error & { file?: string; line?: number; column?: number }): Diagnostic | undefined {
  const { file, line, column } = error;
  if (error.name !== 'SyntaxError' || file === undefined || line === undefined || column === undefined)
    return undefined;
  return loadError(fileSubject(file), error.message, { origin: { file, line, column, callers: [] } });
}

/** An import of a module that is not there; the hook says who wanted it. */
function importFinding(error: Error & { specifier?: string; importer?: string }): Diagnostic | undefined {
  const { specifier, importer } = error;
  if (specifier === undefined || importer === undefined) return undefined;
  const file = fileURLToPath(importer);
  const place = { origin: fileOrigin(file), path: importPath(specifier) };
  return loadError(fileSubject(file), `cannot find '${specifier}'`, place, { help: importHelp(specifier) });
}

function importHelp(specifier: string): string {
  if (!specifier.startsWith('.'))
    return 'install the package, or import your own files by a path that begins with ./ or ../';
  return /\.\w+$/.test(specifier)
    ? 'paths count from the importing file'
    : `write the file's ending: '${specifier}.ts'`;
}

/** An import of a name that the module does not export. The engine tells the file only in the first line of the stack. */
function exportFinding(error: Error): Diagnostic | undefined {
  const words = /'([^']+)' does not provide an export named '([^']+)'/.exec(error.message);
  const importer = /^(file:\S+?):\d+\n/.exec(error.stack ?? '')?.[1];
  if (error.name !== 'SyntaxError' || !words || importer === undefined) return undefined;
  const [, specifier = '', name = ''] = words;
  const file = fileURLToPath(importer);
  const place = { origin: fileOrigin(file), path: importPath(specifier, name) };
  return loadError(fileSubject(file), `'${specifier}' exports no '${name}'`, place);
}

function thrownFinding(error: Error, file: string): Diagnostic {
  const [nearest, ...callers] = userFrames(error.stack ?? '');
  const origin: Origin = nearest ? { ...nearest, callers: callers.slice(0, 3) } : fileOrigin(file);
  const help = thrownHelp(error);
  return loadError(
    fileSubject(origin.file),
    `${error.name}: ${error.message}`,
    { origin },
    help === undefined ? {} : { help },
  );
}

function thrownHelp(error: Error): string | undefined {
  const unborn = /^Cannot access '(\w+)' before initialization$/.exec(error.message)?.[1];
  if (error.name !== 'ReferenceError' || unborn === undefined) return undefined;
  return `the file that declares ${unborn} has not run yet, because the files import each other: move ${unborn} to a file that both can import`;
}

const ownSources = new URL('../', import.meta.url).href;

/** The frames of a stack that are neither ours nor a package's, nearest first. */
function userFrames(stack: string): Frame[] {
  const frames = stack.matchAll(/(file:\/\/\S+?):(\d+):(\d+)\)?$/gm);
  return [...frames]
    .filter(
      ([, url = '']) =>
        !url.startsWith(ownSources) && !url.includes('/node_modules/') && !url.includes('/bin/alidade.js'),
    )
    .map(([, url = '', line, column]) => ({ file: fileURLToPath(url), line: Number(line), column: Number(column) }));
}
