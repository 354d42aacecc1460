import type { Analysis, Inferred, Use } from '../analyze/analysis.ts';
import { placeOf } from '../analyze/place.ts';
import { isAlwaysThere } from '../promql/always.ts';
import { sameValue } from '../promql/fraction.ts';
import type { Fact, Threshold } from '../promql/infer.ts';
import { unwrapped } from '../promql/infer-order.ts';
import { deciding, thresholdsIn } from '../promql/inference.ts';
import { print } from '../promql/print.ts';
import { type Comparison, exactly, onlyValue, outcome as outcomeOf, type ValueRange } from '../promql/values.ts';
import type { Check, Finding } from './check.ts';
import { inUse, type Words } from './finding.ts';
import { comparedCounter } from './promql-counter.ts';
import { capOf } from './promql-quantile-cap.ts';

/**
 * A fraction above 1 is told here, with the words of scale, and not by promql-scale: that it never fires weighs more than how
 * it came about. Quantiles beyond their buckets are promql-quantile-cap's, bare counters promql-counter's.
 */
export const promqlImpossible: Check = {
  id: 'promql-impossible',
  severity: 'error',
  class: 'fact',
  why: 'A comparison that can never hold makes an alert that never fires, and one that always holds says nothing.',
  bad: `shop.alert('ShopDown2', { when: promql\`up{job="shop"} < 0\`, ...warning });`,
  good: `shop.alert('ShopDown2', { when: promql\`sum(up{job="shop"}) < 1\`, ...warning });`,
  *find(analysis) {
    for (const inferred of analysis.inferred()) {
      const thresholds: Thresholds = new Map(thresholdsIn(inferred.inference).map((one) => [one.comparison, one]));
      for (const node of inferred.inference.nodes) {
        if (node.expr.kind !== 'binary' || node.operands.some(({ empty }) => empty)) continue;
        yield* ofComparison(node, thresholds, inferred, analysis);
        yield* ofBoth(node, inferred.use);
      }
    }
  },
};

/** Every comparison with a number, by its node. */
type Thresholds = ReadonlyMap<Fact, Threshold>;

function* ofComparison(node: Fact, thresholds: Thresholds, inferred: Inferred, analysis: Analysis): Generator<Finding> {
  const { use } = inferred;
  const threshold = thresholds.get(node);
  const outcome = node.outcome ?? (threshold && holdsForNumbers(threshold, inferred) ? 'always' : undefined);
  if (outcome === undefined || comparedCounter(node) || (threshold && capOf(threshold, analysis))) return;
  if (outcome === 'always' && (isMeant(use) || (threshold && isHarmless(threshold, thresholds)))) return;
  yield inUse(use, placeOf(node.expr, use.expression.origin), wordsFor(node, outcome, threshold));
}

/** A dead man's switch. */
function isMeant({ owner, role }: Use): boolean {
  return role === 'rule' && owner.kind === 'alert' && owner.alwaysFiring !== undefined;
}

/** Asks whether there are such series at all, `count(x) > 0`; or writes out both ends of what is asked for, `0 <= x < 5`. */
function isHarmless({ measured, op, value, comparison }: Threshold, thresholds: Thresholds): boolean {
  const { min, max } = measured.values;
  const asksForOne = (op === '>' && value === 0) || (op === '!=' && value === 0) || (op === '>=' && value === 1);
  if (min >= 1 && (asksForOne || (op === '==' && value === 1))) return !isAlwaysThere(measured);
  return ((op === '>=' && value === min) || (op === '<=' && value === max)) && isOneOfTwo(comparison, thresholds);
}

/** Whether the same value is compared again right beside. */
function isOneOfTwo(comparison: Fact, thresholds: Thresholds): boolean {
  let [node, user] = [comparison, comparison.parent];
  while (user?.expr.kind === 'paren') [node, user] = [user, user.parent];
  if (user?.expr.kind !== 'binary') return false;
  if (user.expr.op !== 'and') return /^[<>]=?$/.test(user.expr.op);
  const other = thresholds.get(unwrapped(user.operands.find((operand) => operand !== node)!));
  return other !== undefined && sameValue(other.measured, thresholds.get(comparison)!.measured);
}

