import type { Analysis } from '../analyze/analysis.ts';
import type { Ignore, Origin } from '../model/declaration.ts';
import type { CheckClass, Diagnostic, Severity } from '../model/diagnostic.ts';

/** Something whose `ignore` can silence a finding: a declaration, a panel, the system. */
export interface Silencer {
  readonly origin: Origin;
  readonly ignore: Ignore;
}

/** What a check found; id and severity come from the check. */
export interface Finding extends Omit<Diagnostic, 'check' | 'severity' | 'related'> {
  readonly related?: Diagnostic['related'];
  /** Whose `ignore` is asked, beside the system's. */
  readonly silencers: readonly Silencer[];
}

/** What a check may know beside the project it judges. */
export interface Context {
  /** Every check there is. */
  readonly checks: readonly Check[];
  /** The day of the judgement, YYYY-MM-DD. */
  readonly today: string;
  /** Whether a silencing silenced something, in whichever environment; also where that cannot be told. */
  readonly isUsed: (silencer: Silencer, id: string) => boolean;
  /** The same system in its other environments: what is of no use in one may be in another. */
  readonly elsewhere: readonly Analysis[];
  /** What another check finds in the same project, silenced or not. */
  readonly findingsOf: (check: Check) => readonly Finding[];
}

/** One check, one file, `id` = file name. Its examples are its tests and its page in the documentation. */
export interface Check {
  readonly id: string;
  readonly severity: Severity;
  readonly class: CheckClass;
  /** One sentence: why this matters. */
  readonly why: string;
  /** Definitions source text (bodies below the prelude of `example.ts`) that the check reports, and no other does. */
  readonly bad: string;
  /** The same, mended: no check reports anything. */
  readonly good: string;
  /** Some of its findings are mended by `check --fix`. */
  readonly fixable?: true;
  /** It concludes from what is not there: of a system that did not load as a whole, that would prove nothing. */
  readonly concludesFromAbsence?: true;
  /** Checks whose findings in what is made for an SLO follow from what this one finds of it: they are not told as well. */
  readonly covers?: readonly string[];
  /** It judges what the others did: it runs when they have. */
  readonly runsLast?: true;
  readonly find: (analysis: Analysis, context: Context) => Iterable<Finding>;
}
