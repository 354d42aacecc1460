import type { Burn } from '../model/burn.ts';
import type { Link, Panel, PanelType } from '../model/dashboard.ts';
import { percentage } from '../model/percent.ts';
import { badWords, periodOf, type Slo } from '../model/slo.ts';
import { countSeries, errorRatioSeries, sloSeries, windowName } from '../model/slo-series.ts';
import type { Expr } from '../promql/ast.ts';
import { exact, formatNumber } from '../promql/number.ts';
import { countOf, perSecond } from '../promql/unit.ts';
import { grafanaUnit } from '../promql/unit-grafana.ts';
import { binary, numberNode } from './build.ts';
import { makePanel } from './panel.ts';
import { drawnNode, legendOf, type View, worstNode } from './slo-dashboard-query.ts';
import { scaled, vectorOf } from './slo-nodes.ts';

/** The panels that SLOs are shown by. */

/** Titles of the panels that the dashboard of every SLO has. */
export type SloPanelTitle =
  | 'Good share'
  | 'Error budget left'
  | 'Burn rate now'
  | 'Error budget over time'
  | 'Burn rate by window'
  | 'Bad share';

export interface Placed {
  readonly view: View;
  readonly width: number;
  readonly height: number;
  readonly links?: readonly Link[];
  /** Most queries that a panel of the system may have. */
  readonly most: number | undefined;
}

interface Given {
  readonly query: readonly { readonly query: object; readonly legend: string | undefined }[];
  readonly description: string;
  readonly unit: string;
  readonly thresholds?: readonly Step[];
  readonly min?: number;
  readonly max?: number;
  readonly decimals?: number | undefined;
}
interface Step {
  readonly from?: number;
  readonly color: string;
}

function panelFor(
  slo: Slo,
  type: PanelType,
  title: string,
  key: string,
  { view, most, ...placed }: Placed,
  given: Given,
) {
  const query = given.query.slice(0, most);
  const options = { ...given, query, ...placed, key: view === 'slo' ? key : `${slo.id} ${key}`, ignore: slo.ignore };
  return makePanel(type, title, options, {}, slo.origin);
}

/** Is the objective met? */
export function objectivePanel(slo: Slo, placed: Placed): Panel {
  const { origin, sli, objective, target } = slo;
  const period = periodOf(slo.window);
  const bad = drawnNode(slo, errorRatioSeries(period), placed.view, 'max');
  return stat(slo, 'Good share', placed, {
    query: one(slo, placed, binary(origin, '-', numberNode(origin, 1), bad, undefined)),
    description: `Share of good ${sli.events} in the last ${windowName(period)}${worst(slo, placed)}. Green from ${objective} on: the objective is met.`,
    unit: 'percentunit',
    decimals: decimalsOf(objective) + 1,
    thresholds: [{ color: 'red' }, { from: target, color: 'green' }],
  });
}

export function budgetPanel(slo: Slo, placed: Placed): Panel {
  return stat(slo, 'Error budget left', placed, {
    query: one(slo, placed, drawnNode(slo, sloSeries.budgetRemaining, placed.view, 'min')),
    description: `${percentage(slo.budget)} of ${slo.sli.events} may be bad in ${windowName(periodOf(slo.window))}. This share of them is still unused${worst(slo, placed)}; below 0 the objective is missed.`,
    unit: 'percentunit',
    thresholds: budgetSteps,
  });
}

/** Below none of the budget, a quarter and half of it. */
export const budgetSteps: readonly Step[] = [
  { color: 'red' },
  { from: 0, color: 'orange' },
  { from: 0.25, color: 'yellow' },
  { from: 0.5, color: 'green' },
];

export function burnPanel(slo: Slo, placed: Placed): Panel {
  return stat(slo, 'Burn rate now', placed, {
    query: one(slo, placed, drawnNode(slo, sloSeries.burnRate, placed.view, 'max')),
    description: `How many times faster than allowed the budget goes, over the last ${windowName(slo.base)}. At 1 it lasts exactly ${windowName(periodOf(slo.window))}.`,
    unit: 'short',
    thresholds: [{ color: 'green' }, ...worsening(burnSteps(slo))],
  });
}

export function budgetOverTimePanel(slo: Slo, placed: Placed): Panel {
  const left = drawnNode(slo, sloSeries.budgetRemaining, placed.view, 'min');
  return lines(slo, 'Error budget over time', placed, {
    query: [{ query: vectorOf(slo, left), legend: legendOf(slo, placed.view, 'left') }],
    description: `Falls while ${slo.sli.events} are bad, and rises again when they are ${windowName(periodOf(slo.window))} old. Below the line the objective is missed.`,
    unit: 'percentunit',
    max: 1,
    thresholds: [{ color: 'red' }, { from: 0, color: 'green' }],
  });
}

/** Each window that decides on an alert; of several groups the worst. */
export function burnByWindowPanel(slo: Slo, placed: Placed): Panel {
  const windows = [...new Set([slo.base, ...slo.burns.map(({ long }) => long)])].sort((a, b) => a - b);
  return lines(slo, 'Burn rate by window', placed, {
    query: windows.map((window) => ({
      query: vectorOf(slo, scaled(slo.origin, worstNode(slo, errorRatioSeries(window), placed.view), '/', slo.budget)),
      legend: windowName(window),
    })),
    description: `How many times faster than allowed the budget goes over each window${worst(slo, { view: 'system' })}. Above 1 it does not last ${windowName(periodOf(slo.window))}${alertWords(slo)}.`,
    unit: 'short',
    min: 0,
    thresholds: [{ color: 'transparent' }, ...burnSteps(slo)],
  });
}

