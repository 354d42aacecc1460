import type { Diagnostic, Location } from '../model/diagnostic.ts';
import { shorten, visible } from './display.ts';
import { codeFrame, gutterOf } from './frame.ts';
import { type Ink, inkOf, type Paint, paintWith } from './paint.ts';
import type { FileChange, Reporter, ReportOptions } from './reporter.ts';

/** Findings with the code they are about, for people. */
export const pretty: Reporter = {
  id: 'pretty',
  about: 'findings with the code they are about, for people',
  report: ({ diagnostics, files }, options) => {
    const paint = paintWith(options.color);
    const findings = diagnostics.map((one) => finding(one, options, paint).join('\n') + '\n\n');
    return [...findings, ...files.map((file) => `${fileLine(file, paint)}\n`)].join('');
  },
};

function finding(diagnostic: Diagnostic<Location>, options: ReportOptions, paint: Paint): string[] {
  const { place, related, help } = diagnostic;
  const gutter = gutterOf([place, ...related.map((one) => one.place)]);
  return [
    ...headline(diagnostic, paint),
    ...placed(place, about(diagnostic, options), gutter, options, paint, inkOf[diagnostic.severity]),
    ...related.flatMap((one) => placed(one.place, one.message, gutter, options, paint, 'blue')),
    ...(help === undefined ? [] : note('help', help, gutter, paint)),
  ];
}

function headline({ check, severity, message }: Diagnostic<Location>, paint: Paint): string[] {
  const [first = '', ...rest] = visible(message).split('\n').map(shorten);
  return [`${paint(inkOf[severity], `${severity}[${check}]`)}${paint('bold', `: ${first}`)}`, ...rest];
}

/** What the finding is about, unless message or place say so. */
function about({ subject, message, place }: Diagnostic<Location>, { name }: ReportOptions): string | undefined {
  return message.includes(subject) || name(place.file).endsWith(subject) ? undefined : `in ${subject}`;
}

function placed(
  place: Location,
  message: string | undefined,
  gutter: number,
  options: ReportOptions,
  paint: Paint,
  ink: Ink,
): string[] {
  const text = options.read(place.file);
  const isWhole = text === undefined;
  const where = isWhole ? options.name(place.file) : `${options.name(place.file)}:${place.line}:${place.column}`;
  const arrow = `${' '.repeat(gutter)}${paint('blue', '-->')} ${where}${message === undefined ? '' : ` ${visible(message)}`}`;
  return isWhole ? [arrow] : [arrow, ...codeFrame(text, place, gutter, paint, ink)];
}

function note(word: string, text: string, gutter: number, paint: Paint): string[] {
  const indent = ' '.repeat(gutter + 1);
  const [first = '', ...rest] = visible(text).split('\n');
  const lead = `${indent}${paint('blue', '=')} ${paint('bold', `${word}:`)} `;
  return [lead + first, ...rest.map((line) => `${indent}  ${' '.repeat(word.length + 2)}${line}`.trimEnd())];
}

const changeInk: Readonly<Record<FileChange['change'], Ink>> = { added: 'green', changed: 'yellow', removed: 'red' };

function fileLine({ change, path }: FileChange, paint: Paint): string {
  return `${paint(changeInk[change], change.padEnd(7))} ${path}`;
}
