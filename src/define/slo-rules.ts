import { isReadDirectly, periodOf, type Slo } from '../model/slo.ts';
import { countSeries, errorRatioSeries, sloSeries, windowName } from '../model/slo-series.ts';
import type { Expr } from '../promql/ast.ts';
import { formatDuration } from '../promql/duration.ts';
import { oneToOne } from '../promql/vector-matching.ts';
import { binary, call, numberNode, ranged } from './build.ts';
import { built, type HandleState, makeHandle } from './handle.ts';
import { declareRecordingRule, declareRuleGroup } from './rule.ts';
import { gaugePrototype } from './series-handle.ts';
import type { SliHandle } from './sli.ts';
import { windowNode } from './sli-measure.ts';
import {
  errorRatioNode,
  identityOf,
  overWindow,
  quotient,
  recordedNode,
  scaled,
  summedOver,
  vectorOf,
} from './slo-nodes.ts';
import type { SystemScope } from './system.ts';

/** The recording rules of an SLO. */

/** Milliseconds between evaluations of what covers the whole period: half of what Prometheus looks back for a sample. */
const periodInterval = 2 * 60_000;

interface Recorded {
  readonly name: string;
  readonly help: string;
  readonly expr: HandleState;
  readonly labels?: Readonly<Record<string, string>>;
  readonly unit?: string;
}

/** Declares them: what is read first stands first, what covers the period in a group that is evaluated less often. */
export function sloRules(scope: SystemScope, slo: Slo, sli: SliHandle): void {
  const { evaluationInterval } = scope.registry.system;
  const group = declareRuleGroup(scope, `slo-${slo.id}`, {});
  const interval = evaluationInterval < periodInterval ? { interval: formatDuration(periodInterval) } : {};
  const slow = declareRuleGroup(scope, `slo-${slo.id}-period`, interval);
  for (const rule of [...countRules(slo, sli), ...windowRules(slo, sli), burnRule(slo)])
    record(scope, slo, group, rule);
  for (const rule of periodRules(slo, sli)) record(scope, slo, slow, rule);
}

function record(scope: SystemScope, slo: Slo, group: object, { name, labels, ...rule }: Recorded): void {
  const options = { ...rule, labels: { ...identityOf(slo), ...labels }, group, ignore: slo.ignore };
  declareRecordingRule(scope, name, options, slo.id);
}

/** All events and the bad ones, over the base window and, for a floor of traffic, over the windows that decide. */
function countRules(slo: Slo, { reads, events, minimumTraffic }: SliHandle): readonly Recorded[] {
  const { type } = slo.sli;
  const name = (of: 'events' | 'errors', window: number) => countSeries(of, type, window);
  if (reads.from === 'ratio') return [];
  if (reads.from === 'gauge') {
    return [
      { name: name('events', slo.base), help: 'Series that there are.', expr: vectorOf(slo, reads.events) },
      {
        name: name('errors', slo.base),
        help: 'Series that are not as they should be.',
        expr: vectorOf(slo, reads.errors),
      },
    ];
  }
  const floors = minimumTraffic === undefined ? [] : longWindows(slo).filter((window) => window !== slo.base);
  const over = (of: 'events' | 'errors', window: number): Recorded => ({
    name: name(of, window),
    help: `${of === 'events' ? 'All' : 'Bad'} ${events} per second over ${windowName(window)}.`,
    expr: vectorOf(slo, countsOver(slo, reads.rates, of, window)),
  });
  return [over('events', slo.base), over('errors', slo.base), ...floors.map((window) => over('events', window))];
}

type Rates = Extract<SliHandle['reads'], { from: 'counters' }>['rates'];

function countsOver(slo: Slo, rates: Rates, of: 'events' | 'errors', window: number): Expr {
  if (isReadDirectly(slo, window)) return rates[of](window);
  return overWindow('avg_over_time', slo, countSeries(of, slo.sli.type, slo.base), window);
}

/** The windows that decide on alerts, each once. */
function longWindows({ burns }: Slo): readonly number[] {
  return [...new Set(burns.map(({ long }) => long))];
}

/** The share of bad events over each window that alerts or dashboards read, the shortest first. */
function windowRules(slo: Slo, sli: SliHandle): readonly Recorded[] {
  const windows = new Set([slo.base, ...slo.burns.flatMap(({ short, long }) => [short, long])]);
  return [...windows].sort((a, b) => a - b).map((window) => ratioRule(slo, sli, window));
}

