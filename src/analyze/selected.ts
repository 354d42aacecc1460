import type { Expression } from '../model/expression.ts';
import type { Expr, VectorSelector } from '../promql/ast.ts';
import type { Inference } from '../promql/infer.ts';
import { regexMatches } from '../promql/regex.ts';
import { walk } from '../promql/walk.ts';

/** The metric name of a selector: before the braces, or `__name__` within them; nothing else has one. */
export function nameOf(expr: Expr): string | undefined {
  if (expr.kind !== 'selector') return undefined;
  return expr.name ?? expr.matchers.find(({ label, op }) => label === '__name__' && op === '=')?.value;
}

/** The names that stand in the selectors of an expression. */
export function namesIn({ ast }: Expression): readonly string[] {
  const names = new Set<string>();
  if (ast)
    walk(ast, (node) => {
      const name = nameOf(node);
      if (name !== undefined) names.add(name);
    });
  return [...names];
}

/** The series names that an expression selects; `all` answers for selectors that match the name by a regular expression. */
export function selectedNames({ nodes }: Inference, all: Iterable<string>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { expr } of nodes) {
    if (expr.kind !== 'selector') continue;
    const name = nameOf(expr);
    if (name === undefined) for (const matched of matchingNames(expr, all)) names.add(matched);
    else names.add(name);
  }
  return names;
}

function matchingNames(selector: VectorSelector, all: Iterable<string>): readonly string[] {
  const patterns = selector.matchers.filter(({ label, op }) => label === '__name__' && op === '=~');
  if (patterns.length === 0) return [];
  return [...all].filter((name) => patterns.every(({ value }) => regexMatches(value, name)));
}
