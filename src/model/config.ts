import type { CheckId } from './check-id.ts';
import type { Declared } from './declaration.ts';
import type { Severity } from './diagnostic.ts';
import type { Invalid } from './project.ts';

/** How severe a check is in a project or system, and why not as it comes. */
export interface CheckSetting {
  readonly severity: Severity | 'off';
  readonly reason: string;
}

export type CheckSettings = Readonly<Partial<Record<CheckId, CheckSetting>>>;

/** What a project's alidade.config.ts says. Paths count from the file's folder. */
export interface Config extends Declared {
  readonly kind: 'config';
  readonly definitions: string | undefined;
  readonly out: string | undefined;
  readonly failOn: Severity | undefined;
  readonly checks: CheckSettings;
  /** By id of system; what is said here goes before `checks`. */
  readonly systems: Readonly<Record<string, { readonly checks: CheckSettings }>>;
  /** What does not hold; the rest above does. */
  readonly issues: Invalid['issues'];
}
