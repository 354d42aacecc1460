/** What reading a Go template keeps: blocks that are open, variables that are known, what was found. */
import type { TemplateLanguage } from './template-language.ts';
import type { TemplateToken } from './template-lex.ts';

export interface Located {
  readonly start: number;
  readonly end: number;
}

export interface TemplateIssue extends Located {
  readonly message: string;
  /** The name that is not known, for suggesting another. */
  readonly unknown?: {
    readonly kind: 'function' | 'variable' | 'field';
    readonly name: string;
    /** The fields that there are. */
    readonly among?: readonly string[];
  };
  /** What to write instead, where that is certain. */
  readonly instead?: string;
}

/** `condition`: it only decides which text is shown; `assigned`: it gets another name, by which it may be shown. */
export type TemplateUse = 'shown' | 'condition' | 'assigned';

/** What a template reads. */
export type TemplateReference = Located &
  (
    | { readonly kind: 'label' | 'externalLabel'; readonly name: string; readonly use: TemplateUse }
    /** A key of another map: `of` says which. */
    | { readonly kind: 'key'; readonly of: string; readonly name: string; readonly use: TemplateUse }
    /** `{{ template "name" . }}`: another one, for which `.` is what stands there. */
    | { readonly kind: 'template'; readonly name: string; readonly stands: Standing }
    | { readonly kind: 'define'; readonly name: string }
    | { readonly kind: 'function'; readonly name: string }
    /** `through`: the functions that the value passes on its way into the text. */
    | { readonly kind: 'value'; readonly use: TemplateUse; readonly through: readonly string[] }
    | ({ readonly kind: 'query' } & QueryText)
  );

/** PromQL in `query "…"`, or in the format of `query (printf "…" …)`, whose verbs stand as variables: `$s`. */
export interface QueryText {
  readonly text: string;
  /** For each character of `text`, and for its end, where in the template it is written. */
  readonly offsets: readonly number[];
  readonly formatted: boolean;
}

export interface ParsedTemplate {
  readonly issues: readonly TemplateIssue[];
  readonly references: readonly TemplateReference[];
}

export type BlockKind = 'if' | 'with' | 'range' | 'define' | 'block';

export interface Block extends Located {
  readonly kind: BlockKind;
  /** How many variables were known outside. */
  readonly outside: number;
  readonly dotOutside: Standing;
  otherwise: boolean;
}

/** What a variable or `.` stands for: a type of the language, `all` for what is passed in; undefined for something else. */
export type Standing = string | undefined;

export interface TemplateVariable {
  readonly name: string;
  readonly stands: Standing;
}

export interface State {
  readonly language: TemplateLanguage;
  readonly issues: TemplateIssue[];
  readonly references: TemplateReference[];
  readonly variables: TemplateVariable[];
  readonly blocks: Block[];
  dot: Standing;
  use: TemplateUse;
}

/** An operand of a command: its first token, the fields behind it, and which field of the root it is, if any. */
export interface Operand extends Located {
  readonly token: TemplateToken;
  readonly root: Standing;
  readonly path: readonly TemplateToken[];
  /** What stands in its parentheses: the operands of the last command there. */
  readonly inner: readonly Operand[];
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
