/** dashboards.md: every dashboard panel by panel, with the queries behind them. */
import type { Dashboard, Link, Panel, Query, Row, ThresholdStep, Variable } from '../../model/dashboard.ts';
import type { Reference } from '../../model/declaration.ts';
import { sloDashboardUid } from '../../model/slo-dashboard.ts';
import { formatNumber } from '../../promql/number.ts';
import { formatQuantity } from '../../promql/quantity.ts';
import type { Unit } from '../../promql/unit.ts';
import { unitName } from '../../promql/unit-names.ts';
import { expressionText } from '../expression-text.ts';
import { thresholdOf } from './condition.ts';
import { codes, fact, factOf, promql, toGuide } from './facts.ts';
import { code, count, plain } from './markdown.ts';
import {
  authored,
  type Block,
  contents,
  heading,
  type Inline,
  join,
  joined,
  list,
  type Page,
  paragraph,
  table,
} from './page.ts';
import { panelReference, type Site } from './site.ts';

export function dashboardsPage(site: Site): readonly Page[] {
  const { dashboards, system } = site.project;
  if (dashboards.length === 0) return [];
  return [
    {
      path: 'docs/dashboards.md',
      title: `${system.title} dashboards`,
      targets: [],
      blocks: [paragraph(toGuide), contents(3), ...dashboards.flatMap((dashboard) => dashboardBlocks(dashboard, site))],
    },
  ];
}

/** All dashboards at a glance. */
export function dashboardTable({ project }: Site): Block[] {
  return table(
    ['Dashboard', 'Panels', 'Variables', 'File'],
    project.dashboards.map((dashboard) => [
      [{ to: 'dashboard', uid: dashboard.uid }],
      String(panelCount(dashboard)),
      codes(dashboard.variables.map((variable) => variable.name)),
      [file(dashboard)],
    ]),
  );
}

function panelCount({ rows }: Dashboard): number {
  return rows.reduce((sum, row) => sum + row.panels.length, 0);
}

function file({ uid }: Dashboard) {
  return { to: 'file', path: `grafana/dashboards/${uid}.json` } as const;
}

function dashboardBlocks(dashboard: Dashboard, site: Site): Block[] {
  const { uid, title, description, rows, variables, links, annotations } = dashboard;
  const inShort = isOfSlos(dashboard, site);
  return [
    heading(2, title, { targets: [{ to: 'dashboard', uid }, ...(inShort ? rows.flatMap(targetsIn(uid)) : [])] }),
    ...(description === undefined ? [] : authored([description], 2)),
    ...list([
      fact('In Grafana', code(`/d/${uid}`)),
      fact('File', [file(dashboard)]),
      fact('Time', `${code(dashboard.from)} to ${code(dashboard.to)}, ${refresh(dashboard)}`),
      ...factOf('Links', linkWords(links)),
    ]),
    ...table(['Variable', 'Values', 'Choice'], variables.map(variableRow)),
    ...annotations.flatMap((annotation) => [
      paragraph(`Annotation **${plain(annotation.name)}**:`),
      promql(annotation.expr),
    ]),
    ...(inShort ? panelTable(rows) : rows.flatMap((row) => rowBlocks(row, dashboard, site))),
  ];
}

/** They all have the same panels: what these show is enough, where slos.md has the queries. */
function isOfSlos({ uid }: Dashboard, { project }: Site): boolean {
  const { slos, system } = project;
  return slos.length > 0 && (uid === sloDashboardUid(system) || slos.some((slo) => slo.dashboard === uid));
}

function panelTable(rows: readonly Row[]): Block[] {
  return table(
    ['Row', 'Panel', 'What it shows'],
    rows.flatMap((row) =>
      row.panels.map(({ title, description = '' }) => [plain(row.title), plain(title), plain(description)]),
    ),
  );
}

function targetsIn(uid: string): (row: Row) => Reference[] {
  return ({ panels }) => panels.flatMap((panel) => panelTargets(uid, panel));
}

/** What leads to a panel: its key, and its title. */
function panelTargets(uid: string, panel: Panel): Reference[] {
  return [panelReference(uid, panel), { to: 'panel', uid, panel: panel.title }];
}

function refresh({ refresh: every }: Dashboard): string {
  return every === undefined ? 'not refreshed by itself' : `refreshed every ${every}`;
}

function variableRow(variable: Variable): Inline[] {
  const choice = variable.multi ? 'several' : 'one';
  const name = `${code(variable.name)}${variable.label === undefined ? '' : ` (${plain(variable.label)})`}`;
  return [
    name,
    variableValues(variable),
    variable.type === 'textbox' ? 'free text' : `${choice}${variable.includeAll ? ', or all' : ''}`,
  ];
}

