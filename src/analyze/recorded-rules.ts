import type { RecordingRule } from '../model/rule.ts';
import type { Expr } from '../promql/ast.ts';
import type { Fact, Inference } from '../promql/infer.ts';
import { unwrapped } from '../promql/infer-order.ts';
import { equal } from '../promql/walk.ts';
import type { Analysis } from './analysis.ts';
import { append } from './append.ts';

/** Finds the recording rule that already computes a node. */
export type RuleFor = (node: Fact) => RecordingRule | undefined;

/** The rules whose series are what their expression returns, and nothing else: no label is added, and no other rule has the name. */
export function recordedExpressions({ project, inference }: Analysis): RuleFor {
  const names = new Map<string, RecordingRule[]>();
  for (const rule of project.recordingRules) append(names, rule.name, rule);
  const bySketch = new Map<string, { readonly rule: RecordingRule; readonly expr: Expr }[]>();
  for (const [, rules] of names) {
    const [rule] = rules;
    const inferred = rules.length === 1 && rule && Object.keys(rule.labels).length === 0 && inference(rule.expr);
    if (!inferred) continue;
    const root = unwrapped(inferred.root);
    if (isWorthReading(inferred, root)) append(bySketch, sketch(root), { rule, expr: root.expr });
  }
  return (node) => bySketch.get(sketch(node))?.find(({ expr }) => equal(expr, node.expr))?.rule;
}

/** What reads a sample of each series, `x == 1`, costs as much as to read what is recorded of it. */
function isWorthReading({ nodes }: Inference, { type }: Fact): boolean {
  const kinds = new Set(nodes.map(({ expr }) => expr.kind));
  return type === 'vector' && kinds.has('selector') && (kinds.has('aggregation') || kinds.has('matrix'));
}

/** What equal expressions have in common, told without going through them. */
function sketch({ expr, first, index }: Fact): string {
  const word = 'op' in expr ? expr.op : expr.kind === 'call' ? expr.func : '';
  return `${expr.kind} ${word} ${index - first}`;
}
