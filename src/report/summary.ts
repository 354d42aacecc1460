import type { Diagnostic } from '../model/diagnostic.ts';
import { countBySeverity, nouns, severities } from './count.ts';
import { type Ink, inkOf, type Paint, paintWith } from './paint.ts';
import type { Reporter } from './reporter.ts';

/** How many findings of each check, and of all. */
export const summary: Reporter = {
  id: 'summary',
  about: 'how many findings of each check',
  report: ({ diagnostics }, { color }) => {
    if (diagnostics.length === 0) return '';
    const paint = paintWith(color);
    const rows = [
      ...byCheck(diagnostics).map((one) => row(one[0]!.check, one, paint)),
      row('total', diagnostics, paint),
    ];
    return [heading(paint), ...rows].map((line) => `${line}\n`).join('');
  },
};

type Found = Pick<Diagnostic, 'check' | 'severity'>;

/** The findings of each check; what has most errors first, then most warnings, then most notes. */
function byCheck(diagnostics: readonly Found[]): (readonly Found[])[] {
  const groups = new Map<string, Found[]>();
  for (const one of diagnostics) groups.set(one.check, [...(groups.get(one.check) ?? []), one]);
  return [...groups].sort(([a, ofA], [b, ofB]) => bySeverity(ofA, ofB) || (a < b ? -1 : 1)).map(([, found]) => found);
}

function bySeverity(a: readonly Found[], b: readonly Found[]): number {
  const [ofA, ofB] = [countBySeverity(a), countBySeverity(b)];
  return severities.map((severity) => ofB[severity] - ofA[severity]).find((difference) => difference !== 0) ?? 0;
}

const width = 8;

function heading(paint: Paint): string {
  return paint('bold', [...severities.map((severity) => `${nouns[severity]}s`.padStart(width)), ' check'].join(' '));
}

function row(name: string, found: readonly Found[], paint: Paint): string {
  const counts = countBySeverity(found);
  const cells = severities.map((severity) => {
    const ink: Ink = counts[severity] === 0 ? 'dim' : inkOf[severity];
    return paint(ink, String(counts[severity]).padStart(width));
  });
  return [...cells, ` ${name}`].join(' ');
}
