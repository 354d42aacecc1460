import type { Use } from '../analyze/analysis.ts';
import { placeOf, placeOfNode } from '../analyze/place.ts';
import type { Call } from '../promql/ast.ts';
import { functionNamed } from '../promql/functions.ts';
import type { Fact } from '../promql/infer.ts';
import { aggregatorNamed, operatorNamed } from '../promql/operators.ts';
import { onlyValue } from '../promql/values.ts';
import type { Check, Finding } from './check.ts';
import { inUse } from './finding.ts';
import { comparedCounter, isCounter } from './promql-counter.ts';
import { isGaugeFunction } from './promql-gauge-function.ts';

export const promqlCounterRead: Check = {
  id: 'promql-counter-read',
  severity: 'warning',
  class: 'advice',
  why: 'The value of a counter is how much was counted since its process started: it says more about the restart than about now.',
  bad: `shop.alert('ManyRequests', { when: promql\`sum(shop_requests_total) > 1000\`, ...warning });`,
  good: `shop.alert('ManyRequests', { when: promql\`sum(increase(shop_requests_total[1h])) > 1000\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      const told = new Set<unknown>();
      for (const node of inference.nodes) {
        if (node.expr.kind !== 'selector' || !isCounter(node)) continue;
        const reader = readerOf(node, use);
        const isRatio = reader !== undefined && isLifetimeRatio(reader);
        const what = isRatio ? reader : (node.expr.name ?? node);
        if (!reader || told.has(what)) continue;
        told.add(what);
        yield isRatio ? ratioOf(reader, use) : readOf(node, use);
      }
    }
  },
};

/**
 * What a node around a counter makes of it. `settles`: it does not matter that the counter began with its process, or another
 * check tells; `passes`: it is the counter still; `reads`: it takes the value for what it is not.
 */
type Effect = 'settles' | 'passes' | 'reads';

/** The node that reads the value of a counter as it is; undefined where none does, or it does not matter. */
function readerOf(counter: Fact, use: Use): Fact | undefined {
  let reader: Fact | undefined;
  let inSet = false;
  let node = counter;
  for (let user = node.parent; user !== undefined; node = user, user = node.parent) {
    const effect = effectOf(user, node, reader !== undefined);
    if (effect === 'settles') return undefined;
    if (effect === 'reads' && (reader === undefined || isLifetimeRatio(user))) reader = user;
    if (reader && operatorOf(user) === 'comparison') return reader;
    inSet ||= operatorOf(user) === 'set';
  }
  return reader ?? (isShown(use) && !inSet ? node : undefined);
}

/** A bare counter in an alert has no condition, a recorded one is a copy, and steps of a runbook look at what there is. */
function isShown({ role }: Use): boolean {
  return role === 'panel' || role === 'annotation';
}

function operatorOf({ expr }: Fact) {
  return expr.kind === 'binary' ? operatorNamed(expr.op)?.kind : undefined;
}

function effectOf(user: Fact, node: Fact, isRead: boolean): Effect {
  const { expr } = user;
  switch (expr.kind) {
    case 'call':
      return calledEffect(user, expr);
    case 'aggregation': {
      const row = aggregatorNamed(expr.op);
      if (row?.unit === 'count' || row?.unit === 'one') return 'settles';
      return row?.nature === 'same' ? 'passes' : 'reads';
    }
    case 'binary':
      return operatedEffect(user, node, isRead);
    case 'unary':
      return 'reads';
    default:
      return 'passes';
  }
}

/** Functions offered on counters or histograms know restarts, or ask only for samples; those of gauges have a check of their own. */
function calledEffect(user: Fact, { func }: Call): Effect {
  const row = functionNamed(func);
  if (row === undefined || row.nature === 'same') return 'passes';
  const on: readonly string[] = row.on;
  const ofSamples = row.unit === 'timestamp' || row.unit === 'count' || row.unit === 'one';
  if (ofSamples || on.includes('counter') || on.includes('buckets') || func.startsWith('absent')) return 'settles';
  if (isGaugeFunction(func)) return 'settles';
  return func === 'max_over_time' && isComparedWithZero(user) ? 'settles' : 'reads';
}

/** `max_over_time(x[1d]) == 0`: it never counted anything. */
function isComparedWithZero({ parent }: Fact): boolean {
  if (parent === undefined || operatorOf(parent) !== 'comparison') return false;
  return parent.operands.some(({ values, nature }) => nature === 'constant' && onlyValue(values) === 0);
}

function operatedEffect(user: Fact, node: Fact, isRead: boolean): Effect {
  const { expr } = user;
  const [left, right] = user.operands as [Fact, Fact];
  if (expr.kind !== 'binary') return 'passes';
  switch (operatorOf(user)) {
    case 'set':
      return expr.op === 'or' || node === left ? 'passes' : 'settles';
    case 'comparison':
      if (comparedCounter(user)) return 'settles';
      return !isRead && isEquality(expr.op) && isLifetime(left) && isLifetime(right) ? 'settles' : 'reads';
    default:
      if (isCounter(user)) return 'passes';
      return isDifference(user) || isTimesZero(user) ? 'settles' : 'reads';
  }
}

function isEquality(op: string): boolean {
  return op === '==' || op === '!=';
}

/** Counters, and what is added up of them. */
function isLifetime({ nature }: Fact): boolean {
  return nature === 'counter' || nature === 'bucket' || nature === 'total';
}

/** Started minus finished is how many there are now; a counter minus itself of an hour ago is its increase, but for restarts. */
function isDifference({ expr, operands }: Fact): boolean {
  if (expr.kind !== 'binary' || expr.op !== '-' || !operands.every(isLifetime)) return false;
  const [minuend, subtrahend] = operands.map(({ selector }) => selector?.expr);
  if (minuend?.kind !== 'selector' || subtrahend?.kind !== 'selector') return true;
  return minuend.name !== subtrahend.name;
}

/** Brings labels along. */
function isTimesZero({ expr, operands }: Fact): boolean {
  if (expr.kind !== 'binary' || expr.op !== '*') return false;
  return operands.some(({ values, nature }) => nature === 'constant' && onlyValue(values) === 0);
}

function isLifetimeRatio({ expr, operands }: Fact): boolean {
  return expr.kind === 'binary' && expr.op === '/' && operands.every(isLifetime);
}

function ratioOf(ratio: Fact, use: Use): Finding {
  return inUse(use, placeOf(ratio.expr, use.expression.origin), {
    message: 'this divides counters as they are: the result is the mean since the processes started, and hardly moves',
    help: 'divide how they grow: rate(…[5m]) / rate(…[5m])',
  });
}

function readOf(counter: Fact, use: Use): Finding {
  const name = counter.expr.kind === 'selector' ? counter.expr.name : undefined;
  const range = use.dialect === 'grafana' ? '$__rate_interval' : '5m';
  return inUse(use, placeOfNode(counter, use), {
    message: `the value of counter ${name ?? 'here'} is read, which is what was counted since its process started`,
    help: `read how it grows: rate(${name ?? '…'}[${range}]) for each second, increase(…[1h]) for an hour`,
  });
}