/** One pair of windows, with the line that both have to be above. */
export function pairPanel(slo: Slo, burn: Burn, placed: Placed): Panel {
  const { urgency, long, short, rate, share } = burn;
  const windows = long === short ? [long] : [long, short];
  const title = `${urgency === 'page' ? 'Page' : 'Ticket'}: ${windows.map(windowName).join(' and ')}`;
  const above = percentage(rate * slo.budget);
  return panelFor(slo, 'timeseries', title, `${title} from ${formatNumber(exact(rate))}`, placed, {
    query: windows.map((window) => ({
      query: vectorOf(slo, drawnNode(slo, errorRatioSeries(window), placed.view, 'max')),
      legend: legendOf(slo, placed.view, windowName(window)),
    })),
    description: `The ${urgency} fires while ${windows.length === 1 ? 'it is' : 'both are'} above ${above}, a burn rate of ${formatNumber(exact(rate))}${trafficWords(slo)}. ${percentage(share)} of the budget is then gone within ${windowName(long)}.`,
    unit: 'percentunit',
    min: 0,
    thresholds: [
      { color: 'transparent' },
      { from: exact(rate * slo.budget), color: urgency === 'page' ? 'red' : 'orange' },
    ],
  });
}

/** All events and the bad ones; of a raw ratio nobody knows how many there are. */
export function eventsPanel(slo: Slo, placed: Placed): Panel {
  const { sli, base } = slo;
  if (sli.type === 'raw') return badSharePanel(slo, placed);
  const isGauge = sli.type === 'gauge';
  const counted = (of: 'events' | 'errors', name: string) => ({
    query: vectorOf(slo, drawnNode(slo, countSeries(of, sli.type, base), placed.view, 'sum')),
    legend: legendOf(slo, placed.view, name),
  });
  return lines(slo, isGauge ? 'Series' : 'Events', placed, {
    query: [counted('events', 'all'), counted('errors', 'bad')],
    description: isGauge
      ? 'How many series there are, and how many of them are not as they should be.'
      : `All ${sli.events} and the bad ones, per second over ${windowName(base)}. Without traffic nothing is measured.`,
    unit: isGauge ? 'short' : (grafanaUnit(perSecond(countOf(sli.events))) ?? 'cps'),
    min: 0,
  });
}

export function badSharePanel(slo: Slo, placed: Placed): Panel {
  return lines(slo, 'Bad share', placed, {
    query: one(slo, placed, drawnNode(slo, errorRatioSeries(slo.base), placed.view, 'max'), 'bad'),
    description: `How many percent ${badWords(slo.sli)}, over ${windowName(slo.base)}${worst(slo, placed)}. The line is what may be bad in ${windowName(periodOf(slo.window))}: ${percentage(slo.budget)}.`,
    unit: 'percentunit',
    min: 0,
    thresholds: [{ color: 'transparent' }, { from: slo.budget, color: 'yellow' }],
  });
}

const stat = (slo: Slo, title: SloPanelTitle, placed: Placed, given: Given) =>
  panelFor(slo, 'stat', title, title, placed, given);
const lines = (slo: Slo, title: SloPanelTitle | 'Events' | 'Series', placed: Placed, given: Given) =>
  panelFor(slo, 'timeseries', title, title, placed, given);

/** Of a raw ratio Grafana names the lines, whatever labels it has. */
function one(slo: Slo, { view }: Placed, expr: Expr, name = ''): Given['query'] {
  const legend = slo.sli.type === 'raw' ? '' : legendOf(slo, view, name);
  return [{ query: vectorOf(slo, expr), legend: legend === '' ? undefined : legend }];
}

/** Of several groups on the dashboard of the system. */
function worst({ sli }: Slo, { view }: Pick<Placed, 'view'>): string {
  return view === 'system' && sli.by.length > 0 ? `, of the worst ${sli.by.join(' and ')}` : '';
}

/** At 1 the budget goes too fast; from the rates of tickets and pages on somebody is told. Only what can be reached is drawn. */
function burnSteps({ burns, budget }: Slo): readonly Step[] {
  const rates = [
    { rate: 1, worse: 0 },
    ...burns.map(({ rate, urgency }) => ({ rate, worse: urgency === 'page' ? 2 : 1 })),
  ]
    .filter(({ rate }) => rate * budget < 1)
    .sort((a, b) => a.rate - b.rate || b.worse - a.worse);
  const steps = new Map<number, number>();
  for (const { rate, worse } of rates) {
    const before = Math.max(0, ...steps.values());
    const value = exact(rate);
    if (!steps.has(value) && worse >= before) steps.set(value, worse);
  }
  return [...steps].map(([from, worse]) => ({ from, color: burnColors[worse] ?? 'red' }));
}

/** The first step of each colour: a number has no lines. */
function worsening(steps: readonly Step[]): readonly Step[] {
  return steps.filter(({ color }, index) => color !== steps[index - 1]?.color);
}
const burnColors = ['yellow', 'orange', 'red'];

/** `; tickets are opened from 1, pages sent from 6`. */
function alertWords({ burns }: Slo): string {
  const from = (urgency: Burn['urgency']) => {
    const rates = burns.filter((burn) => burn.urgency === urgency).map(({ rate }) => rate);
    return rates.length === 0 ? [] : [`${urgency}s from ${formatNumber(exact(Math.min(...rates)))}`];
  };
  const words = [...from('ticket'), ...from('page')];
  return words.length === 0 ? '' : `; there are ${words.join(' and ')} on`;
}

function trafficWords({ sli }: Slo): string {
  if (sli.minimumTraffic === undefined) return '';
  return `, at ${formatNumber(exact(sli.minimumTraffic))} ${sli.events} a second or more`;
}

/** Decimals of a percentage as written. */
function decimalsOf(objective: string): number {
  return /\.(\d+)%/.exec(objective)?.[1]?.length ?? 0;
}
