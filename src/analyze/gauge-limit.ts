/** Thresholds on the gauge that an SLO is measured by. */
import type { Slo } from '../model/slo.ts';
import type { Fact, Threshold } from '../promql/infer.ts';
import { unwrapped } from '../promql/infer-order.ts';
import type { Analysis } from './analysis.ts';
import { unscaled } from './share.ts';
import { isSame } from './tolerated.ts';

/**
 * The value up to which a threshold is silent although the SLO takes less for bad: 1000 of `queue > 1000`, where at most 100 are
 * good. Undefined where it is not passed later than the SLO's, or is about something else.
 */
export function limitBeyond(threshold: Threshold, slo: Slo, analysis: Analysis): number | undefined {
  const { sli } = slo;
  if (sli.type !== 'gauge' || sli.good.op === '==') return undefined;
  const isUpper = sli.good.op.startsWith('<');
  if (!threshold.op.startsWith(isUpper ? '>' : '<')) return undefined;
  const { fact, scale } = unscaled(threshold.measured, analysis);
  const gauge = analysis.inference(sli.gauge)?.root;
  const read = gaugeIn(fact, isUpper ? 'max' : 'min');
  if (gauge?.expr.kind !== 'selector' || read?.expr.kind !== 'selector' || !isSame(read, gauge, slo)) return undefined;
  const limit = threshold.value / scale;
  return (isUpper ? limit > sli.good.value : limit < sli.good.value) ? limit : undefined;
}

/** The gauge itself, or the worst of its series or of its values within a range. */
function gaugeIn(given: Fact, worst: 'max' | 'min'): Fact | undefined {
  const fact = unwrapped(given);
  const { expr, operands } = fact;
  if (expr.kind === 'selector') return fact;
  if (expr.kind === 'aggregation') return expr.op === worst ? gaugeIn(operands.at(-1)!, worst) : undefined;
  if (expr.kind !== 'call' || !values.has(expr.func)) return undefined;
  return operands[0]?.expr.kind === 'matrix' ? operands[0].operands[0] : undefined;
}

const values: ReadonlySet<string> = new Set('min max avg last'.split(' ').map((of) => `${of}_over_time`));
