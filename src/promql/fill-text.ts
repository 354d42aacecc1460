/** What functions of templates make of texts. */

/** The first letter of each word in upper case. Words are of letters, digits and `_`. */
export function titled(text: string): string {
  return text.replaceAll(/(?<![\p{L}\p{Nd}_])\p{L}/gu, (letter) => letter.toUpperCase());
}

/** `host:port` without the port; what is none stays. */
export function portStripped(text: string): string {
  return hostAndPort(text)?.host ?? text;
}

/** The first part of a host's name, the port kept; an address stays. */
export function domainStripped(text: string): string {
  const { host, port } = hostAndPort(text) ?? { host: text, port: '' };
  if (isAddress(host)) return text;
  const name = host.split('.')[0]!;
  if (port === '') return name;
  return name.includes(':') ? `[${name}]:${port}` : `${name}:${port}`;
}

/** As Go's net.SplitHostPort: one colon outside of brackets. */
function hostAndPort(text: string): { readonly host: string; readonly port: string } | undefined {
  const [, bracketed, bare, port] = /^(?:\[([^[\]]*)\]|([^[\]:]*)):([^[\]:]*)$/.exec(text) ?? [];
  return port === undefined ? undefined : { host: bracketed ?? bare!, port };
}

function isAddress(host: string): boolean {
  const parts = host.split('.');
  const isFour = parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
  return isFour || /^(?=.*:.*:)[\da-fA-F:]+(?:\d+\.\d+\.\d+\.\d+)?$/.test(host);
}

/** Go's url.QueryEscape. */
export function queryEscaped(text: string): string {
  const escaped = encodeURIComponent(text).replaceAll('%20', '+');
  return escaped.replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function linkTo(expr: string, tab: 0 | 1): string {
  return `/graph?g0.expr=${queryEscaped(expr)}&g0.tab=${tab}`;
}

const entities: Readonly<Record<string, string>> = {
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\0': '\ufffd',
};

export function htmlEscaped(text: string): string {
  return text.replaceAll(/["'&<>\0]/g, (char) => entities[char]!);
}
