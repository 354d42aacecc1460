import type { Use } from '../analyze/analysis.ts';
import { placeOf, placeOfNode } from '../analyze/place.ts';
import type { Expr, ValueType } from '../promql/ast.ts';
import { checkTypes } from '../promql/check-types.ts';
import type { Fact } from '../promql/infer.ts';
import { regexProblem } from '../promql/regex.ts';
import type { Check, Finding } from './check.ts';
import { inUse } from './finding.ts';
import { inText } from './promql-syntax.ts';

export const promqlType: Check = {
  id: 'promql-type',
  severity: 'error',
  class: 'fact',
  why: 'Every function and operator takes certain types of value; a rule takes the newest values, not a range of them.',
  bad: `shop.recordingRule('shop:requests:rate5m', { expr: promql\`shop_requests_total[5m]\` });
shop.alert('NoRequests', { when: promql\`sum(shop:requests:rate5m) == 0\`, ...warning });`,
  good: `shop.recordingRule('shop:requests:rate5m', { expr: promql\`rate(shop_requests_total[5m])\` });
shop.alert('NoRequests', { when: promql\`sum(shop:requests:rate5m) == 0\`, ...warning });`,
  *find(analysis) {
    for (const use of analysis.uses) {
      const { ast, issues } = use.expression;
      for (const issue of issues) if (issue.kind === 'type' && use.role !== 'template') yield inText(use, issue);
      if (ast && issues.length === 0) yield* inBuilt(use, ast);
    }
    for (const { use, inference } of analysis.inferred()) {
      for (const node of inference.nodes) yield* brokenPattern(node, use);
      const help = helpFor(use, inference.root.type);
      if (!help) continue;
      const place = placeOfNode(inference.root, use);
      yield inUse(use, place, { message: `this is a ${words[inference.root.type]}`, help });
    }
  },
};

/** A tree that builder calls made behind a cast; the text of a tag was checked when it was parsed. */
function* inBuilt(use: Use, ast: Expr): Generator<Finding> {
  const { origin } = use.expression;
  if (origin.template) return;
  for (const { message, help } of checkTypes(ast))
    yield inUse(use, { origin }, { message, ...(help !== undefined && { help }) });
}

/** Prometheus compiles the pattern of label_replace() when it evaluates it, and not before (promql/functions.go). */
function* brokenPattern({ expr }: Fact, use: Use): Generator<Finding> {
  const pattern = expr.kind === 'call' && expr.func === 'label_replace' ? expr.args[4] : undefined;
  if (pattern?.kind !== 'string' || pattern.value.includes('$')) return;
  const problem = regexProblem(pattern.value);
  if (problem === undefined) return;
  const message = `label_replace() fails whenever it is evaluated: its pattern is no regular expression (${problem})`;
  yield inUse(use, placeOf(pattern, use.expression.origin), { message, help: 'mend the pattern; it is RE2, anchored' });
}

const words = {
  scalar: 'number',
  vector: 'vector',
  matrix: 'range of values',
  string: 'string',
  unknown: 'value',
} as const;

/** What to write instead; undefined where the type is one that the place takes. */
function helpFor(use: Use, type: ValueType): string | undefined {
  if (type === 'string' && use.role !== 'runbook' && use.role !== 'guide')
    return 'write an expression that returns a vector';
  if (type !== 'matrix' || use.role === 'runbook' || use.role === 'guide') return undefined;
  if (use.role === 'rule')
    return 'a rule needs one value for each series: wrap it in a function such as rate(…) or avg_over_time(…)';
  return 'a query needs one value for each series and step: wrap it in a function such as rate(…) or avg_over_time(…)';
}
