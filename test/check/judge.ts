import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { transformSync } from 'esbuild';
import type { Analysis } from '../../src/analyze/analysis.ts';
import { analyze } from '../../src/analyze/analyze.ts';
import type { Check } from '../../src/check/check.ts';
import { exampleFile, ofExample } from '../../src/check/example.ts';
import { checks } from '../../src/check/index.ts';
import { runChecks } from '../../src/check/run.ts';
import * as alidade from '../../src/index.ts';
import { edited, editsOf } from '../../src/load/edits.ts';
import { gather } from '../../src/load/gather.ts';
import { locate } from '../../src/load/locate.ts';
import { transformOptions } from '../../src/load/transform.js';
import type { Diagnostic, Location } from '../../src/model/diagnostic.ts';
import { registryOf } from '../../src/model/project.ts';

/** A finding, with the very text it points at. */
export interface Judged {
  readonly check: string;
  readonly at: string;
  readonly message: string;
  readonly help: string | undefined;
  readonly related: readonly string[];
  readonly subject: string;
}

/** All but the one that derives tests of every alert, which takes longer than the others together: a test that is about it asks for it. */
const swift = checks.filter(({ id }) => id !== 'alert-untested');

/** What the checks, or those of a list, say of definitions below the examples' prelude. */
export function judge(body: string, list: readonly Check[] = swift): readonly Judged[] {
  return judgeFile(exampleFile(body), 'shop', list);
}

/** The same of a whole file that declares the system of that name. */
export function judgeFile(whole: string, system: string, list: readonly Check[] = swift): readonly Judged[] {
  return inFile(whole, (file, text) => {
    const found = runChecks(evaluate(file, text, system), list, '2026-11-20');
    return locate(found).map((diagnostic) => judged(diagnostic, text));
  });
}

/** What is found in definitions below the prelude, placed in their lines. */
export function located(body: string, list: readonly Check[] = swift): readonly Diagnostic<Location>[] {
  const found = inFile(exampleFile(body), (file, text) => locate(runChecks(evaluate(file, text), list, '2026-11-20')));
  return found.map((one) => ofExample(one, body));
}

/** Definitions with every fix of what is found in them made. */
export function mended(body: string, list: readonly Check[] = swift): string {
  return edited(body, [...editsOf(located(body, list)).byFile.values()].flat());
}

/** The checks that find what is wrong whatever one's taste, and some more. */
export function facts(...more: readonly string[]): readonly Check[] {
  return checks.filter((check) => check.class === 'fact' || more.includes(check.id));
}

/** The analysis of definitions below the prelude. */
export function analysisOf(body: string): Analysis {
  return analysisOfFile(exampleFile(body), 'shop');
}

/** The analysis of a whole file that declares the system of that name. */
export function analysisOfFile(whole: string, system: string): Analysis {
  return inFile(whole, (file, text) => evaluate(file, text, system));
}

function inFile<T>(text: string, use: (file: string, text: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'alidade-example-'));
  const file = join(folder, 'shop.ts');
  writeFileSync(file, text);
  try {
    return use(file, text);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs definitions as the loader does, so that frames are the same; their exports become variables of a function. */
function evaluate(file: string, text: string, system = 'shop'): Analysis {
  const { code } = transformSync(text, transformOptions);
  const body = code
    .replace(/^import (\{[^}]*\}) from "alidade";/, 'const $1 = alidade;')
    .replace(/^export /gm, '       ');
  const run = runInThisContext(`(alidade) => {${body}\nreturn ${system};\n}`, { filename: file });
  const registry = registryOf(run(alidade))!;
  const path = file.slice(0, file.lastIndexOf('/'));
  return analyze(gather({ id: system, path, files: [file] }, registry));
}

function judged({ check, place, message, help, related, subject }: Diagnostic<Location>, text: string): Judged {
  // The test that runs the definitions stands below them on the stack, like a recipe's caller.
  const inExample = related.filter((one) => one.place.file === place.file);
  const where = inExample.map((one) => `${excerpt(one.place, text)} | ${one.message}`);
  return { check, at: excerpt(place, text), message, help, related: where, subject };
}

function excerpt({ line, column, endLine, endColumn }: Location, text: string): string {
  const lines = text.split('\n').slice(line - 1, endLine);
  lines[lines.length - 1] = lines.at(-1)!.slice(0, endColumn - 1);
  lines[0] = lines[0]!.slice(column - 1);
  return lines.join('\n');
}
