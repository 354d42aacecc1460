/** The type rules of PromQL (promql/parser/parse.go, `checkAST`), over any tree, parsed or built. */
import type { Aggregation, Binary, Call, Expr, Span, Subquery, Unary, ValueType, VectorSelector } from './ast.ts';
import { functionNamed, type PromqlFunction } from './functions.ts';
import { aggregatorNamed, operatorNamed } from './operators.ts';
import { quoted, type SyntaxProblem } from './problem.ts';
import { regexMatches } from './regex.ts';
import { binaryType, valueType } from './value-type.ts';

interface Checker {
  readonly problems: SyntaxProblem[];
  /** Expressions from elsewhere, checked there, with the place they take here. */
  readonly taken: ReadonlyMap<Expr, Span>;
}

/** Everything that is wrong with the types of an expression. */
export function checkTypes(expr: Expr, taken: ReadonlyMap<Expr, Span> = new Map()): readonly SyntaxProblem[] {
  const checker: Checker = { problems: [], taken };
  check(checker, expr);
  return checker.problems;
}

function say(c: Checker, at: Span, message: string, help?: string): void {
  const { start, end } = c.taken.get(at as Expr) ?? at;
  c.problems.push({ start, end, kind: 'type', message, ...(help === undefined ? {} : { help }) });
}

/** Checks an expression and tells its type. */
function check(c: Checker, expr: Expr): ValueType {
  if (c.taken.size > 0 && c.taken.has(expr)) return valueType(expr);
  switch (expr.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'macro':
      return 'unknown';
    case 'selector':
      return checkSelector(c, expr, false);
    case 'matrix':
      checkSelector(c, expr.selector, false);
      return 'matrix';
    case 'subquery':
      return checkSubquery(c, expr);
    case 'call':
      return checkCall(c, expr);
    case 'aggregation':
      return checkAggregation(c, expr);
    case 'binary':
      return checkBinaries(c, expr);
    case 'unary':
      return checkUnary(c, expr);
    case 'paren':
      return check(c, expr.expr);
  }
}

/** A chain of operators leans left as far as it is long: it is checked from its far end, in a loop. */
function checkBinaries(c: Checker, expr: Binary): ValueType {
  const spine: Binary[] = [];
  let left: Expr = expr;
  for (; left.kind === 'binary' && !c.taken.has(left); left = left.lhs) spine.push(left);
  let type = check(c, left);
  while (spine.length > 0) type = checkBinary(c, spine.pop()!, type);
  return type;
}

const documented: Readonly<Record<ValueType, string>> = {
  scalar: 'scalar',
  vector: 'instant vector',
  matrix: 'range vector',
  string: 'string',
  unknown: 'unknown',
};

function expectType(c: Checker, expr: Expr, got: ValueType, wanted: ValueType, where: string, help?: string): void {
  if (got === wanted || got === 'unknown') return;
  const message = `expected type ${documented[wanted]} in ${where}, got ${documented[got]}`;
  say(c, expr, message, help ?? helpToConvert(expr, got, wanted));
}

function helpToConvert(expr: Expr, got: ValueType, wanted: ValueType): string | undefined {
  if (wanted === 'matrix' && got === 'vector') {
    return expr.kind === 'selector'
      ? `give it a range: ${expr.name ?? '{…}'}[5m]`
      : 'give it a subquery range: (…)[5m:]';
  }
  if (wanted === 'vector' && got === 'matrix')
    return 'take a function over the range first, such as rate or avg_over_time';
  if (wanted === 'vector' && got === 'scalar') return 'write vector(…) around it';
  if (wanted === 'scalar' && got === 'vector') return 'write scalar(…) around it';
  return wanted === 'string' ? 'put it in quotes' : undefined;
}

function checkSelector(c: Checker, expr: VectorSelector, mayBeEmpty: boolean): ValueType {
  if (expr.name === undefined) {
    if (mayBeEmpty || expr.matchers.some(excludesEmpty)) return 'vector';
    say(
      c,
      expr,
      'vector selector must contain at least one non-empty matcher',
      'name a metric, or add a matcher that an empty value does not satisfy',
    );
    return 'vector';
  }
  for (const matcher of expr.matchers) {
    if (matcher.label !== '__name__') continue;
    const message = `metric name must not be set twice: ${quoted(expr.name)} or ${quoted(matcher.value)}`;
    say(c, matcher, message);
  }
  return 'vector';
}

function excludesEmpty({ op, value }: VectorSelector['matchers'][number]): boolean {
  switch (op) {
    case '=':
      return value !== '';
    case '!=':
      return value === '';
    case '=~':
      return !regexMatches(value, '');
    case '!~':
      return regexMatches(value, '');
  }
}

function checkSubquery(c: Checker, expr: Subquery): ValueType {
  const type = check(c, expr.expr);
  if (type !== 'vector' && type !== 'unknown') {
    say(c, expr, `subquery is only allowed on instant vector, got ${type} instead`);
  }
  return 'matrix';
}

function checkUnary(c: Checker, expr: Unary): ValueType {
  const type = check(c, expr.expr);
  if (type === 'matrix' || type === 'string') {
    const got = JSON.stringify(documented[type]);
    say(c, expr, `unary expression only allowed on expressions of type scalar or instant vector, got ${got}`);
  }
  return type;
}

