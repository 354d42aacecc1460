/** What reading a Go template keeps: blocks that are open, variables that are known, what was found. */
import type { TemplateToken } from './template-lex.ts';

export interface Located {
  readonly start: number;
  readonly end: number;
}

export interface TemplateIssue extends Located {
  readonly message: string;
  /** The name that is not known, for suggesting another. */
  readonly unknown?: { readonly kind: 'function' | 'variable' | 'field'; readonly name: string };
}

/** What a template reads. */
export type TemplateReference = Located &
  (
    | { readonly kind: 'label' | 'externalLabel' | 'function'; readonly name: string }
    /** `condition`: it only decides which text is shown. */
    | { readonly kind: 'value'; readonly condition: boolean }
    /** PromQL in `query "…"`. */
    | { readonly kind: 'query'; readonly text: string }
  );

export interface ParsedTemplate {
  readonly issues: readonly TemplateIssue[];
  readonly references: readonly TemplateReference[];
}

/** Variables that Prometheus defines before the text (rules/alerting.go), by the field they stand for. */
export const templateVariables = {
  $labels: 'Labels',
  $externalLabels: 'ExternalLabels',
  $externalURL: 'ExternalURL',
  $value: 'Value',
} as const;

export type Field = (typeof templateVariables)[keyof typeof templateVariables];
export const fields: readonly string[] = Object.values(templateVariables);

export type BlockKind = 'if' | 'with' | 'range' | 'define' | 'block';

export interface Block extends Located {
  readonly kind: BlockKind;
  /** How many variables were known outside. */
  readonly outside: number;
  readonly dotOutside: boolean;
  otherwise: boolean;
}

export interface State {
  readonly issues: TemplateIssue[];
  readonly references: TemplateReference[];
  readonly variables: string[];
  readonly blocks: Block[];
  /** Whether `.` is what Prometheus passed in. */
  dotIsRoot: boolean;
  condition: boolean;
}

/** An operand of a command: its first token, the fields behind it, and which field of the root it is, if any. */
export interface Operand extends Located {
  readonly token: TemplateToken;
  readonly root: Field | undefined;
  readonly path: readonly TemplateToken[];
}

/** Thrown inside one action and caught at its end: the rest of the action says nothing more. */
export class ActionError extends Error {
  readonly at: Located;
  constructor(message: string, at: Located) {
    super(message);
    this.at = at;
  }
}

export const at = ({ start, end }: Located): Located => ({ start, end });

export interface Cursor {
  readonly tokens: readonly TemplateToken[];
  position: number;
  readonly whole: Located;
}

export const peek = (cursor: Cursor, ahead = 0): TemplateToken | undefined => cursor.tokens[cursor.position + ahead];
export const isPunctuation = (token: TemplateToken | undefined, text: string) =>
  token?.kind === 'punctuation' && token.text === text;
