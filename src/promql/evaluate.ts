/** Evaluates PromQL at one time, as Prometheus' engine does (promql/engine.go, functions.go). */
import type { Binary, Expr, Paren, Unary } from './ast.ts';
import { evaluateAggregation } from './evaluate-aggregation.ts';
import { evaluateBinary } from './evaluate-binary.ts';
import { evaluateCall } from './evaluate-call.ts';
import { changed } from './evaluate-labels.ts';
import { matrixOf, newest } from './evaluate-selector.ts';
import { CannotEvaluate, type Context, type EvaluateOptions, type Storage, type Value } from './evaluate-types.ts';
import { samplesOf } from './evaluate-value.ts';

export * from './evaluate-types.ts';

/**
 * The value of an expression at a time in milliseconds. Types must be right (`checkTypes`). Throws EvaluationError where Prometheus
 * refuses, and CannotEvaluate for what is not evaluated here: native histograms, macros, and what needs a range query.
 *
 * @example evaluate(parse('rate(x_total[5m])').ast!, 600_000, { series: (name) => stored.filter((s) => s.labels.__name__ === name) })
 */
export function evaluate(expr: Expr, at: number, storage: Storage, options: EvaluateOptions = {}): Value {
  const { lookbackDelta = 300_000, leftOpen = true, subqueryStep = 60_000 } = options;
  return valueAt(expr, at, { storage, lookbackDelta, leftOpen, subqueryStep, queryTime: at, evaluate: valueAt });
}

type Spine = Binary | Unary | Paren;

/** Long chains lean left: their operands wait on a stack of our own. */
function valueAt(expr: Expr, at: number, context: Context): Value {
  const waiting: Spine[] = [];
  let left = expr;
  while (left.kind === 'binary' || left.kind === 'unary' || left.kind === 'paren') {
    waiting.push(left);
    left = left.kind === 'binary' ? left.lhs : left.expr;
  }
  let value = valueOfOperand(left, at, context);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) value = upwards(node, value, at, context);
  return value;
}

function upwards(node: Spine, left: Value, at: number, context: Context): Value {
  if (node.kind === 'binary') return evaluateBinary(node, left, valueAt(node.rhs, at, context));
  return node.kind === 'unary' && node.op === '-' ? negated(left) : left;
}

function negated(value: Value): Value {
  if (value.type === 'scalar') return { type: 'scalar', value: -value.value };
  return { type: 'vector', samples: changed(samplesOf(value), (number) => -number) };
}

function valueOfOperand(expr: Exclude<Expr, Spine>, at: number, context: Context): Value {
  switch (expr.kind) {
    case 'number':
      return { type: 'scalar', value: expr.value };
    case 'string':
      return { type: 'string', value: expr.value };
    case 'macro':
      throw new CannotEvaluate(`what ${expr.text} stands for is not known`);
    case 'selector':
      return { type: 'vector', samples: newest(expr, at, context) };
    case 'matrix':
    case 'subquery':
      return { type: 'matrix', series: matrixOf(expr, at, context).series };
    case 'call':
      return evaluateCall(expr, at, context);
    case 'aggregation': {
      const samples = samplesOf(valueAt(expr.expr, at, context));
      const param = expr.param && valueAt(expr.param, at, context);
      return { type: 'vector', samples: evaluateAggregation(expr, samples, param, context.leftOpen) };
    }
  }
}
