/** Expressions: precedence climbing over operands (grammar: promql/parser/generated_parser.y). */
import type { Aggregation, Binary, Expr, LabelName, NumberLiteral, ValueType, VectorMatching } from './ast.ts';
import { helpToEnable } from './feature.ts';
import { functionNamed } from './functions.ts';
import { hasVariable, useOf, variableForm } from './keywords.ts';
import { advance } from './lex.ts';
import { type Aggregator, aggregatorNamed, type BinaryOperator, operatorNamed, unaryPrecedence } from './operators.ts';
import { parseVariable } from './parse-duration.ts';
import { atHole, parseHole, parseNumber, parseString } from './parse-literal.ts';
import { type Modifiers, parseModifiers } from './parse-matching.ts';
import { parsePostfixes } from './parse-postfix.ts';
import { parseLabelNames, parseSelector } from './parse-selector.ts';
import { accept, close, enter, hasFeature, leave, type Parser, recover, report, unexpected } from './parser.ts';
import { quoted } from './problem.ts';
import { callableMeant, removedFunctions } from './suggest.ts';
import { binaryType } from './value-type.ts';

/** An expression of operators that bind at least as tightly as `precedence`. Sets the parser's `type`. */
export function parseExpr(p: Parser, precedence = 0): Expr {
  const { start } = p;
  if (!enter(p)) return missing(p);
  let lhs = parseUnary(p);
  for (;;) {
    const operator = operatorNamed(p.kind);
    if (operator === undefined || operator.precedence < precedence) break;
    lhs = parseBinary(p, lhs, start, p.kind, operator);
  }
  leave(p);
  return lhs;
}

function parseBinary(p: Parser, lhs: Expr, start: number, op: string, operator: BinaryOperator): Binary {
  const { source, type: left } = p;
  const opSpan = { start: p.start, end: p.end, source };
  advance(p);
  const modifiers = parseModifiers(p, operator.kind === 'set');
  const rhs = parseExpr(p, operator.rightAssociative ? operator.precedence : operator.precedence + 1);
  const right = p.type;
  p.type = binaryType(left, right);
  const matching = matchingBetween(left, right, modifiers);
  return { kind: 'binary', op, opSpan, lhs, rhs, bool: modifiers.bool, matching, start, end: p.lastEnd, source };
}

/** Present between vectors; kept where it is wrong, for the type rules to say so. `on ()` beside a scalar is let pass. */
function matchingBetween(left: ValueType, right: ValueType, modifiers: Modifiers): VectorMatching | undefined {
  if (left === 'vector' && right === 'vector') return modifiers.matching;
  const { labels, fillLeft, fillRight } = modifiers.matching;
  const written = labels.length > 0 || fillLeft !== undefined || fillRight !== undefined;
  const possible = left !== 'scalar' && right !== 'scalar' && modifiers.written;
  return written || possible ? modifiers.matching : undefined;
}

function parseUnary(p: Parser): Expr {
  const { kind, start } = p;
  if ((kind !== '-' && kind !== '+') || atHole(p)) return parsePostfixes(p, parseOperand(p), start);
  advance(p);
  const expr = parseExpr(p, unaryPrecedence + 1);
  if (expr.kind === 'number') return { ...expr, value: kind === '-' ? -expr.value : expr.value, start, end: p.lastEnd };
  return { kind: 'unary', op: kind, expr, start, end: p.lastEnd, source: p.source };
}

function parseOperand(p: Parser): Expr {
  if (p.holeStart !== -1 && atHole(p)) return parseHole(p);
  switch (p.kind) {
    case 'identifier':
    case 'metric':
    case 'aggregator':
      return parseNamed(p);
    case 'number':
    case 'duration':
      return parseNumber(p);
    case 'string':
      return parseString(p);
    case '(':
      return parseParenthesized(p);
    case '{':
      p.type = 'vector';
      return parseSelector(p, undefined, p.start, p.end);
    case 'macro':
      return parseMacro(p);
    default:
      if (useOf(p.kind)?.metric) return parseNamed(p);
      unexpected(p, '', '', helpFor(p));
      return missing(p);
  }
}

const helpForKind: Readonly<Record<string, string>> = {
  eof: 'an expression is missing here',
  ')': 'an expression is missing here',
  ',': 'an expression is missing here',
  '=': 'write == to compare',
  bool: 'bool stands right after a comparison operator',
  on: 'on (…) stands right after an operator, and once',
  ignoring: 'ignoring (…) stands right after an operator, and once',
  group_left: 'group_left stands after on (…) or ignoring (…)',
  group_right: 'group_right stands after on (…) or ignoring (…)',
};

function helpFor(p: Parser): string | undefined {
  if (operatorNamed(p.kind) !== undefined) return 'an expression is missing before it';
  return Object.hasOwn(helpForKind, p.kind) ? helpForKind[p.kind] : undefined;
}

/** What begins with a word: an aggregation, a call or a selector, as what follows it says. */
function parseNamed(p: Parser): Expr {
  const { kind, start, end } = p;
  const name = p.text.slice(start, end);
  advance(p);
  if (kind === 'aggregator' && (p.kind === '(' || p.kind === 'by' || p.kind === 'without')) {
    return parseAggregation(p, name.toLowerCase(), start);
  }
  if (p.kind === '(' && (kind === 'identifier' || useOf(kind)?.call)) return parseCall(p, name, start, end);
  p.type = 'vector';
  const selector = parseSelector(p, name, start, end);
  if (kind === 'aggregator' && startsOperand(p)) unexpected(p, 'aggregation', '', `write ${name}(…)`);
  return selector;
}

