import type { Declared, Prose, Reference } from './declaration.ts';
import type { Expression } from './expression.ts';

/** One thing to read, run or look at within a step. */
export type StepPart =
  | { readonly kind: 'text'; readonly text: Prose }
  | { readonly kind: 'command'; readonly command: string; readonly about: Prose | undefined }
  | { readonly kind: 'query'; readonly expr: Expression; readonly about: Prose | undefined }
  | { readonly kind: 'link'; readonly to: Reference; readonly about: Prose | undefined };

export interface Step {
  readonly title: string;
  readonly parts: readonly StepPart[];
}

export interface Runbook extends Declared {
  readonly kind: 'runbook';
  /** Name of its page: `high-error-rate`. */
  readonly id: string;
  readonly title: string;
  /** What the reader faces and what it means for users. */
  readonly about: Prose;
  readonly steps: readonly Step[];
  /** Whom to turn to when the steps do not help. */
  readonly escalation: Prose | undefined;
}
