/** How much of what is bad to an SLO has to happen before a threshold of somebody else is passed. */
import type { Slo } from '../model/slo.ts';
import type { VectorSelector } from '../promql/ast.ts';
import type { Fact, Threshold } from '../promql/infer.ts';
import { unwrapped } from '../promql/infer-order.ts';
import { labelFact, labelValues } from '../promql/labels.ts';
import { onlyValue } from '../promql/values.ts';
import { equal } from '../promql/walk.ts';
import type { Analysis } from './analysis.ts';
import { nameOf } from './selected.ts';
import { countOf, type Share, shareOf, unscaled } from './share.ts';
import { matchersOf, within } from './within.ts';

export interface Tolerated {
  /** At most this share of the events is bad as long as the threshold is not passed. */
  readonly bad: number;
  /** Of latencies: an observation above it is bad, in the unit of the histogram. */
  readonly limit?: number;
  /** Labels by which it is looked at apart though the SLO is not: silent until so much is bad of one of their values. */
  readonly apart: readonly string[];
}

/**
 * What a threshold tolerates of the very events that an SLO is about, or of one of its groups: once it is passed, more of them than
 * that are bad. Undefined where it is about others, or about something else.
 */
export function toleratedBy(threshold: Threshold, slo: Slo, analysis: Analysis): Tolerated | undefined {
  const events = eventsOf(slo, analysis);
  if (!events) return undefined;
  if (slo.sli.type === 'ratio') return ofShare(threshold, slo, events, analysis);
  return (
    ofQuantile(threshold, slo, events, analysis) ??
    (events.isClassic ? ofBuckets(threshold, slo, events, analysis) : ofFraction(threshold, slo, events, analysis))
  );
}

interface Events {
  /** Selectors of all events; of good or bad ones, or of both where they are all there are. */
  readonly total: Fact | undefined;
  readonly good: Fact | undefined;
  readonly bad: Fact | undefined;
  /** Of a classic histogram the good ones are a bucket. */
  readonly isClassic: boolean;
}

function eventsOf({ sli }: Slo, { inference }: Analysis): Events | undefined {
  if (sli.type === 'ratio') {
    const selectorOf = (option: 'good' | 'bad' | 'total') => sli[option] && inference(sli[option])?.root;
    return { total: selectorOf('total'), good: selectorOf('good'), bad: selectorOf('bad'), isClassic: false };
  }
  if (sli.type !== 'latency') return undefined;
  const counted = (query: 'good' | 'total') => {
    const root = sli.queries[query] && inference(sli.queries[query])?.root;
    return root && countOf(root.expr.kind === 'call' ? root.operands[0]! : root)?.selector;
  };
  return {
    total: counted('total'),
    good: sli.native ? undefined : counted('good'),
    bad: undefined,
    isClassic: !sli.native,
  };
}

function ofShare(threshold: Threshold, slo: Slo, events: Events, analysis: Analysis): Tolerated | undefined {
  const share = shareOf(threshold.measured, analysis);
  const isGood = share && isShareOfGood(share, slo, events);
  if (!share || isGood === undefined) return undefined;
  return told(atThreshold(threshold, threshold.value / share.scale, isGood !== share.isRest), apartIn(share.by, slo));
}

/** Whether a share is that of the good events of an SLO, or of the bad ones; undefined where it is of others. */
function isShareOfGood({ part, total, rest }: Share, slo: Slo, { good, bad, ...events }: Events): boolean | undefined {
  if (rest) {
    if (!good || !bad) return undefined;
    if (isSame(part, good, slo) && isSame(rest, bad, slo)) return true;
    return isSame(part, bad, slo) && isSame(rest, good, slo) ? false : undefined;
  }
  if (!events.total || !total || !isSame(total, events.total, slo)) return undefined;
  if (within(part, total).kind !== 'within') return undefined;
  if (good && isSame(part, good, slo)) return true;
  if (bad && isSame(part, bad, slo)) return false;
  if (bad && isRestOf(part, bad, slo)) return true;
  return good && isRestOf(part, good, slo) ? false : undefined;
}

function ofBuckets(threshold: Threshold, slo: Slo, events: Events, analysis: Analysis): Tolerated | undefined {
  const share = shareOf(threshold.measured, analysis);
  const { total, good: bucket } = events;
  if (!share?.total || !total || !bucket) return undefined;
  if (!isSame(share.total, total, slo)) return undefined;
  const [bound, ...others] = (share.part.nature === 'bucket' && labelValues(share.part.labels, 'le')) || [];
  if (bound === undefined || others.length > 0 || !isSame(share.part, bucket, slo, ['le'])) return undefined;
  const bad = atThreshold(threshold, threshold.value / share.scale, !share.isRest);
  return told(bad, apartIn(share.by, slo), Number(bound));
}

