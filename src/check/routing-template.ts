import type { Analysis } from '../analyze/analysis.ts';
import { annotationsOf } from '../analyze/annotations.ts';
import { type NotificationText, notificationTexts } from '../analyze/notification-templates.ts';
import { settingsOf, templateIn } from '../analyze/notification-texts.ts';
import type { Simulation } from '../analyze/routing.ts';
import type { Variant } from '../analyze/routing-classes.ts';
import type { RouteNode } from '../analyze/routing-tree.ts';
import { vocabulary } from '../analyze/routing-vocabulary.ts';
import { defaultTemplates, isDefaultTemplate } from '../model/notification-defaults.ts';
import { atLeast } from '../model/version.ts';
import { didYouMean } from '../promql/nearest.ts';
import type { TemplateIssue, TemplateReference } from '../promql/template.ts';
import { alertmanagerFunctions } from '../promql/template-functions.ts';
import type { Check, Finding } from './check.ts';
import { inOption, listed, quoted, type Words } from './finding.ts';

function slack(title: string): string {
  return `const team = shop.receiver('team', {
  slack: [{ apiUrl: secret.env('SLACK_URL'), channel: '#shop', title: '${title}', sendResolved: true }],
});
shop.routing({ receiver: team, groupBy: ['alertname'] });`;
}

export const routingTemplate: Check = {
  id: 'routing-template',
  severity: 'error',
  class: 'fact',
  concludesFromAbsence: true,
  why: 'A text that Alertmanager cannot fill in is not sent at all, and one with a label that no alert has comes with a hole.',
  bad: slack('{{ .CommonLabels.severty | toUpper }}: {{ .GroupLabels.alertname }}'),
  good: slack('{{ .CommonLabels.severity | toUpper }}: {{ .GroupLabels.alertname }}'),
  *find(analysis) {
    yield* inSettings(analysis.project);
    const told = toldBy(analysis);
    for (const text of notificationTexts(analysis.project)) {
      for (const issue of text.template.issues) {
        const words = wordsForIssue(issue);
        if (isCertain(issue, words, text, analysis)) yield inOption(text.of, text.path, words, issue);
      }
      const asked = askedIn(text);
      for (const reference of text.template.references) {
        const words = wordsFor(reference, text, analysis) ?? emptyKey(reference, text, asked, told);
        if (words) yield inOption(text.of, text.path, words, reference);
      }
    }
  },
};

/** Templates that the system does not have, and `${CHANNEL}`, which Alertmanager takes for the text itself. */
function* inSettings(project: Analysis['project']): Generator<Finding> {
  const { receivers, notificationTemplates } = project;
  for (const receiver of receivers) {
    for (const { value, path } of settingsOf(receiver)) {
      const named = templateIn(value);
      const words = typeof value === 'string' ? unexpandedIn(value) : named && unknownTemplate(named, project);
      if (words) yield inOption(receiver, path, words);
    }
  }
  for (const template of notificationTemplates) {
    const words = unexpandedIn(template.text);
    if (words) yield inOption(template, [1], words);
  }
}

function unexpandedIn(text: string): Words | undefined {
  const [reference, inBraces, bare] = /\$\{([A-Z_][A-Z\d_]*)\}|^\$([A-Z_][A-Z\d_]*)$/.exec(text) ?? [];
  if (reference === undefined) return undefined;
  return {
    message: `Alertmanager reads no variables here: people see ${reference} as it stands`,
    help: `write the text itself, or perEnvironment({ … }); secret.env('${inBraces ?? bare}') where a field takes a secret`,
  };
}

/** What a text asks for before it shows it. */
function askedIn({ template }: NotificationText): ReadonlySet<string> {
  return new Set(
    template.references.flatMap((read) => (read.kind === 'key' && read.use === 'condition' ? read.name : [])),
  );
}

/** What a webhook is sent beside the notification (notify/webhook/webhook.go). */
const ofMessage: ReadonlySet<string> = new Set(['Version', 'GroupKey', 'TruncatedAlerts']);

/** Later Alertmanagers may pass in more than is known here: then only what is near something known is certainly wrong. */
function isCertain({ unknown }: TemplateIssue, { help }: Words, { path }: NotificationText, { project }: Analysis) {
  if (unknown?.kind !== 'field' || !unknown.among?.includes('GroupLabels') || help !== undefined) return true;
  return (
    !atLeast(project.system.runsOn.alertmanager, '0.30') && !(path.includes('payload') && ofMessage.has(unknown.name))
  );
}

const writtenFor = 'a notification is about several alerts: {{ range .Alerts }}{{ .Labels.job }}{{ end }}';

/** What only the notification as a whole has. */
const ofNotification: ReadonlySet<string> = new Set([
  'Receiver',
  'Alerts',
  'GroupLabels',
  'CommonLabels',
  'CommonAnnotations',
  'ExternalURL',
]);

function wordsForIssue({ message, unknown, instead }: TemplateIssue): Words {
  if (instead !== undefined) return { message, help: `write ${instead}` };
  if (unknown?.kind === 'variable' && /^\$(?:labels|value|externalLabels)$/.test(unknown.name))
    return { message: `${unknown.name} is for texts of alerts: notifications do not have it`, help: writtenFor };
  if (unknown === undefined) return { message };
  const known = unknown.kind === 'function' ? Object.keys(alertmanagerFunctions) : (unknown.among ?? []);
  const isOfAlert =
    unknown.kind === 'field' && /^(?:Labels|Annotations|StartsAt|EndsAt|GeneratorURL)$/.test(unknown.name);
  const isOfAll = unknown.kind === 'field' && ofNotification.has(unknown.name);
  const help = isOfAll
    ? `within range and with, . is something else: write $.${unknown.name}`
    : (didYouMean(unknown.name, known) ?? (isOfAlert ? writtenFor : undefined));
  return { message, ...(help !== undefined && { help }) };
}

