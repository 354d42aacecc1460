import type { Origin } from '../model/declaration.ts';
import type { Expression } from '../model/expression.ts';
import type { Alert } from '../model/rule.ts';
import { parse } from '../promql/parse.ts';
import type { QueryText } from '../promql/template.ts';
import { type AlertText, textsOf } from './texts.ts';

/** The PromQL in an alert's texts: `{{ query "up" | first | value }}`. */
export function templateQueries(alert: Alert): readonly Expression[] {
  return textsOf(alert).flatMap((text) => {
    if (!text.text.includes('query')) return [];
    const { references } = text.template;
    return references.flatMap((read) => (read.kind === 'query' ? (expressionOf(read, text, alert) ?? []) : []));
  });
}

/** Undefined where a verb of the format stands for more than a value in quotes: what comes out is not known. */
function expressionOf(query: QueryText, { path }: AlertText, { origin }: Alert): Expression | undefined {
  const { text, offsets, formatted } = query;
  const source: Origin = { ...origin, template: { text, holes: [], within: { path, offsets } } };
  const { ast, errors } = parse(text, { macros: formatted, experimental: true, source });
  if (errors.length > 0 && formatted && !isQuoted(text)) return undefined;
  return { ast, issues: errors, origin: source };
}

/** Whether every variable stands within quotes. */
function isQuoted(text: string): boolean {
  return !text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, '').includes('$');
}
