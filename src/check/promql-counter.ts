import { placeOfNode } from '../analyze/place.ts';
import type { Fact, Inference } from '../promql/infer.ts';
import { unwrapped } from '../promql/infer-order.ts';
import { selectorsOf, userOf } from '../promql/inference.ts';
import { operatorNamed } from '../promql/operators.ts';
import { onlyValue } from '../promql/values.ts';
import type { Check } from './check.ts';
import { inUse } from './finding.ts';

export const promqlCounter: Check = {
  id: 'promql-counter',
  severity: 'error',
  class: 'fact',
  why: 'A counter only grows and starts over with its process: comparing it with a number says how old the process is.',
  bad: `shop.alert('ManyErrors', { when: promql\`shop_requests_total{status="error"} > 100\`, ...warning });`,
  good: `shop.alert('ManyErrors', { when: promql\`increase(shop_requests_total{status="error"}[1h]) > 100\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      for (const node of inference.nodes) {
        const counter = comparedCounter(node);
        if (!counter || isGuard(node, counter, inference)) continue;
        yield inUse(use, placeOfNode(counter.selector ?? counter, use), {
          message: `counter ${nameIn(counter)} is compared with a number`,
          help: 'compare how much it grew: rate(…[5m]) for each second, increase(…[1h]) for an hour',
        });
      }
    }
  },
};

/** The side of a comparison that is a bare counter, or a bucket, where the other is a number. */
export function comparedCounter({ expr, operands }: Fact): Fact | undefined {
  if (expr.kind !== 'binary' || operatorNamed(expr.op)?.kind !== 'comparison') return undefined;
  const [left, right] = operands as readonly [Fact, Fact];
  if (isCounter(left) && right.nature === 'constant') return left;
  return isCounter(right) && left.nature === 'constant' ? right : undefined;
}

/**
 * `… and x_count > 0`: whether it ever counted anything, asked on the side whose values are dropped, or beside another series of
 * the same metric.
 */
function isGuard(node: Fact, counter: Fact, inference: Inference): boolean {
  const user = userOf(node);
  if (user?.expr.kind !== 'binary' || operatorNamed(user.expr.op)?.kind !== 'set' || user.expr.op === 'or')
    return false;
  if (!node.operands.some(({ nature, values }) => nature === 'constant' && onlyValue(values) === 0)) return false;
  const [, right] = user.operands as readonly [Fact, Fact];
  if (unwrapped(right) === node) return true;
  const metric = metricOf(counter);
  return metric !== undefined && selectorsOf(inference, right).some((selector) => metricOf(selector) === metric);
}

function metricOf({ selector }: Fact): string | undefined {
  return selector?.series?.family ?? (selector?.expr.kind === 'selector' ? selector.expr.name : undefined);
}

/** Counted since the start of a process, and read as it is. */
export function isCounter({ nature }: Fact): boolean {
  return nature === 'counter' || nature === 'bucket';
}

function nameIn({ selector }: Fact): string {
  return (selector?.expr.kind === 'selector' && selector.expr.name) || 'here';
}