function variableValues(variable: Variable): string {
  switch (variable.type) {
    case 'labelValues':
      return `${code(variable.of)} of ${code(expressionText(variable.selector))}`;
    case 'custom':
    case 'interval':
      return codes(variable.values);
    case 'textbox':
      return variable.value === '' ? '' : code(variable.value);
  }
}

function rowBlocks(row: Row, dashboard: Dashboard, site: Site): Block[] {
  const panels = row.panels.flatMap((panel) => panelBlocks(panel, dashboard, site));
  return [heading(3, row.title), ...(row.collapsed ? [paragraph('Collapsed until opened.')] : []), ...panels];
}

function panelBlocks(panel: Panel, { uid }: Dashboard, site: Site): Block[] {
  const { title, description, queries, content } = panel;
  return [
    heading(4, title, { targets: panelTargets(uid, panel) }),
    ...(description === undefined ? [] : authored([description], 4)),
    ...(content === undefined ? [] : authored([content], 4)),
    ...list([
      fact('Shown as', panelType(panel)),
      ...factOf('Unit', panelUnit(panel, site)),
      ...factOf('Thresholds', thresholds(panel, site)),
      ...factOf('Links', linkWords(panel.links)),
    ]),
    ...queries.flatMap(queryBlocks),
  ];
}

const panelTypes: Readonly<Partial<Record<Panel['type'], string>>> = {
  timeseries: 'time series',
  bargauge: 'bar gauge',
};

function panelType({ type, plugin }: Panel): string {
  return type === 'custom' && plugin !== undefined ? `plugin ${code(plugin)}` : (panelTypes[type] ?? type);
}

/** The unit given to the panel, as Grafana calls it; else that of its first query, in words. */
function panelUnit(panel: Panel, site: Site): string {
  if (panel.unit !== undefined) return code(panel.unit);
  const unit = queryUnit(panel, site);
  return unit === undefined ? '' : plain(unitName(unit));
}

function queryUnit({ queries }: Panel, { analysis }: Site): Unit | undefined {
  const [first] = queries;
  return first && analysis.inference(first.expr)?.root.unit;
}

function thresholds(panel: Panel, site: Site): Inline {
  const unit = panel.unit === plainNumber ? undefined : queryUnit(panel, site);
  const steps = panel.thresholds.filter((step) => step.value !== undefined).map((step) => stepWords(step, unit));
  return joined([...alertThreshold(panel, site), ...steps], ', ');
}

/** The unit of Grafana for which 14.4 is 14.4, whatever the query measures. */
const plainNumber = 'short';

function stepWords({ value = 0, color }: ThresholdStep, unit: Unit | undefined): string {
  return `${plain(color)} from ${unit === undefined ? formatNumber(value) : formatQuantity(value, unit)}`;
}

/** The line of an alert: which, and where it is drawn. */
function alertThreshold({ thresholdOf: key }: Panel, { alert, analysis }: Site): Inline[] {
  if (key === undefined) return [];
  const drawn = alert(key);
  const expression = drawn?.expr;
  const inference = expression && analysis.inference(expression);
  const words = expression?.ast && inference && thresholdOf(expression.ast, inference);
  return [join('that of ', [{ to: 'alert', name: drawn?.name ?? key, key }], words === undefined ? '' : ` (${words})`)];
}

function queryBlocks({ expr, legend, instant }: Query): Block[] {
  const notes = [
    ...(legend === undefined ? [] : [`Legend: ${legendWords(legend)}`]),
    ...(instant ? ['Latest values only'] : []),
  ];
  return [promql(expr), ...(notes.length === 0 ? [] : [paragraph(`${notes.join('. ')}.`)])];
}

/** `{{method}}` as a placeholder. */
function legendWords(legend: string): string {
  return plain(legend.replace(/\{\{\s*(.*?)\s*\}\}/g, '‹$1›'));
}

function linkWords(links: readonly Link[]): Inline {
  return joined(links.map(linkWord), ', ');
}

function linkWord({ title, target }: Link): Inline {
  if (target.to !== 'url') return [{ target, text: plain(title) }];
  const variable = target.url.includes('$');
  return variable ? `${plain(title)} (${code(target.url)})` : `[${plain(title)}](<${target.url}>)`;
}

/** `1 dashboard with 11 panels`. */
export function dashboardCounts({ project }: Site): string {
  const panels = project.dashboards.reduce((sum, dashboard) => sum + panelCount(dashboard), 0);
  return `${count(project.dashboards.length, 'dashboard')} with ${count(panels, 'panel')}`;
}
