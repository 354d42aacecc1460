import type { Aggregation, Binary, Expr } from '../../promql/ast.ts';
import { functionNamed } from '../../promql/functions.ts';
import { nameOf } from '../selected.ts';

/**
 * Whether no two series of a result are alike but for their names, whatever there is: matched by all their labels, each has at most
 * one partner, and Prometheus never refuses.
 */
export function isDistinct(whole: Expr): boolean {
  let expr = whole;
  // Long chains lean left.
  for (; expr.kind === 'binary'; expr = expr.lhs) if (mayMatchTwice(expr) || !isDistinct(expr.rhs)) return false;
  return isDistinctOperand(expr);
}

function isDistinctOperand(expr: Exclude<Expr, Binary>): boolean {
  switch (expr.kind) {
    case 'number':
    case 'string':
      return true;
    case 'selector':
      return nameOf(expr) !== undefined;
    case 'matrix':
      return isDistinct(expr.selector);
    case 'subquery':
    case 'unary':
    case 'paren':
      return isDistinct(expr.expr);
    case 'call':
      return keepsApart.has(functionNamed(expr.func)?.labels) && expr.args.every(isDistinct);
    case 'aggregation':
      return groupsApart(expr);
    case 'macro':
      return false;
  }
}

const keepsApart: ReadonlySet<string | undefined> = new Set(['keep', 'keepAll', 'matchers', 'none']);

const keepingSeries: ReadonlySet<string> = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);

function groupsApart({ op, grouping, expr }: Aggregation): boolean {
  if (keepingSeries.has(op)) return isDistinct(expr);
  return op !== 'count_values' && grouping.every(({ name }) => name !== '__name__');
}

/** Whether it looks at fewer labels than there are. */
function mayMatchTwice({ matching }: Binary): boolean {
  if (matching === undefined || matching.card === 'many-to-many') return false;
  return matching.card !== 'one-to-one' || matching.on || matching.labels.length > 0;
}
