import { z } from 'zod';
import type { Annotation, Dashboard, Link, Panel, Row } from '../model/dashboard.ts';
import type { Ignore, Origin, Reference } from '../model/declaration.ts';
import { declared, declaredAs, givenTo, option, register } from './declare.ts';
import { linksOption, thisDashboard } from './link.ts';
import type { AnyOperand } from './operand.ts';
import { callerOrigin } from './origin.ts';
import type { RowHandle } from './panel.ts';
import type { Duration } from './quantity.ts';
import { durationOption, expressionIn } from './rule.ts';
import type { SystemScope } from './system.ts';
import type { DashboardVariable } from './variable.ts';

export interface AnnotationOptions {
  readonly name: string;
  /** Marks the times at which this returns something. */
  readonly query: AnyOperand;
  /** Grafana text: `'{{alertname}}'`. */
  readonly title?: string;
  readonly text?: string;
  readonly color?: string;
  readonly enabled?: boolean;
}

export interface DashboardOptions<Titles extends string> {
  readonly title: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  /** Folder in Grafana; the system's title unless given. */
  readonly folder?: string;
  readonly variables?: readonly DashboardVariable[];
  readonly rows: readonly RowHandle<Titles>[];
  readonly links?: readonly Link[];
  readonly annotations?: readonly AnnotationOptions[];
  /** Where the time range begins (`'now-1h'`), or both ends. */
  readonly time?: string | { readonly from: string; readonly to: string };
  /** How often it reloads by itself; false for never. */
  readonly refresh?: Duration | false;
  /** Choices of the refresh menu. */
  readonly refreshIntervals?: readonly Duration[];
  readonly timezone?: string;
  readonly ignore?: Ignore;
}

/** A declared dashboard, with the titles of its panels in its type. */
export interface DashboardHandle<Uid extends string, Titles extends string> extends Dashboard {
  readonly uid: Uid;
  /** A panel to link to, by its title. */
  panel(title: Titles): Reference;
}

export interface DashboardMethods {
  /**
   * A dashboard. The uid is its address in Grafana: at most 40 letters, digits, `-` and `_`.
   *
   * @example
   * conexus.dashboard('conexus-overview', {
   *   title: 'Conexus overview', variables: [method], time: 'now-1h', refresh: '30s',
   *   rows: [row('Requests', [timeseries('Request rate', { query: requests.rate().sum({ by: 'method' }) })])],
   * });
   */
  dashboard<const Uid extends string, const Titles extends string>(
    uid: Uid,
    options: DashboardOptions<Titles>,
  ): DashboardHandle<Uid, Titles>;
}

export function dashboardMethods({ registry }: SystemScope): DashboardMethods {
  const dashboard = (uid: string, options: DashboardOptions<string>) => {
    const { issues, dashboard: made } = dashboardFrom(uid, options, callerOrigin());
    return register(registry, made, issues);
  };
  return { dashboard } as unknown as DashboardMethods;
}

export type DashboardGiven = Partial<Omit<DashboardOptions<string>, 'rows'>> & { readonly rows?: readonly Row[] };

/** The record of a dashboard, and what is wrong with what it is made of. */
export function dashboardFrom(uid: string, options: DashboardGiven, origin: Origin) {
  const { issues, given } = givenTo(uid, options, dashboardSchema, uidSchema);
  const { from, to } = typeof given.time === 'object' ? given.time : { from: given.time ?? 'now-1h', to: 'now' };
  const record = {
    kind: 'dashboard' as const,
    uid: String(uid),
    title: String(given.title),
    description: given.description,
    tags: given.tags ?? [],
    folder: given.folder,
    variables: given.variables ?? [],
    rows: (given.rows ?? []).map((row) => rowOf(row, uid)),
    links: (given.links ?? []).map((link) => linkFrom(link, uid)),
    annotations: (given.annotations ?? []).map((annotation) => annotationFrom(annotation, origin)),
    from,
    to,
    refresh: given.refresh === false ? undefined : given.refresh,
    refreshIntervals: given.refreshIntervals ?? [],
    timezone: given.timezone ?? 'browser',
    panel: (title: string): Reference => ({ to: 'panel', uid, panel: title }),
  };
  return { issues, dashboard: declared(record, origin, given.ignore) as Dashboard };
}

function rowOf(row: Row, uid: string): Row {
  return {
    ...row,
    panels: row.panels.map((panel): Panel => ({ ...panel, links: panel.links.map((link) => linkFrom(link, uid)) })),
  };
}

/** A link to "this dashboard" learns which it is. */
function linkFrom(link: Link, uid: string): Link {
  const { target } = link;
  return 'uid' in target && target.uid === thisDashboard ? { ...link, target: { ...target, uid } } : link;
}

function annotationFrom(given: AnnotationOptions, origin: Dashboard['origin']): Annotation {
  return {
    name: given.name,
    expr: expressionIn(given.query, origin),
    title: given.title,
    text: given.text,
    color: given.color ?? 'red',
    enabled: given.enabled ?? true,
  };
}

/** What Grafana takes as a uid. */
const uidSchema = z
  .string('a uid is needed here')
  .regex(/^[\w-]{1,40}$/, 'a uid has at most 40 characters: letters, digits, - and _');

/** A time relative to now has steps of whole units, and may be rounded down: `now-1d/d`; others are dates. */
const pointInTime = option.text.regex(/^(?!now)|^now(?:[-+]\d*(?:ms|Q|fQ|fy|[smhdwMy]))*(?:\/(?:fQ|fy|[smhdwMQy]))?$/, {
  message: "write 'now-1h', or a date",
});

const dashboardSchema = z.strictObject({
  title: option.title,
  description: option.text.optional(),
  tags: option.texts.optional(),
  folder: option.text.optional(),
  variables: z.array(declaredAs('variable', 'a variable')).optional(),
  rows: z.array(
    z.object({ title: option.text, panels: z.array(declaredAs('panel', 'a panel')) }, 'a row is made with row(…)'),
    'list the rows: [row(…)]',
  ),
  links: linksOption.optional(),
  annotations: z
    .array(
      z.strictObject({
        name: option.text,
        query: option.expression,
        title: option.text.optional(),
        text: option.text.optional(),
        color: option.text.optional(),
        enabled: option.flag.optional(),
      }),
    )
    .optional(),
  time: z
    .union([pointInTime, z.strictObject({ from: pointInTime, to: pointInTime })], "write 'now-1h' or { from, to }")
    .optional(),
  refresh: z.union([durationOption, z.literal(false)], "write a duration, such as '30s', or false").optional(),
  refreshIntervals: z.array(durationOption).optional(),
  timezone: option.text.optional(),
  ignore: option.ignore.optional(),
});
