import type { Analysis, Use } from '../analyze/analysis.ts';
import { faultKind } from '../analyze/label-faults.ts';
import { placeOf } from '../analyze/place.ts';
import { variablesOf } from '../analyze/uses.ts';
import { grafanaMacros, type VariableRead, variablesIn } from '../analyze/variables.ts';
import type { Dashboard, Variable } from '../model/dashboard.ts';
import { possibleLabels, why } from '../promql/labels.ts';
import { didYouMean, nearest } from '../promql/nearest.ts';
import type { Check, Finding } from './check.ts';
import { inOption, inUse, itsLabels, listed, soundInference, type Words } from './finding.ts';

export const dashboardVariable: Check = {
  id: 'dashboard-variable',
  severity: 'error',
  class: 'fact',
  why: 'A variable that the dashboard does not define stays in the query as it is written, and the panel shows nothing.',
  bad: `shop.dashboard('queue', { title: 'Queue', rows: [row('Queue', [
  timeseries('Length', { query: promql\`shop_queue_length{instance="$instance"}\`, description: 'Orders waiting.' }),
])] });`,
  good: `const instance = shop.variable.labelValues(queueLength, 'instance');
shop.dashboard('queue', { title: 'Queue', variables: [instance], rows: [row('Queue', [
  timeseries('Length', { query: promql\`shop_queue_length{instance="$instance"}\`, description: 'Orders waiting.' }),
])] });`,
  *find(analysis) {
    for (const use of analysis.uses) if (use.owner.kind === 'dashboard') yield* inQuery(use, use.owner);
    for (const use of variableUses(analysis)) yield* inVariableQuery(use.use, use.dashboards);
    for (const variable of variablesOf(analysis.project)) yield* missingLabel(variable, analysis);
    for (const dashboard of analysis.project.dashboards) yield* sameName(dashboard);
  },
};

function* inQuery(use: Use, dashboard: Dashboard): Generator<Finding> {
  const { ast, origin } = use.expression;
  const defined = new Map(dashboard.variables.map((variable) => [variable.name, variable]));
  for (const read of ast ? variablesIn(ast) : []) {
    const words = wordsForUndefined(read, dashboard) ?? wordsForMulti(read, defined.get(read.name));
    if (words) yield inUse(use, placeOf(read.span, origin, read.matcher && [0, read.matcher.label]), words);
  }
}

function wordsForUndefined({ name }: VariableRead, { uid, variables }: Dashboard): Words | undefined {
  if (grafanaMacros.has(name) || variables.some((variable) => variable.name === name)) return undefined;
  if (name.startsWith('__')) {
    const meant = nearest(name, grafanaMacros);
    return meant === undefined ? undefined : { message: `Grafana has no $${name}`, help: `did you mean $${meant}?` };
  }
  const names = variables.map((variable) => variable.name);
  const help =
    didYouMean(name, names) ??
    `add it to the variables of the dashboard${names.length === 0 ? '' : `; it has ${listed(names, 'and')}`}`;
  return { message: `dashboard ${uid} defines no variable "${name}"`, help };
}

/** Several values become `(a|b)`, which only a regular expression takes. */
function wordsForMulti({ name, matcher }: VariableRead, variable: Variable | undefined): Words | undefined {
  if (!variable || !matcher || (matcher.op !== '=' && matcher.op !== '!=')) return undefined;
  if (!variable.multi && !variable.includeAll) return undefined;
  const what = variable.multi ? 'may have several values' : 'may stand for all values';
  return {
    message: `variable "${name}" ${what}, which ${matcher.op} does not take`,
    help: `match with ${matcher.op === '=' ? '=~' : '!~'}`,
  };
}

/** The queries of variables, with the dashboards that have them. */
function variableUses({
  uses,
  project,
}: Analysis): readonly { readonly use: Use; readonly dashboards: readonly Dashboard[] }[] {
  return uses
    .filter((use) => use.role === 'variable')
    .map((use) => ({
      use,
      dashboards: project.dashboards.filter(({ variables }) => variables.includes(use.owner as Variable)),
    }));
}

function* inVariableQuery(use: Use, dashboards: readonly Dashboard[]): Generator<Finding> {
  for (const dashboard of dashboards) yield* inQuery(use, dashboard);
}

function* missingLabel(variable: Variable, analysis: Analysis): Generator<Finding> {
  if (variable.type !== 'labelValues') return;
  const labels = soundInference(variable.selector, analysis)?.root.labels;
  const reason = labels && why(labels, variable.of);
  if (!labels || !reason || (faultKind(reason) !== 'unknown' && !reason.through)) return;
  const has = possibleLabels(labels).map(({ name }) => name);
  const help = didYouMean(variable.of, has) ?? itsLabels(has);
  yield inOption(variable, [1], { message: `the metric has no label "${variable.of}"`, help });
}

function* sameName(dashboard: Dashboard): Generator<Finding> {
  const names = new Set<string>();
  for (const [index, { name }] of dashboard.variables.entries()) {
    if (names.has(name))
      yield inOption(dashboard, [1, 'variables', index], {
        message: `variable "${name}" stands twice`,
        help: 'remove one, or name it otherwise',
      });
    names.add(name);
  }
}
