import { placeOf } from '../analyze/place.ts';
import type { Fact } from '../promql/infer.ts';
import type { Check } from './check.ts';
import { inUse, type Words } from './finding.ts';

export const promqlGaugeFunction: Check = {
  id: 'promql-gauge-function',
  severity: 'warning',
  class: 'advice',
  why: 'When its process restarts a counter drops to 0: functions of gauges take that for a real fall, and show growth as negative.',
  bad: `shop.alert('ManyRequests', { when: promql\`deriv(shop_requests_total[5m]) > 100\`, ...warning });`,
  good: `shop.alert('ManyRequests', { when: promql\`rate(shop_requests_total[5m]) > 100\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      for (const node of inference.nodes) {
        const words = wordsFor(node);
        if (words) yield inUse(use, placeOf(node.expr, use.expression.origin), words);
      }
    }
  },
};

/** Functions that take a fall for a fall, with what to write of a counter instead. */
const ofGauges: Readonly<Record<string, string>> = {
  deriv: 'use rate() for how fast a counter grows',
  delta: 'use increase() for how much a counter grew',
  idelta: 'use irate() for how fast a counter grew last',
  predict_linear: 'predict its rate: predict_linear(rate(…[5m])[1h:], …)',
  double_exponential_smoothing: 'smooth its rate: double_exponential_smoothing(rate(…[5m])[1h:], …)',
};

/** A function that this check tells of counters. */
export function isGaugeFunction(func: string): boolean {
  return Object.hasOwn(ofGauges, func);
}

/** Says that a function of gauges is given a counter, or a sum of counters. */
function wordsFor({ expr, operands: [operand] }: Fact): Words | undefined {
  if (expr.kind !== 'call' || !operand || !isGaugeFunction(expr.func)) return undefined;
  const name = operand.selector?.expr.kind === 'selector' ? operand.selector.expr.name : undefined;
  switch (operand.nature) {
    case 'counter':
    case 'bucket':
      return { message: `${expr.func}() of ${name ?? 'this'}, which is a counter`, help: ofGauges[expr.func]! };
    case 'total':
      return {
        message: `${expr.func}() of a sum of counters`,
        help: 'first see how each grew, then add up: sum(rate(…[5m]))',
      };
    default:
      return undefined;
  }
}
