import type { Alert } from '../../model/rule.ts';
import { CannotEvaluate, EvaluationError, type VectorSample } from '../../promql/evaluate-types.ts';
import { onceFor } from '../../promql/once-for.ts';
import type { Analysis } from '../analysis.ts';
import { isSound } from '../sound.ts';
import { eachAlone } from './alone.ts';
import { type Sides, withBystanders } from './bystanders.ts';
import { calmer } from './calm.ts';
import { conditionOf } from './condition.ts';
import { type FedSeries, seriesKey, seriesOf } from './feed.ts';
import { type Plan, plansFor, whyNoTime } from './plan.ts';
import { whyNever, whyNone } from './reasons.ts';
import { type Assignment, isMet, search, usualLevels } from './search.ts';
import { sharpened } from './sharpen.ts';
import { Unprovable } from './unprovable.ts';
import { type Setting, type World, worldOf } from './world.ts';

/** A test that was derived from an alert, and found to hold by evaluating the alert. */
export interface Proven {
  readonly fed: readonly FedSeries[];
  readonly setting: Setting;
  /** From when on the condition does what it should, and when the alert is looked at, in milliseconds from the start. */
  readonly from: number;
  readonly at: number;
  /** Every series is as it is while nothing is wrong. */
  readonly isUsual: boolean;
  /** What the condition returns then, from Prometheus 3.0 on and before. */
  readonly results: { readonly now: readonly VectorSample[]; readonly before: readonly VectorSample[] };
}

/** A proven test, or why there is none. */
export type Attempt = Proven | { readonly reason: string };

/** Whether an alert is known to fire, and to stay quiet. */
export interface Proof {
  readonly firing: Attempt;
  readonly quiet: Attempt;
  /** It fires by another side of its `or` too. */
  readonly also: readonly Proven[];
  /** It stays quiet with a fault as well, while there is less traffic than it asks for. */
  readonly calm: Proven | undefined;
}

export function isProven(attempt: Attempt): attempt is Proven {
  return !('reason' in attempt);
}

/**
 * Derives from an alert's expression, and from what the catalog knows of the series in it, values at which it fires and values at
 * which it stays quiet. Nothing is claimed that evaluation did not confirm.
 */
export function prove(alert: Alert, analysis: Analysis): Proof {
  const inference = isSound(alert.expr) ? analysis.inference(alert.expr) : undefined;
  if (inference === undefined) return unproven('its expression does not parse');
  try {
    const condition = conditionOf(inference, analysis);
    return proofOf(alert, kept(plansFor(alert, condition, analysis)), {
      never: whyNever(inference),
      none: (some) => (some ? whyNoTime(alert, condition, analysis) : undefined) ?? whyNone(some, inference, condition),
    });
  } catch (error) {
    if (error instanceof Unprovable || error instanceof CannotEvaluate) return unproven(error.reason);
    throw error;
  }
}

/** Why there is no proof. */
interface Reasons {
  /** Known before anything is tried. */
  readonly never: string | undefined;
  readonly none: (some: boolean) => string;
}

/** All being well is worth more than a plan with fewer series; the fault is one change of it, where one is enough. */
function proofOf(alert: Alert, plans: Iterable<Plan>, { never, none }: Reasons): Proof {
  const both = never === undefined ? firstProven(plans, firing) : undefined;
  const anyhow = never === undefined && !both ? firstProven(plans, firingAnyhow) : undefined;
  const found = both?.firing ?? anyhow ?? { reason: never ?? none(true) };
  const also = isProven(found) ? byOtherSides(found, plans) : [];
  if (alert.alwaysFiring !== undefined)
    return { firing: found, also, calm: undefined, quiet: { reason: 'it is meant to fire all the time' } };
  const quiet = both?.quiet ?? firstProven(plans, quietAsUsual) ?? firstProven(plans, quietSomehow);
  return { firing: found, also, calm: both?.calm, quiet: quiet ?? { reason: none(false) } };
}

/** What a search for one side may read. */
const mostReadForSide = 10_000;

/** Faults that make it fire by those sides of its `or` that the one found does not show. */
function byOtherSides(firing: Proven, plans: Iterable<Plan>): readonly Proven[] {
  return eachAlone(firing.setting.condition.expr).flatMap((expr) => {
    const only = (setting: Setting): Setting => ({ ...setting, condition: { ...setting.condition, expr } });
    if (resultsWith(firing.fed, true, { ...firing, setting: only(firing.setting) })) return [];
    const budget = { left: mostReadForSide };
    const found = firstProven(plans, (plan) => {
      const context = { ...plan.search, setting: only(plan.search.setting), budget };
      const levels = search(true, usualLevels(context), context);
      return confirmed(levels, true, { ...plan, search: context, setting: only(plan.setting) });
    });
    return found ? [found] : [];
  });
}

function firstProven<P, T>(tried: Iterable<P>, find: (one: P) => T | undefined): T | undefined {
  for (const one of tried) {
    const found = find(one);
    if (found) return found;
  }
  return undefined;
}

/** What a generator makes, once and no sooner than it is asked for, however often it is gone through. */
function kept<T>(made: Iterator<T>): Iterable<T> {
  const items: T[] = [];
  return {
    *[Symbol.iterator]() {
      for (let index = 0; ; index++) {
        const next = index < items.length ? undefined : made.next();
        if (next?.done) return;
        if (next) items.push(next.value);
        yield items[index]!;
      }
    },
  };
}

