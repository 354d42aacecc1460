/** routing.md: who is told of what, for whoever asks at night. */

import { settingsOf } from '../../analyze/notification-texts.ts';
import type { Notification, Simulation } from '../../analyze/routing.ts';
import { conditionWords } from '../../analyze/routing-words.ts';
import { intervalWords } from '../../analyze/time-words.ts';
import type { Receiver, Secret } from '../../model/routing.ts';
import type { Alert } from '../../model/rule.ts';
import { formatDuration } from '../../promql/duration.ts';
import { alertReference, codes, links, toGuide } from './facts.ts';
import { code, count, listed, plain, sentence } from './markdown.ts';
import { type Block, codeBlock, heading, type Inline, type Page, paragraph, table } from './page.ts';
import { routingDiagram } from './routing-diagram.ts';
import type { Site } from './site.ts';

const routingFile = 'alertmanager/alertmanager.yml';

/** A longer table is not read at a glance; the page of alerts says of each whom it notifies. */
const mostRows = 500;

export function routingPage(site: Site): readonly Page[] {
  const simulation = site.analysis.routing();
  const { system, alerts } = site.project;
  if (!simulation) return [];
  return [
    {
      path: 'docs/routing.md',
      title: `${system.title} notifications`,
      targets: [],
      blocks: [
        paragraph(toGuide),
        paragraph(['Who is told when an alert fires. The configuration is ', { to: 'file', path: routingFile }, '.']),
        heading(2, 'Who gets what'),
        ...whoGetsWhat(alerts, simulation),
        heading(2, 'Routes'),
        paragraph(
          'From left to right, those of one box from top to bottom: the first that fits takes the alert, after a dotted line the next ones are tried too. What none takes stays on the left.',
        ),
        codeBlock('mermaid', routingDiagram(simulation.tree)),
        heading(2, 'Receivers'),
        ...receivers(site),
        ...intervals(site),
      ],
    },
  ];
}

function whoGetsWhat(alerts: readonly Alert[], simulation: Simulation): Block[] {
  const cases = alerts.flatMap((alert) => simulation.of(alert).cases.map((one) => ({ alert, one })));
  if (cases.length > mostRows) return [paragraph(`${sentence(count(alerts.length, 'alert'))}: too many for a table.`)];
  const rows = cases.map(({ alert, one }) => rowOf(alert, one));
  const header = ['Alert', 'Severity', 'With', 'Receivers', 'Grouped by', 'Told', 'Not told', 'Held back by'];
  const isUsed = header.map((_, column) => rows.some((row) => row[column]!.length > 0));
  const used = <T>(row: readonly T[]) => row.filter((_, column) => isUsed[column]);
  return table(used(header), rows.map(used));
}

function rowOf(alert: Alert, { where, deliveries, inhibitedBy }: Notification): Inline[] {
  return [
    [alertReference(alert)],
    plain(alert.severity),
    where.map((condition) => plain(conditionWords(condition))).join(', '),
    distinct(deliveries.map(({ receiver }) => plain(receiver))),
    distinct(deliveries.map(({ groupBy }) => grouping(groupBy))),
    distinct(deliveries.map(({ groupWait, repeatInterval }) => told(groupWait, repeatInterval))),
    distinct(deliveries.flatMap(({ mute, active }) => quiet(mute, active))),
    links(inhibitedBy.map(alertReference)),
  ];
}

function distinct(texts: readonly string[]): string {
  return [...new Set(texts)].join(', ');
}

function grouping(groupBy: readonly string[]): string {
  if (groupBy.includes('...')) return 'all labels';
  return groupBy.length === 0 ? 'nothing' : codes(groupBy);
}

function told(groupWait: number, repeatInterval: number): string {
  return `after ${formatDuration(groupWait)}, again every ${formatDuration(repeatInterval)}`;
}

function quiet(mute: readonly string[], active: readonly string[]): readonly string[] {
  return [...mute.map((name) => `in ${plain(name)}`), ...active.map((name) => `outside of ${plain(name)}`)];
}

/** `pager (severity="critical"), team`: one line of an alert's own section. */
export function notifies(alert: Alert, { analysis }: Site): string | undefined {
  const simulation = analysis.routing();
  if (!simulation) return undefined;
  const parts = simulation.of(alert).cases.map(({ where, deliveries }) => {
    const names = listed([...new Set(deliveries.map(({ receiver }) => plain(receiver)))]);
    const words = where.map((condition) => plain(conditionWords(condition))).join(', ');
    return words === '' ? names : `${names} (${words})`;
  });
  return [...new Set(parts)].join('; ');
}

function receivers({ project }: Site): Block[] {
  return table(
    ['Receiver', 'Notifies by', 'Needs'],
    project.receivers.map((receiver) => [
      plain(receiver.name),
      integrationWords(receiver),
      needs(receiver, project.routing?.secretsFolder ?? ''),
    ]),
  );
}

function integrationWords({ integrations }: Receiver): string {
  if (integrations.length === 0) return 'nothing: nobody is told';
  return [...new Set(integrations.map(({ type }) => type))].join(', ');
}

/** Where its secrets come from. */
function needs(receiver: Receiver, folder: string): string {
  const secrets = settingsOf(receiver).flatMap(({ value }) => (isSecret(value) ? [secretWords(value, folder)] : []));
  return [...new Set(secrets)].join(', ');
}

function isSecret(value: unknown): value is Secret {
  return typeof value === 'object' && value !== null && 'secret' in value;
}

function secretWords(secret: Secret, folder: string): string {
  return secret.secret === 'file'
    ? code(secret.path)
    : `${code(secret.name)} (file ${code(`${folder}/${secret.name}`)})`;
}

function intervals({ project }: Site): Block[] {
  if (project.timeIntervals.length === 0) return [];
  return [
    heading(2, 'Time intervals'),
    ...table(
      ['Interval', 'When'],
      project.timeIntervals.map((interval) => [plain(interval.name), plain(intervalWords(interval))]),
    ),
  ];
}
