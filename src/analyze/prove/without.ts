import type { Expr, Matcher } from '../../promql/ast.ts';

/** An expression as if one of its matchers were not there. */
export function without(matcher: Matcher, expr: Expr): Expr {
  const inner = <E extends Expr>(part: E) => without(matcher, part);
  switch (expr.kind) {
    case 'selector':
      return expr.matchers.includes(matcher)
        ? { ...expr, matchers: expr.matchers.filter((one) => one !== matcher) }
        : expr;
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
