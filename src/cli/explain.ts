import type { Check } from '../check/check.ts';
import { prelude } from '../check/example.ts';
import { checks } from '../check/index.ts';
import { CannotRun } from '../load/cannot-run.ts';
import { didYouMean } from '../promql/nearest.ts';
import { type Paint, paintWith } from '../report/paint.ts';
import type { Outcome } from './outcome.ts';
import { print, wantsColor } from './terminal.ts';

const classes: Readonly<Record<Check['class'], string>> = {
  fact: 'wrong whatever one’s taste',
  advice: 'measurable but arguable',
  policy: 'a house rule',
};

/** Prints what a check is about: why, how sure, and its examples; without an id, all checks that are asked for in a line each. */
export function explain(id: string | true, isAsked: (id: string) => boolean): Outcome {
  const paint = paintWith(wantsColor(process.stdout));
  print(id === true ? list(isAsked, paint) : page(checkOf(id), paint));
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

function page({ id, severity, class: kind, why, bad, good }: Check, paint: Paint): string {
  return [
    `${paint('bold', id)}  ${severity}, ${kind}: ${classes[kind]}`,
    why,
    paint('red', 'Reported:'),
    indented(bad),
    paint('green', 'Instead:'),
    indented(good),
    'Both stand below:',
    indented(prelude),
    `To silence it on one declaration: ignore: { '${id}': 'why this is right here' }`,
  ]
    .join('\n\n')
    .concat('\n');
}

function indented(code: string): string {
  return code.trim().replaceAll(/^(?=.)/gm, '  ');
}
