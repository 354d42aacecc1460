import type { Origin } from '../model/declaration.ts';
import type { Place } from '../model/diagnostic.ts';
import type { Matcher, Span } from '../promql/ast.ts';

/**
 * Where a node of an expression was written. Its source is the Origin of the tag or builder call that made it;
 * offsets mean something only in a tag's text. `path` says which argument of a builder call to point at.
 */
export function placeOf(span: Span, fallback: Origin, path?: readonly (string | number)[]): Place {
  const origin = (span.source as Origin | undefined) ?? fallback;
  if (origin.template) return { origin, span: { start: span.start, end: span.end } };
  return path ? { origin, path } : { origin };
}

/** Where the label or the value of a matcher was written: in `.where({ status: 'eror' })` the property `status`. */
export function placeOfMatcher(matcher: Matcher, part: 'label' | 'value', fallback: Origin): Place {
  const span = part === 'label' ? matcher.labelSpan : matcher.valueSpan;
  return placeOf({ ...span, source: span.source ?? matcher.source }, fallback, [0, matcher.label]);
}
