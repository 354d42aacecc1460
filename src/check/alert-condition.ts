import { placeOfNode } from '../analyze/place.ts';
import type { Alert } from '../model/rule.ts';
import { alwaysReturns } from '../promql/always-returns.ts';
import type { Expr } from '../promql/ast.ts';
import { walk } from '../promql/walk.ts';
import type { Check } from './check.ts';
import { inUse } from './finding.ts';
import { unknownMetrics } from './promql-unknown-metric.ts';

export const alertCondition: Check = {
  id: 'alert-condition',
  severity: 'error',
  class: 'fact',
  why: 'An alert fires for every series its expression returns, whatever the value: without a condition that is always.',
  bad: `shop.alert('QueueLong', { when: promql\`shop_queue_length > bool 100\`, ...warning });`,
  good: `shop.alert('QueueLong', { when: promql\`shop_queue_length > 100\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      if (use.role !== 'rule' || use.owner.kind !== 'alert' || use.owner.alwaysFiring !== undefined) continue;
      const always = alwaysReturns(inference);
      if (!always || always.type === 'matrix' || always.type === 'string') continue;
      if (unknownMetrics(inference, analysis).length > 0) continue;
      const isPart = always.parent !== undefined && always.parent.expr.kind === 'binary';
      yield inUse(use, placeOfNode(always, use), wordsFor(use.owner, always.expr, isPart));
    }
  },
};

function wordsFor(alert: Alert, expr: Expr, isPart: boolean): { message: string; help: string } {
  const deadMansSwitch = "or say why it always fires: alwaysFiring: '…'";
  if (hasBool(expr))
    return {
      message: `${alert.name} always fires: a comparison with bool returns 0 or 1 for every series`,
      help: `remove bool, ${deadMansSwitch}`,
    };
  if (isPart)
    return {
      message: `${alert.name} always fires: this side of or always returns something`,
      help: `compare it with a threshold too, ${deadMansSwitch}`,
    };
  return {
    message: `${alert.name} always fires: its expression has no condition`,
    help: `compare it with a threshold, such as > 0, ${deadMansSwitch}`,
  };
}

function hasBool(expr: Expr): boolean {
  let found = false;
  walk(expr, (node) => {
    found ||= node.kind === 'binary' && node.bool;
  });
  return found;
}
