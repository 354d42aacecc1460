import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { ReportOptions } from '../report/reporter.ts';

/** A reader that leaves early (`alidade check | head`) is no error: what else would be printed is dropped. A full disk is one. */
export function endQuietlyWithoutReader(unwritten: number): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      if (stream === process.stdout) tell(`alidade: cannot print the results: ${error.message}`);
      process.exit(unwritten);
    });
  }
}

/** What definitions log while they are loaded is no result: standard output holds results only. */
export function logToStderr(): void {
  for (const method of ['log', 'info', 'debug'] as const) console[method] = console.error;
}

export function print(text: string): void {
  process.stdout.write(text);
}

/** Progress and summaries. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Colour on a terminal only; NO_COLOR and FORCE_COLOR have the last word (no-color.org, force-color.org). */
export function wantsColor(stream: { readonly isTTY?: boolean }): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0';
  return stream.isTTY === true && TERM !== 'dumb';
}

/** A file as the user names it. */
export function nameOf(file: string): string {
  return relative(process.cwd(), file).split(sep).join('/') || '.';
}

export function reportOptions(): ReportOptions {
  const texts = new Map<string, string | undefined>();
  const read = (file: string): string | undefined => {
    if (!texts.has(file)) texts.set(file, textOf(file));
    return texts.get(file);
  };
  return { color: wantsColor(process.stdout), read, name: nameOf };
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch {
    return undefined;
  }
}
