import { placeOfNode } from '../analyze/place.ts';
import type { Fact } from '../promql/infer.ts';
import { operatorNamed } from '../promql/operators.ts';
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
        if (!counter) continue;
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

/** Counted since the start of a process, and read as it is. */
export function isCounter({ nature }: Fact): boolean {
  return nature === 'counter' || nature === 'bucket';
}

function nameIn({ selector }: Fact): string {
  return (selector?.expr.kind === 'selector' && selector.expr.name) || 'here';
}
