/** Durations in `[…]` and after `offset`: literals, Grafana variables and arithmetic. */
import type { Duration, DurationLiteral, DurationOperation, Macro } from './ast.ts';
import { advance } from './lex.ts';
import { roundHalfAway } from './number.ts';
import { precedenceOf } from './operators.ts';
import {
  accept,
  close,
  deepest,
  enter,
  leave,
  type Mutable,
  type Parser,
  report,
  tooDeep,
  unexpected,
} from './parser.ts';
import { shortened } from './problem.ts';

/** `[5m]`, `[5m + step()]`: a literal must be more than nothing. */
export function parsePositiveDuration(p: Parser, context: string): Duration {
  const duration = parseSum(p, 0, context);
  if (duration.kind !== 'duration' || duration.milliseconds > 0) return rounded(duration);
  report(p, { ...place(duration), kind: 'syntax', message: 'duration must be greater than 0' });
  return duration;
}

/** After `offset`: a literal, a call or a signed parenthesis ends there (`foo offset 5s-8` subtracts 8), all else goes on. */
export function parseOffset(p: Parser): Duration {
  const start = p.start;
  const sign = parseSign(p);
  if (signFollows(p)) {
    const operand = signed(p, sign!, parseSum(p, signPrecedence, 'offset'), start);
    return rounded(goOn(p, operand, start, 0, 'offset'));
  }
  const open = p.kind === '(' && sign === undefined;
  const operand = parseOperand(p, 'offset');
  if (open) return goOn(p, operand, start, 0, 'offset');
  return rounded(sign === undefined ? operand : signed(p, sign, operand, start));
}

function parseSign(p: Parser): '+' | '-' | undefined {
  const sign = p.kind;
  if (sign !== '+' && sign !== '-') return undefined;
  advance(p);
  return sign;
}

function signFollows(p: Parser): boolean {
  return p.kind === '+' || p.kind === '-';
}

const signPrecedence = precedenceOf('^')!;

type ArithmeticSign = '+' | '-' | '*' | '/' | '%' | '^';

function isArithmetic(kind: string): kind is ArithmeticSign {
  return kind === '+' || kind === '-' || kind === '*' || kind === '/' || kind === '%' || kind === '^';
}

function parseSum(p: Parser, precedence: number, context: string): Duration {
  const start = p.start;
  if (!enter(p)) return missing(p);
  const sign = parseSign(p);
  const first =
    sign === undefined ? parseOperand(p, context) : signed(p, sign, parseSum(p, signPrecedence, context), start);
  const duration = goOn(p, first, start, precedence, context);
  leave(p);
  return duration;
}

function goOn(p: Parser, first: Duration, start: number, precedence: number, context: string): Duration {
  let lhs = first;
  for (let terms = 1; isArithmetic(p.kind); terms++) {
    const op = p.kind;
    const own = precedenceOf(op)!;
    if (own < precedence || (terms > deepest && !tooDeep(p))) break;
    advance(p);
    const rhs = parseSum(p, op === '^' ? own : own + 1, context);
    lhs = operation(p, start, op, lhs, rhs);
  }
  return lhs;
}

function operation(p: Parser, start: number, op: ArithmeticSign, lhs: Duration, rhs: Duration): DurationOperation {
  if ((op === '/' || op === '%') && rhs.kind === 'duration' && rhs.milliseconds === 0) {
    const message = op === '/' ? 'division by zero' : 'modulo by zero';
    report(p, { ...place(rhs), kind: 'syntax', message });
  }
  return { kind: 'durationOperation', op, lhs, rhs, wrapped: false, start, end: p.lastEnd, source: p.source };
}

function signed(p: Parser, sign: '+' | '-', operand: Duration, start: number): Duration {
  if (operand.kind === 'duration') {
    const milliseconds = sign === '-' ? -operand.milliseconds : operand.milliseconds;
    return { ...operand, milliseconds, start };
  }
  if (sign === '+') return operand;
  const end = p.lastEnd;
  return {
    kind: 'durationOperation',
    op: '-',
    lhs: undefined,
    rhs: operand,
    wrapped: false,
    start,
    end,
    source: p.source,
  };
}

