/** Who is told of alerts, as `alidade route` prints it. */
import type { Paint } from './paint.ts';

export interface RouteAnswer {
  /** `ShopDown`; `ShopDown{severity="critical"}` where several have the name. */
  readonly alert: string;
  readonly severity: string;
  readonly cases: readonly RouteCase[];
  /** There are more cases. */
  readonly cut: boolean;
}

/** What happens to the alert with some of its labels. */
export interface RouteCase {
  /** Which ones; '' for all. */
  readonly where: string;
  readonly deliveries: readonly RouteDelivery[];
  /** Alerts, named in the same way. */
  readonly inhibitedBy: readonly string[];
}

/** Durations as Alertmanager writes them. */
export interface RouteDelivery {
  readonly receiver: string;
  readonly route: string;
  readonly groupBy: readonly string[];
  readonly groupWait: string;
  readonly groupInterval: string;
  readonly repeatInterval: string;
  /** Time intervals in which it is not told: `nights`, `outside of office-hours`. */
  readonly mutedBy: readonly string[];
}

/** What is printed beside the answer. */
export interface RouteQuestion {
  readonly system: string;
  readonly environment: string | undefined;
  /** The moment that was asked about. */
  readonly at: string | undefined;
}

/** Each alert with its receivers and what holds for them. */
export function routeText(answers: readonly RouteAnswer[], paint: Paint, at?: string): string {
  return answers
    .map((answer) => alertLines(answer, paint, at).join('\n'))
    .join('\n\n')
    .concat('\n');
}

function alertLines(
  { alert, severity, cases, cut }: RouteAnswer,
  paint: Paint,
  at: string | undefined,
): readonly string[] {
  return [
    `${paint('bold', alert)} (${severity})`,
    ...cases.flatMap((one) => caseLines(one, at)),
    ...(cut ? ['  and more cases than can be told: give labels, as label=value'] : []),
  ];
}

function caseLines({ where, deliveries, inhibitedBy }: RouteCase, at: string | undefined): readonly string[] {
  const indent = where === '' ? '  ' : '    ';
  const lines = [...deliveries.flatMap((delivery) => deliveryLines(delivery, at)), ...inhibitedLines(inhibitedBy)];
  return [...(where === '' ? [] : [`  where ${where}`]), ...lines.map((line) => indent + line)];
}

function deliveryLines(delivery: RouteDelivery, at: string | undefined): readonly string[] {
  const { receiver, route, mutedBy, groupWait, groupInterval, repeatInterval } = delivery;
  const when = at === undefined ? '' : `at ${at} `;
  const muted = mutedBy.length === 0 ? [] : [`  ${when}${mutedWords(mutedBy)}`];
  return [
    `${receiver === '' ? 'nobody' : receiver}  ${route}`,
    `  ${groupWords(delivery.groupBy)}; first told after ${groupWait}, changes every ${groupInterval}, again every ${repeatInterval}`,
    ...muted,
  ];
}

/** `muted by nights, not told outside of office-hours`. */
function mutedWords(mutedBy: readonly string[]): string {
  return mutedBy.map((name) => (name.startsWith('outside of ') ? `not told ${name}` : `muted by ${name}`)).join(', ');
}

function groupWords(groupBy: readonly string[]): string {
  if (groupBy.includes('...')) return 'each by itself';
  return groupBy.length === 0 ? 'all in one group' : `grouped by ${groupBy.join(', ')}`;
}

/** More inhibiting alerts are only counted. */
const mostInhibiting = 5;

function inhibitedLines(keys: readonly string[]): readonly string[] {
  if (keys.length === 0) return [];
  const more = keys.length > mostInhibiting ? [`${keys.length - mostInhibiting} more`] : [];
  return [`held back while one of these fires: ${[...keys.slice(0, mostInhibiting), ...more].join(', ')}`];
}

/** All alerts, a line for each case. */
export function routeTable(answers: readonly RouteAnswer[], paint: Paint): string {
  const header = ['alert', 'severity', 'where', 'receivers', 'grouped by', 'again', 'muted', 'inhibited by'];
  const rows = answers.flatMap(({ alert, severity, cases }) =>
    cases.map(({ where, deliveries, inhibitedBy }) => [
      alert,
      severity,
      where,
      each(deliveries, ({ receiver }) => receiver),
      each(deliveries, ({ groupBy }) => groupBy.join(',') || 'nothing'),
      each(deliveries, ({ repeatInterval }) => repeatInterval),
      each(
        deliveries.flatMap(({ mutedBy }) => mutedBy),
        (name) => name,
      ),
      inhibitedBy.length > 2 ? `${inhibitedBy.length} alerts` : inhibitedBy.join(', '),
    ]),
  );
  const used = header.map((_, column) => column === 0 || rows.some((row) => row[column] !== ''));
  const kept = [header, ...rows].map((row) => row.filter((_, column) => used[column]));
  const widths = kept[0]!.map((_, column) => Math.max(...kept.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return [paint('bold', line(kept[0]!)), ...kept.slice(1).map(line)].join('\n').concat('\n');
}

/** The same words for every delivery once. */
function each<T>(of: readonly T[], words: (one: T) => string): string {
  return [...new Set(of.map(words))].join(', ');
}

/** For programs: what all alerts and cases come to, then each by itself. */
export function routeJson(answers: readonly RouteAnswer[], { system, environment, at }: RouteQuestion): string {
  const cases = answers.flatMap((answer) => answer.cases);
  const deliveries = cases.flatMap((one) => one.deliveries);
  const answer = {
    receivers: distinct(deliveries.map(({ receiver }) => receiver)),
    route: distinct(deliveries.map(({ route }) => route)).join(', '),
    groupBy: deliveries[0]?.groupBy ?? [],
    mutedBy: distinct(deliveries.flatMap(({ mutedBy }) => mutedBy)),
    inhibitedBy: distinct(cases.flatMap(({ inhibitedBy }) => inhibitedBy)),
    system,
    environment,
    at,
    alerts: answers,
  };
  return `${JSON.stringify(answer, null, 2)}\n`;
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
