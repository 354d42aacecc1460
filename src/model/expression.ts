import type { Expr } from '../promql/ast.ts';
import type { Origin } from './declaration.ts';

/** Something wrong with the text of an expression, with offsets into `origin.template.text`. */
export interface SyntaxIssue {
  readonly kind: 'syntax' | 'type' | 'feature';
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly help?: string;
  readonly fix?: string;
}

/** A PromQL expression of a definition. `ast` is undefined where the text does not parse; `issues` then says why. */
export interface Expression {
  readonly ast: Expr | undefined;
  readonly issues: readonly SyntaxIssue[];
  readonly origin: Origin;
}
