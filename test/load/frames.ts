// Run by locate.test.ts below the hook: imports the files it is given and prints where each called `probe`.
import { pathToFileURL } from 'node:url';

interface Recorded {
  readonly line: number;
  readonly column: number;
  readonly template?: { readonly text: string; readonly holes: { readonly start: number; readonly end: number }[] };
}

let last: Recorded | undefined;

function frame(below: (...args: never[]) => unknown): Recorded {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (_, sites) => sites[0];
  const holder: { stack?: unknown } = {};
  Error.captureStackTrace(holder, below);
  const site = holder.stack as NodeJS.CallSite;
  Error.prepareStackTrace = prepareStackTrace;
  return { line: site.getLineNumber() ?? 0, column: site.getColumnNumber() ?? 0 };
}

function probe(...args: unknown[]): unknown {
  last = frame(probe);
  return args[0];
}

const tagReading =
  (reading: 'cooked' | 'raw') =>
  (strings: TemplateStringsArray, ...values: unknown[]): void => {
    const parts = reading === 'raw' ? strings.raw : strings;
    const holes: { start: number; end: number }[] = [];
    let text = parts[0] ?? '';
    for (const [index, value] of values.entries()) {
      holes.push({ start: text.length, end: text.length + String(value).length });
      text += String(value) + (parts[index + 1] ?? '');
    }
    last = { ...frame(reading === 'raw' ? rawTag : tag), template: { text, holes } };
  };

const tag = tagReading('cooked');
const rawTag = tagReading('raw');

Object.assign(globalThis, { probe, tag, rawTag, on: { probe, tag }, metric: 'http_requests_total' });

const recorded: (Recorded | undefined)[] = [];
for (const file of process.argv.slice(2)) {
  last = undefined;
  await import(pathToFileURL(file).href);
  recorded.push(last);
}
process.stdout.write(JSON.stringify(recorded));
