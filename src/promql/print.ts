/** An expression on one line, as Prometheus prints it (promql/parser/printer.go). */
import type {
  Aggregation,
  At,
  Binary,
  Duration,
  DurationOperation,
  Expr,
  LabelName,
  Subquery,
  VectorSelector,
} from './ast.ts';
import { formatDuration } from './duration.ts';
import { isLabelName, isMetricName, isVariableName, variableForm } from './keywords.ts';
import { formatGeneral, formatNumber } from './number.ts';
import { operatorNamed, precedenceOf, unaryPrecedence } from './operators.ts';
import { quote } from './string.ts';

/**
 * Prometheus' own one-line form. Parentheses that a built tree needs to be read back the same are put in.
 *
 * @example print(parse('sum(up)by(job)').ast) // 'sum by (job) (up)'
 */
export function print(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return expr.duration ? printSeconds(expr.value) : formatNumber(expr.value);
    case 'string':
      return quote(expr.value);
    case 'macro':
      return expr.text;
    case 'selector':
      return printVector(expr) + printAt(expr.at) + printModifier(expr) + printOffset(expr.offset);
    case 'matrix': {
      const { selector, range } = expr;
      const name = `${printName(selector)}[${printDuration(range)}]`;
      return name + printModifier(selector) + printAt(selector.at) + printOffset(selector.offset);
    }
    case 'subquery':
      return printOperand(expr.expr, operandPrecedence) + printSubqueryRange(expr);
    case 'call':
      return `${expr.func}(${expr.args.map(print).join(', ')})`;
    case 'aggregation':
      return `${printAggregator(expr)}(${expr.param === undefined ? '' : `${print(expr.param)}, `}${print(expr.expr)})`;
    case 'binary':
      return printBinaries(expr);
    case 'unary':
      return expr.op + printOperand(expr.expr, unaryPrecedence + 1);
    case 'paren':
      return `(${print(expr.expr)})`;
  }
}

/** A duration standing as a number; that of nothing, negative, divides to -Inf. */
function printSeconds(value: number): string {
  return Object.is(value, -0) ? '-0s' : formatDuration(value * 1000);
}

/** What binds tighter than any operator. */
const operandPrecedence = 100;

/**
 * Whether an expression must be put in parentheses to stand where operators of `precedence` and tighter may, with `next`
 * after it.
 */
export function needsParentheses(expr: Expr, precedence: number, next?: string): boolean {
  if (next !== undefined && operatorNamed(next)?.kind === 'arithmetic' && endsOpen(expr)) return true;
  if (expr.kind === 'binary') return (precedenceOf(expr.op) ?? 0) < precedence;
  const signed = expr.kind === 'unary' || (expr.kind === 'number' && (expr.value < 0 || Object.is(expr.value, -0)));
  return signed && precedence > precedenceOf('^')!;
}

/** Whether an offset ends the expression that would take an operator after it as its own: `up offset (1h) + 1`. */
function endsOpen(expr: Expr): boolean {
  let last = expr;
  while (last.kind === 'binary' || last.kind === 'unary') last = last.kind === 'binary' ? last.rhs : last.expr;
  const timed = last.kind === 'matrix' ? last.selector : last;
  return (timed.kind === 'selector' || timed.kind === 'subquery') && offsetForm(timed.offset) !== 'closed';
}

/** An operand, with parentheses where it needs them. */
export function printOperand(expr: Expr, precedence: number, next?: string): string {
  // The sign of `+Inf ^ 2` would be a sign of it all.
  if (expr.kind === 'number' && expr.value === Infinity && next === '^') return 'Inf';
  return needsParentheses(expr, precedence, next) ? `(${print(expr)})` : print(expr);
}

/** The loosest operators that may stand on either side without parentheses. */
export function sidesOf(op: string): { left: number; right: number } {
  const { precedence, rightAssociative } = operatorNamed(op) ?? { precedence: 0, rightAssociative: false };
  return {
    left: rightAssociative ? precedence + 1 : precedence,
    right: rightAssociative ? precedence : precedence + 1,
  };
}

