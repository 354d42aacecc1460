import { expanded as expandedBy, regexGroups } from '../promql/regex.ts';

/** A template of a replacement with what a pattern matched of a value; undefined where it does not match. */
export function expanded(template: string, pattern: string, value: string): string | undefined {
  const groups = regexGroups(pattern, value);
  return groups && expandedBy(template, groups);
}

/** The text before the first reference of a template, all of it where there is none. */
export function constantPart(template: string): { readonly prefix: string; readonly whole: boolean } {
  const at = template.indexOf('$');
  return at < 0 ? { prefix: template, whole: true } : { prefix: template.slice(0, at), whole: false };
}