function ratioRule(slo: Slo, sli: SliHandle, window: number): Recorded {
  return {
    name: errorRatioSeries(window),
    help: `Share of bad ${sli.events} over ${windowName(window)}.`,
    expr: ratioOver(slo, sli, window),
    unit: 'ratio',
  };
}

function ratioOver(slo: Slo, { reads }: SliHandle, window: number): HandleState {
  const { origin, base } = slo;
  if (reads.from === 'gauge' || !isReadDirectly(slo, window)) return summedRatio(slo, window);
  if (reads.from === 'ratio') return makeHandle(gaugePrototype as object, reads.errorRatio(window));
  const recorded = (of: 'events' | 'errors') => recordedNode(slo, countSeries(of, slo.sli.type, base));
  if (window === base) return vectorOf(slo, quotient(origin, recorded('errors'), recorded('events')));
  return vectorOf(slo, quotient(origin, reads.rates.errors(window), reads.rates.events(window)));
}

/** Summed up from the base windows: `sum(bad) / sum(all)`, so a busy hour weighs more than a quiet one; a raw ratio is averaged. */
function summedRatio(slo: Slo, window: number): HandleState {
  if (slo.sli.type === 'raw') return vectorOf(slo, averageRatio(slo, window));
  const sum = (of: 'events' | 'errors') => summedOver(slo, countSeries(of, slo.sli.type, slo.base), window);
  return vectorOf(slo, quotient(slo.origin, sum('errors'), sum('events')));
}

function burnRule(slo: Slo): Recorded {
  return {
    name: sloSeries.burnRate,
    help: `How many times faster than allowed the budget went over ${windowName(slo.base)}.`,
    expr: burnOver(slo, slo.base),
  };
}

/** The share of bad events over a window as a multiple of what is allowed. */
function burnOver(slo: Slo, window: number): HandleState {
  return vectorOf(slo, scaled(slo.origin, errorRatioNode(slo, window), '/', slo.budget));
}

/** The whole period, and what people and other programs want to know of the SLO itself. */
function periodRules(slo: Slo, sli: SliHandle): readonly Recorded[] {
  const { origin, budget, target, owner, objective } = slo;
  const period = periodOf(slo.window);
  const constant = (value: number) => vectorOf(slo, call(origin, 'vector', [numberNode(origin, value)]));
  const spent = recordedNode(slo, sloSeries.periodBurnRate);
  const length = windowName(period);
  const covered = slo.base === period || slo.burns.some(({ short, long }) => short === period || long === period);
  return [
    ...(covered ? [] : [{ ...ratioRule(slo, sli, period), expr: summedRatio(slo, period) }]),
    { name: sloSeries.objective, help: 'Share of good events wanted.', expr: constant(target), unit: 'ratio' },
    { name: sloSeries.budget, help: 'Share of events that may be bad.', expr: constant(budget), unit: 'ratio' },
    { name: sloSeries.period, help: 'Days of the period.', expr: constant(period / 86_400_000) },
    {
      name: sloSeries.periodBurnRate,
      help: `Share of the budget of ${length} that is used.`,
      expr: burnOver(slo, period),
      unit: 'ratio',
    },
    {
      name: sloSeries.budgetRemaining,
      help: `Share of the budget of ${length} that is left.`,
      expr: vectorOf(slo, binary(origin, '-', numberNode(origin, 1), spent, undefined)),
      unit: 'ratio',
    },
    {
      name: sloSeries.info,
      help: 'What the SLO promises, and whose it is.',
      expr: constant(1),
      labels: { objective, owner, window: length },
    },
  ];
}

/**
 * A ratio is NaN while nothing happens: a moment that does not count, where one alone would make the average NaN. What rounding
 * puts just below 0 counts. A number to compare with would be a sample at each step, of which promtool allows ten thousand.
 */
function averageRatio(slo: Slo, window: number): Expr {
  const { origin, base } = slo;
  const known = binary(origin, '==', errorRatioNode(slo, base), errorRatioNode(slo, base), oneToOne);
  return call(origin, 'avg_over_time', [ranged(origin, known, windowNode(origin, window), windowNode(origin, base))]);
}

/** Handles of the series that definitions want to draw. */
export function sloSeriesOf(slo: Slo): Readonly<Record<'errorRatio' | 'burnRate' | 'budgetRemaining', HandleState>> {
  const handle = (name: string) => makeHandle(gaugePrototype as object, built(recordedNode(slo, name), slo.origin));
  return {
    errorRatio: handle(errorRatioSeries(periodOf(slo.window))),
    burnRate: handle(sloSeries.burnRate),
    budgetRemaining: handle(sloSeries.budgetRemaining),
  };
}