function wordsFor(reference: TemplateReference, { of }: NotificationText, { project }: Analysis): Words | undefined {
  switch (reference.kind) {
    case 'function':
      return tooNew(reference.name, project.system.runsOn.alertmanager);
    case 'template':
      return unknownTemplate(reference.name, project);
    case 'define': {
      if (of.kind !== 'notificationTemplate') return undefined;
      const help = `declare it by itself: notificationTemplate(${quoted(reference.name)}, '…')`;
      return { message: 'a template cannot define another within itself', help };
    }
    default:
      return undefined;
  }
}

function tooNew(name: string, runsOn: string): Words | undefined {
  const since = alertmanagerFunctions[name]?.since;
  if (since === undefined || atLeast(runsOn, since)) return undefined;
  const message = `${name} exists since Alertmanager ${since}; the system runs on ${runsOn}`;
  return { message, help: 'do without it, or say under `runsOn` that a later version runs' };
}

function unknownTemplate(name: string, { notificationTemplates }: Analysis['project']): Words | undefined {
  const declared = notificationTemplates.map((one) => one.name);
  if (declared.includes(name) || isDefaultTemplate(name)) return undefined;
  const help = didYouMean(name, [...declared, ...defaultTemplates]);
  return {
    message: `there is no template ${quoted(name)}`,
    help: help ?? `declare it: notificationTemplate(${quoted(name)}, '…')`,
  };
}

/** What the alerts that reach a receiver have. */
interface Told {
  readonly labels: ReadonlySet<string> | undefined;
  readonly annotations: ReadonlySet<string>;
  /** Labels that its routes group by; undefined where by all. */
  readonly groupBy: ReadonlySet<string> | undefined;
}

function toldBy(analysis: Analysis): (receiver: string) => Told | undefined {
  const simulation = analysis.routing();
  if (!simulation || simulation.classes.some(({ cut }) => cut)) return () => undefined;
  const reaching = reachingIn(simulation);
  const known = new Map<string, Told | undefined>();
  return (receiver) => {
    const found = reaching.get(receiver);
    if (found && !known.has(receiver)) known.set(receiver, told(found, analysis));
    return known.get(receiver);
  };
}

/** The alerts that reach a receiver, and the routes by which they do. */
interface Reaching {
  readonly variants: Set<Variant>;
  readonly nodes: Set<RouteNode>;
}

function reachingIn({ classes }: Simulation): ReadonlyMap<string, Reaching> {
  const reaching = new Map<string, Reaching>();
  for (const { variants, passages } of classes) {
    for (const node of new Set(passages.flatMap(({ result }) => result.taken))) {
      const { receiver } = node.delivery;
      const found = reaching.get(receiver) ?? { variants: new Set(), nodes: new Set() };
      reaching.set(receiver, found);
      found.nodes.add(node);
      for (const variant of variants) found.variants.add(variant);
    }
  }
  return reaching;
}

function told({ variants, nodes }: Reaching, { project }: Analysis): Told {
  const all = [...variants];
  const grouping = [...nodes].flatMap(({ delivery }) => delivery.groupBy);
  const isOpen = all.some(({ labels }) => !labels.complete);
  return {
    labels: isOpen ? undefined : new Set(vocabulary(all.map(({ labels }) => labels)).names),
    annotations: new Set(all.flatMap(({ alert }) => Object.keys(annotationsOf(alert, project.system)))),
    groupBy: grouping.includes('...') ? undefined : new Set(grouping),
  };
}

const wordFor: Readonly<Record<string, readonly [kind: keyof Told, what: string]>> = {
  Labels: ['labels', 'label'],
  CommonLabels: ['labels', 'label'],
  Annotations: ['annotations', 'annotation'],
  CommonAnnotations: ['annotations', 'annotation'],
  GroupLabels: ['groupBy', 'label'],
};

/** A label or annotation that no alert has of which the text tells. */
function emptyKey(
  reference: TemplateReference,
  { saidBy }: NotificationText,
  asked: ReadonlySet<string>,
  toldOf: (receiver: string) => Told | undefined,
): Words | undefined {
  if (reference.kind !== 'key' || asked.has(reference.name) || saidBy.size === 0) return undefined;
  const [kind, what] = wordFor[reference.of] ?? [];
  const lists = [...saidBy].map((receiver) => kind && toldOf(receiver)?.[kind]);
  const has = lists.flatMap((list) => (list ? [...list] : []));
  if (lists.some((list) => list === undefined) || has.includes(reference.name)) return undefined;
  const message =
    kind === 'groupBy'
      ? `notifications to ${listed([...saidBy], 'and')} are not grouped by "${reference.name}": .GroupLabels is without it`
      : `no alert that reaches ${listed([...saidBy], 'or')} has the ${what} "${reference.name}"`;
  const all = has.length === 0 ? 'there are none' : `there are ${listed([...new Set(has)].sort(), 'and')}`;
  const instead = kind === 'groupBy' ? `group by it, or write .CommonLabels.${reference.name}` : all;
  return { message, help: didYouMean(reference.name, has) ?? instead };
}
