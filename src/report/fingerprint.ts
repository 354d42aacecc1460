import type { Diagnostic, Location } from '../model/diagnostic.ts';
import type { ReportOptions } from './reporter.ts';

/**
 * What makes each finding the one it was in an earlier run, though lines were added above it: its check, file and subject and
 * the characters it is about; of several that agree in all this, which of them it is.
 */
export function fingerprints(diagnostics: readonly Diagnostic<Location>[], options: ReportOptions): string[] {
  const seen = new Map<string, number>();
  return diagnostics.map(({ check, subject, place }) => {
    const key = JSON.stringify([check, options.name(place.file), subject, charactersAt(place, options)]);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return hash(`${key}:${before}`);
  });
}

/** The text at a place, however it is indented. */
function charactersAt({ file, line, column, endLine, endColumn }: Location, { read }: ReportOptions): string {
  const lines = (read(file) ?? '').split(/\r\n|[\n\r\u2028\u2029]/).slice(line - 1, endLine);
  const last = lines.length - 1;
  const cut = lines.map((text, index) =>
    text.slice(index === 0 ? column - 1 : 0, index === last ? endColumn - 1 : undefined).trim(),
  );
  return cut.join('\n');
}

const [basis, prime] = [0xcbf29ce484222325n, 0x100000001b3n];

/** 64-bit FNV-1a of the text's UTF-16 units, in hexadecimal. */
function hash(text: string): string {
  let sum = basis;
  for (let index = 0; index < text.length; index++) {
    sum = BigInt.asUintN(64, (sum ^ BigInt(text.charCodeAt(index))) * prime);
  }
  return sum.toString(16).padStart(16, '0');
}