/** A chain of operators taken apart: what it begins with, and its operators, the last first. */
export interface Chain {
  readonly first: Expr;
  readonly operators: readonly Binary[];
}

export function chainOf(expr: Binary): Chain {
  const operators: Binary[] = [expr];
  let first = expr.lhs;
  while (first.kind === 'binary') {
    const { op } = operators.at(-1)!;
    if (needsParentheses(first, sidesOf(op).left)) break;
    operators.push(first);
    first = first.lhs;
  }
  return { first, operators };
}

function printBinaries(expr: Binary): string {
  const { first, operators } = chainOf(expr);
  const { op } = operators.at(-1)!;
  let text = printOperand(first, sidesOf(op).left, op);
  for (let index = operators.length - 1; index >= 0; index--) text += printRight(operators, index);
  return text;
}

/** An operator of a chain and its right side: ` * on (job) b`. */
export function printRight(operators: readonly Binary[], index: number): string {
  const operator = operators[index]!;
  const rhs = printOperand(operator.rhs, sidesOf(operator.op).right, operators[index - 1]?.op);
  return ` ${printOperator(operator)} ${rhs}`;
}

/** The operator with all that modifies it: `* on (job) group_left ()`. */
export function printOperator({ op, bool, matching }: Binary): string {
  let text = bool ? `${op} bool` : op;
  if (matching === undefined) return text;
  const grouped = matching.card === 'many-to-one' || matching.card === 'one-to-many';
  if (matching.on || matching.labels.length > 0 || grouped) {
    text += ` ${matching.on ? 'on' : 'ignoring'} (${printLabels(matching.labels)})`;
  }
  if (grouped) {
    text += ` ${matching.card === 'many-to-one' ? 'group_left' : 'group_right'} (${printLabels(matching.include)})`;
  }
  return text + printFill(matching.fillLeft, matching.fillRight);
}

function printFill(left: number | undefined, right: number | undefined): string {
  if (left !== undefined && Object.is(left, right)) return ` fill (${formatGeneral(left)})`;
  const lhs = left === undefined ? '' : ` fill_left (${formatGeneral(left)})`;
  return right === undefined ? lhs : `${lhs} fill_right (${formatGeneral(right)})`;
}

/** The aggregation with its grouping, up to the parenthesis: `sum by (job) `. */
export function printAggregator({ op, without, grouping }: Aggregation): string {
  if (without) return `${op} without (${printLabels(grouping)}) `;
  return grouping.length === 0 ? op : `${op} by (${printLabels(grouping)}) `;
}

function printLabels(labels: readonly LabelName[]): string {
  return labels.map(({ name }) => printLabel(name)).join(', ');
}

function printLabel(name: string): string {
  return isLabelName(name) || isVariableName(name) ? name : quote(name);
}

function printName({ name, matchers }: VectorSelector): string {
  const bare = name !== undefined && (isMetricName(name) || isVariableName(name));
  const texts = matchers.map(({ label, op, value }) => printLabel(label) + op + quote(value));
  if (name !== undefined && !bare) texts.push(`__name__=${quote(name)}`);
  if (bare && texts.length === 0) return name;
  return `${bare ? name : ''}{${texts.sort().join(',')}}`;
}

/** A selector that stands as a vector: a lone variable would be read as any expression, `${a}{}` is a metric. */
function printVector(selector: VectorSelector): string {
  const text = printName(selector);
  const lone = selector.at === undefined && selector.offset === undefined && variableForm.exec(text)?.[0] === text;
  return lone ? `${text}{}` : text;
}

function printModifier({ modifier }: VectorSelector): string {
  return modifier === undefined ? '' : ` ${modifier}`;
}

