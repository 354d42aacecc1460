import type { Analysis } from '../analyze/analysis.ts';
import { mutedBy } from '../analyze/routing-words.ts';
import { sourceFile } from '../analyze/source-file.ts';
import type { Origin } from '../model/declaration.ts';
import type { Expression } from '../model/expression.ts';
import { type Alert, ruleKey } from '../model/rule.ts';
import type { LabelSet } from '../promql/labels.ts';
import { print } from '../promql/print.ts';
import { unitName } from '../promql/unit-names.ts';
import type { Emitter } from './emit.ts';
import { json } from './json.ts';

export const model: Emitter = {
  id: 'model',
  about: 'model.json: everything declared, resolved, for diffs and for other programs',
  emit: (analysis) => [{ path: 'model.json', text: json(plain(analysis.project, analysis)) }],
};

/**
 * Declarations as plain data: expressions as their canonical text and what is inferred of them, of an origin only the file.
 * Lines would differ after every edit above them.
 */
function plain(value: unknown, analysis: Analysis): unknown {
  if (Array.isArray(value)) return value.map((item) => plain(item, analysis));
  if (typeof value !== 'object' || value === null) return value;
  if (isExpression(value)) return plainExpression(value, analysis);
  const further = isAlert(value) ? notifications(value, analysis) : {};
  return Object.fromEntries(
    Object.entries({ ...value, ...further }).flatMap(([key, item]): [string, unknown][] => {
      if (key === 'origin') return [['file', sourceFile(analysis.project, item as Origin)]];
      // Where a part stands among the options of its call.
      if (key === 'path' && Array.isArray(item)) return [];
      if (key === 'ignore' && Object.keys(item as object).length === 0) return [];
      return [[key, plain(item, analysis)]];
    }),
  );
}

function isAlert(value: object): value is Alert {
  return (value as Partial<Alert>).kind === 'alert';
}

/** More alerts that hold one back are counted only: thousands could hold back thousands. */
const mostInhibiting = 10;

/** Who is told of an alert, by the labels that decide; what else its routes say stands in `routing`. */
function notifications(alert: Alert, { routing }: Analysis): { readonly notifications?: unknown } {
  const simulation = routing();
  if (!simulation) return {};
  const { cases } = simulation.of(alert);
  return {
    notifications: cases.map(({ where, deliveries, inhibitedBy }) => ({
      where: Object.fromEntries(where.map(({ label, ...condition }) => [label, condition])),
      receivers: deliveries.map(({ receiver }) => receiver),
      routes: deliveries.map(({ route }) => route),
      groupBy: deliveries[0]?.groupBy,
      mutedBy: [...new Set(deliveries.flatMap((delivery) => mutedBy(delivery)))],
      inhibitedBy: inhibitedBy.slice(0, mostInhibiting).map(ruleKey),
      inhibitedByCount: inhibitedBy.length,
    })),
  };
}

function isExpression(value: object): value is Expression {
  return 'ast' in value && 'issues' in value;
}

/** Text, never the tree: a chain of thousands of operands is a tree thousands deep, and its text one line. */
function plainExpression(expression: Expression, analysis: Analysis): unknown {
  if (expression.ast === undefined) return {};
  const root = analysis.inference(expression)?.root;
  return {
    text: print(expression.ast),
    type: root?.type,
    unit: root?.unit === undefined ? undefined : unitName(root.unit),
    labels: root?.type === 'vector' ? labels(root.labels) : undefined,
  };
}

/** Whether each label but the name is `always` there or `maybe`; `*` stands for labels nobody declared. */
function labels(set: LabelSet): Readonly<Record<string, string>> {
  const present = set.labels.filter(({ name, presence }) => presence !== 'never' && name !== '__name__');
  const known = present.map(({ name, presence }): [string, string] => [name, presence]);
  return Object.fromEntries(set.complete ? known : [...known, ['*', 'maybe']]);
}
