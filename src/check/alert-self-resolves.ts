import type { Use } from '../analyze/analysis.ts';
import { placeOf } from '../analyze/place.ts';
import { type Activity, activityOf } from '../promql/activity.ts';
import { formatDuration } from '../promql/duration.ts';
import type { Fact, Inference } from '../promql/infer.ts';
import { print } from '../promql/print.ts';
import { equal } from '../promql/walk.ts';
import type { Check, Finding } from './check.ts';
import { inUse } from './finding.ts';

export const alertSelfResolves: Check = {
  id: 'alert-self-resolves',
  severity: 'warning',
  class: 'advice',
  why: '"Stopped, but was at work within the hour" is no longer true an hour later: the alert ends, and the fault goes on.',
  bad: `shop.alert('NoOrders', { when: promql\`rate(shop_requests_total[15m]) == 0 and rate(shop_requests_total[1h]) > 0\`, ...warning });`,
  good: `shop.alert('NoOrders', { when: promql\`rate(shop_requests_total[15m]) == 0 unless max_over_time(shop_requests_total[1d]) == 0\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      if (use.owner.kind !== 'alert' || use.role !== 'rule') continue;
      for (const node of inference.nodes) {
        const pair = stoppedButWasAtWork(inference, node);
        if (pair) yield selfResolving(use, pair);
      }
    }
  },
};

interface Pair {
  /** Nothing happens over the short range. */
  readonly quiet: Activity;
  /** Something happened over the longer one. */
  readonly before: Activity;
}

function stoppedButWasAtWork(inference: Inference, { expr, operands }: Fact): Pair | undefined {
  if (expr.kind !== 'binary' || (expr.op !== 'and' && expr.op !== 'unless')) return undefined;
  const [left, right] = operands.map((operand) => activityOf(inference, operand));
  if (!left || !right) return undefined;
  if (expr.op === 'unless') {
    if (left.happens !== right.happens) return undefined;
    return left.happens === 'some' ? outlasting(right, left) : outlasting(left, right);
  }
  if (left.happens === right.happens) return undefined;
  return left.happens === 'none' ? outlasting(left, right) : outlasting(right, left);
}

function outlasting(quiet: Activity, before: Activity): Pair | undefined {
  const isLonger = before.milliseconds > quiet.milliseconds && before.of === quiet.of;
  const isBrief = before.of === 'events' || before.milliseconds < day;
  return isLonger && isBrief && equal(quiet.selector.expr, before.selector.expr) ? { quiet, before } : undefined;
}

/** Whether something has ever been up can be asked by a long range alone: that of a day or more may be meant so. */
const day = 86_400_000;

function selfResolving(use: Use, { before }: Pair): Finding {
  const series = print(before.selector.expr);
  const lasts = formatDuration(before.milliseconds);
  const [since, help] =
    before.of === 'events'
      ? [`${lasts} after ${series} stopped`, `ask whether it ever counted: … unless max_over_time(${series}[1d]) == 0`]
      : [`at most ${lasts} after ${series} became 0`, `leave that out, or look back further than the fault may last`];
  const message = `this is over ${since}: the alert goes quiet while the fault lasts`;
  return inUse(use, placeOf(before.comparison.expr, use.expression.origin), { message, help });
}
