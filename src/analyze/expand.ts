import { regexGroups } from '../promql/regex.ts';

/** `$$`, `${name}` or `$name`, as Go's regexp.Expand reads them. */
const reference = /\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu;

/** A template of a replacement with what a pattern matched of a value; undefined where it does not match. */
export function expanded(template: string, pattern: string, value: string): string | undefined {
  const group = regexGroups(pattern, value);
  return group && template.replace(reference, (_, braced?: string, bare?: string) => groupText(group, braced ?? bare));
}

function groupText(group: (name: number | string) => string, name: string | undefined): string {
  if (name === undefined) return '$';
  // `$01` is a name and not group 1.
  return group(/^(?:0|[1-9]\d*)$/.test(name) ? Number(name) : name);
}

/** The text before the first reference of a template, all of it where there is none. */
export function constantPart(template: string): { readonly prefix: string; readonly whole: boolean } {
  const at = template.indexOf('$');
  return at < 0 ? { prefix: template, whole: true } : { prefix: template.slice(0, at), whole: false };
}
