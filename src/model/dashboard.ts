import type { Declared, Ignore, Origin, Reference } from './declaration.ts';
import type { Expression } from './expression.ts';

interface VariableBase extends Declared {
  readonly name: string;
  readonly label: string | undefined;
  readonly multi: boolean;
  readonly includeAll: boolean;
}

/** A dashboard variable: the values of a label, a list, an interval, or text. */
export type Variable =
  | (VariableBase & {
      readonly kind: 'variable';
      readonly type: 'labelValues';
      readonly selector: Expression;
      readonly of: string;
    })
  | (VariableBase & { readonly kind: 'variable'; readonly type: 'custom'; readonly values: readonly string[] })
  | (VariableBase & { readonly kind: 'variable'; readonly type: 'interval'; readonly values: readonly string[] })
  | (VariableBase & { readonly kind: 'variable'; readonly type: 'textbox'; readonly value: string });

/** Name of the variable that every dashboard begins with: one dashboard serves every Prometheus. */
export const dataSourceVariable = 'datasource';

export interface Query {
  /** A, B, C … */
  readonly refId: string;
  readonly expr: Expression;
  /** Grafana's legend format: `{{method}}`; undefined lets Grafana choose. */
  readonly legend: string | undefined;
  readonly instant: boolean;
}

/** A coloured step: at and above `value` (undefined: from the lowest). In the unit of the query. */
export interface ThresholdStep {
  readonly value: number | undefined;
  readonly color: string;
}

/** An amount that a panel was given with its unit: `'500ms'`, and the number that became of it. */
export interface WrittenAmount {
  /** In the panel's options. */
  readonly path: readonly (string | number)[];
  readonly quantity: string;
  readonly value: number;
}

export type LinkTarget = Reference | { readonly to: 'url'; readonly url: string };

export interface Link {
  readonly title: string;
  readonly target: LinkTarget;
  /** Carry the time range and the variables over. */
  readonly keepTime: boolean;
  readonly keepVariables: boolean;
  /** Variables set in the target: name to Grafana text such as `${__field.labels.method}`. */
  readonly variables: Readonly<Record<string, string>>;
}

export type PanelType = 'timeseries' | 'stat' | 'gauge' | 'bargauge' | 'table' | 'text' | 'custom';

export interface Panel {
  readonly kind: 'panel';
  readonly type: PanelType;
  /** Unique in the dashboard and the seed of the panel's id; the title unless given. */
  readonly key: string;
  readonly id: number;
  readonly title: string;
  readonly description: string | undefined;
  readonly queries: readonly Query[];
  /** Grafana unit id; undefined takes it from the query. */
  readonly unit: string | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly decimals: number | undefined;
  readonly thresholds: readonly ThresholdStep[];
  /** Key of the alert whose threshold is drawn: `HighErrorRate{severity="critical"}`. */
  readonly thresholdOf: string | undefined;
  /** Those of `min`, `max` and `thresholds` that were given with a unit, where there are any. */
  readonly amounts?: readonly WrittenAmount[];
  /** Of 24 columns. */
  readonly width: number;
  readonly height: number;
  readonly links: readonly Link[];
  /** Markdown of a text panel. */
  readonly content: string | undefined;
  /** Plugin id of a custom panel. */
  readonly plugin: string | undefined;
  /** Options of the panel's plugin, as Grafana's JSON has them; merged over the defaults. */
  readonly options: Readonly<Record<string, unknown>>;
  /** `fieldConfig.defaults.custom` of the panel's plugin, as Grafana's JSON has it. */
  readonly custom: Readonly<Record<string, unknown>>;
  readonly origin: Origin;
  readonly ignore: Ignore;
}

export interface Row {
  readonly title: string;
  readonly collapsed: boolean;
  readonly panels: readonly Panel[];
  readonly origin: Origin;
}

export interface Annotation {
  readonly name: string;
  readonly expr: Expression;
  readonly title: string | undefined;
  readonly text: string | undefined;
  readonly color: string;
  readonly enabled: boolean;
}

export interface Dashboard extends Declared {
  readonly kind: 'dashboard';
  readonly uid: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly tags: readonly string[];
  readonly folder: string | undefined;
  readonly variables: readonly Variable[];
  readonly rows: readonly Row[];
  readonly links: readonly Link[];
  readonly annotations: readonly Annotation[];
  readonly from: string;
  readonly to: string;
  /** `30s`; undefined switches refresh off. */
  readonly refresh: string | undefined;
  readonly refreshIntervals: readonly string[];
  readonly timezone: string;
}

/** Every panel of a dashboard, row by row. */
export function panelsOf(dashboard: Dashboard): readonly Panel[] {
  return dashboard.rows.flatMap((row) => row.panels);
}

/** The panel that a reference means: by its key, which is its title unless another was given, or by its title. */
export function panelNamed(dashboard: Dashboard, name: string): Panel | undefined {
  const panels = panelsOf(dashboard);
  return panels.find((panel) => panel.key === name) ?? panels.find((panel) => panel.title === name);
}
