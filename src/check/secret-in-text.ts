/** Secrets that stand in texts: only what is certainly one. What templates fill in is not known, and no part of it. */

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
const parameters = /^(?:access[_-]?)?(?:token|key|secret|password|passwd|pwd|sig|signature|api[_-]?key|auth)$/i;
const headers = /^(?:authorization|proxy-authorization|x-api-key|x-auth-token|cookie)$/i;
const named = /(?:^|[a-z]|[-_])(?:api[-_]?key|token|secret|password)$/i;

/** How those who make tokens begin them, and what carries one. */
const tokens: readonly RegExp[] = [
  /\b(?:Bearer|Basic) (?=[^\s"']*\d)[\w.~+/=-]{16,}/,
  /\bxox[abeoprs]-[\w-]{10,}/,
  /\b(?:gh[oprsu]_|github_pat_|glpat-|glsa_)\w{16,}/,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/,
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
];

/**
 * What is secret in a text, in words; `name` is that of the field it stands in.
 *
 * @example secretIn('see https://me:pass@grafana.example.com') // 'the address holds a user and password'
 */
export function secretIn(text: string, name = ''): string | undefined {
  const standing = text.replace(/\{\{[\s\S]*?\}\}/g, ' ');
  if (isNamedSo(text, name)) return `a password or token stands here in the clear, as ${name}`;
  for (const [address] of standing.matchAll(/\b[a-z][a-z\d+.-]*:\/\/[^\s"'<>|]+/gi)) {
    const found = inAddress(address);
    if (found !== undefined) return found;
  }
  return tokens.some((pattern) => pattern.test(standing)) ? 'a password or token stands here in the clear' : undefined;
}

function isNamedSo(text: string, name: string): boolean {
  if (text.includes('{{')) return false;
  if (headers.test(name) || /^(?:Bearer|Basic) \S{6,}$/.test(text)) return true;
  return named.test(name) && /^(?=.*\d)[^\s:/]{8,}$/.test(text);
}

function inAddress(address: string): string | undefined {
  const hook = hooks.find(([, pattern]) => pattern.test(address));
  if (hook) return `who knows this address can post to ${hook[0]}: it is a secret`;
  const [, user] = /^[^/]*:\/\/([^/?#@]*)@/.exec(address) ?? [];
  if (user !== undefined && /:./.test(user)) return 'the address holds a user and password';
  const [, query = ''] = /\?([^#]*)/.exec(address) ?? [];
  const asked = query.split('&').map((part) => part.split('='));
  const [token] = asked.find(([parameter = '', given = '']) => parameters.test(parameter) && given.length > 5) ?? [];
  return token === undefined ? undefined : `the address holds a secret, as "${token}"`;
}
