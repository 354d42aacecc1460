/** The texts of notifications as templates: which receivers say them, and with what. */
import { isDefaultTemplate } from '../model/notification-defaults.ts';
import type { Project } from '../model/project.ts';
import type { NotificationTemplate, Receiver } from '../model/routing.ts';
import { onceFor } from '../promql/once-for.ts';
import { notificationTemplates, type ParsedTemplate, parseTemplate } from '../promql/template.ts';
import { settingsOf, templateIn } from './notification-texts.ts';

export interface NotificationText {
  readonly of: Receiver | NotificationTemplate;
  /** In the arguments of its call. */
  readonly path: readonly (string | number)[];
  readonly template: ParsedTemplate;
  /** Names of the receivers that say it. */
  readonly saidBy: ReadonlySet<string>;
}

/** Every text that Alertmanager fills in. */
export const notificationTexts = onceFor((project: Project): readonly NotificationText[] => {
  const inline = project.receivers.flatMap(inReceiver);
  const calls = callsFrom(project, inline);
  const named = project.notificationTemplates.map((one): NotificationText => {
    const { stands, receivers } = calls(one);
    return { of: one, path: [1], template: read(one, stands), saidBy: receivers };
  });
  return [...inline, ...named];
});

function inReceiver(receiver: Receiver): readonly NotificationText[] {
  return settingsOf(receiver).flatMap(({ value, path, isTemplate }) => {
    if (!isTemplate || typeof value !== 'string') return [];
    const template = parseTemplate(value, notificationTemplates);
    return [{ of: receiver, path, template, saidBy: new Set([receiver.name]) }];
  });
}

function read({ text }: NotificationTemplate, stands: string | undefined): ParsedTemplate {
  return parseTemplate(text, notificationTemplates, stands ?? 'anything');
}

interface Called {
  /** The type of what is passed in; undefined where calls differ, or there are none. */
  readonly stands: string | undefined;
  readonly receivers: ReadonlySet<string>;
}

interface Call {
  readonly name: string;
  readonly stands: string | undefined;
  readonly receiver: string | undefined;
}

/** Follows calls from what receivers say to the templates that they lead to. */
function callsFrom(project: Project, inline: readonly NotificationText[]): (of: NotificationTemplate) => Called {
  const declared = new Map(project.notificationTemplates.map((one) => [one.name, one]));
  const seen = new Map<string, Map<string, Call>>();
  const waiting: Call[] = [
    ...project.notificationTemplates.flatMap(({ name }) =>
      isDefaultTemplate(name)
        ? [{ name, stands: name.startsWith('__text') ? undefined : 'all', receiver: undefined }]
        : [],
    ),
    ...project.receivers.flatMap((receiver) =>
      settingsOf(receiver).flatMap(({ value }): Call[] => {
        const name = templateIn(value);
        return name === undefined ? [] : [{ name, stands: 'all', receiver: receiver.name }];
      }),
    ),
    ...inline.flatMap(({ template, of }) => callsIn(template, of.name)),
  ];
  for (let call = waiting.pop(); call !== undefined; call = waiting.pop()) {
    const calls = seen.get(call.name) ?? new Map<string, Call>();
    seen.set(call.name, calls);
    const key = JSON.stringify([call.stands, call.receiver]);
    const template = declared.get(call.name);
    if (calls.has(key) || !template) continue;
    calls.set(key, call);
    waiting.push(...callsIn(read(template, call.stands), call.receiver));
  }
  return ({ name }) => {
    const calls = [...(seen.get(name)?.values() ?? [])];
    const types = new Set(calls.map(({ stands }) => stands));
    const receivers = calls.flatMap(({ receiver }) => receiver ?? []);
    return { stands: types.size === 1 ? [...types][0] : undefined, receivers: new Set(receivers) };
  };
}

function callsIn({ references }: ParsedTemplate, receiver: string | undefined): readonly Call[] {
  return references.flatMap((read) =>
    read.kind === 'template' ? [{ name: read.name, stands: read.stands, receiver }] : [],
  );
}
