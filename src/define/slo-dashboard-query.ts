import { dataSourceVariable } from '../model/dashboard.ts';
import type { Origin } from '../model/declaration.ts';
import type { Slo } from '../model/slo.ts';
import type { Expr, Matcher } from '../promql/ast.ts';
import { aggregation, matcherNode, selectorNode } from './build.ts';
import { declared } from './declare.ts';
import { expressionOf } from './handle.ts';
import { escapeRegex } from './label.ts';
import { recordedNode, vectorOf } from './slo-nodes.ts';
import type { DashboardVariable } from './variable.ts';

/** What the dashboards of SLOs read. */

/** Whose dashboard a panel is for: that of the SLO, with a line for each group; or that of the system, which shows the worst. */
export type View = 'slo' | 'system';

/** A series recorded for the SLO: of the groups that are chosen, or what is left of all groups. */
export function drawnNode(slo: Slo, name: string, view: View, worst: 'min' | 'max' | 'sum'): Expr {
  const recorded = recordedNode(slo, name);
  if (view === 'slo') return { ...recorded, matchers: [...recorded.matchers, ...chosen(slo)] };
  return isApart(slo) ? over(slo, worst, recorded) : recorded;
}

/** The worst of the groups that are chosen. */
export function worstNode(slo: Slo, name: string, view: View): Expr {
  const drawn = drawnNode(slo, name, view, 'max');
  return view === 'slo' && isApart(slo) ? over(slo, 'max', drawn) : drawn;
}

/** Whether it may have several budgets: of a raw ratio it is not known. */
function isApart({ sli }: Slo): boolean {
  return sli.by.length > 0 || sli.type === 'raw';
}

function over({ origin }: Slo, op: string, expr: Expr): Expr {
  return aggregation(origin, op, expr, undefined, { without: false, labels: [] });
}

function chosen({ origin, sli }: Slo): readonly Matcher[] {
  return sli.by.map((label) => matcherNode(origin, label, '=~', `$${variableName(label)}`));
}

function variableName(label: string): string {
  return label === dataSourceVariable ? `${label}_label` : label;
}

/** A variable for each label that the SLI is measured by. */
export function groupVariables(slo: Slo, name: string): readonly DashboardVariable[] {
  const selector = expressionOf(vectorOf(slo, recordedNode(slo, name)));
  return slo.sli.by.map((label) => {
    const variable = variableName(label);
    const body = { type: 'labelValues' as const, selector, of: label, label, multi: true, includeAll: true };
    const record = { kind: 'variable' as const, name: variable, variable, ...body };
    return declared(record, slo.origin, slo.ignore) as unknown as DashboardVariable;
  });
}

/** The name of a line, and of which group it is: `1h {{method}}`. */
export function legendOf({ sli }: Slo, view: View, name: string): string {
  const labels = view === 'slo' ? sli.by.map((label) => `{{${label}}}`) : [];
  return [name, ...labels].filter((part) => part !== '').join(' ');
}

/** Firing alerts of some SLOs of a system. */
export function firingNode(origin: Origin, ofSlos: readonly Matcher[]): Expr {
  return selectorNode(origin, 'ALERTS', [...ofSlos, matcherNode(origin, 'alertstate', '=', 'firing')]);
}

/** A series of several SLOs, the worst group of each. */
export function worstOfEach(origin: Origin, ofSlos: readonly Matcher[], op: 'min' | 'max', name: string): Expr {
  const grouping = { without: false, labels: ['slo'] };
  return aggregation(origin, op, selectorNode(origin, name, ofSlos), undefined, grouping);
}

/** What the series of some SLOs have in common and those of other systems have not. */
export function matchersOf(origin: Origin, slos: readonly Slo[]): readonly Matcher[] {
  const ids = slos.map(({ id }) => id);
  const services = new Set(slos.map(({ service }) => service));
  return [
    matcherOf(origin, 'slo', ids),
    ...(services.has(undefined) ? [] : [matcherOf(origin, 'service', [...services] as string[])]),
  ];
}

function matcherOf(origin: Origin, label: string, values: readonly string[]): Matcher {
  const [only] = values;
  if (only !== undefined && values.length === 1) return matcherNode(origin, label, '=', only);
  return matcherNode(origin, label, '=~', values.map(escapeRegex).join('|'));
}
