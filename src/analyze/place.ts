import type { Origin } from '../model/declaration.ts';
import type { Place } from '../model/diagnostic.ts';
import type { Matcher, Span } from '../promql/ast.ts';
import type { Fact } from '../promql/infer.ts';
import type { Use } from './analysis.ts';

/**
 * Where a node of an expression was written. Its source is the Origin of the tag or builder call that made it;
 * offsets mean something only in a tag's text. `path` says which argument of a builder call to point at.
 */
export function placeOf(span: Span, fallback: Origin, path?: readonly (string | number)[]): Place {
  const origin = (span.source as Origin | undefined) ?? fallback;
  const { template, ...call } = origin;
  if (template?.within) {
    const { path: whole, offsets } = template.within;
    return { origin: call, path: whole, span: { start: offsets[span.start] ?? 0, end: offsets[span.end] ?? 0 } };
  }
  if (template) return { origin, span: { start: span.start, end: span.end } };
  return path ? { origin, path } : { origin };
}

/**
 * Where a node was written. A builder's selector comes from where its metric is declared; what is wrong with reading it is
 * shown at the call that reads it, or at the option that takes it as it is.
 */
export function placeOfNode(fact: Fact, use: Use): Place {
  let node: Fact | undefined = fact;
  while (node?.expr.kind === 'selector' && !(node.expr.source as Origin | undefined)?.template) node = node.parent;
  return node ? placeOf(node.expr, use.expression.origin) : placeOfUse(use);
}

/** The option that an expression was given as. */
function placeOfUse({ owner, panel, expression }: Use): Place {
  if (panel) return { origin: panel.origin, path: [1, 'query'] };
  switch (owner.kind) {
    case 'alert':
      return { origin: owner.origin, path: [1, 'when'] };
    case 'recordingRule':
      return { origin: owner.origin, path: [1, 'expr'] };
    case 'variable':
      return { origin: owner.origin, path: [0] };
    default:
      return { origin: expression.origin };
  }
}

/** Where the label or the value of a matcher was written: in `.where({ status: 'eror' })` the property `status`. */
export function placeOfMatcher(matcher: Matcher, part: 'label' | 'value', fallback: Origin): Place {
  const span = part === 'label' ? matcher.labelSpan : matcher.valueSpan;
  return placeOf({ ...span, source: span.source ?? matcher.source }, fallback, [0, matcher.label]);
}
