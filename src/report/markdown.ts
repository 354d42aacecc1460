import type { Diagnostic, Location } from '../model/diagnostic.ts';
import { countFindings, nouns, plural } from './count.ts';
import { visible } from './display.ts';
import type { FileChange, Reporter, ReportOptions } from './reporter.ts';

/** A table of findings, for a comment on a pull request or the summary of a job. */
export const markdown: Reporter = {
  id: 'markdown',
  about: 'a table for a comment on a pull request or the summary of a job',
  report: ({ diagnostics, files }, options) =>
    [`### Alidade: ${countFindings(diagnostics) ?? 'no findings'}`, ...table(diagnostics, options), ...changed(files)]
      .join('\n\n')
      .concat('\n'),
};

function table(diagnostics: readonly Diagnostic<Location>[], options: ReportOptions): string[] {
  if (diagnostics.length === 0) return [];
  const head = ['| | Check | Where | Finding |', '|---|---|---|---|'];
  return [[...head, ...diagnostics.map((one) => row(one, options))].join('\n')];
}

function row(diagnostic: Diagnostic<Location>, options: ReportOptions): string {
  const { check, severity, subject, message, place, help } = diagnostic;
  const name = options.name(place.file);
  const where = options.read(place.file) === undefined ? name : `${name}:${place.line}:${place.column}`;
  const words = [
    message,
    ...(help === undefined ? [] : [`help: ${help}`]),
    ...(message.includes(subject) ? [] : [`in ${subject}`]),
  ];
  return `| ${nouns[severity]} | ${escaped(check)} | ${escaped(where)} | ${words.map(escaped).join('<br>')} |`;
}

function changed(files: readonly FileChange[]): string[] {
  if (files.length === 0) return [];
  const list = files.map(({ change, path }) => `- ${change} ${escaped(path)}`);
  return [`<details><summary>${plural(files.length, 'file')}</summary>`, list.join('\n'), '</details>'];
}

/** Text that stays text: no markup, no HTML, on one line of a table. */
function escaped(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_[\]|~$]/g, (character) => `\\${character}`)
    .replaceAll(/\r\n|[\n\r]/g, '<br>');
}
