import type { AlertMatcher } from '../../model/routing.ts';
import { isLabelName } from '../../promql/keywords.ts';

/**
 * A matcher that the classic parser and the one of UTF-8 names read alike: the value in double quotes, in which both know
 * the same three escapes, and the name without quotes where it can stand so.
 *
 * @example matcherText({ label: 'severity', op: '=', value: 'critical' }) // severity="critical"
 */
export function matcherText({ label, op, value }: AlertMatcher): string {
  return `${isLabelName(label) ? label : quoted(label)}${op}${quoted(value)}`;
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
