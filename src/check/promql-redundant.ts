import type { Analysis, Inferred, Use } from '../analyze/analysis.ts';
import { placeOf } from '../analyze/place.ts';
import { type RuleFor, recordedExpressions } from '../analyze/recorded-rules.ts';
import type { Origin } from '../model/declaration.ts';
import type { RecordingRule } from '../model/rule.ts';
import type { Fact } from '../promql/infer.ts';
import { userOf } from '../promql/inference.ts';
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
      yield* recordedAlready(inferred, ruleFor, analysis);
    }
  },
};

/** The largest parts of an expression that a rule records which may be read in their place. */
function* recordedAlready({ use, inference }: Inferred, ruleFor: RuleFor, analysis: Analysis): Generator<Finding> {
  for (let index = inference.nodes.length - 1; index >= 0; index--) {
    const node = inference.nodes[index] as Fact;
    const rule = isWrittenOut(node) ? ruleFor(node) : undefined;
    if (rule === undefined || !isAsFresh(rule, use, analysis)) continue;
    index = node.first;
    const place = placeOf(node.expr, use.expression.origin);
    yield inUse(use, place, { message: `${rule.name} records this very expression`, help: `read ${rule.name}` });
  }
}

/** Of what one call makes, such as `x.fraction(…)`, the parts cannot be written otherwise. */
function isWrittenOut(node: Fact): boolean {
  const source = node.expr.source as Origin | undefined;
  return source === undefined || source.template !== undefined || userOf(node)?.expr.source !== source;
}

/** What is recorded in step with the rule that would read it, and before it: anything else is recording-order's. */
function isAsFresh(rule: RecordingRule, { owner }: Use, { evaluation, project }: Analysis): boolean {
  if (owner.kind === 'alert') return evaluation(rule) === evaluation(owner);
  if (owner.kind !== 'recordingRule') return true;
  const [recorded, reading] = [rule, owner].map((one) => project.recordingRules.indexOf(one)) as [number, number];
  return recorded < reading && evaluation(rule) === evaluation(owner);
}
