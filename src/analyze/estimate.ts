import type { Fact } from '../promql/facts.ts';
import { functionNamed } from '../promql/functions.ts';
import { unwrapped } from '../promql/infer-order.ts';
import type { Analysis } from './analysis.ts';
import { isSound } from './sound.ts';

/**
 * The `histogram_quantile` whose estimates the values of a node are: aggregated, multiplied by a number, read from a recording
 * rule. Undefined where they come from several, or a filter or clamp has narrowed them.
 */
export function estimateBehind(fact: Fact, analysis: Analysis): Fact | undefined {
  const followed = new Set<string>();
  let node: Fact | undefined = unwrapped(fact);
  while (node?.nature === 'quantile' && !isEstimate(node)) {
    const { expr }: Fact = node;
    const next: Fact | undefined =
      expr.kind === 'selector' ? recordedRoot(expr.name, analysis, followed) : measuredIn(node);
    node = next && unwrapped(next);
  }
  return node && isEstimate(node) ? node : undefined;
}

function isEstimate({ expr }: Fact): boolean {
  return expr.kind === 'call' && functionNamed(expr.func)?.values === 'estimate';
}

/** The operand whose values pass on, at most multiplied. */
function measuredIn({ expr, operands }: Fact): Fact | undefined {
  switch (expr.kind) {
    case 'subquery':
    case 'matrix':
    case 'aggregation':
      return operands.at(-1);
    case 'call': {
      const values = functionNamed(expr.func)?.values;
      return values === 'same' || values === 'mean' ? operands.find(({ nature }) => nature === 'quantile') : undefined;
    }
    case 'binary':
      if (expr.op !== '*' && expr.op !== '/') return undefined;
      return operands.some(({ nature }) => nature === 'constant')
        ? operands.find(({ nature }) => nature === 'quantile')
        : undefined;
    default:
      return undefined;
  }
}

/** What a series is recorded from; undefined where several rules write it. */
export function recordedRoot(
  name: string | undefined,
  { project, inference }: Analysis,
  followed: Set<string> = new Set(),
): Fact | undefined {
  const rules = project.recordingRules.filter((rule) => rule.name === name);
  const [rule] = rules;
  if (!rule || rules.length > 1 || followed.has(rule.name) || !isSound(rule.expr)) return undefined;
  followed.add(rule.name);
  return inference(rule.expr)?.root;
}
