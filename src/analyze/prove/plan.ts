import type { Alert } from '../../model/rule.ts';
import { formatDuration } from '../../promql/duration.ts';
import type { Analysis } from '../analysis.ts';
import type { Condition } from './condition.ts';
import { delaysFor, isAwake } from './delays.ts';
import type { FedSeries } from './feed.ts';
import { type Copies, feedsOf } from './feeds.ts';
import { levelsFor } from './levels.ts';
import { refusedRule } from './refusal.ts';
import type { Budget, Search } from './search.ts';
import { Unprovable } from './unprovable.ts';
import type { Setting } from './world.ts';

/** One way of looking for values: with which series, over which time. */
export interface Plan {
  readonly search: Search;
  /** How the test is run; a search takes longer steps. */
  readonly setting: Setting;
  /** Whether there is a rule that promtool can not evaluate with these series. */
  readonly refuses: (fed: readonly FedSeries[]) => boolean;
  /** Whether values close to the threshold are worth their time, and series that tell the condition from one like it. */
  readonly isThorough: boolean;
  /** The first evaluation at which the condition must hold, and the one after which the alert is looked at. */
  readonly from: number;
  readonly at: number;
}

const minute = 60_000;

/** Of more alerts than these the tests show that each fires and stays quiet, and no more: `synth` is not to take minutes. */
const mostThorough = 1_000;

/** A tenth of a second for an alert at which nothing is found. */
const mostRead = 20_000;
/** Evaluations of rules that a test may take, some seconds of promtool's time; so many of all rules it always may. */
const mostEvaluations = 100_000;
const fewSteps = 480;

/** All that promtool evaluates. */
export function countOfRules({ project }: Analysis): number {
  return project.alerts.length + project.recordingRules.length;
}

/** Ever more effort: one series of each kind, as many as the condition counts, two, four; then with long ranges fed in full. */
export function* plansFor(alert: Alert, condition: Condition, analysis: Analysis): Generator<Plan> {
  const budget = { left: mostRead };
  const tried = timesTried(alert, condition, analysis);
  const all = tried.filter(({ at }) => !isTooLong(at, analysis));
  const awake = all.filter(({ from, at }) => isAwake(condition, [from, at]));
  if (all.length === 0) throw new Unprovable(whyTooLong(tried, analysis)!);
  for (const times of awake.length > 0 ? awake : all.slice(0, 1)) {
    for (const copies of copiesFor(condition)) {
      const plan = planFor(condition, analysis, { times, copies, budget });
      if (plan) yield plan;
    }
  }
}

function timesTried(alert: Alert, condition: Condition, analysis: Analysis): readonly Times[] {
  const { brief, whole } = condition.reach;
  return [...new Set([brief, whole])].flatMap((reach) =>
    delaysFor(condition).map((delay) => timesFor(alert, condition, analysis, reach + delay)),
  );
}

/** Why no test is run at a time at which the alert can fire; undefined where one is. */
export function whyNoTime(alert: Alert, condition: Condition, analysis: Analysis): string | undefined {
  const all = timesTried(alert, condition, analysis);
  const awake = all.filter(({ from, at }) => isAwake(condition, [from, at]));
  if (awake.length === 0)
    return 'it asks for a time that does not come in the week after 1970-01-01, when tests are run';
  return whyTooLong(awake, analysis);
}

function whyTooLong(times: readonly Times[], analysis: Analysis): string | undefined {
  const shortest = Math.min(...times.map(({ at }) => at));
  return isTooLong(shortest, analysis) ? tooLong(shortest, analysis) : undefined;
}

function isTooLong(at: number, analysis: Analysis): boolean {
  return at / analysis.project.system.evaluationInterval > Math.max(fewSteps, mostEvaluations / countOfRules(analysis));
}

function tooLong(at: number, analysis: Analysis): string {
  const steps = Math.ceil(at / analysis.project.system.evaluationInterval);
  const rules = countOfRules(analysis);
  return `its test would last ${formatDuration(at)}: ${steps} evaluations of ${rules === 1 ? 'the rule' : `all ${rules} rules`}, for which promtool takes too long`;
}

