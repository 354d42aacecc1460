import type { Use } from '../analyze/analysis.ts';
import type { SyntaxIssue } from '../model/expression.ts';
import type { Check, Finding } from './check.ts';
import { inUse } from './finding.ts';

export const promqlSyntax: Check = {
  id: 'promql-syntax',
  severity: 'error',
  class: 'fact',
  why: 'Prometheus refuses a rule file, and Grafana a panel, with an expression that does not parse.',
  bad: `shop.alert('ManyErrors', { when: promql\`sum(rate(shop_requests_total{status="error"}[5m]) > 1\`, severity: 'warning', runbook });`,
  good: `shop.alert('ManyErrors', { when: promql\`sum(rate(shop_requests_total{status="error"}[5m])) > 1\`, severity: 'warning', runbook });`,
  *find({ uses }) {
    for (const use of uses)
      for (const issue of use.expression.issues) if (issue.kind === 'syntax') yield inText(use, issue);
  },
};

/** What the parser says of a text, at the very characters. */
export function inText(use: Use, { start, end, message, help }: SyntaxIssue): Finding {
  const place = { origin: use.expression.origin, span: { start, end } };
  return inUse(use, place, { message, ...(help !== undefined && { help }) });
}
