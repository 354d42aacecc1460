import type { Inferred } from '../analyze/analysis.ts';
import { placeOf } from '../analyze/place.ts';
import { type RuleFor, recordedExpressions } from '../analyze/recorded-rules.ts';
import type { Fact } from '../promql/infer.ts';
import { noEffect } from '../promql/no-effect.ts';
import type { Check, Finding } from './check.ts';
import { inUse } from './finding.ts';

export const promqlRedundant: Check = {
  id: 'promql-redundant',
  severity: 'info',
  class: 'advice',
  why: 'What changes nothing is read, evaluated and kept all the same, and what a recording rule has computed is computed again.',
  bad: `shop.alert('ManyErrors', { when: promql\`sum(sum by (method) (rate(shop_requests_total{status="error"}[5m]))) > 1\`, ...warning });`,
  good: `shop.alert('ManyErrors', { when: promql\`sum(rate(shop_requests_total{status="error"}[5m])) > 1\`, ...warning });`,
  *find(analysis) {
    const ruleFor = recordedExpressions(analysis);
    for (const inferred of analysis.inferred()) {
      const { use, inference } = inferred;
      for (const node of inference.nodes) {
        const words = noEffect(node, use.role === 'rule');
        if (words) yield inUse(use, placeOf(node.expr, use.expression.origin), words);
      }
      yield* recordedAlready(inferred, ruleFor);
    }
  },
};

/** The largest parts of an expression that a rule, not this one itself, records. */
function* recordedAlready({ use, inference }: Inferred, ruleFor: RuleFor): Generator<Finding> {
  for (let index = inference.nodes.length - 1; index >= 0; index--) {
    const node = inference.nodes[index] as Fact;
    const rule = ruleFor(inference, node);
    if (rule === undefined || rule === use.owner) continue;
    index = node.first;
    const place = placeOf(node.expr, use.expression.origin);
    yield inUse(use, place, { message: `${rule.name} records this very expression`, help: `read ${rule.name}` });
  }
}