function printAt(at: At | undefined): string {
  if (at === undefined) return '';
  return at.kind === 'timestamp' ? ` @ ${at.seconds.toFixed(3)}` : ` @ ${at.kind}()`;
}

function printOffset(offset: Duration | undefined): string {
  if (offset === undefined || (offset.kind === 'duration' && offset.milliseconds === 0)) return '';
  return ` offset ${offsetForm(offset) === 'loose' ? `(${printDuration(offset)})` : printDuration(offset)}`;
}

/** `[1h:5m] @ end() offset 1d`, what makes a subquery of the expression before it. */
export function printSubqueryRange({ range, step, at, offset }: Subquery): string {
  const brackets = `[${printDuration(range)}:${step === undefined ? '' : printDuration(step)}]`;
  return brackets + printAt(at) + printOffset(offset);
}

/** A number alone is printed with its unit; one below a millisecond has none. */
function printDuration(duration: Duration): string {
  const spelled = duration.kind === 'duration' && Number.isInteger(duration.milliseconds);
  return spelled ? formatDuration(duration.milliseconds) : printTerm(duration, 0);
}

function printTerm(duration: Duration, precedence: number): string {
  if (duration.kind === 'macro') return duration.text;
  if (duration.kind === 'durationOperation') return printOperation(duration, precedence);
  const { milliseconds, number } = duration;
  const text = number ? formatNumber(milliseconds / 1000) : formatDuration(milliseconds);
  return milliseconds < 0 && precedence > precedenceOf('^')! ? `(${text})` : text;
}

function printOperation(operation: DurationOperation, precedence: number): string {
  const { op, lhs, rhs, wrapped } = operation;
  if (op === 'step' || op === 'range') return wrapped ? `(${op}())` : `${op}()`;
  const text = operationText(op, lhs, rhs);
  const call = op === 'min_of' || op === 'max_of';
  const own = lhs === undefined ? precedenceOf('^')! : precedenceOf(op)!;
  return wrapped || (!call && own < precedence) ? `(${text})` : text;
}

function operationText(op: Exclude<DurationOperation['op'], 'step' | 'range'>, lhs?: Duration, rhs?: Duration): string {
  if (op === 'min_of' || op === 'max_of') return `${op}(${[lhs, rhs].map((side) => printTerm(side!, 0)).join(', ')})`;
  if (lhs === undefined) return op === '-' ? `-${printTerm(rhs!, unaryPrecedence + 1)}` : printTerm(rhs!, 0);
  const { left, right } = sidesOf(op);
  return `${printTerm(lhs, left)} ${op} ${printTerm(rhs!, right)}`;
}

/**
 * How an offset ends. `closed`: by itself, as `5m`, `-step()` and `-(1h)` do. `open`: it takes the operators that follow,
 * as `(1h)` and `--1h` do. `loose`: it would end too early, as `1h + 1m` does, and needs parentheses.
 */
function offsetForm(offset: Duration | undefined): 'closed' | 'open' | 'loose' {
  if (offset?.kind !== 'durationOperation') return 'closed';
  if (offset.wrapped) return 'open';
  if (!isArithmetic(offset)) return 'closed';
  if (offset.lhs === undefined) return signedForm(offset);
  let left: Duration = offset;
  while (left.kind === 'durationOperation' && isArithmetic(left) && left.lhs !== undefined && !left.wrapped)
    left = left.lhs;
  return left === offset || offsetForm(left) !== 'open' ? 'loose' : 'open';
}

function signedForm({ op, rhs }: DurationOperation): 'closed' | 'open' | 'loose' {
  if (op === '+' || rhs?.kind !== 'durationOperation') return offsetForm(rhs);
  if (rhs.wrapped || !isArithmetic(rhs)) return 'closed';
  return rhs.lhs === undefined && rhs.op === '-' ? 'open' : 'loose';
}

function isArithmetic({ op }: DurationOperation): boolean {
  return precedenceOf(op) !== undefined;
}
