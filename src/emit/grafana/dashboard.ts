import * as sdk from '@grafana/grafana-foundation-sdk/dashboard';
import type { Analysis } from '../../analyze/analysis.ts';
import { type Annotation, type Dashboard, dataSourceVariable, type Row } from '../../model/dashboard.ts';
import { panelId } from '../../model/panel-id.ts';
import { expressionText } from '../expression-text.ts';
import { dataSource } from './data-source.ts';
import { columns, place } from './layout.ts';
import { dashboardLink } from './link.ts';
import { type PanelContext, panelJson } from './panel.ts';
import { schemaVersion } from './schema-version.ts';
import { dataSourceChoice, variableModel } from './variable.ts';

/** A dashboard in classic JSON. No `id` and no `version`: Grafana counts those itself. */
export function dashboardJson(dashboard: Dashboard, analysis: Analysis): sdk.Dashboard {
  const { project } = analysis;
  const variables = [dataSourceVariable, ...dashboard.variables.map((variable) => variable.name)];
  const builder = new sdk.DashboardBuilder(dashboard.title)
    .uid(dashboard.uid)
    .tags([...dashboard.tags])
    .readonly()
    .tooltip(sdk.DashboardCursorSync.Crosshair)
    .time({ from: dashboard.from, to: dashboard.to })
    .timezone(dashboard.timezone)
    .refresh(dashboard.refresh ?? '');
  if (dashboard.refreshIntervals.length > 0) {
    builder.timepicker({ build: () => ({ refresh_intervals: [...dashboard.refreshIntervals] }) });
  }
  if (dashboard.description !== undefined) builder.description(dashboard.description);
  const { fiscalYearStartMonth: _, ...built } = builder.build();
  return {
    ...built,
    schemaVersion: schemaVersion(project.system.runsOn.grafana),
    templating: { list: [dataSourceChoice(), ...dashboard.variables.map(variableModel)] },
    annotations: { list: [alertsOfGrafana, ...dashboard.annotations.map(annotation)] },
    links: dashboard.links.map((link) => dashboardLink(link, project).build()),
    panels: panels(dashboard.rows, { analysis, variables }),
  };
}

/** Rows from top to bottom. A collapsed one holds its panels, placed where they stand once it is opened. */
function panels(rows: readonly Row[], context: PanelContext): (sdk.Panel | sdk.RowPanel)[] {
  const ids = rowIds(rows);
  let top = 0;
  return rows.flatMap((row, index) => {
    const header = row.title === '' ? [] : [rowJson(row, ids[index]!, top)];
    const { positions, bottom } = place(row.panels, top + header.length);
    const inRow = row.panels.map((panel, at) => panelJson(panel, positions[at]!, context));
    const [open] = header;
    if (!row.collapsed || open === undefined) {
      top = bottom;
      return [...header, ...inRow];
    }
    top += 1;
    return [{ ...open, collapsed: true, panels: inRow }];
  });
}

function rowJson(row: Row, id: number, y: number): sdk.RowPanel {
  return new sdk.RowBuilder(row.title).id(id).gridPos({ x: 0, y, w: columns, h: 1 }).build();
}

/** Ids of the rows, from their titles; a title may stand twice, and no panel has one of them. */
function rowIds(rows: readonly Row[]): readonly number[] {
  const taken = new Set(rows.flatMap((row) => row.panels.map((panel) => panel.id)));
  return rows.map(({ title }) => {
    let id = panelId(`row ${title}`);
    for (let n = 2; taken.has(id); n++) id = panelId(`row ${title} ${n}`);
    taken.add(id);
    return id;
  });
}

function annotation({ name, expr, title, text, color, enabled }: Annotation): sdk.AnnotationQuery {
  const builder = new sdk.AnnotationQueryBuilder()
    .name(name)
    .datasource(dataSource)
    .expr(expressionText(expr))
    .iconColor(color)
    .enable(enabled);
  if (title !== undefined) builder.titleFormat(title);
  if (text !== undefined) builder.textFormat(text);
  const { placement: _, builtIn: __, ...shown } = builder.build();
  return shown;
}

/** The entry Grafana adds to every dashboard when it loads one. */
const alertsOfGrafana: sdk.AnnotationQuery = {
  builtIn: 1,
  datasource: { type: 'grafana', uid: '-- Grafana --' },
  enable: true,
  hide: true,
  iconColor: 'rgba(0, 211, 255, 1)',
  name: 'Annotations & Alerts',
  type: 'dashboard',
};
