import type { Check } from '../check/check.ts';
import { prelude } from '../check/example.ts';
import { checks } from '../check/index.ts';
import { CannotRun } from '../load/cannot-run.ts';
import { didYouMean } from '../promql/nearest.ts';
import { type CheckPage, checkPage } from '../report/check-page.ts';
import { type Paint, paintWith } from '../report/paint.ts';
import { reportedOf } from './example.ts';
import type { Outcome } from './outcome.ts';
import { print, wantsColor } from './terminal.ts';

/** Prints what a check is about: why, how sure, and its examples; without an id, all checks that are asked for in a line each. */
export async function explain(id: string | true, isAsked: (id: string) => boolean): Promise<Outcome> {
  const paint = paintWith(wantsColor(process.stdout));
  print(id === true ? list(isAsked, paint) : await page(checkOf(id), paint));
  return 'clean';
}

function checkOf(id: string): Check {
  const check = checks.find((one) => one.id === id);
  if (check) return check;
  const help = didYouMean(
    id,
    checks.map((one) => one.id),
  );
  throw new CannotRun(`there is no check ${id}`, help ?? 'alidade check --explain lists them');
}

function list(isAsked: (id: string) => boolean, paint: Paint): string {
  const width = Math.max(...checks.map(({ id }) => id.length));
  return checks
    .filter(({ id }) => isAsked(id))
    .map(({ id, severity, why }) => `${paint('bold', id.padEnd(width))}  ${severity.padEnd(7)}  ${why}\n`)
    .join('');
}

async function page(check: Check, paint: Paint): Promise<string> {
  const { id, standing, paragraphs, examples } = checkPage(check, await reportedOf(check));
  return [
    `${paint('bold', id)}  ${standing}`,
    ...paragraphs.map((text) => text.replaceAll('`', '')),
    ...examples.flatMap((example) => exampleLines(example, paint)),
    'The examples stand below:',
    indented(prelude),
  ]
    .join('\n\n')
    .concat('\n');
}

function exampleLines({ title, code, report }: CheckPage['examples'][number], paint: Paint): string[] {
  const lines = [paint(report === undefined ? 'green' : 'red', `${title}:`), indented(code)];
  return report === undefined ? lines : [...lines, indented(report)];
}

function indented(code: string): string {
  return code.trim().replaceAll(/^(?=.)/gm, '  ');
}
