import { placeOf, placeOfNode } from '../analyze/place.ts';
import type { Binary } from '../promql/ast.ts';
import type { Fact } from '../promql/infer.ts';
import { print } from '../promql/print.ts';
import type { Check } from './check.ts';
import { inUse, type Words } from './finding.ts';

export const promqlDivision: Check = {
  id: 'promql-division',
  severity: 'warning',
  class: 'advice',
  why: 'Where nothing happened a quotient is 0/0: one such series makes the sum or average of all of them NaN, and NaN is above no threshold.',
  bad: `shop.alert('SlowShop', { when: promql\`sum(rate(shop_request_duration_seconds_sum[5m]) / rate(shop_request_duration_seconds_count[5m])) > 30\`, ...warning });`,
  good: `shop.alert('SlowShop', { when: promql\`sum(rate(shop_request_duration_seconds_sum[5m]) / (rate(shop_request_duration_seconds_count[5m]) > 0)) > 30\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      for (const { expr, operands } of inference.nodes) {
        if (expr.kind !== 'aggregation' || !spoiled.has(expr.op)) continue;
        const cause = operands.at(-1)!.byZero;
        if (cause === undefined) continue;
        const at = cause.expr.kind === 'binary' ? cause.operands[1]! : cause;
        const place = at.expr.kind === 'selector' ? placeOfNode(at, use) : placeOf(at.expr, use.expression.origin);
        yield inUse(use, place, wordsFor(expr.op, cause, at));
      }
    }
  },
};

/** Aggregations whose result is NaN, or wrong, where one value is; `min` and `max` pass over NaN. */
const spoiled: ReadonlySet<string> = new Set(['sum', 'avg', 'stddev', 'stdvar', 'quantile']);

function wordsFor(aggregation: string, cause: Fact, divisor: Fact): Words {
  if (cause.expr.kind !== 'binary') {
    const name = cause.expr.kind === 'selector' ? cause.expr.name : undefined;
    return {
      message: `${name ?? 'this'} is recorded from a division by what may be 0: one such series spoils the ${aggregation}`,
      help: 'leave zeros out where it is recorded: … / (… > 0)',
    };
  }
  const { op } = cause.expr satisfies Binary;
  return {
    message: `this may be 0, and one ${op === '%' ? 'remainder' : 'quotient'} that is no number spoils the ${aggregation}`,
    help: `leave zeros out: ${op} (${print(divisor.expr)} > 0)`,
  };
}
