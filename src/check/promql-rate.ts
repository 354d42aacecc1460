import { placeOf } from '../analyze/place.ts';
import type { Fact } from '../promql/infer.ts';
import type { Check } from './check.ts';
import { inUse } from './finding.ts';

export const promqlRate: Check = {
  id: 'promql-rate',
  severity: 'error',
  class: 'fact',
  why: 'Rates take every decrease for a restart: of anything but a counter they show growth that never was.',
  bad: `shop.alert('QueueGrows', { when: promql\`rate(shop_queue_length[5m]) > 1\`, ...warning });`,
  good: `shop.alert('QueueGrows', { when: promql\`deriv(shop_queue_length[5m]) > 1\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      for (const node of inference.nodes) {
        const words = wordsFor(node);
        if (words) yield inUse(use, placeOf(node.expr, use.expression.origin), words);
      }
    }
  },
};

/** Functions that add up what was lost in a restart. */
const ofCounters: ReadonlySet<string> = new Set(['rate', 'irate', 'increase', 'resets']);

/** Of untyped metrics, and of calculations that may be counters all the same, nothing is said. */
function wordsFor({ expr, operands }: Fact): { message: string; help: string } | undefined {
  const [operand] = operands;
  if (expr.kind !== 'call' || !operand) return undefined;
  const { nature, selector } = operand;
  if (expr.func === 'changes' ? nature !== 'info' : !ofCounters.has(expr.func)) return undefined;
  const name = selector?.expr.kind === 'selector' ? selector.expr.name : undefined;
  const what = name ?? 'this';
  switch (nature) {
    case 'gauge':
    case 'info':
    case 'summary':
      return {
        message: `${expr.func}() of ${what}, which is ${kinds[nature]}`,
        help: instead[expr.func] ?? instead.rate!,
      };
    case 'total':
      return {
        message: `${expr.func}() of a sum of counters`,
        help: `when one of them restarts, the sum drops: sum the rates instead, sum(${expr.func}(…))`,
      };
    case 'rate':
      return {
        message: `${expr.func}() of ${what === 'this' ? 'a rate' : `${what}, which is a rate already`}`,
        help: 'read the rate itself, or avg_over_time() of it',
      };
    case 'quantile':
    case 'ratio':
      return {
        message: `${expr.func}() of ${what}, which is a ${nature}`,
        help: 'read it directly, or deriv() of it for how fast it changes',
      };
    default:
      return undefined;
  }
}

const kinds = { gauge: 'a gauge', info: 'always 1', summary: 'a quantile of a summary' } as const;
const instead: Readonly<Record<string, string>> = {
  rate: 'use deriv() for how fast a gauge changes',
  irate: 'use idelta() for the last change of a gauge',
  increase: 'use delta() for how much a gauge changed',
  changes: 'its labels change, not its value: count(count_over_time(…[1h])) counts the series that there were',
  resets: 'use changes() for how often a gauge changed',
};