/**
 * What decides an alert and holds for whatever is a number at all, `errors / requests <= 1`. Elsewhere such a comparison may be
 * there to leave out what is no number.
 */
export function holdsForNumbers({ measured, op, value, comparison }: Threshold, { use, inference }: Inferred): boolean {
  if (use.role !== 'rule' || use.owner.kind !== 'alert' || measured.conditional || op === '!=') return false;
  if (!measured.values.nan || !deciding(inference).includes(comparison)) return false;
  return outcomeOf(op as Comparison, { ...measured.values, nan: false }, exactly(value)) === 'always';
}

/** Two conditions on one value that do not hold together. */
function* ofBoth(node: Fact, use: Use): Generator<Finding> {
  const { expr } = node;
  if (expr.kind !== 'binary' || expr.op !== 'and' || node.empty !== node) return;
  yield inUse(use, placeOf(expr, use.expression.origin), {
    message: 'this is never true: no value passes both conditions',
    help: 'say with `or` that one of them is enough, or mend one of them',
  });
}

function wordsFor(node: Fact, outcome: 'always' | 'never', threshold: Threshold | undefined): Words {
  const [left, right] = node.operands as [Fact, Fact];
  const because = threshold
    ? rangeInWords(threshold.measured)
    : sameValue(left, right)
      ? 'both sides are the same'
      : [left, right]
          .filter(({ expr }) => expr.kind !== 'number')
          .map(rangeInWords)
          .join(' and ') || 'both sides are numbers';
  return { message: `this is ${outcome} true: ${because}`, help: helpFor(outcome, threshold) };
}

/** `up is 0 to 1`, `rate(x[5m]) is never below 0`. */
function rangeInWords({ expr, values }: Fact): string {
  const text = print(expr);
  return `${text.length > 80 ? 'the value' : text} is ${bounds(values)}`;
}

function bounds(values: ValueRange): string {
  const { min, max, minOpen, maxOpen } = values;
  const only = onlyValue(values);
  if (only !== undefined) return `always ${only}`;
  if (Number.isFinite(min) && Number.isFinite(max)) return `between ${min} and ${max}`;
  if (Number.isFinite(min)) return minOpen ? `always above ${min}` : `never below ${min}`;
  return maxOpen ? `always below ${max}` : `never above ${max}`;
}

function helpFor(outcome: 'always' | 'never', threshold: Threshold | undefined): string {
  if (!threshold) return 'compare with something that can be on either side';
  const { measured, value } = threshold;
  if (isFraction(measured) && value > 1 && value <= 100)
    return `a fraction of the whole is at most 1: ${value} % is ${value / 100}`;
  if (outcome === 'never' && measured.values.min >= 1 && value <= 1) return ofNothing(measured);
  if (isSumOfZeros(measured)) return 'the sum of zeros is 0: ask how many there are, with count(…)';
  return outcome === 'never'
    ? 'compare with a number that it can reach'
    : 'leave the comparison out, or compare with a number that it does not always pass';
}

function isFraction({ unit, values }: Fact): boolean {
  return unit?.kind === 'ratio' && unit.scale === 1 && values.max === 1;
}

/** `sum(up == 0)`. */
function isSumOfZeros({ expr, values }: Fact): boolean {
  return expr.kind === 'aggregation' && expr.op === 'sum' && onlyValue(values) === 0;
}

/** What counts, counts at least one. */
function ofNothing({ expr }: Fact): string {
  if (expr.kind === 'call' && expr.func.startsWith('absent'))
    return `${expr.func}() is 1 or returns nothing: to ask whether a series is there, name the series itself`;
  return 'where there is nothing it returns nothing, and no 0: ask absent(…), or write … or vector(0) before comparing';
}