function quietAsUsual(plan: Plan): Proven | undefined {
  return confirmed(usualLevels(plan.search), false, plan);
}

function quietSomehow(plan: Plan): Proven | undefined {
  return confirmed(search(false, usualLevels(plan.search), plan.search), false, plan);
}

/** A fault, and where the values allow it what is just none. */
interface Both {
  readonly firing: Proven;
  readonly quiet: Proven | undefined;
  readonly calm: Proven | undefined;
}

function firing(plan: Plan): Both | undefined {
  const { search: context } = plan;
  const usual = usualLevels(context);
  const well = search(false, usual, context);
  // Of several series those are at fault that had to be changed for all to be well.
  const isUsualBroken = well !== usual && context.feeds.length > 1 && isMet(true, usual, context);
  const broken = isUsualBroken ? usual : search(true, well ?? usual, context);
  if (broken === undefined) return undefined;
  const sides =
    well && (plan.isThorough ? sidesOf(well, broken, context) : { firing: broken, quiet: well, isSharp: true });
  const tried = sides ? [...(plan.isThorough ? [withBystanders(sides, context)] : []), sides] : [];
  const found = firstProven(tried, (one) => confirmed(one.firing, true, plan)) ?? confirmed(broken, true, plan);
  if (found === undefined) return undefined;
  return {
    firing: found,
    quiet: firstProven(tried, (one) => quietBeside(one, plan)),
    calm: calmBeside(sides?.firing ?? broken, plan),
  };
}

function calmBeside(fault: Assignment, plan: Plan): Proven | undefined {
  if (plan.setting.condition.floor === 0) return undefined;
  return firstProven(calmer(fault), (levels) => confirmed(levels, false, plan));
}

/** What is quiet only because of a far-off change is no proof as good as all being well. */
function quietBeside({ quiet, isSharp }: Sides, plan: Plan): Proven | undefined {
  const { levels, feeds } = plan.search;
  const isClose = isSharp || feeds.every((feed) => quiet.get(feed) === levels.usual(feed));
  return isClose ? confirmed(quiet, false, plan) : undefined;
}

/** As close to each other as the values allow. */
function sidesOf(quiet: Assignment, firing: Assignment, context: Plan['search']): Sides {
  const sharp = sharpened(quiet, firing, context);
  return { firing: sharp?.firing ?? firing, quiet: sharp?.quiet ?? quiet, isSharp: sharp?.quiet !== undefined };
}

function firingAnyhow(plan: Plan): Proven | undefined {
  return confirmed(search(true, usualLevels(plan.search), { ...plan.search, finite: false }), true, plan);
}

function unproven(reason: string): Proof {
  return { firing: { reason }, quiet: { reason }, also: [], calm: undefined };
}

/** Whether a condition returns nothing with these series either. */
export function staysQuietWith(fed: readonly FedSeries[], proven: Proven): boolean {
  return resultsWith(fed, false, proven) !== undefined;
}

type Run = Pick<Proven, 'setting' | 'from' | 'at'>;

/** The test, where the condition does what it should from `from` on, as either Prometheus evaluates it. */
function confirmed(levels: Assignment | undefined, some: boolean, plan: Plan): Proven | undefined {
  if (levels === undefined) return undefined;
  const fed = [...levels].flatMap(([feed, level]) => seriesOf(feed, level));
  const run: Run = { setting: plan.setting, from: plan.from, at: plan.at };
  if (plan.refuses(fed)) return undefined;
  const results = resultsWith(fed, some, run);
  const isUsual = [...levels].every(([feed, level]) => level === plan.search.levels.usual(feed));
  return results && { ...run, fed, isUsual, results };
}

function resultsWith(fed: readonly FedSeries[], some: boolean, run: Run): Proven['results'] | undefined {
  const { setting } = run;
  const world = (leftOpen: boolean) => worldOf(fed, { ...setting, options: { ...setting.options, leftOpen } });
  const now = resultOf(world(true), some, run);
  const before = now && resultOf(world(false), some, run);
  return now && before && { now, before };
}

/** Evaluations that are looked at between the first and the last. */
const inBetween = 4;

/** The samples of the last evaluation, where all before had these too, or all had none. */
function resultOf(world: World, some: boolean, { from, at, setting }: Run): readonly VectorSample[] | undefined {
  const steps = (at - from) / setting.every;
  const stride = Math.max(1, Math.ceil(steps / inBetween));
  const last = samplesAt(world, at, setting.condition.expr);
  if (last === undefined || last.length > 0 !== some) return undefined;
  for (let step = 0; step < steps; step += stride) {
    const samples = samplesAt(world, from + step * setting.every, setting.condition.expr);
    if (samples === undefined || !isAs(samples, last, some)) return undefined;
  }
  return last;
}

function isAs(samples: readonly VectorSample[], last: readonly VectorSample[], some: boolean): boolean {
  if (!some) return samples.length === 0;
  const there = new Set(samples.map(({ labels }) => seriesKey('', labels)));
  return last.every(({ labels }) => there.has(seriesKey('', labels)));
}

function samplesAt(world: World, at: number, expr: Plan['search']['setting']['condition']['expr']) {
  try {
    const value = world.value(expr, at);
    if (value.type === 'vector') return value.samples;
    return value.type === 'scalar' ? [{ labels: {}, value: value.value }] : undefined;
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

/** The proofs of an analysis' alerts, each looked for once. */
export const proofsOf = onceFor((analysis: Analysis): ((alert: Alert) => Proof) =>
  onceFor((alert) => prove(alert, analysis)),
);
