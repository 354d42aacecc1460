import { readFileSync } from 'node:fs';
import type { Annotation, Dashboard, Panel, PanelType, Query, Row, Variable } from '../../src/model/dashboard.ts';
import { brand, type Origin } from '../../src/model/declaration.ts';
import { expressionAt, placesIn } from './records.ts';

interface WrittenTarget {
  readonly expr?: string;
  readonly legendFormat?: string;
  readonly instant?: boolean;
  readonly refId?: string;
}

interface WrittenPanel {
  readonly type: string;
  readonly id?: number;
  readonly title?: string;
  readonly description?: string;
  readonly targets?: readonly WrittenTarget[];
  readonly panels?: readonly WrittenPanel[];
  /** The variable by each of whose values the panel is repeated. */
  readonly repeat?: string;
  readonly fieldConfig?: { readonly defaults?: WrittenField; readonly overrides?: readonly WrittenOverride[] };
  readonly gridPos?: { readonly w: number; readonly h: number };
}

interface WrittenField {
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly thresholds?: { readonly steps?: readonly { readonly value: number | null; readonly color: string }[] };
}

interface WrittenOverride {
  readonly properties: readonly { readonly id: string }[];
}

interface WrittenVariable {
  readonly name: string;
  readonly type: string;
  readonly label?: string;
  readonly query?: string | { readonly query?: string };
  readonly multi?: boolean;
  readonly includeAll?: boolean;
}

interface WrittenDashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels?: readonly WrittenPanel[];
  readonly templating?: { readonly list?: readonly WrittenVariable[] };
  readonly annotations?: { readonly list?: readonly { readonly name: string; readonly expr?: string }[] };
  readonly refresh?: string | boolean;
  readonly time?: { readonly from: string; readonly to: string };
}

/** A dashboard's JSON as definitions would declare it. */
export function readDashboard(file: string, name: string): Dashboard {
  return dashboardOf(JSON.parse(readFileSync(file, 'utf8')) as WrittenDashboard, name);
}

export function dashboardOf(written: WrittenDashboard, name: string): Dashboard {
  const next = placesIn(name);
  const { uid, title, refresh, time } = written;
  const panels = (written.panels ?? []).flatMap((panel) => [panel, ...(panel.panels ?? [])]);
  const repeated = new Set(panels.flatMap(({ repeat }) => repeat ?? []));
  const none = { description: undefined, tags: [], folder: undefined, links: [], refreshIntervals: [] };
  return {
    ...{ [brand]: true as const, kind: 'dashboard', ignore: {}, origin: next(), uid, title, ...none },
    variables: (written.templating?.list ?? []).flatMap((variable) => variableOf(variable, repeated, next()) ?? []),
    rows: [rowOf(panels, next)],
    annotations: (written.annotations?.list ?? []).flatMap((one) => annotationOf(one, next()) ?? []),
    ...{ from: time?.from ?? 'now-6h', to: time?.to ?? 'now', timezone: 'browser' },
    refresh: typeof refresh === 'string' && refresh !== '' ? refresh : undefined,
  };
}

function rowOf(panels: readonly WrittenPanel[], next: () => Origin): Row {
  const shown = panels.filter(({ type }) => type !== 'row').map((panel, id) => panelOf(panel, id, next()));
  return { title: 'All', collapsed: false, panels: shown, origin: next() };
}

const ours: ReadonlySet<string> = new Set<PanelType>(['timeseries', 'stat', 'gauge', 'bargauge', 'table', 'text']);

function panelOf(written: WrittenPanel, id: number, origin: Origin): Panel {
  const { title = '', description, targets = [], fieldConfig, gridPos } = written;
  const { unit, min, max, thresholds } = fieldConfig?.defaults ?? {};
  const isOurs = ours.has(written.type);
  const givesUnits = fieldConfig?.overrides?.some(({ properties }) => properties.some((one) => one.id === 'unit'));
  const ignore: Panel['ignore'] = givesUnits ? { 'dashboard-unit': 'its overrides give the units' } : {};
  const none = { decimals: undefined, thresholdOf: undefined, links: [], content: undefined, options: {}, custom: {} };
  return {
    ...{ kind: 'panel', ignore, origin, key: `${title} ${id}`, id, title, description, unit, min, max, ...none },
    type: isOurs ? (written.type as PanelType) : 'custom',
    plugin: isOurs ? undefined : written.type,
    queries: targets.flatMap((target, index) => queryOf(target, index, origin) ?? []),
    thresholds: (thresholds?.steps ?? []).map(({ value, color }) => ({ value: value ?? undefined, color })),
    ...{ width: gridPos?.w ?? 12, height: gridPos?.h ?? 8 },
  };
}

function queryOf({ expr, legendFormat, instant, refId }: WrittenTarget, index: number, at: Origin): Query | undefined {
  if (expr === undefined) return undefined;
  const legend = legendFormat === '' || legendFormat === '__auto' ? undefined : legendFormat;
  const letter = refId ?? String.fromCharCode(65 + index);
  return { refId: letter, expr: expressionAt(expr, at), legend, instant: instant ?? false };
}

function annotationOf({ name, expr }: { name: string; expr?: string }, origin: Origin): Annotation | undefined {
  if (!expr) return undefined;
  return { name, expr: expressionAt(expr, origin), title: undefined, text: undefined, color: 'red', enabled: true };
}

/** In a panel that is repeated, a variable stands for one of its values. */
function variableOf(written: WrittenVariable, repeated: ReadonlySet<string>, origin: Origin): Variable | undefined {
  const { name, type, label, query, multi = false, includeAll = false } = written;
  if (type === 'datasource') return undefined;
  const many = repeated.has(name) ? { multi: false, includeAll: false } : { multi, includeAll };
  const common = { [brand]: true as const, kind: 'variable', ignore: {}, origin, name, label, ...many } as const;
  const text = typeof query === 'string' ? query : (query?.query ?? '');
  const [, selector, of] = /^\s*label_values\((.*),\s*([\w$]+)\s*\)\s*$/s.exec(text) ?? [];
  if (selector === undefined || of === undefined) return { ...common, type: 'custom', values: [] };
  return { ...common, type: 'labelValues', selector: expressionAt(selector, origin), of };
}
