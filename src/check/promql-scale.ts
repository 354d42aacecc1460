import type { Analysis, Use } from '../analyze/analysis.ts';
import { placeOf } from '../analyze/place.ts';
import { textsOf } from '../analyze/texts.ts';
import { formatDuration } from '../promql/duration.ts';
import type { Fact, Inference, Threshold } from '../promql/infer.ts';
import { unwrapped } from '../promql/infer-order.ts';
import { thresholdsIn } from '../promql/inference.ts';
import { exact } from '../promql/number.ts';
import type { TemplateReference } from '../promql/template.ts';
import { compatible, dimensionless, sameScale, type Unit } from '../promql/unit.ts';
import { unitName, unitNamed } from '../promql/unit-names.ts';
import type { Check, Finding } from './check.ts';
import { inOption, inUse, soundInference, type Words } from './finding.ts';
import { holdsForNumbers } from './promql-impossible.ts';

/** A fraction above 1 is promql-impossible's, with the same words: that it never fires weighs more. */
export const promqlScale: Check = {
  id: 'promql-scale',
  severity: 'warning',
  class: 'advice',
  why: 'Five per cent is 0.05 of a fraction and 5 of percent: confused, an alert fires a hundred times too early or never.',
  bad: `shop.alert('ManyErrors', { when: promql\`100 * sum(rate(shop_requests_total{status="error"}[5m])) / sum(rate(shop_requests_total[5m])) > 0.05\`, ...warning });`,
  good: `shop.alert('ManyErrors', { when: promql\`100 * sum(rate(shop_requests_total{status="error"}[5m])) / sum(rate(shop_requests_total[5m])) > 5\`, ...warning });`,
  *find(analysis) {
    for (const inferred of analysis.inferred()) {
      const { use, inference } = inferred;
      for (const threshold of thresholdsIn(inference)) {
        if (holdsForNumbers(threshold, inferred)) continue;
        const words = wordsForThreshold(threshold) ?? wordsForPercentage(threshold, use, inference);
        if (words) yield inUse(use, placeOf(threshold.comparison.expr, use.expression.origin), words);
      }
    }
    yield* inTexts(analysis);
  },
};

function wordsForThreshold({ measured, bound, value, comparison }: Threshold): Words | undefined {
  const { unit, values } = measured;
  if (unit?.kind === 'timestamp' && !unit.loose && unit.scale === 1 && comparison.outcome === undefined)
    return wordsForTime(value);
  if (unit?.kind === 'quantity' && bound.expr.kind === 'number' && bound.expr.quantity === undefined)
    return value > 0 && value < 1 && isBytes(unit) && !isOfTwoMetrics(measured) ? wordsForPartOfByte(value) : undefined;
  if (unit?.kind !== 'ratio' || unit.loose || comparison.outcome !== undefined || measured.empty) return undefined;
  if (bound.expr.kind === 'number' && bound.expr.quantity !== undefined) return undefined;
  if (isPercent(unit) && value > 0 && value < 1)
    return {
      message: `percent are compared with ${value}, which reads as a fraction`,
      help: `write ${exact(value * 100)} for ${exact(value * 100)} %; where ${value} % is meant, compare the fraction with ${exact(value / 100)}`,
    };
  if (isFraction(unit) && value >= 50 && value <= 100 && values.max > 1 && isOfTwoMetrics(measured))
    return {
      message: `a ratio is compared with ${value}, which reads as percent`,
      help: `write ${exact(value / 100)} for ${value} %`,
    };
  if (isFraction(unit) && values.min >= 0 && values.max <= 1 && value > 1)
    return {
      message: `a fraction of the whole, at most 1, is compared with ${value}`,
      help: `write ${exact(value / 100)} for ${value} %`,
    };
  return undefined;
}

function isBytes(unit: Unit): boolean {
  const bytes = unitNamed('bytes');
  return !unit.loose && unit.counts === undefined && compatible(unit, bytes) === true && sameScale(unit, bytes);
}

function wordsForPartOfByte(value: number): Words {
  return {
    message: `bytes are compared with ${value}, a part of one: that reads as a fraction`,
    help: `divide by the whole for a fraction, or write an amount: ${exact(value)} GiB is ${exact(value)} * 1024^3`,
  };
}

/** The alert says itself that its value is a fraction of 1: `{{ $value | humanizePercentage }}` shows 90 as 9000 %. */
function wordsForPercentage(threshold: Threshold, { owner, role }: Use, { root }: Inference): Words | undefined {
  const { measured, value, comparison } = threshold;
  if (owner.kind !== 'alert' || role !== 'rule' || unwrapped(root) !== comparison || value < 20 || value > 100)
    return undefined;
  if (comparison.outcome !== undefined || (measured.unit && !isFraction(measured.unit))) return undefined;
  const functions = textsOf(owner).flatMap(({ template }) => humanizersOf(template.references));
  if (!functions.some(({ name }) => name === 'humanizePercentage')) return undefined;
  return {
    message: `the alert shows its value by humanizePercentage, which makes ${exact(value * 100)} % of the ${value} it is compared with`,
    help: `write ${exact(value / 100)} for ${value} %`,
  };
}

