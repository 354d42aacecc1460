import type { Binary, Expr } from '../../promql/ast.ts';
import { EvaluationError } from '../../promql/evaluate-types.ts';
import { unwrappedExpr } from '../../promql/walk.ts';
import { append } from '../append.ts';
import { namesSelected } from './condition.ts';
import { type Feed, type Level, seriesOf } from './feed.ts';
import { type Levels, missing } from './levels.ts';
import { type Setting, worldOf } from './world.ts';

/** A level for every feed. */
export type Assignment = ReadonlyMap<Feed, Level>;

/** What a part of a condition shall do: return something at all the times, or nothing at any of them. */
interface Goal {
  readonly expr: Expr;
  readonly some: boolean;
}

/** How much evaluations may still read: of most alerts the first hundred tell. */
export interface Budget {
  left: number;
}

/** One search takes no more than this part of what is left, so that others have something too. */
const share = 1 / 3;

/** What a search knows. */
export interface Search {
  readonly feeds: readonly Feed[];
  readonly levels: Levels;
  readonly setting: Setting;
  /** The times at which the goal must hold. */
  readonly times: readonly number[];
  /** How many samples there are until the first of these times, where it matters for how many of them something has been so. */
  readonly until: number | undefined;
  /** Whether a result must be a number that can be written: not that of a division by 0. */
  readonly finite: boolean;
  /** Shared by all searches for one alert. */
  readonly budget: Budget;
}

/** Levels at which the condition returns something, or nothing; undefined where none were found. */
export function search(some: boolean, from: Assignment, context: Search): Assignment | undefined {
  const whole = context.budget;
  const budget = { left: whole.left * share };
  const before = budget.left;
  const found = reach({ expr: context.setting.condition.expr, some }, from, new Set(), { ...context, budget });
  whole.left -= before - budget.left;
  return found;
}

/** Whether the condition returns something, or nothing, at these levels. */
export function isMet(some: boolean, levels: Assignment, context: Search): boolean {
  return holds({ expr: context.setting.condition.expr, some }, levels, context);
}

/** Every feed as it is while nothing is wrong. */
export function usualLevels({ feeds, levels }: Pick<Search, 'feeds' | 'levels'>): Assignment {
  return new Map(feeds.map((feed) => [feed, levels.usual(feed)]));
}

/** Changes of as few feeds as possible, `fixed` ones excepted, by which the goal is met. */
function reach(goal: Goal, from: Assignment, fixed: ReadonlySet<Feed>, context: Search): Assignment | undefined {
  if (holds(goal, from, context)) return from;
  const free = context.feeds.filter((feed) => !fixed.has(feed) && isRead(feed, goal.expr, context));
  const needsTwo = readsOthers(goal, context);
  if (asksForNone(goal)) return byAbsence(goal, from, free, context);
  return (
    byEnding(goal, from, free, context) ??
    (needsTwo ? bySides(goal, from, fixed, context) : undefined) ??
    byOne(goal, from, free, context) ??
    byAlike(goal, from, free, context) ??
    (needsTwo ? undefined : bySides(goal, from, fixed, context)) ??
    byTwo(goal, from, free, context) ??
    byAbsence(goal, from, free, context)
  );
}

/** Whether both sides of `and` must hold, and either reads what the other does not: one change is hardly enough. */
function readsOthers({ expr, some }: Goal, { setting }: Search): boolean {
  const inner = unwrappedExpr(expr);
  if (!some || inner.kind !== 'binary' || inner.op !== 'and') return false;
  const [left, right] = [namesSelected(inner.lhs, setting.condition), namesSelected(inner.rhs, setting.condition)];
  return [...left].some((name) => !right.has(name)) && [...right].some((name) => !left.has(name));
}

/** Of what is absent no value is of any help. */
function asksForNone({ expr, some }: Goal): boolean {
  const inner = unwrappedExpr(expr);
  return some && inner.kind === 'call' && inner.func === 'absent';
}

/** Whether the goal is met at all times; what Prometheus refuses to evaluate meets none. */
function holds({ expr, some }: Goal, levels: Assignment, context: Search): boolean {
  if (context.budget.left <= 0) return false;
  const fed = context.feeds.flatMap((feed) => seriesOf(feed, levels.get(feed)!));
  const world = worldOf(fed, context.setting);
  try {
    return context.times.every((at) => {
      const value = world.value(expr, at);
      if (value.type !== 'vector') return some;
      if (value.samples.length === 0) return !some;
      return some && (!context.finite || value.samples.every((sample) => Number.isFinite(sample.value)));
    });
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  } finally {
    context.budget.left -= 1 + fed.length + world.cost();
  }
}

function isRead({ name }: Feed, expr: Expr, { setting }: Search): boolean {
  const names = namesSelected(expr, setting.condition);
  return names.has(name) || ['_bucket', '_sum', '_count'].some((suffix) => names.has(name + suffix));
}

function changed(levels: Assignment, feed: Feed, level: Level): Assignment {
  return new Map(levels).set(feed, level);
}

