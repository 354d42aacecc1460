import type { Dashboard, Link, Panel, Row } from '../model/dashboard.ts';
import type { Reference } from '../model/declaration.ts';
import { percentage } from '../model/percent.ts';
import type { Declaration } from '../model/project.ts';
import { badWords, periodOf, type Slo } from '../model/slo.ts';
import { sloDashboardUid } from '../model/slo-dashboard.ts';
import { inOneUnit, sloSeries, windowName } from '../model/slo-series.ts';
import type { System } from '../model/system.ts';
import type { Matcher } from '../promql/ast.ts';
import { formatDuration } from '../promql/duration.ts';
import { call } from './build.ts';
import { type DashboardGiven, dashboardFrom } from './dashboard.ts';
import { makePanel } from './panel.ts';
import {
  badSharePanel,
  budgetOverTimePanel,
  budgetPanel,
  budgetSteps,
  burnByWindowPanel,
  burnPanel,
  eventsPanel,
  objectivePanel,
  pairPanel,
} from './slo-dashboard-panels.ts';
import { firingNode, groupVariables, matchersOf, worstOfEach } from './slo-dashboard-query.ts';
import { vectorOf } from './slo-nodes.ts';
import type { SystemScope } from './system.ts';

/** The dashboard of each SLO, and that of all SLOs of a system. */

/**
 * Makes the dashboards of a system's SLOs, and returns that of the SLO. The one of the system is declared again with every
 * SLO; its rows stand in the order of ids, which no import changes.
 */
export function sloDashboards({ registry }: SystemScope): (slo: Slo, computed: boolean) => Dashboard {
  const { system, declarations } = registry;
  const shown: Shown[] = [];
  let overview: Dashboard | undefined;
  return (slo, computed) => {
    const own = detail(slo, system, computed);
    // A second SLO of the same id is reported as such.
    const at = shown.findIndex(({ slo: other }) => other.id >= slo.id);
    if (!computed || shown[at]?.slo.id === slo.id) return own;
    if (slo.dashboard !== undefined) declarations.push(own);
    shown.splice(at < 0 ? shown.length : at, 0, { slo, row: rowOf(slo, system) });
    const next = overviewOf(shown, system);
    replace(declarations, overview, next, shown[0]?.slo === slo);
    overview = next;
    return own;
  };
}

interface Shown {
  readonly slo: Slo;
  readonly row: Row;
}

/** It stands beside the first of its SLOs. */
function replace(declarations: Declaration[], before: Dashboard | undefined, next: Dashboard, isFirst: boolean): void {
  const at = before === undefined ? -1 : declarations.lastIndexOf(before);
  if (!isFirst) declarations[at] = next;
  else {
    if (at >= 0) declarations.splice(at, 1);
    declarations.push(next);
  }
}

function detail(slo: Slo, system: System, computed: boolean): Dashboard {
  const uid = slo.dashboard ?? `slo-${slo.id}`;
  if (!computed) return boardOf(uid, system, [slo], matchersOf(slo.origin, [slo]), { title: slo.title, rows: [] });
  const most = system.dashboards?.queriesPerPanel;
  const number = { view: 'slo', width: 8, height: slo.sli.by.length === 0 ? 4 : 8, most } as const;
  const half = { view: 'slo', width: 12, height: 8, most } as const;
  const wide = { ...half, width: 24 };
  const pairs = slo.burns.filter(({ rate }) => rate * slo.budget < 1).map((burn) => pairPanel(slo, burn, half));
  const events = slo.sli.type === 'raw' ? [] : [eventsPanel(slo, half)];
  const linked = { to: 'dashboard', uid: sloDashboardUid(system) } as const;
  return boardOf(uid, system, [slo], matchersOf(slo.origin, [slo]), {
    title: `SLO: ${slo.title}`,
    description: promiseOf(slo),
    variables: groupVariables(slo, sloSeries.budgetRemaining),
    rows: [
      row(slo, 'Now', [objectivePanel(slo, number), budgetPanel(slo, number), burnPanel(slo, number)]),
      row(slo, 'Error budget', [budgetOverTimePanel(slo, wide)]),
      row(slo, 'Burn rate', [burnByWindowPanel(slo, wide), ...distinct(pairs)]),
      row(slo, 'Events', [...events, badSharePanel(slo, half)]),
    ],
    links: [
      linkTo(linked, `${system.title} SLOs`),
      ...(slo.runbook === undefined
        ? []
        : [{ ...linkTo({ to: 'runbook', id: slo.runbook }, 'Runbook'), keepTime: false }]),
    ],
  });
}

/** `95% of requests are to be good in any 7d. At most 5% of requests take longer than 500ms.` */
function promiseOf({ objective, sli, budget, window }: Slo): string {
  return `${objective} of ${sli.events} are to be good in any ${windowName(periodOf(window))}. At most ${percentage(budget)} ${badWords(sli)}.`;
}