/** Times before 1973 are lengths of time; small ones may stand for never. */
function wordsForTime(value: number): Words | undefined {
  if (value < 60 || value >= 1e8) return undefined;
  return {
    message: `a point in time is compared with ${value}, which is ${formatDuration(value * 1000)} after the beginning of 1970`,
    help: 'compare how long it is until then, … - time(), or since, time() - …',
  };
}

/** A quotient of one metric and itself an hour ago may well be 50. */
function isOfTwoMetrics(measured: Fact): boolean {
  const { expr, operands } = unwrapped(measured);
  if (expr.kind === 'aggregation') return isOfTwoMetrics(operands.at(-1)!);
  if (expr.kind !== 'binary' || expr.op !== '/') return false;
  const [above, below] = operands.map(({ selector }) => selector?.expr);
  return above?.kind === 'selector' && below?.kind === 'selector' && above.name !== below.name;
}

function isPercent(unit: Unit): boolean {
  return unit.kind === 'ratio' && sameScale(unit, unitNamed('percent'));
}

function isFraction(unit: Unit): boolean {
  return unit.kind === 'ratio' && sameScale(unit, unitNamed('ratio'));
}

function* inTexts(analysis: Analysis): Generator<Finding> {
  for (const alert of analysis.project.alerts) {
    const texts = textsOf(alert).filter(({ text }) => text.includes('humanize'));
    const unit = texts.length > 0 ? soundInference(alert.expr, analysis)?.root.unit : undefined;
    if (!unit || unit.loose) continue;
    for (const text of texts) {
      const { references } = text.template;
      for (const humanizer of humanizersOf(references)) {
        const words = wordsForHumanizer(humanizer.name, unit) ?? wordsForBits(text.text.slice(humanizer.end), unit);
        if (words) yield inOption(alert, text.path, words, humanizer);
      }
    }
  }
}

type FunctionReference = Extract<TemplateReference, { kind: 'function' }>;

/** The functions that the value is given to first. */
function humanizersOf(references: readonly TemplateReference[]): readonly FunctionReference[] {
  return references.flatMap((value, index) => {
    if (value.kind !== 'value' || value.use === 'condition') return [];
    const name = value.through[0];
    const isIt = (one: TemplateReference): one is FunctionReference => one.kind === 'function' && one.name === name;
    const after = references.slice(index + 1).find(isIt);
    return after ?? references.slice(0, index).findLast(isIt) ?? [];
  });
}

/** Functions that write a number with a unit, and whether they write a value of another unit rightly; plain numbers may be anything. */
const writesRightly: Readonly<Record<string, (unit: Unit) => boolean>> = {
  humanize: (unit) => unit.kind !== 'timestamp',
  humanize1024: (unit) => (unit.dimensions.byte ?? 0) > 0,
  humanizeDuration: (unit) => isOf(unit, 'seconds'),
  humanizePercentage: (unit) => isFraction(unit) || (dimensionless(unit) && / per /.test(unit.counts ?? '')),
  humanizeTimestamp: (unit) => unit.kind === 'timestamp' && unit.scale === 1,
};

function isOf(unit: Unit, name: 'seconds'): boolean {
  return unit.kind === 'quantity' && unitName({ ...unit, counts: undefined }) === name;
}

function wordsForHumanizer(name: string, unit: Unit): Words | undefined {
  const isPlain = unit.kind === 'quantity' && dimensionless(unit) && unit.counts === undefined && unit.scale === 1;
  if (isPlain || !Object.hasOwn(writesRightly, name) || writesRightly[name]!(unit)) return undefined;
  const wants = { humanize: 'a number', humanize1024: 'bytes', humanizeDuration: 'seconds' }[name];
  const wanted = wants ?? (name === 'humanizePercentage' ? 'a fraction of 1' : 'a Unix time in seconds');
  return { message: `${name} takes ${wanted}, but the value is ${inWords(unit)}`, help: insteadFor(unit) };
}

/** `{{ $value | humanize1024 }}B` of bits, eight times too much. */
function wordsForBits(follows: string, unit: Unit): Words | undefined {
  const saysBytes = /^\s*-?\}\}\s*(?:i?B|bytes?)(?![A-Za-z])/.test(follows);
  if (!saysBytes || !/^(?:bits?)\b/.test(unitName(unit))) return undefined;
  return { message: 'the text says bytes, but the value is in bits', help: 'write bit behind it, or divide it by 8' };
}

function inWords(unit: Unit): string {
  if (unit.kind === 'timestamp') return 'a point in time';
  return isFraction(unit) ? 'a fraction' : `in ${unitName(unit)}`;
}

function insteadFor(unit: Unit): string {
  const fitting = Object.keys(writesRightly).find((name) => name !== 'humanize' && writesRightly[name]!(unit));
  if (fitting !== undefined) return `write $value | ${fitting}`;
  if (unit.kind === 'timestamp') return 'divide it down to seconds first';
  return isPercent(unit) ? 'write {{ $value | humanize }}%' : `write {{ $value | humanize }} ${unitName(unit)}`;
}
