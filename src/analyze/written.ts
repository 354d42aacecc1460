import type { RecordingRule } from '../model/rule.ts';
import type { Expr, VectorSelector } from '../promql/ast.ts';
import { accepts } from '../promql/matcher.ts';
import { onceFor } from '../promql/once-for.ts';
import { walk } from '../promql/walk.ts';
import type { Analysis } from './analysis.ts';
import { append } from './append.ts';
import { nameOf } from './selected.ts';

/** The recording rules whose series a selector may select. */
export type WritersOf = (selector: VectorSelector) => readonly RecordingRule[];

/** Of the rules that have the name which is selected, those that set no label to a value which a matcher rules out. */
export function writersAmong(rules: Iterable<RecordingRule>): WritersOf {
  const named = new Map<string, RecordingRule[]>();
  for (const rule of rules) append(named, rule.name, rule);
  return (selector) => (named.get(nameOf(selector) ?? '') ?? []).filter((rule) => maySelect(selector, rule));
}

/** The same among all rules of a project. */
export const writersIn = onceFor(
  ({ project }: Pick<Analysis, 'project'>): WritersOf => writersAmong(project.recordingRules),
);

/** Whether the labels that a rule sets itself let its series pass. */
export function maySelect(
  { matchers }: Pick<VectorSelector, 'matchers'>,
  { labels }: Pick<RecordingRule, 'labels'>,
): boolean {
  return matchers.every((matcher) => {
    const value = labels[matcher.label];
    return value === undefined || accepts(matcher, value) !== false;
  });
}

/** The selectors of an expression. */
export function selectorsIn(ast: Expr | undefined): readonly VectorSelector[] {
  const found: VectorSelector[] = [];
  if (ast)
    walk(ast, (node) => {
      if (node.kind === 'selector') found.push(node);
    });
  return found;
}
