import type { Diagnostic, Location } from '../model/diagnostic.ts';
import type { Reporter, ReportOptions } from './reporter.ts';

/** One JSON document, for programs. */
export const json: Reporter = {
  id: 'json',
  about: 'one JSON document: { diagnostics, files }',
  report: ({ diagnostics, files }, options) => {
    const document = { diagnostics: diagnostics.map((one) => plain(one, options)), files };
    return `${JSON.stringify(document, undefined, 2)}\n`;
  },
};

function plain(diagnostic: Diagnostic<Location>, options: ReportOptions) {
  const { check, severity, subject, message, place, related, help, fix } = diagnostic;
  return {
    check,
    severity,
    subject,
    message,
    help,
    fix,
    place: named(place, options),
    related: related.map((one) => ({ message: one.message, place: named(one.place, options) })),
  };
}

function named({ file, line, column, endLine, endColumn }: Location, { name }: ReportOptions): Location {
  return { file: name(file), line, column, endLine, endColumn };
}
