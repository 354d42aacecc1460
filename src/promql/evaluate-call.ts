/** Function calls: the arguments evaluated, and what the tables of functions make of them. */
import type { Call } from './ast.ts';
import { dateFunctions } from './evaluate-date.ts';
import { changed, distinct, haveOneName, withoutName } from './evaluate-labels.ts';
import { valueFunctions } from './evaluate-math.ts';
import { type RangeFunction, rangeFunctions } from './evaluate-range.ts';
import { matrixOf } from './evaluate-selector.ts';
import { specialFunctions } from './evaluate-special.ts';
import { CannotEvaluate, type Context, type Value, type VectorSample } from './evaluate-types.ts';
import { numberOf, samplesOf } from './evaluate-value.ts';
import { type FunctionName, functionNamed } from './functions.ts';

export function evaluateCall(call: Call, at: number, context: Context): Value {
  const name = call.func as FunctionName;
  const ofRange = rangeFunctions[name];
  if (ofRange !== undefined) return { type: 'vector', samples: overRange(call, ofRange, at, context) };
  const special = specialFunctions[name];
  if (special !== undefined) return special(call, at, context);
  const ofDate = dateFunctions[name];
  if (ofDate !== undefined) return { type: 'vector', samples: changed(times(call, at, context), ofDate) };
  const ofValue = valueFunctions[name];
  if (ofValue === undefined) throw new CannotEvaluate(reasonFor(name));
  const [samples, ...scalars] = call.args.map((arg) => context.evaluate(arg, at, context));
  const numbers = scalars.map(numberOf);
  return { type: 'vector', samples: changed(samplesOf(samples), (value) => ofValue(value, numbers)) };
}

function reasonFor(name: string): string {
  return functionNamed(name)?.on.includes('native')
    ? 'native histograms are not evaluated'
    : `${name}() is not evaluated`;
}

function overRange(call: Call, apply: RangeFunction, at: number, context: Context): readonly VectorSample[] {
  const row = functionNamed(call.func)!;
  const index = row.args.indexOf('matrix');
  const scalars = call.args.filter((_, i) => i !== index).map((arg) => numberOf(context.evaluate(arg, at, context)));
  const { series, start, end } = matrixOf(call.args[index]!, at, context);
  const window = { start, end, now: at, leftOpen: context.leftOpen };
  const isNameKept = row.labels === 'keepAll';
  const result: VectorSample[] = [];
  for (const { labels, samples } of series) {
    const value = apply(samples, window, scalars);
    if (value !== undefined) result.push({ labels: isNameKept ? labels : withoutName(labels), value });
  }
  return isNameKept || haveOneName(series) ? result : distinct(result);
}

/** The times a date function is of: that of the evaluation where none are given. */
function times({ args }: Call, at: number, context: Context): readonly VectorSample[] {
  const [given] = args;
  return given === undefined ? [{ labels: {}, value: at / 1000 }] : samplesOf(context.evaluate(given, at, context));
}