/** A pair of windows may be listed twice. */
function distinct(panels: readonly Panel[]): readonly Panel[] {
  return [...new Map(panels.map((panel) => [panel.key, panel])).values()];
}

/** More rows than these are closed at first, so that Grafana asks for what is opened only. */
const openRows = 8;

function overviewOf(shown: readonly Shown[], system: System): Dashboard {
  const slos = shown.map(({ slo }) => slo) as [Slo, ...Slo[]];
  const ofSlos = matchersOf(slos[0].origin, slos);
  const collapsed = shown.length > openRows;
  const board = boardOf(sloDashboardUid(system), system, slos, ofSlos, {
    title: `${system.title} SLOs`,
    description: `All SLOs of ${system.title}, each with a row of its own.`,
    rows: [row(slos[0], 'All SLOs', overviewPanels(slos, ofSlos))],
  });
  // The rows are as they were made: only what is new is judged.
  const rows = [...board.rows, ...shown.map((one) => (collapsed ? { ...one.row, collapsed } : one.row))];
  return Object.freeze({ ...board, rows });
}

function overviewPanels(slos: readonly [Slo, ...Slo[]], ofSlos: readonly Matcher[]): readonly Panel[] {
  const [{ origin }] = slos;
  const bars = (title: string, op: 'min' | 'max', name: string, options: object) => {
    const sorted = call(origin, op === 'min' ? 'sort' : 'sort_desc', [worstOfEach(origin, ofSlos, op, name)]);
    const query = vectorOf(slos[0], sorted);
    const height = Math.min(4 + slos.length, 16);
    return makePanel(
      'bargauge',
      title,
      { query, legend: '{{slo}}', width: 12, height, min: 0, ...options },
      {},
      origin,
    );
  };
  return [
    bars('Error budgets left', 'min', sloSeries.budgetRemaining, {
      description: 'Share of its error budget that each SLO has left, the worst first. Red: the objective is missed.',
      unit: 'percentunit',
      max: 1,
      thresholds: budgetSteps,
    }),
    bars('Burn rates now', 'max', sloSeries.burnRate, {
      description:
        'How many times faster than allowed each error budget goes, the worst first. Above 1 it does not last.',
      unit: 'short',
      thresholds: [{ color: 'green' }, { from: 1, color: 'orange' }],
    }),
  ];
}

/** What is seen of an SLO among others. */
function rowOf(slo: Slo, system: System): Row {
  const most = system.dashboards?.queriesPerPanel;
  const links =
    slo.dashboard === undefined ? [] : [linkTo({ to: 'dashboard', uid: slo.dashboard }, `SLO: ${slo.title}`)];
  const placed = (width: number) => ({ view: 'system', width, height: 6, links, most }) as const;
  return row(slo, slo.title, [
    objectivePanel(slo, placed(4)),
    budgetPanel(slo, placed(4)),
    burnByWindowPanel(slo, placed(8)),
    eventsPanel(slo, placed(8)),
  ]);
}

function row({ origin }: Slo, title: string, panels: readonly Panel[]): Row {
  return Object.freeze({ title, collapsed: false, panels: Object.freeze([...panels]), origin });
}

function boardOf(
  uid: string,
  system: System,
  slos: readonly [Slo, ...Slo[]],
  ofSlos: readonly Matcher[],
  options: object,
): Dashboard {
  const [{ origin, ignore }] = slos;
  const common = {
    tags: ['slo'],
    time: `now-${backBy(timeShown(system, slos))}`,
    refresh: formatDuration(Math.max(minute, system.evaluationInterval)),
    annotations: slos.some(({ alerts }) => Object.keys(alerts).length > 0)
      ? [{ name: 'Alerts', query: vectorOf(slos[0], firingNode(origin, ofSlos)), title: '{{alertname}}' }]
      : [],
    ignore: slos.length === 1 ? ignore : {},
  };
  return dashboardFrom(uid, { ...common, ...options } as unknown as DashboardGiven, origin).dashboard;
}
const minute = 60_000;

/** Milliseconds: a week, or the longest period where that is shorter. */
function timeShown({ runsOn }: System, slos: readonly Slo[]): number {
  return Math.min(week, runsOn.retention, Math.max(...slos.map(({ window }) => periodOf(window))));
}
const week = 7 * 86_400_000;

/** `36h`: Grafana counts back in one unit at a time. */
function backBy(milliseconds: number): string {
  return inOneUnit(milliseconds) ?? `${Math.max(1, Math.round(milliseconds / 1000))}s`;
}

function linkTo(target: Reference, title: string): Link {
  return Object.freeze({ title, target, keepTime: true, keepVariables: false, variables: {} });
}
