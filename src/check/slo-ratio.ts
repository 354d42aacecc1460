import type { Analysis } from '../analyze/analysis.ts';
import { nameOf } from '../analyze/selected.ts';
import { shareOf, unscaled } from '../analyze/share.ts';
import { within } from '../analyze/within.ts';
import type { Sli, Slo } from '../model/slo.ts';
import type { VectorSelector } from '../promql/ast.ts';
import type { Fact } from '../promql/facts.ts';
import { labelsBeforeMatchers } from '../promql/infer.ts';
import { selectorsOf } from '../promql/inference.ts';
import { labelValues, metricName, possibleLabels, presence } from '../promql/labels.ts';
import { formatNumber } from '../promql/number.ts';
import { compatible, dimensionless, sameScale } from '../promql/unit.ts';
import { unitName } from '../promql/unit-names.ts';
import { equal } from '../promql/walk.ts';
import type { Check, Finding } from './check.ts';
import { itsLabels, meantName, quoted, soundInference, type Words } from './finding.ts';
import { inSli, optionsOfSli } from './slo-finding.ts';

export const sloRatio: Check = {
  id: 'slo-ratio',
  severity: 'error',
  class: 'fact',
  why: 'A share is one only of a whole: bad events that the total does not count make more than 100 %, or none at all.',
  bad: `shop.slo('reading', {
  sli: sli.ratio({ bad: requests.where({ status: 'error' }), total: requests.where({ method: 'GET' }) }),
  objective: '99.9%', window: '7d', runbook,
});`,
  good: `const reading = requests.where({ method: 'GET' });
shop.slo('reading', {
  sli: sli.ratio({ bad: reading.where({ status: 'error' }), total: reading }),
  objective: '99.9%', window: '7d', runbook,
});`,
  covers: [
    'alert-untested',
    'dashboard-legend',
    'dashboard-variable',
    'promql-label-dropped',
    'promql-unit',
    'promql-unknown-label',
    'promql-vector-matching',
  ],
  *find(analysis) {
    for (const slo of analysis.project.slos) yield* inRatio(slo, analysis);
  },
};

type Ratio = Extract<Sli, { type: 'ratio' }>;

type Option = 'good' | 'bad' | 'total';

interface Side {
  readonly option: Option;
  /** Its selector. */
  readonly fact: Fact;
}

interface Sides {
  readonly sli: Ratio;
  /** Good or bad events; good ones where there is no total. */
  readonly part: Side;
  /** The total, or the bad events that make it up together with the good ones. */
  readonly other: Side;
}

function* inRatio(slo: Slo, analysis: Analysis): Generator<Finding> {
  const { sli } = slo;
  for (const label of sli.by) {
    const lacking = measuredIn(sli, analysis).find(({ fact }) => presence(fact.labels, label) === 'never');
    if (lacking) yield inSli(slo, [optionsOfSli(slo), 'by'], ofLabel(label, lacking));
  }
  const own = sli.type === 'raw' ? ofRaw(sli, analysis) : undefined;
  if (own) yield inSli(slo, [0], own);
  const sides = sli.type === 'ratio' ? sidesOf(sli, analysis) : undefined;
  const words = sides && wordsFor(sides);
  if (sides && words) yield inSli(slo, [0, sides.part.option], words);
}

/** A ratio of the user's own that is none: in percent, or an amount of something. */
function ofRaw({ queries: { errorRatio } }: Sli, analysis: Analysis): Words | undefined {
  const root = errorRatio && soundInference(errorRatio, analysis)?.root;
  if (!root) return undefined;
  const scale = scaleOf(root, analysis);
  if (scale > 1) {
    const message = `this is between 0 and ${formatNumber(scale)}: all events are bad at 1`;
    return { message, help: `leave ${formatNumber(scale)} out` };
  }
  if (root.unit === undefined || root.unit.loose || dimensionless(root.unit)) return undefined;
  const message = `this is in ${unitName(root.unit)}, and no share of anything`;
  return { message, help: 'divide what is bad by all of it' };
}

/** By what a fraction of a whole is multiplied; 1 of what is none. */
function scaleOf(root: Fact, analysis: Analysis): number {
  const share = shareOf(root, analysis);
  if (share?.total && within(share.part, share.total).kind === 'within') return share.scale;
  const { fact, scale } = unscaled(root, analysis);
  return fact.values.min >= 0 && fact.values.max === 1 ? scale : 1;
}

/** All that an indicator reads. */
function measuredIn(sli: Sli, { inference }: Analysis): readonly Side[] {
  const options = sli.type === 'ratio' ? { good: sli.good, bad: sli.bad, total: sli.total } : sli.queries;
  return Object.entries(options).flatMap(([option, expression]) => {
    const inferred = expression && inference(expression);
    return inferred ? selectorsOf(inferred).map((fact): Side => ({ option: option as Option, fact })) : [];
  });
}

function sidesOf(sli: Ratio, analysis: Analysis): Sides | undefined {
  const sides = (['good', 'bad', 'total'] as const).flatMap((option): readonly Side[] => {
    const fact = sli[option] && soundInference(sli[option], analysis)?.root;
    return fact?.expr.kind === 'selector' ? [{ option, fact }] : [];
  });
  const [part, other] = sides;
  return part && other ? { sli, part, other } : undefined;
}