function parseOperand(p: Parser, context: string): Duration {
  switch (p.kind) {
    case 'number':
    case 'duration':
      return parseLiteral(p);
    case 'macro':
      return parseVariable(p);
    case '(':
      return parseParenthesized(p, context);
    case 'step':
    case 'range':
    case 'min_of':
    case 'max_of':
      return parseCall(p, p.kind, context);
    default:
      unexpected(p, context, 'number, duration, step() or range()', helpFor(p));
      return missing(p);
  }
}

function helpFor(p: Parser): string | undefined {
  if (p.kind === 'string') return 'a duration has no quotes: 5m';
  return p.kind === 'identifier' || p.kind === 'metric' ? 'a duration is a number with a unit: 5m, 1h30m' : undefined;
}

function parseLiteral(p: Parser): DurationLiteral {
  const number = p.kind === 'number';
  const milliseconds = number ? p.number * 1000 : p.number;
  const { start, end } = p;
  advance(p);
  if (!(Math.abs(milliseconds) <= 2 ** 63 / 1e6)) {
    report(p, { start, end, kind: 'syntax', message: 'duration out of range', help: 'the longest is about 292 years' });
    return missing(p);
  }
  return { kind: 'duration', milliseconds, number, start, end, source: p.source };
}

/** A number standing alone is seconds, to the millisecond; in arithmetic it stays as it was written. */
function rounded(duration: Duration): Duration {
  if (duration.kind !== 'duration') return duration;
  const milliseconds = roundHalfAway(duration.milliseconds);
  return milliseconds === 0 ? duration : { ...duration, milliseconds };
}

/** A Grafana variable as it is written, where they are legal. */
export function parseVariable(p: Parser): Macro {
  const { start, end, value: text } = p;
  if (!p.macros) {
    const help = text.startsWith('$__') ? 'write a duration, such as 5m' : 'write the value itself';
    report(p, {
      start,
      end,
      kind: 'syntax',
      message: `Grafana variable ${shortened(text)} is legal in dashboards only`,
      help,
    });
  }
  advance(p);
  return { kind: 'macro', text, start, end, source: p.source };
}

function parseParenthesized(p: Parser, context: string): Duration {
  const start = p.start;
  advance(p);
  const inner = parseSum(p, 0, context);
  close(p, ')', context, '")"');
  const span = { start, end: p.lastEnd, source: p.source };
  if (inner.kind === 'durationOperation') return { ...inner, wrapped: true, ...span };
  return { kind: 'durationOperation', op: '+', lhs: undefined, rhs: inner, wrapped: true, ...span };
}

function parseCall(p: Parser, op: 'step' | 'range' | 'min_of' | 'max_of', context: string): DurationOperation {
  const start = p.start;
  const call: Mutable<DurationOperation> = {
    kind: 'durationOperation',
    op,
    lhs: undefined,
    rhs: undefined,
    wrapped: false,
    start,
    end: p.end,
    source: p.source,
  };
  advance(p);
  if (!accept(p, '(')) unexpected(p, context, '"("');
  else if (op === 'min_of' || op === 'max_of') {
    call.lhs = parseSum(p, 0, context);
    if (!accept(p, ',')) unexpected(p, context, '","', `${op} takes two durations`);
    call.rhs = parseSum(p, 0, context);
  }
  close(p, ')', context, '")"');
  call.end = p.lastEnd;
  return call;
}

/** What stands for a duration that is not there. */
function missing(p: Parser): DurationLiteral {
  return { kind: 'duration', milliseconds: 1, number: false, start: p.start, end: p.start, source: p.source };
}

function place(duration: Duration): { start: number; end: number } {
  return { start: duration.start, end: duration.end };
}