function startsOperand(p: Parser): boolean {
  return p.kind === 'identifier' || p.kind === 'metric' || p.kind === 'number' || p.kind === 'string';
}

/** A Grafana variable: a metric's name, or part of one, where a selector goes on after it; else any expression. */
function parseMacro(p: Parser): Expr {
  const { start, end } = p;
  const variable = parseVariable(p);
  if (p.kind === '(') return parseCall(p, variable.text, start, end);
  const partial = variableForm.exec(variable.text)?.[0] !== variable.text;
  if (partial || p.kind === '{' || p.kind === '[' || p.kind === 'offset' || p.kind === '@') {
    p.type = 'vector';
    return parseSelector(p, variable.text, start, end);
  }
  p.type = 'unknown';
  return variable;
}

function parseParenthesized(p: Parser): Expr {
  const { start, source } = p;
  advance(p);
  const expr = parseExpr(p);
  const { type } = p;
  recover(p, ')');
  close(p, ')', '', '")"');
  p.type = type;
  return { kind: 'paren', expr, start, end: p.lastEnd, source };
}

function parseCall(p: Parser, func: string, start: number, nameEnd: number): Expr {
  const known = functionNamed(func);
  if (known === undefined && !hasVariable(func)) {
    const message = `unknown function with name ${quoted(func)}`;
    const kind = Object.hasOwn(removedFunctions, func) ? 'feature' : 'syntax';
    report(p, { start, end: nameEnd, kind, message, ...callableMeant(func) });
  }
  if (known?.experimental) needsExperimental(p, `function ${quoted(func)} is not enabled`, start, nameEnd);
  const args = parseArguments(p);
  p.type = known?.returns ?? 'unknown';
  return { kind: 'call', func, args, start, end: p.lastEnd, source: p.source };
}

function needsExperimental(p: Parser, message: string, start: number, end: number): void {
  if (hasFeature(p, 'experimental-functions')) return;
  report(p, { start, end, kind: 'feature', message, help: helpToEnable('experimental-functions') });
}

/** `(a, b)`; the current token is the parenthesis. */
function parseArguments(p: Parser): readonly Expr[] {
  const args: Expr[] = [];
  advance(p);
  if (accept(p, ')')) return args;
  for (;;) {
    args.push(parseExpr(p));
    if (p.kind !== ',' && p.kind !== ')' && p.kind !== 'eof') unexpected(p, '', '"," or ")"', helpBetween(p));
    if (!recover(p, ')')) break;
    const comma = p.start;
    if (!accept(p, ',')) break;
    if (p.kind !== ')') continue;
    const message = 'trailing commas not allowed in function call args';
    report(p, { start: comma, end: comma + 1, kind: 'syntax', message, help: 'remove the comma', fix: '' });
    break;
  }
  close(p, ')', '', '"," or ")"');
  return args;
}

function helpBetween(p: Parser): string | undefined {
  if (p.kind === '=') return 'write == to compare';
  return startsOperand(p) ? 'an operator or a comma is missing before it' : undefined;
}

interface Grouping {
  readonly without: boolean;
  readonly labels: readonly LabelName[];
}

function parseAggregation(p: Parser, op: string, start: number): Expr {
  const row = aggregatorNamed(op)!;
  const before = parseGrouping(p);
  if (p.kind !== '(') {
    unexpected(p, 'aggregation', '"("', `write ${op} by (label) (…)`);
    return missing(p);
  }
  const args = parseArguments(p);
  const grouping = before ?? parseGrouping(p) ?? { without: false, labels: [] };
  p.type = 'vector';
  if (row.experimental) needsExperimental(p, `${op}() is experimental and not enabled`, start, start + op.length);
  return aggregation(p, op, row, args, grouping, start);
}

function aggregation(
  p: Parser,
  op: string,
  row: Aggregator,
  args: readonly Expr[],
  by: Grouping,
  start: number,
): Aggregation {
  const wanted = row.param === null ? 1 : 2;
  if (args.length !== wanted) {
    const some = `wrong number of arguments for aggregate expression provided, expected ${wanted}, got ${args.length}`;
    const message = args.length === 0 ? 'no arguments for aggregate expression provided' : some;
    const help = `write ${op}(${row.param === null ? '' : `${row.param}, `}vector)`;
    report(p, { start, end: p.lastEnd, kind: 'type', message, help });
  }
  const param = wanted === 2 ? args[0] : undefined;
  const expr = args[wanted - 1] ?? missing(p);
  const { lastEnd: end, source } = p;
  return { kind: 'aggregation', op, expr, param, without: by.without, grouping: by.labels, start, end, source };
}

function parseGrouping(p: Parser): Grouping | undefined {
  if (p.kind !== 'by' && p.kind !== 'without') return undefined;
  const without = p.kind === 'without';
  advance(p);
  return { without, labels: parseLabelNames(p) };
}

/** What stands for an expression that is not there. */
function missing(p: Parser): NumberLiteral {
  p.type = 'unknown';
  return { kind: 'number', value: 0, duration: false, start: p.start, end: p.start, source: p.source };
}