function checkAggregation(c: Checker, expr: Aggregation): ValueType {
  const wanted = aggregatorNamed(expr.op)?.param ?? null;
  if (expr.param !== undefined && wanted !== null) {
    const help = `the ${wanted} comes first: ${expr.op}(${wanted === 'string' ? '"label"' : '5'}, …)`;
    expectType(c, expr.param, check(c, expr.param), wanted, 'aggregation parameter', help);
  }
  expectType(c, expr.expr, check(c, expr.expr), 'vector', 'aggregation expression');
  return 'vector';
}

function checkCall(c: Checker, expr: Call): ValueType {
  const row = functionNamed(expr.func);
  const type = row?.returns ?? 'unknown';
  if (row === undefined) {
    for (const arg of expr.args) check(c, arg);
    return type;
  }
  checkCount(c, expr, row);
  const [, second] = expr.args;
  if (expr.func === 'info' && second !== undefined) checkInfoSelector(c, second);
  for (const [index, arg] of expr.args.entries()) {
    const wanted = row.args[index] ?? (row.variadic === 0 ? undefined : row.args.at(-1));
    const isLabels = expr.func === 'info' && index === 1 && arg.kind === 'selector';
    const got = isLabels ? checkSelector(c, arg, true) : check(c, arg);
    if (wanted !== undefined) expectType(c, arg, got, wanted, `call to function ${JSON.stringify(expr.func)}`);
  }
  return type;
}

function checkCount(c: Checker, expr: Call, row: PromqlFunction): void {
  const most = row.variadic < 0 ? Infinity : row.args.length - (row.variadic === 0 ? 0 : 1) + row.variadic;
  const least = row.variadic === 0 ? row.args.length : row.args.length - 1;
  const got = expr.args.length;
  if (got >= least && got <= most) return;
  const bound = row.variadic === 0 ? '' : got < least ? 'at least ' : 'at most ';
  const message = `expected ${bound}${got < least ? least : most} argument(s) in call to "${expr.func}", got ${got}`;
  say(c, expr, message, `it takes ${signature(expr.func, row)}`);
}

/** `round(instant vector[, scalar])`. */
function signature(name: string, { args, variadic }: PromqlFunction): string {
  const types = args.map((arg) => documented[arg]);
  const last = variadic === 0 ? undefined : types.pop();
  const rest = last === undefined ? '' : `[${types.length === 0 ? '' : ', '}${last}${variadic === 1 ? '' : ', …'}]`;
  return `${name}(${types.join(', ')}${rest})`;
}

function checkInfoSelector(c: Checker, arg: Expr): void {
  if (arg.kind !== 'selector')
    say(c, arg, 'expected label selectors only', 'write matchers in braces: {k8s_cluster="…"}');
  else if (arg.name !== undefined) {
    const help = 'leave the metric name out, or match it inside the braces with __name__';
    say(c, arg, 'expected label selectors only, got vector selector instead', help);
  }
}

function checkBinary(c: Checker, expr: Binary, left: ValueType): ValueType {
  const right = check(c, expr.rhs);
  const type = binaryType(left, right);
  const operator = operatorNamed(expr.op);
  if (operator === undefined) say(c, expr, `binary expression does not support operator ${JSON.stringify(expr.op)}`);
  checkBool(c, expr, left, right);
  for (const [side, got] of [
    [expr.lhs, left],
    [expr.rhs, right],
  ] as const) {
    if (got === 'matrix' || got === 'string') {
      const help = got === 'matrix' ? 'take a function over the range first, such as rate or avg_over_time' : undefined;
      say(c, side, 'binary expression must contain only scalar and instant vector types', help);
    }
  }
  checkMatching(c, expr, left, right);
  if (operator?.kind === 'set' && (left === 'scalar' || right === 'scalar')) {
    const message = `set operator ${JSON.stringify(expr.op)} not allowed in binary scalar expression`;
    say(c, expr, message, 'and, or and unless combine vectors; compare numbers with > bool, or use vector(…)');
  }
  return type;
}

function checkBool(c: Checker, expr: Binary, left: ValueType, right: ValueType): void {
  const isComparison = operatorNamed(expr.op)?.kind === 'comparison';
  if (expr.bool && !isComparison) say(c, expr.opSpan, 'bool modifier can only be used on comparison operators');
  if (!isComparison || expr.bool || left !== 'scalar' || right !== 'scalar') return;
  say(c, expr.opSpan, 'comparisons between scalars must use BOOL modifier', `write ${expr.op} bool`);
}

function checkMatching(c: Checker, expr: Binary, left: ValueType, right: ValueType): void {
  const { matching } = expr;
  if (matching === undefined) return;
  const { labels, include, on, card } = matching;
  const matched = new Set(on && include.length > 0 ? labels.map(({ name }) => name) : []);
  for (const label of include) {
    if (!matched.has(label.name)) continue;
    say(c, label, `label ${quoted(label.name)} must not occur in ON and GROUP clause at once`, 'leave it out of one');
  }
  const fills = matching.fillLeft !== undefined || matching.fillRight !== undefined;
  if ([left, right].some((type) => type !== 'vector' && type !== 'unknown')) {
    if (labels.length > 0) say(c, expr, 'vector matching only allowed between instant vectors');
    if (fills) say(c, expr, 'filling in missing series only allowed between instant vectors');
  } else if (operatorNamed(expr.op)?.kind === 'set') {
    if (card !== 'many-to-many') say(c, expr, `no grouping allowed for ${JSON.stringify(expr.op)} operation`);
    if (fills) say(c, expr, 'filling in missing series not allowed for set operators');
  }
}