function ofLabel(label: string, { fact }: Side): Words {
  const names = possibleLabels(labelsBeforeMatchers(fact.labels)).map(({ name }) => name);
  const own = names.filter((name) => name !== metricName);
  const help = meantName(label, own)?.help ?? itsLabels(own);
  return { message: `this cannot be measured by "${label}": ${nameOf(fact.expr)} has no such label`, help };
}

/** What is wrong with the good or bad events beside all of them. */
function wordsFor({ sli, part, other }: Sides): Words | undefined {
  const [a, b] = [part.fact.expr as VectorSelector, other.fact.expr as VectorSelector];
  if (!equal({ ...a, name: b.name, matchers: b.matchers }, b)) {
    const message = `${part.option} and ${other.option} are read at different times`;
    return { message, help: 'write the same offset and @ on both' };
  }
  const units = ofUnits(part.fact, other.fact);
  if (units) return units;
  return other.option === 'total' ? ofPart(sli, part, other.fact) : ofBoth(part.fact, other.fact);
}

function ofUnits(a: Fact, b: Fact): Words | undefined {
  if (!a.unit || !b.unit || (compatible(a.unit, b.unit) !== false && sameScale(a.unit, b.unit))) return undefined;
  const message = `${nameOf(a.expr)} is in ${unitName(a.unit)} and ${nameOf(b.expr)} in ${unitName(b.unit)}: one is no share of the other`;
  return { message, help: 'count both in the same unit' };
}

/** Good and bad events that are all there are must not be the same. */
function ofBoth(good: Fact, bad: Fact): Words | undefined {
  if (nameOf(good.expr) !== nameOf(bad.expr)) return undefined;
  const [isBad, isGood] = [within(good, bad).kind === 'within', within(bad, good).kind === 'within'];
  if (!isBad && !isGood) return undefined;
  const message = isBad ? 'what good selects bad does, too' : 'what bad selects good does, too';
  return { message: `${message}: it is counted twice`, help: 'narrow the wider one by where({ … }), or call it total' };
}

function ofPart(sli: Ratio, part: Side, total: Fact): Words | undefined {
  const [name, whole] = [nameOf(part.fact.expr), nameOf(total.expr)];
  const { series, nature } = part.fact;
  const isHistogram = series?.family !== undefined && series.family === total.series?.family;
  if (name === undefined || whole === undefined) return undefined;
  if (name === whole && nature !== 'bucket') return ofMatchers(sli, part, total);
  if (isHistogram) return ofHistogram(sli, part, total);
  if (sli.partOfTotal !== undefined) return undefined;
  return {
    message: `nothing shows that the events of ${name} are some of ${whole}`,
    help: `say why they are: partOfTotal: '…', or count both by one metric with a label that tells them apart`,
  };
}

/** Of one metric the matchers show which events are some of the others. */
function ofMatchers(sli: Ratio, { option, fact }: Side, total: Fact, aside: readonly string[] = []): Words | undefined {
  const found = within(fact, total, aside);
  if (found.kind === 'unknown') return undefined;
  if (found.kind === 'within') {
    if (aside.length > 0 || within(total, fact).kind !== 'within') return undefined;
    const rest = option === 'good' ? 'nothing is ever bad' : 'all of them are bad';
    return { message: `${option} selects all that total does: ${rest}`, help: `narrow ${option} by where({ … })` };
  }
  const { label, op, value } = found.matcher;
  const written = `${label}${op}${quoted(value)}`;
  if (found.kind === 'apart') {
    const message = `${option} selects none of the events of total, which are those with ${written}`;
    return { message, help: `write what is ${option} as some of total: total.where({ … })` };
  }
  // What else the events have in common is for people to know.
  if (sli.partOfTotal !== undefined) return undefined;
  return {
    message: `${option} also selects events that total leaves out, those without ${written}`,
    help: `narrow ${option} by ${written}, too, or say in partOfTotal why it has no others`,
  };
}

/** A bucket is some of all observations, and of larger buckets. */
function ofHistogram(sli: Ratio, part: Side, total: Fact): Words | undefined {
  const { option, fact } = part;
  const [low, high] = [boundOf(fact), boundOf(total)];
  if (low === undefined || high === undefined) {
    const message = `${low === undefined ? option : 'total'} counts an observation once in each bucket that it lies in`;
    return { message, help: `select one bucket: le: '…'` };
  }
  if (low > high) return { message: `${option} is a larger bucket than total`, help: 'take the _count as total' };
  if (low === high) return { message: `${option} counts all that total does`, help: 'select a smaller bucket' };
  return ofMatchers(sli, part, total, ['le']);
}

/** The bound that a bucket ends at, infinity of a count; undefined of several buckets, or of what is neither. */
function boundOf({ nature, labels, expr, series }: Fact): number | undefined {
  if (nature !== 'bucket') return nameOf(expr) === `${series?.family}_count` ? Number.POSITIVE_INFINITY : undefined;
  const bounds = labelValues(labels, 'le');
  return bounds?.length === 1 ? Number(bounds[0]!.replace('+Inf', 'Infinity')) : undefined;
}