/** What tells apart how many series there are, or how they differ. */
const ofSeveral = [
  'count',
  'count_values',
  'sum',
  'group',
  'min',
  'max',
  'avg',
  'stddev',
  'stdvar',
  'quantile',
  'topk',
  'bottomk',
];
const mostCopies = 20;

function copiesFor({ words, constants }: Condition): readonly Copies[] {
  const one: Copies = { count: 1, spread: 'targets' };
  if (!ofSeveral.some((word) => words.has(word))) return [one];
  const counted = words.has('count') || words.has('sum') ? constants.map((value) => Math.floor(value) + 1) : [];
  const counts = [...new Set([...counted.sort((a, b) => a - b), 2, 4])].filter(
    (count) => 1 < count && count <= mostCopies,
  );
  const spreads = (count: number): Copies[] => [
    { count, spread: 'targets' },
    { count, spread: 'labels' },
    { count, spread: 'own' },
  ];
  return [one, ...counts.flatMap(spreads)];
}

interface Times {
  /** Milliseconds from sample to sample. */
  readonly interval: number;
  readonly from: number;
  readonly at: number;
}

function timesFor(alert: Alert, condition: Condition, analysis: Analysis, reach: number): Times {
  const every = analysis.project.system.evaluationInterval;
  const interval = intervalFor(condition, analysis);
  const from = roundedUp(Math.max(reach, 2 * interval) + interval, every);
  const until = from + roundedUp(alert.for ?? 0, every) + 2 * every;
  return { interval, from, at: roundedUp(until, every > minute || minute % every !== 0 ? every : minute) };
}

interface Effort {
  readonly times: Times;
  readonly copies: Copies;
  readonly budget: Budget;
}

/** Undefined where a condition has no series to copy. */
function planFor(condition: Condition, analysis: Analysis, effort: Effort): Plan | undefined {
  const { times, copies, budget } = effort;
  const { interval, from, at } = times;
  const feeds = feedsUnlessSingle(condition, analysis, copies);
  if (feeds === undefined) return undefined;
  const every = analysis.project.system.evaluationInterval;
  const setting = settingOf(condition, interval, every);
  const { near } = condition;
  const turn = near === undefined ? undefined : Math.max(1, Math.floor((from - near) / interval) - 1);
  const levels = levelsFor(condition, { seconds: interval / 1000, turn, samples: Math.ceil(at / interval) });
  const coarse = { ...settingOf(condition, interval, Math.max(every, minute)), isRough: true };
  const until = [...condition.recorded.values()].some((back) => back > 0) ? Math.floor(from / interval) : undefined;
  const refuses = (fed: readonly FedSeries[]) =>
    refusedRule(fed, { setting, times: [0, from, at] }, analysis) !== undefined;
  return {
    search: { feeds, levels, setting: coarse, times: [from, at], until, finite: true, budget },
    setting,
    refuses,
    isThorough: analysis.project.alerts.length <= mostThorough,
    from,
    at,
  };
}

function settingOf(condition: Condition, interval: number, every: number): Setting {
  return { interval, every, condition, options: { lookbackDelta: promtoolsLookback, subqueryStep: every } };
}

/** It takes no other. */
const promtoolsLookback = 5 * minute;

function feedsUnlessSingle(condition: Condition, analysis: Analysis, copies: Copies) {
  try {
    return feedsOf(condition, analysis, copies);
  } catch (error) {
    if (error instanceof Unprovable && copies.count > 1) return undefined;
    throw error;
  }
}

/** A minute, as most tests have it; less where ranges are so short that they would hold too few samples. */
function intervalFor({ shortest, selections }: Condition, analysis: Analysis): number {
  if (shortest >= 4 * minute) return minute;
  const scraped = selections.map(({ name }) => analysis.interval(name) ?? analysis.project.system.scrapeInterval);
  return Math.min(minute, ...scraped);
}

function roundedUp(milliseconds: number, to: number): number {
  return Math.ceil(milliseconds / to) * to;
}
