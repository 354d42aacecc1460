import { type SettingAt, settingsOf } from '../analyze/notification-texts.ts';
import type { Check } from './check.ts';
import { inOption, type Words } from './finding.ts';
import { routed } from './routing-example.ts';
import { secretIn } from './secret-in-text.ts';

function pager(url: string): string {
  return `const pager = shop.receiver('pager', { webhook: [{ url: ${url} }] });
shop.alert('QueueTooLong', { when: queueLength.avgOverTime('10m').gt(1000), ...warning, severity: 'critical' });
${routed("routes: [{ match: { severity: 'critical' }, receiver: pager }],")}`;
}

export const routingSecret: Check = {
  id: 'routing-secret',
  severity: 'error',
  class: 'fact',
  why: 'Whoever reads the repository, or the page of Alertmanager that shows its configuration, has the secret, and can send in its name.',
  bad: pager("'https://pager.example.com/hook?token=5f2c9e1ab7d04'"),
  good: pager("secret.env('PAGER_URL')"),
  *find({ project }) {
    const broken = new Set(
      project.invalid.flatMap(({ origin, issues }) => issues.map(({ path }) => key(origin, path))),
    );
    for (const receiver of project.receivers) {
      for (const setting of settingsOf(receiver)) {
        if (setting.path.some((_, depth) => broken.has(key(receiver.origin, setting.path.slice(0, depth + 1)))))
          continue;
        const words = wordsFor(setting);
        if (words) yield inOption(receiver, setting.path, words);
      }
    }
    for (const template of project.notificationTemplates) {
      const message = secretIn(template.text);
      if (message !== undefined && !broken.has(key(template.origin, [1])))
        yield inOption(template, [1], { message, help: noPlace });
    }
  },
};

function key(origin: object, path: readonly (string | number)[]): string {
  const { file, line, column } = origin as { readonly file: string; readonly line: number; readonly column: number };
  return JSON.stringify([file, line, column, ...path]);
}

/** A text that people read has no field that takes a secret. */
const noPlace = 'leave it out: whoever reads the message has it, and so has whoever reads the repository';

function wordsFor({ value, field, path, isTemplate }: SettingAt): Words | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  const name = String(path.at(-1));
  const isField = field?.kind === 'secret' || field?.kind === 'address';
  const message = field?.kind === 'secret' ? `the ${name} stands here in the clear` : secretIn(value, name);
  if (message === undefined) return undefined;
  if (isField) return { message, help: "write secret.env('…') or secret.file('…')" };
  return { message, help: isTemplate && field !== undefined ? noPlace : elsewhere };
}

const elsewhere =
  'give it in a field that takes a secret: httpConfig.authorization, httpConfig.basicAuth or a url of secret.env(…)';
