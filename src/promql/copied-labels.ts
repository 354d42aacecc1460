/** What becomes of the labels that `group_left (…)` and `group_right (…)` copy. */
import type { Aggregation, Binary, Call, LabelName } from './ast.ts';
import type { Fact } from './facts.ts';
import { functionNamed } from './functions.ts';
import { aggregatorNamed, operatorNamed } from './operators.ts';

/** A copied label, and the step that drops it before anything has read it. */
export interface CopiedInVain {
  readonly label: LabelName;
  readonly droppedBy: Fact;
}

/** The labels that a join copies from its one side for nothing. */
export function copiedInVain(join: Fact): readonly CopiedInVain[] {
  if (join.expr.kind !== 'binary') return [];
  return (join.expr.matching?.include ?? []).flatMap((label) => {
    const droppedBy = dropOf(label.name, join);
    return droppedBy === undefined ? [] : [{ label, droppedBy }];
  });
}

type Fate = 'kept' | 'read' | 'dropped';

function dropOf(name: string, join: Fact): Fact | undefined {
  let node = join;
  for (let user = node.parent; user !== undefined; user = node.parent) {
    const fate = fateAt(name, node, user);
    if (fate !== 'kept') return fate === 'dropped' ? user : undefined;
    node = user;
  }
  return undefined;
}

function fateAt(name: string, node: Fact, user: Fact): Fate {
  const { expr } = user;
  switch (expr.kind) {
    case 'paren':
    case 'unary':
    case 'matrix':
    case 'subquery':
      return 'kept';
    case 'aggregation':
      return inAggregation(name, expr);
    case 'call':
      return inCall(name, expr);
    case 'binary':
      return inBinary(name, node, user, expr);
    default:
      return 'read';
  }
}

function inAggregation(name: string, { op, grouping, without }: Aggregation): Fate {
  const isNamed = grouping.some((label) => label.name === name);
  const row = aggregatorNamed(op);
  if (row === undefined || row.labels === 'input') return isNamed || (without && grouping.length > 0) ? 'read' : 'kept';
  return isNamed === without ? 'dropped' : 'kept';
}

/** A function that names the label reads or sets it. */
function inCall(name: string, { func, args }: Call): Fate {
  const row = functionNamed(func);
  if (row === undefined || args.some((arg) => arg.kind === 'string' && arg.value === name)) return 'read';
  switch (row.labels) {
    case 'keep':
    case 'keepAll':
    case 'dropLe':
    case 'set':
      return 'kept';
    default:
      return 'read';
  }
}

function inBinary(name: string, node: Fact, user: Fact, { op, matching }: Binary): Fate {
  if (matching === undefined) return 'kept';
  const isNamed = matching.labels.some((label) => label.name === name);
  if (isNamed === matching.on) return 'read';
  const isLeft = user.operands[0] === node;
  if (operatorNamed(op)?.kind === 'set') return isLeft || op === 'or' ? 'kept' : 'dropped';
  if (matching.card === 'one-to-one') return 'dropped';
  const isMany = isLeft === (matching.card === 'many-to-one');
  const isCopied = matching.include.some((label) => label.name === name);
  return isMany !== isCopied ? 'kept' : 'dropped';
}
