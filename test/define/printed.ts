import { expressionOf, type HandleState } from '../../src/define/handle.ts';
import type { Expr } from '../../src/promql/ast.ts';
import { print } from '../../src/promql/print.ts';

/** The tree behind a handle. */
export function treeOf(handle: unknown): Expr {
  const { ast, issues } = expressionOf(handle as HandleState);
  if (ast === undefined || issues.length > 0) throw new Error(`no expression: ${JSON.stringify(issues)}`);
  return ast;
}

/** The PromQL that a handle stands for, on one line. */
export function printed(handle: unknown): string {
  return print(treeOf(handle));
}

/** Calls a method whatever the types say of it. */
export function call(handle: unknown, method: string, ...args: readonly unknown[]): unknown {
  const methods = handle as Readonly<Record<string, ((...args: readonly unknown[]) => unknown) | undefined>>;
  const found = methods[method];
  if (found === undefined) throw new Error(`there is no method ${method}`);
  return found.apply(handle, [...args]);
}
