import type { Check } from '../check/check.ts';
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

/** Prints what a check is about: why, how sure, and its examples. */
export function explain(id: string): Outcome {
  const check = checks.find((one) => one.id === id);
  const help =
    didYouMean(
      id,
      checks.map((one) => one.id),
    ) ?? `the checks are: ${checks.map((one) => one.id).join(', ')}`;
  if (!check) throw new CannotRun(`there is no check ${id}`, help);
  print(page(check, paintWith(wantsColor(process.stdout))));
  return 'clean';
}

function page({ id, severity, class: kind, why, bad, good }: Check, paint: Paint): string {
  return [
    `${paint('bold', id)}  ${severity}, ${kind}: ${classes[kind]}`,
    why,
    paint('red', 'Reported:'),
    indented(bad),
    paint('green', 'Instead:'),
    indented(good),
    `To silence it on one declaration: ignore: { '${id}': 'why this is right here' }`,
  ]
    .join('\n\n')
    .concat('\n');
}

function indented(code: string): string {
  return code.trim().replaceAll(/^(?=.)/gm, '  ');
}
