import type { Diagnostic, Location, Severity } from '../model/diagnostic.ts';
import { visible } from './display.ts';
import type { Reporter, ReportOptions } from './reporter.ts';

/**
 * Workflow commands that GitHub Actions shows as annotations.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const github: Reporter = {
  id: 'github',
  about: 'annotations of GitHub Actions',
  report: ({ diagnostics, files }, options) =>
    [
      ...diagnostics.map((one) => annotation(one, options)),
      ...files.map(({ change, path }) => `${change.padEnd(7)} ${path}`),
    ]
      .map((line) => `${line}\n`)
      .join(''),
};

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

function annotation(diagnostic: Diagnostic<Location>, options: ReportOptions): string {
  const { check, severity, subject, message, place, related, help } = diagnostic;
  const properties = { file: options.name(place.file), ...position(place, options), title: `${check}: ${subject}` };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  const lines = [
    message,
    ...(help === undefined ? [] : [`help: ${help}`]),
    ...related.map((one) => `${options.name(one.place.file)}:${one.place.line}: ${one.message}`),
  ];
  return `::${commands[severity]} ${written.join(',')}::${data(lines.join('\n'))}`;
}

/** Columns are taken on one line only; a file that has no text has no lines. */
function position({ file, line, column, endLine, endColumn }: Location, { read }: ReportOptions) {
  if (read(file) === undefined) return {};
  return line === endLine ? { line, col: column, endLine, endColumn } : { line, endLine };
}

function data(text: string): string {
  return visible(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
