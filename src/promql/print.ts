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
import { hasVariable, isLabelName, isMetricName } from './keywords.ts';
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
      return expr.duration ? formatDuration(expr.value * 1000) : formatNumber(expr.value);
    case 'string':
      return quote(expr.value);
    case 'macro':
      return expr.text;
    case 'selector':
      return printName(expr) + printAt(expr.at) + printModifier(expr) + printOffset(expr.offset);
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

/** What binds tighter than any operator. */
const operandPrecedence = 100;

/** Whether an expression must be put in parentheses to stand where operators of `precedence` and tighter may. */
export function needsParentheses(expr: Expr, precedence: number): boolean {
  if (expr.kind === 'binary') return (precedenceOf(expr.op) ?? 0) < precedence;
  const signed = expr.kind === 'unary' || (expr.kind === 'number' && (expr.value < 0 || Object.is(expr.value, -0)));
  return signed && precedence > precedenceOf('^')!;
}

export function printOperand(expr: Expr, precedence: number): string {
  return needsParentheses(expr, precedence) ? `(${print(expr)})` : print(expr);
}

/** The loosest operators that may stand on either side without parentheses. */
export function sidesOf(op: string): { left: number; right: number } {
  const { precedence, rightAssociative } = operatorNamed(op) ?? { precedence: 0, rightAssociative: false };
  return {
    left: rightAssociative ? precedence + 1 : precedence,
    right: rightAssociative ? precedence : precedence + 1,
  };
}

/** A chain of operators, from its far left end. */
function printBinaries(expr: Binary): string {
  const spine: Binary[] = [expr];
  let left = expr.lhs;
  while (left.kind === 'binary' && !needsParentheses(left, sidesOf(spine.at(-1)!.op).left)) {
    spine.push(left);
    left = left.lhs;
  }
  let text = printOperand(left, sidesOf(spine.at(-1)!.op).left);
  while (spine.length > 0) {
    const binary = spine.pop()!;
    text += ` ${printOperator(binary)} ${printOperand(binary.rhs, sidesOf(binary.op).right)}`;
  }
  return text;
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
  if (left !== undefined && left === right) return ` fill (${formatGeneral(left)})`;
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
  return isLabelName(name) || hasVariable(name) ? name : quote(name);
}

function printName({ name, matchers }: VectorSelector): string {
  const bare = name !== undefined && (isMetricName(name) || hasVariable(name));
  const texts = matchers.map(({ label, op, value }) => printLabel(label) + op + quote(value));
  if (name !== undefined && !bare) texts.push(`__name__=${quote(name)}`);
  if (bare && texts.length === 0) return name;
  return `${bare ? name : ''}{${texts.sort().join(',')}}`;
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
  return ` offset ${endsItself(offset) ? printDuration(offset) : `(${printDuration(offset)})`}`;
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

/** Whether `offset` takes all of a duration and nothing after it, written as it is. */
function endsItself(offset: Duration): boolean {
  if (offset.kind !== 'durationOperation' || offset.wrapped || offset.lhs === undefined) return !hidesOperation(offset);
  let left: Duration = offset;
  while (left.kind === 'durationOperation' && !left.wrapped && left.lhs !== undefined && isSign(left.op))
    left = left.lhs;
  return !isSign(offset.op) || (left.kind === 'durationOperation' && (left.wrapped || isDoubleMinus(left)));
}

/** `-2 ^ 2`: the offset would end after `-2`. */
function hidesOperation(offset: Duration): boolean {
  if (offset.kind !== 'durationOperation' || offset.wrapped || offset.lhs !== undefined) return false;
  const { op, rhs } = offset;
  return op === '-' && rhs?.kind === 'durationOperation' && !rhs.wrapped && rhs.lhs !== undefined && isSign(rhs.op);
}

function isDoubleMinus({ op, lhs, rhs }: DurationOperation): boolean {
  const minus = op === '-' && lhs === undefined && rhs?.kind === 'durationOperation';
  return minus && rhs.op === '-' && rhs.lhs === undefined && !rhs.wrapped;
}

function isSign(op: DurationOperation['op']): boolean {
  return precedenceOf(op) !== undefined;
}