/** What is there unless something else is: all series that have a value of a label in common end, and others go on. */
function byEnding(goal: Goal, from: Assignment, free: readonly Feed[], context: Search): Assignment | undefined {
  const inner = unwrappedExpr(goal.expr);
  if (!goal.some || inner.kind !== 'binary' || inner.op !== 'unless') return undefined;
  const alike = new Map<string, Feed[]>();
  for (const feed of free)
    for (const [label, value] of Object.entries(feed.labels)) append(alike, `${label}=${value}`, feed);
  for (const feeds of alike.values()) {
    const ends = feeds.flatMap((feed) => context.levels.others(feed).find(({ turn }) => turn?.ends) ?? []);
    if (feeds.length === context.feeds.length || ends.length < feeds.length) continue;
    const tried = new Map([...from, ...feeds.map((feed, index) => [feed, ends[index]!] as const)]);
    if (holds(goal, tried, context)) return tried;
  }
  return undefined;
}

/** Nothing at all is the plainest change: it is tried on every feed before other values are. */
function byOne(goal: Goal, from: Assignment, free: readonly Feed[], context: Search): Assignment | undefined {
  for (const feed of free) {
    const stopped = context.levels.others(feed).find(({ start, step }) => start === 0 && step === 0);
    const tried = stopped && changed(from, feed, stopped);
    if (tried && holds(goal, tried, context)) return tried;
  }
  for (const feed of free) {
    for (const level of context.levels.others(feed)) {
      if (context.budget.left <= 0) return undefined;
      const tried = changed(from, feed, level);
      if (holds(goal, tried, context)) return tried;
    }
  }
  return undefined;
}

/** All series of one name alike. */
function byAlike(goal: Goal, from: Assignment, free: readonly Feed[], context: Search): Assignment | undefined {
  for (const name of new Set(free.map((feed) => feed.name))) {
    const alike = free.filter((feed) => feed.name === name);
    if (alike.length < 2) continue;
    for (const level of context.levels.others(alike[0]!)) {
      if (context.budget.left <= 0) return undefined;
      const tried = new Map([...from, ...alike.map((feed) => [feed, level] as const)]);
      if (holds(goal, tried, context)) return tried;
    }
  }
  return undefined;
}

/** Two at once, of coarser steps: there are many pairs. */
function byTwo(goal: Goal, from: Assignment, free: readonly Feed[], context: Search): Assignment | undefined {
  for (const [index, feed] of free.entries()) {
    for (const level of coarse(context.levels.others(feed))) {
      const first = changed(from, feed, level);
      for (const other of free.slice(index + 1)) {
        for (const second of coarse(context.levels.others(other))) {
          if (context.budget.left <= 0) return undefined;
          const tried = changed(first, other, second);
          if (holds(goal, tried, context)) return tried;
        }
      }
    }
  }
  return undefined;
}

/** Every third is a step of a thousand in the powers of ten. */
function coarse(levels: readonly Level[]): readonly Level[] {
  return levels.filter((_, index) => index < 2 || index % 3 === 1);
}

/** Series that are not there at all, one after the other and then all together. */
function byAbsence(goal: Goal, from: Assignment, free: readonly Feed[], context: Search): Assignment | undefined {
  const singly = free.map((feed) => changed(from, feed, missing));
  const together = new Map([...from, ...free.map((feed) => [feed, missing] as const)]);
  return [...singly, together].find((tried) => holds(goal, tried, context));
}

/** The sides of a set operator, each by itself: what the first has changed stays when the second is sought. */
function bySides(goal: Goal, from: Assignment, fixed: ReadonlySet<Feed>, context: Search): Assignment | undefined {
  const expr = unwrappedExpr(goal.expr);
  if (expr.kind !== 'binary') return undefined;
  for (const steps of waysTo(goal.some, expr)) {
    let levels: Assignment | undefined = from;
    const kept = new Set(fixed);
    for (const step of steps) {
      const before: Assignment = levels;
      levels = reach(step, before, kept, context);
      if (levels === undefined) break;
      for (const [feed, level] of levels) if (before.get(feed) !== level) kept.add(feed);
    }
    if (levels && holds(goal, levels, context)) return levels;
  }
  return undefined;
}

/** What of the sides makes a set operator return something, or nothing: one way after the other, each of goals in turn. */
function waysTo(some: boolean, { op, lhs, rhs }: Binary): readonly (readonly Goal[])[] {
  const left = (wanted: boolean): Goal => ({ expr: lhs, some: wanted });
  const right = (wanted: boolean): Goal => ({ expr: rhs, some: wanted });
  switch (op) {
    case 'and':
      return some
        ? [
            [left(true), right(true)],
            [right(true), left(true)],
          ]
        : [[left(false)], [right(false)]];
    case 'or':
      return some
        ? [[left(true)], [right(true)]]
        : [
            [left(false), right(false)],
            [right(false), left(false)],
          ];
    case 'unless':
      return some
        ? [
            [left(true), right(false)],
            [right(false), left(true)],
          ]
        : [[left(false)], [right(true)]];
    default:
      return [];
  }
}
