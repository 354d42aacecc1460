import type { Expr, Matcher } from '../../promql/ast.ts';
import { EvaluationError } from '../../promql/evaluate-types.ts';
import { accepts } from '../../promql/matcher.ts';
import { walk } from '../../promql/walk.ts';
import { type Feed, type Level, seriesKey, seriesOf } from './feed.ts';
import type { Assignment, Search } from './search.ts';
import { without } from './without.ts';
import { worldOf } from './world.ts';

/** Levels with which a condition returns something, and with which it does not. */
export interface Sides {
  readonly firing: Assignment;
  readonly quiet: Assignment;
  /** The quiet side is close to where the condition begins to hold. */
  readonly isSharp: boolean;
}

/** More of them distract from what a test shows. */
const most = 4;

/**
 * Adds series that the condition must not look at, such as another job's: for each matcher that could be left out and no test would
 * notice, one series that it keeps out, as it is in the fault or while all is well.
 */
export function withBystanders(sides: Sides, context: Search): Sides {
  const { expr } = context.setting.condition;
  let found = sides;
  let added = 0;
  for (const matcher of matchersIn(expr)) {
    if (added === most || context.budget.left <= 0) return found;
    const lax = without(matcher, expr);
    if (isNoticed(lax, found, context)) continue;
    const better = bystandersFor(matcher, found, context).find(
      (tried) => isAsBefore(tried, found, context) && isNoticed(lax, tried, context),
    );
    if (better === undefined) continue;
    found = better;
    added++;
  }
  return found;
}

function matchersIn(expr: Expr): readonly Matcher[] {
  const found: Matcher[] = [];
  walk(expr, (node) => {
    if (node.kind === 'selector')
      found.push(...node.matchers.filter(({ label }) => label !== '__name__' && label !== 'le'));
  });
  return found;
}

/** Either side with one more series, in turn as it is on either. */
function bystandersFor(matcher: Matcher, { firing, quiet, isSharp }: Sides, { setting }: Search): readonly Sides[] {
  const read = setting.condition.selections.filter(({ asked }) => asked.includes(matcher)).map(({ name }) => name);
  const feed = [...firing.keys()].find(
    (one) =>
      read.some((name) => name === one.name || name.startsWith(`${one.name}_`)) &&
      accepts(matcher, one.labels[matcher.label] ?? '') === true,
  );
  const value = feed && otherValue(matcher, feed);
  if (!feed || value === undefined) return [];
  const other: Feed = { ...feed, ...relabelled(feed, matcher.label, value) };
  if ([...firing.keys()].some(({ key }) => key === other.key)) return [];
  const levels = [firing.get(feed), quiet.get(feed)].filter(
    (level) => level !== undefined && level.shape !== 'missing',
  );
  return [...new Set(levels)].flatMap((level) => [
    { firing: plus(firing, other, level!), quiet, isSharp },
    { firing, quiet: plus(quiet, other, level!), isSharp },
  ]);
}

function plus(levels: Assignment, feed: Feed, level: Level): Assignment {
  return new Map([...levels, [feed, level]]);
}

function relabelled({ name, labels }: Feed, label: string, value: string): Pick<Feed, 'key' | 'labels'> {
  const others = Object.entries(labels).filter(([name]) => name !== label);
  const changed = Object.fromEntries(value === '' ? others : [...others, [label, value]]);
  return { key: seriesKey(name, changed), labels: changed };
}

/** A value that the label may have and the matcher does not let pass. */
function otherValue(matcher: Matcher, { choices }: Feed): string | undefined {
  return choices(matcher.label).find((value) => accepts(matcher, value) === false);
}

/** Whether either side differs for an expression that is not the condition's. */
function isNoticed(expr: Expr, { firing, quiet }: Sides, context: Search): boolean {
  const { condition } = context.setting;
  return context.times.some(
    (at) =>
      outcome(expr, firing, at, context) !== outcome(condition.expr, firing, at, context) ||
      outcome(expr, quiet, at, context) !== '',
  );
}

function isAsBefore(tried: Sides, before: Sides, context: Search): boolean {
  const { expr } = context.setting.condition;
  return context.times.every(
    (at) =>
      outcome(expr, tried.firing, at, context) === outcome(expr, before.firing, at, context) &&
      outcome(expr, tried.quiet, at, context) === '',
  );
}

/** The series that it returns, in words; their values are not compared by a test whose texts do not say them. */
function outcome(expr: Expr, levels: Assignment, at: number, { setting, budget }: Search): string {
  const world = worldOf(
    [...levels].flatMap(([feed, level]) => seriesOf(feed, level)),
    setting,
  );
  try {
    const value = world.value(expr, at);
    return value.type === 'vector'
      ? value.samples
          .map(({ labels }) => seriesKey('', labels))
          .sort()
          .join(' ')
      : value.type;
  } catch (error) {
    if (error instanceof EvaluationError) return 'refused';
    throw error;
  } finally {
    budget.left -= 1 + world.cost();
  }
}
