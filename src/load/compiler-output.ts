import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Diagnostic, Location, Related } from '../model/diagnostic.ts';
import { advice } from './advice.ts';
import { CannotRun } from './cannot-run.ts';

/** An error as the compiler prints it with `--pretty`. */
interface CompilerError {
  readonly code: number;
  /** Often of several lines. */
  readonly text: string;
  /** Undefined for what is wrong with the configuration as a whole. */
  readonly place: Location | undefined;
  readonly related: readonly Related<Location>[];
}

/** What the compiler says of the definitions below `root`, from its printed output. */
export function compilerDiagnostics(output: string, root: string): Diagnostic<Location>[] {
  const errors = parse(output, root).filter(({ code }) => code !== noInputs);
  const configuration = errors.find(({ place }) => !place || place.file.endsWith('.json'));
  if (configuration)
    throw new CannotRun(
      `the TypeScript compiler refuses its configuration: ${worded(configuration)}`,
      `mend ${configuration.place?.file ?? join(root, 'tsconfig.json')}`,
    );
  const [users, others] = [errors.filter(isUsers), errors.filter((error) => !isUsers(error))];
  return [...users.map(finding), ...(others[0] ? [elsewhere(others[0], others.length, root)] : [])];
}

/** No file at all: the loader says so in its own words. */
const noInputs = 18003;

const ownSources = fileURLToPath(new URL('../', import.meta.url));

function isUsers({ place }: { readonly place: Location | undefined }): boolean {
  return place !== undefined && !place.file.startsWith(ownSources) && !place.file.includes(`${sep}node_modules${sep}`);
}

function worded({ code, text }: CompilerError): string {
  return `TS${code}: ${text}`;
}

function finding(error: CompilerError): Diagnostic<Location> {
  const place = error.place as Location;
  const help = advice(error.code, error.text);
  const subject = place.file.split(sep).slice(-2).join('/');
  const said = {
    check: 'typescript',
    severity: 'error',
    subject,
    message: worded(error),
    place,
    related: error.related.filter(isUsers),
  } as const;
  return help === undefined ? said : { ...said, help };
}

/** Errors in files that are not the user's: one line for all of them. They come from compiler options that these files were not written for. */
function elsewhere(first: CompilerError, count: number, root: string): Diagnostic<Location> {
  const { file, line } = first.place as Location;
  const place = { file: join(root, 'tsconfig.json'), line: 1, column: 1, endLine: 1, endColumn: 1 };
  const message = `${count} type error${count === 1 ? '' : 's'} outside the definitions, first ${file}:${line}: ${worded(first)}`;
  const help = 'compare compilerOptions with those `alidade synth` suggests where tsconfig.json is missing';
  return { check: 'typescript', severity: 'warning', subject: 'tsconfig.json', message, place, related: [], help };
}

// Colours tell the parts of the output apart; the mark stands for the escape that begins a colour.
const colour = { written: '\u001b[', mark: '⟦' };
const patterns = {
  /** Every error and every related place begins with a coloured file name, or with `error` where there is no file. */
  begin: /^(?=(?: {2})?⟦96m|⟦91merror)/m,
  error: /^⟦91merror⟦0m⟦90m TS(\d+): ⟦0m/,
  place: /^(?: {2})?⟦96m(.+?)⟦0m:⟦93m(\d+)⟦0m:⟦93m(\d+)⟦0m - /,
  /** A numbered line of code, and the line below it that marks a part of it. */
  marked: /^ *⟦7m *(\d+)⟦0m .*\n *⟦7m *⟦0m ⟦9\dm( *)(~*)/gm,
  /** The message ends at an empty line or at the code. */
  afterMessage: /\n(?:\n| *⟦7m)[\s\S]*$/,
};

function parse(output: string, cwd: string): CompilerError[] {
  const errors: (CompilerError & { related: Related<Location>[] })[] = [];
  const text = output.replaceAll('\r\n', '\n').replaceAll(colour.written, colour.mark);
  for (const chunk of text.split(patterns.begin)) {
    const place = placeOf(chunk, cwd);
    const said = chunk.replace(patterns.place, '');
    const code = patterns.error.exec(said)?.[1];
    const message = said.replace(patterns.error, '').replace(patterns.afterMessage, '').trimEnd();
    if (code !== undefined) errors.push({ code: Number(code), text: message, place, related: [] });
    else if (place) errors.at(-1)?.related.push({ place, message });
  }
  return errors;
}

function placeOf(chunk: string, cwd: string): Location | undefined {
  const [, file, line, column] = patterns.place.exec(chunk) ?? [];
  if (file === undefined) return undefined;
  const start = { file: resolve(cwd, file), line: Number(line), column: Number(column) };
  const [, endLine, before = '', marks = ''] = [...chunk.matchAll(patterns.marked)].at(-1) ?? [];
  if (endLine === undefined) return { ...start, endLine: start.line, endColumn: start.column };
  return { ...start, endLine: Number(endLine), endColumn: before.length + marks.length + 1 };
}
