import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import * as sdk from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery as PrometheusQuery, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Analysis } from '../../analyze/analysis.ts';
import type { Panel, Query, ThresholdStep } from '../../model/dashboard.ts';
import { expressionText } from '../expression-text.ts';
import { dataSource } from './data-source.ts';
import { fieldOf } from './field.ts';
import type { Position } from './layout.ts';
import { dataLink, isDataLink, panelLink } from './link.ts';
import type { Plain } from './plain.ts';
import { type Plugin, pluginOf } from './plugin.ts';
import { tableTransformations } from './table.ts';
import { noThresholds, thresholdSteps } from './threshold.ts';

/** What a panel needs to know of its dashboard. */
export interface PanelContext {
  readonly analysis: Analysis;
  /** Names of the dashboard's variables. */
  readonly variables: readonly string[];
}

/** A panel as Grafana stores it. */
export function panelJson(panel: Panel, position: Position, context: PanelContext): sdk.Panel {
  const { project } = context.analysis;
  const thresholds = thresholdSteps(panel, context.analysis);
  const plugin = pluginOf(panel, thresholds.length > 0);
  const links = panel.links.filter((link) => !isDataLink(link));
  const builder = new sdk.PanelBuilder()
    .type(panel.plugin ?? panel.type)
    .id(panel.id)
    .title(panel.title);
  builder.gridPos(position).options(plugin.options);
  if (panel.description !== undefined) builder.description(panel.description);
  if (links.length > 0) builder.links(links.map((link) => panelLink(link, project, context.variables)));
  if (panel.type !== 'text') addData(builder, panel, thresholds, plugin, context);
  // The builder writes these though they are Grafana's defaults.
  const { transparent: _, repeatDirection: __, ...shown } = builder.build();
  return shown;
}

/** What panels have that show data. */
function addData(
  builder: sdk.PanelBuilder,
  panel: Panel,
  thresholds: readonly ThresholdStep[],
  plugin: Plugin,
  context: PanelContext,
): void {
  if (panel.queries.length > 0) {
    builder.datasource(dataSource).targets(panel.queries.map((query) => target(query, panel)));
  }
  builder.fieldConfig({ defaults: fieldDefaults(panel, thresholds, plugin, context), overrides: [] });
  const transformations = panel.type === 'table' ? tableTransformations(panel) : [];
  if (transformations.length > 0) builder.transformations(transformations);
}

/** Panels that want other data than series: rows, or the buckets of a histogram. */
const formats: Readonly<Record<string, `${PromQueryFormat}`>> = { table: 'table', heatmap: 'heatmap' };

/** The data source again: tools that read dashboards look at the query only. */
function target(query: Query, panel: Panel): Builder<Dataquery> {
  const written: Plain<Omit<PrometheusQuery, '_implementsDataqueryVariant'>> = {
    refId: query.refId,
    datasource: dataSource,
    expr: expressionText(query.expr),
    legendFormat: query.legend ?? '__auto',
    format: formats[panel.plugin ?? panel.type] ?? 'time_series',
    editorMode: 'code',
    range: !query.instant,
    instant: query.instant,
  };
  return { build: () => ({ ...written, _implementsDataqueryVariant: () => {} }) };
}

function fieldDefaults(
  panel: Panel,
  thresholds: readonly ThresholdStep[],
  { custom }: Plugin,
  { analysis, variables }: PanelContext,
): sdk.FieldConfig {
  const { unit, min, max } = fieldOf(panel, analysis);
  const links = panel.links.filter(isDataLink).map((link) => dataLink(link, panel, analysis.project, variables));
  const steps = thresholds.length > 0 || !coloursValue(panel) ? thresholds : noThresholds;
  const { decimals } = panel;
  return defined({
    unit,
    min,
    max,
    decimals,
    thresholds: steps.length === 0 ? undefined : thresholdsConfig(steps),
    links: links.length === 0 ? undefined : (links as unknown as sdk.DashboardLink[]),
    custom: Object.keys(custom).length === 0 ? undefined : custom,
  });
}

function coloursValue({ type }: Panel): boolean {
  return type === 'stat' || type === 'gauge' || type === 'bargauge';
}

function thresholdsConfig(steps: readonly ThresholdStep[]): sdk.ThresholdsConfig {
  return new sdk.ThresholdsConfigBuilder()
    .mode(sdk.ThresholdsMode.Absolute)
    .steps(steps.map(({ value, color }) => ({ value: value ?? null, color })))
    .build();
}

/** Without the keys that are undefined. */
function defined<T extends object>(value: { [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}
