import type { Use } from '../analyze/analysis.ts';
import { placeOf } from '../analyze/place.ts';
import { variablesIn } from '../analyze/variables.ts';
import type { SyntaxIssue } from '../model/expression.ts';
import type { Matcher } from '../promql/ast.ts';
import type { Check, Finding } from './check.ts';
import { inUse } from './finding.ts';

export const promqlSyntax: Check = {
  id: 'promql-syntax',
  severity: 'error',
  class: 'fact',
  fixable: true,
  why: 'Prometheus refuses a rule file, and Grafana a panel, with an expression that does not parse.',
  bad: `shop.alert('ManyErrors', { when: promql\`sum(rate(shop_requests_total{status="error"}[5m]) > 1\`, ...warning });`,
  good: `shop.alert('ManyErrors', { when: promql\`sum(rate(shop_requests_total{status="error"}[5m])) > 1\`, ...warning });`,
  *find({ uses }) {
    for (const use of uses) {
      // What is wrong with a query in a template is wrong with the template.
      if (use.role === 'template') continue;
      for (const issue of use.expression.issues) if (issue.kind === 'syntax') yield inText(use, issue);
      if (use.dialect === 'prometheus') yield* dashboardOnly(use);
    }
  },
};

/** What the parser says of a text, at the very characters. */
export function inText(use: Use, { start, end, message, help, fix }: SyntaxIssue): Finding {
  const place = placeOf({ start, end }, use.expression.origin);
  return inUse(use, place, { message, ...(help !== undefined && { help }), ...(fix !== undefined && { fix }) });
}

/** Variables and macros, which Grafana fills in and Prometheus does not know. */
function* dashboardOnly(use: Use): Generator<Finding> {
  const { ast, origin, issues } = use.expression;
  for (const { name, span, matcher } of ast && issues.length === 0 ? variablesIn(ast) : []) {
    if (matcher && !isMeantAsVariable(matcher)) continue;
    const help = name.endsWith('interval')
      ? 'write a duration such as 5m'
      : 'write a value, or use the query in a dashboard';
    yield inUse(use, placeOf(span, origin), { message: `$${name} is known to Grafana only, not to Prometheus`, help });
  }
}

/** In a pattern, $ before a letter never matches; elsewhere it may be part of a value. */
function isMeantAsVariable({ op, value }: Matcher): boolean {
  return op === '=~' || op === '!~' || /^(?:\$\w+|\$\{[^}]+\}|\[\[[^\]]+\]\])$/.test(value);
}
