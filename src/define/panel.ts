import type { Link, Panel, PanelType, Query, Row, ThresholdStep } from '../model/dashboard.ts';
import type { Ignore, Origin } from '../model/declaration.ts';
import { panelId } from '../model/panel-id.ts';
import { type Alert, ruleKey } from '../model/rule.ts';
import { describe } from './amount.ts';
import { isHandle, refuse } from './handle.ts';
import type { Operand } from './operand.ts';
import { isRecord } from './options.ts';
import { callerOrigin } from './origin.ts';
import { amount, writtenAmounts } from './panel-amount.ts';
import { refuseWrongOptions } from './panel-schema.ts';
import type { Quantity } from './quantity.ts';
import { plainText } from './refer.ts';
import { expressionIn } from './rule.ts';

// biome-ignore lint/suspicious/noExplicitAny: any labels, and everything a panel may read
type Measured<U extends string> = Operand<any, U, any>;

/** A query with its own legend. */
export interface QueryOptions<U extends string = string> {
  readonly query: Measured<U>;
  /** Grafana's legend format: `'{{method}}'`. */
  readonly legend?: string;
  /** One value per series instead of a graph; tables, stats and gauges ask so by themselves. */
  readonly instant?: boolean;
}

/** `U` is the unit of the query, or the units of all of them. */
export interface PanelOptions<U extends string> {
  /** What the panel shows: one expression, or several with their legends. */
  readonly query?: Measured<U> | readonly QueryOptions<U>[];
  readonly legend?: string;
  /** What to read off it. */
  readonly description?: string;
  /** Grafana unit id; taken from the query unless given. */
  readonly unit?: string;
  readonly min?: Quantity<U>;
  readonly max?: Quantity<U>;
  readonly decimals?: number;
  /** Colours: `{ from: '1s', color: 'red' }`; without `from` it is the colour below all others. */
  readonly thresholds?: readonly { readonly from?: Quantity<U>; readonly color: string }[];
  /** Draw the threshold of this alert. */
  readonly thresholdOf?: Alert;
  /** Of 24 columns. */
  readonly width?: number;
  /** In rows of 36 pixels. */
  readonly height?: number;
  readonly links?: readonly Link[];
  /** Names the panel where its title changes or stands twice. */
  readonly key?: string;
  /** Plugin options as Grafana's JSON has them. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** `fieldConfig.defaults.custom` as Grafana's JSON has it. */
  readonly custom?: Readonly<Record<string, unknown>>;
  readonly ignore?: Ignore;
}

/** A panel whose title is known to the compiler. */
export type PanelHandle<T extends string> = Panel & { readonly title: T };

type MakePanel = <const T extends string, U extends string>(
  title: T,
  options: PanelOptions<U> & { readonly query: Measured<U> | readonly QueryOptions<U>[] },
) => PanelHandle<T>;

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly instant: boolean;
}

/** Default size of each panel type, and whether it shows the newest value only. */
const shapes: Record<PanelType, Shape> = {
  timeseries: { width: 12, height: 8, instant: false },
  stat: { width: 6, height: 4, instant: true },
  gauge: { width: 6, height: 6, instant: true },
  bargauge: { width: 12, height: 8, instant: true },
  table: { width: 12, height: 8, instant: true },
  text: { width: 24, height: 3, instant: false },
  custom: { width: 12, height: 8, instant: false },
};

const panelOfType = (type: PanelType): MakePanel =>
  ((title: string, options: Given) => makePanel(type, title, options)) as unknown as MakePanel;

/**
 * Lines over time.
 *
 * @example timeseries('Request rate', { query: requests.rate().sum({ by: 'method' }), legend: '{{method}}' })
 */
export const timeseries: MakePanel = panelOfType('timeseries');
/**
 * One big number.
 *
 * @example stat('Requests per second', { query: requests.rate().sum() })
 */
export const stat: MakePanel = panelOfType('stat');
/**
 * A dial between `min` and `max`.
 *
 * @example gauge('Errors', { query: requests.fraction({ status: 'error' }), max: '10%' })
 */
export const gauge: MakePanel = panelOfType('gauge');
/**
 * A bar for each series.
 *
 * @example bargauge('Requests by method', { query: requests.rate().sum({ by: 'method' }), legend: '{{method}}' })
 */
export const bargauge: MakePanel = panelOfType('bargauge');
/**
 * A row for each series.
 *
 * @example table('Busiest methods', { query: requests.rate().sum({ by: 'method' }).topk(10) })
 */
export const table: MakePanel = panelOfType('table');

/**
 * Markdown beside the graphs.
 *
 * @example text('Read me', 'Start with the errors.', { width: 12 })
 */
