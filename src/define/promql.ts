import type { Origin } from '../model/declaration.ts';
import type { Expression } from '../model/expression.ts';
import type { Span } from '../promql/ast.ts';
import { parseDuration } from '../promql/duration.ts';
import { formatNumber } from '../promql/number.ts';
import { parse } from '../promql/parse.ts';
import { print } from '../promql/print.ts';
import { describe } from './amount.ts';
import { paren } from './build.ts';
import { vectorPrototype } from './expression.ts';
import { expressionOf, type HandleState, isHandle, makeHandle, metricOf, refuse } from './handle.ts';
import type { AnyOperand, AnyScalar } from './operand.ts';
import { callerOrigin } from './origin.ts';
import type { Duration } from './quantity.ts';
import type { Vector } from './vector.ts';

/** What may stand in a hole: a metric, an expression, a number or a length of time. */
export type Hole = AnyOperand | AnyScalar | AnyHistogram | number | Duration | VariableHole;
interface AnyHistogram {
  readonly _count: AnyOperand;
}
interface VariableHole {
  readonly variable: string;
}

/** Raw PromQL: labels and unit are not known to the compiler; the text is checked at synth. */
export interface Raw extends Vector<Readonly<Record<string, string>>, 'unknown', 'conditional'> {}

/**
 * PromQL as text, with the catalog in its holes: a metric stands for its name, an expression for itself.
 *
 * @example promql`predict_linear(${heap}[1h], 4 * 3600) > 8e9`
 */
export function promql(strings: TemplateStringsArray, ...holes: readonly Hole[]): Raw {
  const origin = callerOrigin();
  if (!Array.isArray(strings) || !strings.every((text) => typeof text === 'string'))
    return refuse(origin, 0, `${describe(strings)} is not PromQL`, 'write promql`…`');
  const broken = (holes as readonly unknown[])
    .filter(isHandle)
    .map(expressionOf)
    .find((e) => e.ast === undefined);
  const expression = broken ?? parsed(origin, strings, holes);
  return makeHandle(vectorPrototype, expression) as unknown as Raw;
}

interface Filling {
  readonly text: string;
  /** The tree to take for the text; a metric's name is parsed with what follows it: `${metric}[5m]`. */
  readonly handle: HandleState | undefined;
}

function parsed(origin: Origin, strings: TemplateStringsArray, holes: readonly Hole[]): Expression {
  const fillings = holes.map((hole, index) => filling(origin, hole, index + 1));
  const spans: Span[] = [];
  let text = strings[0] ?? '';
  for (const [index, { text: filled }] of fillings.entries()) {
    spans.push({ start: text.length, end: text.length + filled.length });
    text += filled + (strings[index + 1] ?? '');
  }
  const source: Origin = Object.freeze({ ...origin, template: Object.freeze({ text, holes: spans }) });
  const trees = fillings.flatMap(({ handle }, index) =>
    handle ? [{ ...spans[index]!, expr: wrapped(origin, handle) }] : [],
  );
  const { ast, errors } = parse(text, { macros: true, experimental: true, source, holes: trees });
  return Object.freeze({ ast, issues: errors, origin: source });
}

function filling(origin: Origin, hole: unknown, argument: number): Filling {
  if (typeof hole === 'number') return { text: formatNumber(hole), handle: undefined };
  if (typeof hole === 'string' && parseDuration(hole) !== undefined) return { text: hole, handle: undefined };
  if (isHandle(hole)) {
    const ast = wrapped(origin, hole);
    const bare = metricOf(hole) !== undefined && ast.kind === 'selector' && !ast.offset && !ast.at;
    return { text: print(ast), handle: bare ? undefined : hole };
  }
  const { variable } = (hole ?? {}) as { variable?: unknown };
  if (typeof variable === 'string') return { text: `$${variable}`, handle: undefined };
  return refuse(
    origin,
    argument,
    `${describe(hole)} cannot stand in PromQL`,
    'put a metric, an expression, a number or a length of time here',
  );
}

function wrapped(origin: Origin, handle: HandleState) {
  const ast = expressionOf(handle).ast!;
  return ast.kind === 'binary' || ast.kind === 'unary' ? paren(origin, ast) : ast;
}
