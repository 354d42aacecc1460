import type { Diagnostic, Severity } from '../model/diagnostic.ts';

/** What people call a finding of each severity, most severe first. */
export const nouns: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** Most severe first. */
export const severities = Object.keys(nouns) as readonly Severity[];

type Counted = readonly Pick<Diagnostic, 'severity'>[];

/** How many findings of each severity there are. */
export function countBySeverity(diagnostics: Counted): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) counts[severity]++;
  return counts;
}

/** `2 errors, 1 warning`; undefined where there is nothing to count. */
export function countFindings(diagnostics: Counted): string | undefined {
  const counts = countBySeverity(diagnostics);
  const said = severities.filter((severity) => counts[severity] > 0);
  return said.map((severity) => plural(counts[severity], nouns[severity])).join(', ') || undefined;
}

/** `1 note`, `2 notes`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