export function text<const T extends string>(
  title: T,
  content: string,
  options: Pick<PanelOptions<string>, 'width' | 'height' | 'key'> = {},
): PanelHandle<T> {
  return makePanel('text', title, options, { content }) as PanelHandle<T>;
}

/**
 * Any other panel plugin: `options` and `custom` go into its JSON as they are, the queries are checked like all others.
 *
 * @example panel('state-timeline', 'Leader', { query: leader, options: { mergeValues: true } })
 */
export function panel<const T extends string, U extends string>(
  plugin: string,
  title: T,
  options: PanelOptions<U>,
): PanelHandle<T> {
  return makePanel('custom', title, options, { plugin }) as PanelHandle<T>;
}

/** Panels under a heading. */
export interface RowHandle<Titles extends string> extends Row {
  readonly panels: readonly PanelHandle<Titles>[];
}

/**
 * A row of a dashboard; panels flow from left to right.
 *
 * @example row('Requests', [timeseries('Request rate', { query: requests.rate().sum() })])
 */
export function row<const T extends string>(
  title: string,
  panels: readonly PanelHandle<T>[],
  options: { readonly collapsed?: boolean } = {},
): RowHandle<T> {
  const origin = callerOrigin();
  if (!Array.isArray(panels))
    return refuse(
      origin,
      1,
      `${describe(panels)} is not a list of panels`,
      "write row('Requests', [timeseries(…), …])",
    );
  return Object.freeze({
    title: plainText(title, 0),
    collapsed: isCollapsed(origin, options),
    panels: Object.freeze([...panels]),
    origin,
  });
}

function isCollapsed(origin: Origin, options: unknown): boolean {
  const { collapsed = false } = isRecord(options) ? options : { collapsed: options };
  if (typeof collapsed === 'boolean') return collapsed;
  return refuse(
    origin,
    2,
    `${describe(options)} does not say whether the row is collapsed`,
    'write { collapsed: true }',
  );
}

type Given = Readonly<Partial<Record<keyof PanelOptions<string> | 'content' | 'plugin', unknown>>>;

/** Where the title and the options stand among the arguments. */
function positionsIn(type: PanelType): { readonly title: number; readonly options: number } {
  return { title: type === 'custom' ? 1 : 0, options: type === 'custom' || type === 'text' ? 2 : 1 };
}

/** A panel of a type, made at a place: the user's call unless another is given. */
export function makePanel(
  type: PanelType,
  written: string,
  options: Given = {},
  more: Given = {},
  origin: Origin = callerOrigin(),
): Panel {
  const at = positionsIn(type);
  const title = plainText(written, at.title);
  if (!isRecord(options))
    return refuse(origin, at.options, `${describe(options)} is not a set of options`, 'write { … }');
  const given = { ...options, ...more };
  refuseWrongOptions(origin, type, given, at.options);
  const { width, height, instant } = shapes[type];
  const key = (given.key as string | undefined) ?? title;
  return Object.freeze({
    kind: 'panel' as const,
    type,
    key,
    id: panelId(key),
    title,
    description: given.description as string | undefined,
    queries: queriesIn(origin, given, instant),
    unit: given.unit as string | undefined,
    min: amount(origin, given.min, 'min'),
    max: amount(origin, given.max, 'max'),
    decimals: given.decimals as number | undefined,
    thresholds: ((given.thresholds ?? []) as readonly { from?: unknown; color: string }[]).map((step) =>
      thresholdStep(origin, step),
    ),
    ...writtenAmounts(given),
    thresholdOf: given.thresholdOf === undefined ? undefined : ruleKey(given.thresholdOf as Alert),
    width: (given.width as number | undefined) ?? width,
    height: (given.height as number | undefined) ?? height,
    links: (given.links ?? []) as readonly Link[],
    content: given.content as string | undefined,
    plugin: given.plugin as string | undefined,
    options: (given.options ?? {}) as Readonly<Record<string, unknown>>,
    custom: (given.custom ?? {}) as Readonly<Record<string, unknown>>,
    origin,
    ignore: (given.ignore ?? {}) as Ignore,
  });
}

function thresholdStep(
  origin: Origin,
  { from, color }: { readonly from?: unknown; readonly color: string },
): ThresholdStep {
  return { value: amount(origin, from, 'thresholds'), color };
}

function queriesIn(origin: Origin, given: Given, instant: boolean): readonly Query[] {
  if (given.query === undefined) return [];
  const single = isHandle(given.query) ? [{ query: given.query, legend: given.legend }] : given.query;
  return (single as readonly Partial<QueryOptions>[]).map((query, index) => ({
    refId: refId(index),
    expr: expressionIn(query.query, origin),
    legend: query.legend ?? (given.legend as string | undefined),
    instant: query.instant ?? instant,
  }));
}

/** A to Z, then AA … as Grafana does. */
function refId(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : refId(Math.floor(index / 26) - 1) + letter;
}
