import type { Aggregation, Expr, Matcher } from '../../promql/ast.ts';
import { EvaluationError } from '../../promql/evaluate-types.ts';
import { accepts } from '../../promql/matcher.ts';
import { walk } from '../../promql/walk.ts';
import { type Feed, seriesKey, seriesOf } from './feed.ts';
import type { Assignment, Search } from './search.ts';
import { aggregatedBy, without } from './variants.ts';
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
 * Adds series by which a test notices a condition that is not quite this one: those that a matcher keeps out, such as another job's,
 * and a second target, which a sum adds and a maximum does not.
 */
export function withBystanders(sides: Sides, context: Search): Sides {
  let found = sides;
  let added = 0;
  for (const { expr, ways } of slips(context.setting.condition.expr)) {
    if (added === most || context.budget.left <= 0) return found;
    const possible = ways(found, context);
    if (possible.length === 0 || isNoticed(expr, found, context)) continue;
    const before = found;
    const better = possible.find((tried) => isAsBefore(tried, before, context) && isNoticed(expr, tried, context));
    if (better === undefined) continue;
    found = better;
    added++;
  }
  return found;
}

/** An expression that somebody might have written instead, and with what a test may notice it. */
interface Slip {
  readonly expr: Expr;
  readonly ways: (sides: Sides, context: Search) => readonly Sides[];
}

/** What is easily taken for each other. */
const mistaken: Readonly<Record<string, string>> = { sum: 'max', avg: 'sum', max: 'min', min: 'max' };

function slips(expr: Expr): readonly Slip[] {
  const matchers: Matcher[] = [];
  const aggregations: Aggregation[] = [];
  walk(expr, (node) => {
    if (node.kind === 'selector')
      matchers.push(...node.matchers.filter(({ label }) => label !== '__name__' && label !== 'le'));
    if (node.kind === 'aggregation' && mistaken[node.op]) aggregations.push(node);
  });
  return [
    ...matchers.map((matcher) => ({
      expr: without(matcher, expr),
      ways: (sides: Sides, context: Search) => keptOutBy(matcher, sides, context),
    })),
    ...aggregations.map((one) => ({ expr: aggregatedBy(mistaken[one.op]!, one, expr), ways: severalTargets })),
  ];
}

/** Either side with one more series, that the matcher does not let pass, in turn as it is on either. */
function keptOutBy(matcher: Matcher, sides: Sides, { setting }: Search): readonly Sides[] {
  const read = setting.condition.selections.filter(({ asked }) => asked.includes(matcher)).map(({ name }) => name);
  const feed = [...sides.firing.keys()].find(
    (one) =>
      read.some((name) => name === one.name || name.startsWith(`${one.name}_`)) &&
      accepts(matcher, one.labels[matcher.label] ?? '') === true,
  );
  const value = feed?.choices(matcher.label).find((other) => accepts(matcher, other) === false);
  return feed && value !== undefined ? besides(feed, relabelled(feed, matcher.label, value), sides) : [];
}

const mostLabels = 3;

/** Either side with a second series of what the fault changes, or shared by two. */
function severalTargets(sides: Sides): readonly Sides[] {
  const { firing, quiet } = sides;
  const deciding = [...firing].filter(([feed, level]) => feed.kind !== 'histogram' && quiet.get(feed) !== level);
  return deciding.flatMap(([feed]) =>
    secondsOf(feed).flatMap((second) => [
      { ...sides, firing: shared(firing, feed, second) },
      { ...sides, quiet: shared(quiet, feed, second) },
      ...besides(feed, second, sides),
    ]),
  );
}

/** Half on either; as they are where there is no half. */
function shared(levels: Assignment, feed: Feed, second: Feed): Assignment {
  const level = levels.get(feed);
  if (level?.shape !== 'ramp' || level.turn) return levels;
  const half = { ...level, start: level.start / 2, step: level.step / 2 };
  return new Map([...levels, [feed, half], [second, half]]);
}

/** The same series of another target, or where that makes no difference with another label. */
function secondsOf(feed: Feed): readonly Feed[] {
  const labels = ['instance', ...Object.keys(feed.labels).filter((name) => name !== 'instance' && name !== 'job')];
  const seconds = labels.flatMap((label) => {
    const value = feed.labels[label] && feed.further(label);
    return value ? [relabelled(feed, label, value)] : [];
  });
  return seconds.slice(0, mostLabels);
}

function besides(feed: Feed, other: Feed, { firing, quiet, isSharp }: Sides): readonly Sides[] {
  if ([...firing.keys(), ...quiet.keys()].some(({ key }) => key === other.key)) return [];
  const levels = [firing.get(feed), quiet.get(feed)].flatMap((level) =>
    level && level.shape !== 'missing' ? [level] : [],
  );
  return [...new Set(levels)].flatMap((level) => [
    { firing: new Map([...firing, [other, level]]), quiet, isSharp },
    { firing, quiet: new Map([...quiet, [other, level]]), isSharp },
  ]);
}

function relabelled(feed: Feed, label: string, value: string): Feed {
  const labels = { ...feed.labels, [label]: value };
  return { ...feed, labels, key: seriesKey(feed.name, labels) };
}

/** Whether either side differs for an expression that is not the condition's. */
function isNoticed(expr: Expr, { firing, quiet }: Sides, context: Search): boolean {
  const own = ownOutcomes(firing, context);
  return context.times.some(
    (at, index) => outcome(expr, firing, at, context) !== own[index] || outcome(expr, quiet, at, context) !== '',
  );
}

function isAsBefore(tried: Sides, before: Sides, context: Search): boolean {
  const isQuiet = tried.quiet === before.quiet || ownOutcomes(tried.quiet, context).every((words) => words === '');
  return isQuiet && String(ownOutcomes(tried.firing, context)) === String(ownOutcomes(before.firing, context));
}

const outcomes = new WeakMap<Assignment, readonly string[]>();

/** What the condition itself returns at each time; the same levels are looked at again for every slip. */
function ownOutcomes(levels: Assignment, context: Search): readonly string[] {
  const { expr } = context.setting.condition;
  const known = outcomes.get(levels) ?? context.times.map((at) => outcome(expr, levels, at, context));
  outcomes.set(levels, known);
  return known;
}

/** The series that it returns, in words; their values are not compared by a test whose texts do not say them. */
function outcome(expr: Expr, levels: Assignment, at: number, { setting, budget }: Search): string {
  const fed = [...levels].flatMap(([feed, level]) => seriesOf(feed, level));
  const world = worldOf(fed, setting);
  try {
    const value = world.value(expr, at);
    if (value.type !== 'vector') return value.type;
    return value.samples
      .map(({ labels }) => seriesKey('', labels))
      .sort()
      .join(' ');
  } catch (error) {
    if (error instanceof EvaluationError) return 'refused';
    throw error;
  } finally {
    budget.left -= 1 + fed.length + world.cost();
  }
}
