import type { Aggregation, Expr, Matcher } from '../../promql/ast.ts';

/** An expression as if one of its matchers were not there. */
export function without(matcher: Matcher, expr: Expr): Expr {
  return changed(expr, (node) =>
    node.kind === 'selector' && node.matchers.includes(matcher)
      ? { ...node, matchers: node.matchers.filter((one) => one !== matcher) }
      : node,
  );
}

/** An expression with another aggregator in place of one. */
export function aggregatedBy(op: string, aggregation: Aggregation, expr: Expr): Expr {
  return changed(expr, (node) => (node === aggregation ? { ...aggregation, op } : node));
}

/** What `change` makes of a node stays as it is; it goes on within nodes that it returns as they are. */
function changed(expr: Expr, change: (node: Expr) => Expr): Expr {
  const own = change(expr);
  if (own !== expr) return own;
  const inner = (part: Expr) => changed(part, change);
  switch (expr.kind) {
    case 'matrix': {
      const selector = inner(expr.selector);
      return selector.kind === 'selector' ? { ...expr, selector } : expr;
    }
    case 'subquery':
    case 'unary':
    case 'paren':
      return { ...expr, expr: inner(expr.expr) };
    case 'call':
      return { ...expr, args: expr.args.map(inner) };
    case 'aggregation':
      return { ...expr, expr: inner(expr.expr), param: expr.param && inner(expr.param) };
    case 'binary':
      return { ...expr, lhs: inner(expr.lhs), rhs: inner(expr.rhs) };
    default:
      return expr;
  }
}
