import type { Analysis } from '../analyze/analysis.ts';
import type { CheckClass, Diagnostic, Severity } from '../model/diagnostic.ts';

/** What a check found; id and severity come from the check. */
export type Finding = Omit<Diagnostic, 'check' | 'severity'>;

/** One check, one file, `id` = file name. Its examples are its tests and its page in the documentation. */
export interface Check {
  readonly id: string;
  readonly severity: Severity;
  readonly class: CheckClass;
  /** One sentence: why this matters. */
  readonly why: string;
  /** Definitions source text (bodies below the usual imports) that the check reports. */
  readonly bad: string;
  /** The same, mended. */
  readonly good: string;
  readonly find: (analysis: Analysis) => Iterable<Finding>;
}