function ofQuantile(threshold: Threshold, slo: Slo, events: Events, analysis: Analysis): Tolerated | undefined {
  const { fact, scale } = unscaled(threshold.measured, analysis);
  if (fact.expr.kind !== 'call' || fact.expr.func !== 'histogram_quantile') return undefined;
  const [quantile, buckets] = fact.operands as [Fact, Fact];
  const q = onlyValue(quantile.values);
  const apart = threshold.op.startsWith('>') ? apartOfHistogram(buckets, slo, events) : undefined;
  return q === undefined || !apart ? undefined : told(1 - q, apart, threshold.value / scale);
}

/** `histogram_fraction(-Inf, 2, …) < 0.9`, or `1 - …` above the rest. */
function ofFraction(threshold: Threshold, slo: Slo, events: Events, analysis: Analysis): Tolerated | undefined {
  const { fact, scale } = unscaled(threshold.measured, analysis);
  const isRest = fact.expr.kind === 'binary' && fact.expr.op === '-' && onlyValue(fact.operands[0]!.values) === 1;
  const share = isRest ? unwrapped(fact.operands[1]!) : fact;
  if (share.expr.kind !== 'call' || share.expr.func !== 'histogram_fraction') return undefined;
  const [lower, upper, histogram] = share.operands as [Fact, Fact, Fact];
  const limit = onlyValue(upper.values);
  const apart = apartOfHistogram(histogram, slo, events);
  if (limit === undefined || onlyValue(lower.values) !== -Infinity || !apart) return undefined;
  return told(atThreshold(threshold, threshold.value / scale, !isRest), apart, limit);
}

/** The share of bad events at a threshold; undefined where passing it is good. */
function atThreshold({ op }: Threshold, value: number, isGood: boolean): number | undefined {
  if (isGood) return op.startsWith('<') ? 1 - value : undefined;
  return op.startsWith('>') ? value : undefined;
}

function told(bad: number | undefined, apart: readonly string[], limit?: number): Tolerated | undefined {
  return bad === undefined ? undefined : { bad, apart, ...(limit !== undefined && { limit }) };
}

/** By which labels a vector that is the sum of the SLO's histogram is looked at apart; undefined where it is another's. */
function apartOfHistogram(vector: Fact, slo: Slo, { total, good, isClassic }: Events): readonly string[] | undefined {
  const count = countOf(vector);
  const observed = isClassic ? good : total;
  if (!count || !observed || !isSame(count.selector, observed, slo, ['le'])) return undefined;
  return apartIn(isClassic ? count.by.filter((label) => label !== 'le') : count.by, slo);
}

/** What is looked at apart beyond the groups of the SLO: while no part is beyond a threshold, all together may be at it. */
function apartIn(by: readonly string[], { sli }: Slo): readonly string[] {
  return by.filter((label) => !sli.by.includes(label));
}

/** Whether a selector selects what another does, or some of the groups that the SLO is measured by. */
export function isSame(one: Fact, of: Fact, { sli }: Slo, aside: readonly string[] = []): boolean {
  const [a, b] = [one.expr as VectorSelector, of.expr as VectorSelector];
  return (
    nameOf(a) === nameOf(b) &&
    equal({ ...a, name: b.name, matchers: b.matchers }, b) &&
    within(one, of, aside).kind === 'within' &&
    within(of, one, [...aside, ...sli.by]).kind === 'within'
  );
}

/** Whether a selector selects exactly what another leaves out, told by one label: `status="ok"` and `status!="ok"`. */
function isRestOf(one: Fact, of: Fact, { sli }: Slo): boolean {
  if (nameOf(one.expr) !== nameOf(of.expr)) return false;
  const labels = new Set([...matchersOf(one), ...matchersOf(of)].map(({ label }) => label));
  return [...labels].some((label) => {
    const isAlike = within(one, of, [label]).kind === 'within' && within(of, one, [label, ...sli.by]).kind === 'within';
    return isAlike && isNegated(one, of, label);
  });
}

const negated = { '=': '!=', '!=': '=', '=~': '!~', '!~': '=~' } as const;

function isNegated(one: Fact, of: Fact, label: string): boolean {
  const [these, those] = [one, of].map((fact) => matchersOf(fact).filter((matcher) => matcher.label === label));
  const [a, b] = [these?.[0], those?.[0]];
  if (these?.length === 1 && those?.length === 1 && a && b && a.value === b.value && negated[a.op] === b.op)
    return true;
  const all = one.series?.labels.find(({ name }) => name === label);
  const [values, others] = [one, of].map(({ labels }) => labelFact(labels, label)?.values ?? []) as [
    string[],
    string[],
  ];
  if (all?.presence !== 'always' || all.values === undefined) return false;
  return all.values.every((value) => values.includes(value) !== others.includes(value));
}
