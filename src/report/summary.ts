import type { Diagnostic, Severity } from '../model/diagnostic.ts';

/** `2 errors, 1 warning`; undefined where there is nothing to count. */
export function countFindings(diagnostics: readonly Pick<Diagnostic, 'severity'>[]): string | undefined {
  const nouns: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };
  const counts = Object.entries(nouns).map(([severity, noun]) => {
    const count = diagnostics.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : `${count} ${noun}${count === 1 ? '' : 's'}`;
  });
  return counts.flat().join(', ') || undefined;
}
