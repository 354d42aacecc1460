import type { Use } from '../analyze/analysis.ts';
import { placeOf } from '../analyze/place.ts';
import { isAlwaysThere, isUnlabelled } from '../promql/always.ts';
import type { Aggregation, Binary, Expr } from '../promql/ast.ts';
import { filterOfRight } from '../promql/filtered-out.ts';
import type { Fact } from '../promql/infer.ts';
import { possibleLabels } from '../promql/labels.ts';
import { aggregatorNamed, operatorNamed } from '../promql/operators.ts';
import { print } from '../promql/print.ts';
import { equal } from '../promql/walk.ts';
import type { Check } from './check.ts';
import { inUse, type Words } from './finding.ts';

export const promqlFragile: Check = {
  id: 'promql-fragile',
  severity: 'warning',
  class: 'advice',
  why: 'An alert over whichever series are the top ones resolves and fires anew as they change places; an absent() of what is always there never fires.',
  bad: `shop.alert('BusyMethods', { when: promql\`topk(3, sum by (method) (rate(shop_requests_total[5m]))) > 100\`, ...warning });`,
  good: `shop.alert('BusyMethods', { when: promql\`sum by (method) (rate(shop_requests_total[5m])) > 100\`, ...warning });`,
  *find(analysis) {
    for (const { use, inference } of analysis.inferred()) {
      const { origin } = use.expression;
      for (const { expr } of pickersOf(use, inference.root))
        yield inUse(use, placeOf(expr, origin), wordsForPick(expr));
      for (const node of inference.nodes) {
        const absent = wordsForAbsent(node);
        if (absent) yield inUse(use, placeOf(node.expr, origin), absent);
        const idle = wordsForIdle(node);
        if (idle) yield inUse(use, placeOf((node.expr as Binary).opSpan, origin, [0]), idle);
      }
    }
  },
};

interface Picker extends Fact {
  readonly expr: Aggregation;
}

interface Seen {
  readonly node: Fact;
  /** The labels of it that are left in the result; undefined where all are. */
  readonly visible: ReadonlySet<string> | undefined;
}

/** The aggregations that pick some series, of which an alert fires: topk and its like where no other aggregation stands around. */
function* pickersOf({ owner, role }: Use, root: Fact): Generator<Picker> {
  if (owner.kind !== 'alert' || role !== 'rule') return;
  const waiting: Seen[] = [{ node: root, visible: undefined }];
  for (let seen = waiting.pop(); seen !== undefined; seen = waiting.pop()) {
    const { node } = seen;
    const { expr } = node;
    if (expr.kind === 'aggregation') {
      if (isPicker(node, expr) && !isSettled(seen, expr)) yield node as Picker;
    } else waiting.push(...membersOf(seen));
  }
}

function isPicker(node: Fact, { op }: Aggregation): boolean {
  if (aggregatorNamed(op)?.labels !== 'input') return false;
  const { labels } = node.operands.at(-1)!;
  return !labels.complete || possibleLabels(labels).length > 0;
}

/** Whichever series of a group is picked, only the labels of the group are seen. */
function isSettled({ visible }: Seen, { grouping, without }: Aggregation): boolean {
  const groups = new Set(grouping.map(({ name }) => name));
  return visible !== undefined && !without && [...visible].every((name) => groups.has(name));
}

/** The operands whose series are those of the node: of a join the many side, of `and` and `unless` the left. */
function membersOf({ node, visible }: Seen): readonly Seen[] {
  const { expr, operands } = node;
  if (expr.kind !== 'binary') return operands.filter(isVector).map((operand) => ({ node: operand, visible }));
  const [left, right] = operands as [Fact, Fact];
  const { matching } = expr;
  if (matching === undefined || expr.op === 'or')
    return operands.filter(isVector).map((operand) => ({ node: operand, visible }));
  if (operatorNamed(expr.op)?.kind === 'set' || matching.card === 'many-to-one') return [{ node: left, visible }];
  if (matching.card === 'one-to-many') return [{ node: right, visible }];
  const names = matching.labels.map(({ name }) => name);
  const left_ = matching.on ? new Set(names.filter((name) => visible?.has(name) ?? true)) : visible;
  return operands.map((operand) => ({ node: operand, visible: left_ }));
}

function isVector({ type }: Fact): boolean {
  return type === 'vector' || type === 'matrix';
}

function wordsForPick({ op }: Aggregation): Words {
  return {
    message: `${op} decides which series fire, and they change from one evaluation to the next`,
    help: `compare them all with the threshold, and keep ${op} for dashboards`,
  };
}

/** `absent(sum(x) or vector(0))`. */
function wordsForAbsent({ expr, operands: [operand] }: Fact): Words | undefined {
  if (expr.kind !== 'call' || (expr.func !== 'absent' && expr.func !== 'absent_over_time') || !operand)
    return undefined;
  if (!isAlwaysThere(operand)) return undefined;
  return {
    message: `${expr.func}() of something that is always there never returns anything`,
    help: 'name the series that may be missing, without `or vector(…)`',
  };
}

/** `or` whose right side is never needed, `unless` that removes everything. */
function wordsForIdle(node: Fact): Words | undefined {
  const { expr, operands } = node;
  if (expr.kind !== 'binary' || (expr.op !== 'or' && expr.op !== 'unless')) return undefined;
  const [left, right] = operands as [Fact, Fact];
  if (expr.op === 'unless') {
    if (!meetsAll(expr, right, left) || !isAlwaysThere(right)) return undefined;
    return {
      message: 'the right side is always there, so unless removes everything',
      help: 'compare the right side with something',
    };
  }
  const filter = filterOfRight(node);
  if (filter?.expr.kind === 'binary') return wordsForFiltered(right.expr, filter.expr);
  const twice = equal(left.expr, right.expr);
  if (!twice && !(meetsAll(expr, left, right) && isAlwaysThere(left))) return undefined;
  return {
    message: twice
      ? 'both sides are the same, so the right one is never used'
      : 'the left side is always there, so the right one is never used',
    help: twice ? 'leave one of them out' : 'write the default last: … or vector(0)',
  };
}

/** `(x or vector(0)) > 5`. */
function wordsForFiltered(right: Expr, filter: Binary): Words {
  const bound = filter.rhs.kind === 'number' ? `${filter.op} ${print(filter.rhs)}` : 'the comparison';
  return {
    message: `or adds nothing: ${print(right)} never passes ${bound}`,
    help: `leave or ${print(right)} out; to be told that there is nothing, ask absent(…)`,
  };
}

/** Whether all series of the other side match those of the one that is always there. */
function meetsAll({ matching }: Binary, always: Fact, other: Fact): boolean {
  if (matching?.on && matching.labels.length === 0) return true;
  return !matching?.on && isUnlabelled(always) && isUnlabelled(other);
}
