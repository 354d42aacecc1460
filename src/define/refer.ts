import type { Dashboard } from '../model/dashboard.ts';
import { isDeclared, type Origin, type Prose, type Reference } from '../model/declaration.ts';
import type { GuideSection } from '../model/guide.ts';
import type { Metric } from '../model/metric.ts';
import { type Alert, ruleKey } from '../model/rule.ts';
import type { Runbook } from '../model/runbook.ts';
import type { Slo } from '../model/slo.ts';
import { describe } from './amount.ts';
import type { DashboardHandle } from './dashboard.ts';
import { isHandle, metricOf, refuse } from './handle.ts';
import { callerOrigin } from './origin.ts';

/** What text can link to. */
export type Referable =
  | MetricLike
  | Alert
  | Runbook
  | GuideSection
  | DashboardHandle<string, string>
  | Omit<Slo, 'dashboard'>
  | Reference;
interface MetricLike {
  readonly where: unknown;
}

/**
 * Text with links in it, in Markdown; common indentation is removed.
 *
 * @example md`Watch ${requests}; when ${highErrorRate} fires, follow ${runbook}.`
 */
export function md(strings: TemplateStringsArray, ...holes: readonly (Referable | string | number)[]): Prose {
  const origin = callerOrigin();
  const texts = dedent(strings);
  const parts = texts.flatMap((text, i) => (i === 0 ? [text] : [part(origin, holes[i - 1], i), text]));
  return Object.freeze(parts.filter((p) => p !== ''));
}

function part(origin: Origin, hole: unknown, argument: number): string | Reference {
  if (typeof hole === 'string' || typeof hole === 'number') return String(hole);
  return (
    referenceTo(hole) ??
    refuse(
      origin,
      argument,
      `${describe(hole)} is nothing to link to`,
      'put a metric, alert, dashboard, panel, runbook, section, SLO or file here',
    )
  );
}

/** The reference that leads to a declaration. */
export function referenceTo(value: unknown): Reference | undefined {
  if (isHandle(value)) {
    const metric = metricOf(value)?.metric;
    return metric && { to: 'metric', name: metric.name };
  }
  if (isDeclared(value)) return declaredReference(value as unknown as Linkable);
  return isReference(value) ? value : undefined;
}

/** What each reference says of where it leads. */
const fieldsOf: Readonly<Record<Reference['to'], readonly string[]>> = {
  metric: ['name'],
  alert: ['name'],
  dashboard: ['uid'],
  panel: ['uid', 'panel'],
  runbook: ['id'],
  section: ['id'],
  slo: ['id'],
  file: ['path'],
};

function isReference(value: unknown): value is Reference {
  if (typeof value !== 'object' || value === null) return false;
  const given = value as Readonly<Record<string, unknown>>;
  const fields = typeof given.to === 'string' && Object.entries(fieldsOf).find(([to]) => to === given.to)?.[1];
  return Array.isArray(fields) && fields.every((field) => typeof given[field] === 'string');
}

/** Whether a value is text or prose. */
export function isText(value: unknown): value is Text {
  if (typeof value === 'string') return true;
  return Array.isArray(value) && Array.from(value).every((part) => typeof part === 'string' || isReference(part));
}

/** An argument that has to be a plain text. */
export function plainText(text: unknown, argument: number): string {
  if (typeof text === 'string') return text;
  return refuse(callerOrigin(), argument, `${describe(text)} is not a text`, 'write a text in quotes');
}

/** An argument that is text or prose. */
export function proseText(text: unknown, argument: number): Prose {
  if (isText(text)) return prose(text);
  return refuse(callerOrigin(), argument, `${describe(text)} is not a text`, 'write a text or md`…`');
}

type Linkable = Metric | Alert | Runbook | GuideSection | Dashboard | Slo;

function declaredReference(value: Linkable): Reference | undefined {
  switch (value.kind) {
    case 'metric':
      return { to: 'metric', name: value.name };
    case 'alert':
      return { to: 'alert', name: value.name, key: ruleKey(value) };
    case 'runbook':
      return { to: 'runbook', id: value.id };
    case 'guideSection':
      return { to: 'section', id: value.section };
    case 'dashboard':
      return { to: 'dashboard', uid: value.uid };
    case 'slo':
      return { to: 'slo', id: value.id };
  }
}

/**
 * A file that synth writes, by its path below the system's output folder.
 *
 * @example md`Mount ${file('prometheus/alerts.yml')}.`
 */
export function file(path: string): Reference {
  return Object.freeze({ to: 'file', path: plainText(path, 0) });
}

/**
 * A panel of a dashboard that is declared elsewhere. With the dashboard's type, uid and title are checked by the compiler;
 * a type-only import keeps modules from importing each other in a circle.
 *
 * @example
 * import type { overview } from './dashboards.ts';
 * panelOf<typeof overview>('conexus-overview', 'MCP Error Rate')
 */
export function panelOf<D extends DashboardHandle<string, string>>(uid: D['uid'], panel: TitlesOf<D>): Reference {
  return Object.freeze({ to: 'panel', uid: plainText(uid, 0), panel: plainText(panel, 1) });
}
type TitlesOf<D> = D extends DashboardHandle<string, infer T> ? T : never;

/**
 * A dashboard that is declared elsewhere; see {@link panelOf}.
 *
 * @example dashboardOf<typeof overview>('conexus-overview')
 */
export function dashboardOf<D extends DashboardHandle<string, string>>(uid: D['uid']): Reference {
  return Object.freeze({ to: 'dashboard', uid: plainText(uid, 0) });
}

/** Text as prose: a plain string is one part. */
export function prose(text: string | Prose | undefined): Prose {
  if (text === undefined) return [];
  return typeof text === 'string' ? [dedent([text])[0] ?? ''] : text;
}

/** Text or prose as an option. */
export type Text = string | Prose;

/** Removes the indentation that all lines share, and blank lines at both ends. */
function dedent(strings: readonly string[]): string[] {
  const lines = strings.flatMap((s) => s.split('\n').slice(1));
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents, Number.POSITIVE_INFINITY);
  const strip = (s: string) =>
    Number.isFinite(indent) && indent > 0 ? s.replaceAll(`\n${' '.repeat(indent)}`, '\n') : s;
  const out = strings.map(strip);
  out[0] = (out[0] ?? '').replace(/^\s*\n/, '');
  const last = out.length - 1;
  out[last] = (out[last] ?? '').trimEnd();
  return out;
}
