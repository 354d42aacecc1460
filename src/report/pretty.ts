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
    const findings = atOnePlace(diagnostics).map((alike) => finding(alike, options, paint).join('\n') + '\n\n');
    return [...findings, ...files.map((file) => `${fileLine(file, paint)}\n`)].join('');
  },
};

type Located = Diagnostic<Location>;
/** Findings of one check at the same characters: what a loop or a recipe declares. Never empty. */
type Alike = readonly [Located, ...Located[]];

function atOnePlace(diagnostics: readonly Located[]): Alike[] {
  const groups = new Map<string, [Located, ...Located[]]>();
  for (const one of diagnostics) {
    const key = JSON.stringify([one.check, one.severity, one.place]);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

function finding([diagnostic, ...others]: Alike, options: ReportOptions, paint: Paint): string[] {
  const { place, related, help, fix } = diagnostic;
  const gutter = gutterOf([place, ...related.map((one) => one.place)]);
  return [
    ...headline(diagnostic, paint),
    ...placed(place, about(diagnostic, options), gutter, options, paint, inkOf[diagnostic.severity]),
    ...related.flatMap((one) => placed(one.place, one.message, gutter, options, paint, 'blue')),
    ...(help === undefined ? [] : note('help', fix === undefined ? help : `${help} (--fix)`, gutter, paint)),
    ...(others.length === 0 ? [] : note('here too', further(others), gutter, paint)),
  ];
}

const mostNamed = 3;

/** `alert B: …`, one a line; of many, how many more. */
function further(others: readonly Located[]): string {
  const named = others
    .slice(0, mostNamed)
    .map(({ subject, message }) => (message.includes(subject) ? message : `${subject}: ${message}`));
  const rest = others.length - named.length;
  return [...named, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n');
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
