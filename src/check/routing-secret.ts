import { type SettingAt, settingsOf } from '../analyze/notification-texts.ts';
import type { Check } from './check.ts';
import { inOption, type Words } from './finding.ts';
import { routed } from './routing-example.ts';

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
  },
};

function key(origin: object, path: readonly (string | number)[]): string {
  const { file, line, column } = origin as { readonly file: string; readonly line: number; readonly column: number };
  return JSON.stringify([file, line, column, ...path]);
}

function wordsFor({ value, field, path }: SettingAt): Words | undefined {
  if (typeof value !== 'string' || value === '' || value.includes('{{')) return undefined;
  const name = String(path.at(-1));
  const found = field?.kind === 'secret' ? `the ${name} stands here in the clear` : secretIn(value, name);
  if (found === undefined) return undefined;
  const help =
    field?.kind === 'secret' || field?.kind === 'address'
      ? `write secret.env('…') or secret.file('…')`
      : 'give it in a field that takes a secret: httpConfig.authorization, httpConfig.basicAuth or a url of secret.env(…)';
  return { message: found, help };
}

/** Addresses that anybody who knows them can send to. */
const hooks: readonly (readonly [service: string, pattern: RegExp])[] = [
  ['Slack', /^https:\/\/hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/./],
  ['Discord', /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d+\/./],
  [
    'Teams',
    /^https:\/\/[\w.-]+\.(?:webhook\.office\.com\/webhookb2|logic\.azure\.com[:\d]*\/workflows|powerplatform\.com[:\d]*\/.*\/workflows)\/./,
  ],
  ['Telegram', /^https:\/\/api\.telegram\.org\/bot\d+:/],
  ['Google Chat', /^https:\/\/chat\.googleapis\.com\/v1\/spaces\/.*[?&]key=/],
];
const tokens = /^(?:access[_-]?)?(?:token|key|secret|password|passwd|pwd|sig|signature|api[_-]?key|auth)$/i;

function secretIn(value: string, name: string): string | undefined {
  const hook = hooks.find(([, pattern]) => pattern.test(value));
  if (hook) return `who knows this address can post to ${hook[0]}: it is a secret`;
  if (
    /^(?:authorization|proxy-authorization|x-api-key|x-auth-token|cookie)$/i.test(name) ||
    /^(?:Bearer|Basic) \S{6,}$/.test(value)
  )
    return `a password or token stands here in the clear, as ${name}`;
  return secretInAddress(value);
}

function secretInAddress(value: string): string | undefined {
  const [, user] = /^[a-z][a-z\d+.-]*:\/\/([^/?#@]*)@/i.exec(value) ?? [];
  if (user?.includes(':')) return 'the address holds a user and password';
  const [, query = ''] = /^[a-z][a-z\d+.-]*:\/\/[^?#]*\?([^#]*)/i.exec(value) ?? [];
  const named = query.split('&').map((part) => part.split('='));
  const [token] = named.find(([parameter = '', given = '']) => tokens.test(parameter) && given.length > 5) ?? [];
  return token === undefined ? undefined : `the address holds a secret, as "${token}"`;
}
