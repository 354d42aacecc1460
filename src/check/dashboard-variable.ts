import type { Analysis, Use } from '../analyze/analysis.ts';
import { type DashboardText, textsOfDashboard } from '../analyze/dashboard-texts.ts';
import { faultKind } from '../analyze/label-faults.ts';
import { placeOf } from '../analyze/place.ts';
import { variablesOf } from '../analyze/uses.ts';
import { variableCycles } from '../analyze/variable-cycles.ts';
import { grafanaMacros, type TextRead, type VariableRead, variablesIn, variablesInText } from '../analyze/variables.ts';
import { type Dashboard, dataSourceVariable, type Variable } from '../model/dashboard.ts';
import type { Origin } from '../model/declaration.ts';
import type { Place } from '../model/diagnostic.ts';
import type { Span } from '../promql/ast.ts';
import { possibleLabels, why } from '../promql/labels.ts';
import { didYouMean, nearest } from '../promql/nearest.ts';
import type { Check, Finding } from './check.ts';
import { deadChoices } from './dead-choices.ts';
import { inOption, inPanel, inUse, itsLabels, listed, meantName, soundInference, type Words } from './finding.ts';

export const dashboardVariable: Check = {
  id: 'dashboard-variable',
  severity: 'error',
  class: 'fact',
  fixable: true,
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
    for (const variable of variablesOf(analysis.project)) {
      yield* badName(variable);
      yield* missingLabel(variable, analysis);
      yield* withoutData(variable, analysis);
    }
    for (const dashboard of analysis.project.dashboards) {
      yield* sameName(dashboard);
      yield* inCircle(dashboard);
      for (const text of textsOfDashboard(dashboard)) yield* inText(text, dashboard);
    }
  },
};

function* inQuery(use: Use, dashboard: Dashboard): Generator<Finding> {
  const { ast, origin } = use.expression;
  const defined = new Map(dashboard.variables.map((variable) => [variable.name, variable]));
  for (const read of ast ? variablesIn(ast) : []) {
    const path = read.matcher && [0, read.matcher.label];
    const words = wordsForUndefined(read, dashboard, writtenAt(read.span));
    if (words) yield inUse(use, placeOf(read.span, origin, path), words);
    const several = wordsForMulti(read, defined.get(read.name));
    if (!several) continue;
    const operator = operatorOf(read);
    const { fix: _, ...unwritten } = several;
    yield inUse(use, placeOf(operator ?? read.span, origin, path), operator ? several : unwritten);
  }
}

/** What stands in the text at a span; a builder has none. */
function writtenAt({ source, start, end }: Span): string {
  return (source as Origin | undefined)?.template?.text.slice(start, end) ?? '';
}

/** Between the label and the value: the operator, where it is written. */
function operatorOf({ matcher }: VariableRead): Span | undefined {
  const { labelSpan, valueSpan, source, op } = matcher!;
  const text = (source as Origin | undefined)?.template?.text.slice(labelSpan.end, valueSpan.start);
  const start = text === undefined ? -1 : text.indexOf(op);
  return start === -1 ? undefined : { source, start: labelSpan.end + start, end: labelSpan.end + start + op.length };
}

function wordsForUndefined(
  { name }: { readonly name: string },
  { uid, variables }: Dashboard,
  written: string,
): Words | undefined {
  if (grafanaMacros.has(name) || name === dataSourceVariable || variables.some((variable) => variable.name === name))
    return undefined;
  if (name.startsWith('__')) {
    const meant = nearest(name, grafanaMacros);
    return meant === undefined ? undefined : { message: `Grafana has no $${name}`, help: `did you mean $${meant}?` };
  }
  const names = variables.map((variable) => variable.name);
  const help = `add it to the variables of the dashboard${names.length === 0 ? '' : `; it has ${listed(names, 'and')}`}`;
  const read = new RegExp(`(\\$\\{?|\\[\\[)${name}\\b`, 'g');
  const meant = meantName(
    name,
    names,
    (other) => written.replaceAll(read, `$1${other}`),
    (other) => other,
  );
  const message = `dashboard ${uid} defines no variable "${name}"`;
  if (written.search(read) === -1) return { message, help: meant?.help ?? help };
  return { message, help, ...meant };
}

/** Several values become `(a|b)`, which only a regular expression takes. */
function wordsForMulti({ name, matcher }: VariableRead, variable: Variable | undefined): Words | undefined {
  if (!variable || !matcher || (matcher.op !== '=' && matcher.op !== '!=')) return undefined;
  if (!variable.multi && !variable.includeAll) return undefined;
  const what = variable.multi ? 'may have several values' : 'may stand for all values';
  const fix = matcher.op === '=' ? '=~' : '!~';
  return { message: `variable "${name}" ${what}, which ${matcher.op} does not take`, help: `match with ${fix}`, fix };
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

function* withoutData(variable: Variable, analysis: Analysis): Generator<Finding> {
  for (const { index, value, label } of deadChoices(variable, analysis)) {
    const message = `label "${label.name}" never has the value "${value}": with it chosen, all that reads the variable is empty`;
    const help = didYouMean(value, label.values) ?? `its values are ${listed(label.values, 'and')}`;
    yield inOption(variable, [1, index], { message, help });
  }
}

/** Texts are shown with the name in them where no variable of that name is: only what was meant as one is reported. */
function* inText({ text, path, panel, kind }: DashboardText, dashboard: Dashboard): Generator<Finding> {
  const names = dashboard.variables.map(({ name }) => name);
  for (const read of variablesInText(text)) {
    const words = isMeant(read, kind, names)
      ? wordsForUndefined(read, dashboard, text.slice(read.start, read.end))
      : undefined;
    const span: Place['span'] = { start: read.start, end: read.end };
    if (!words) continue;
    yield panel ? inPanel(panel, dashboard, path, words, span) : inOption(dashboard, path, words, span);
  }
}

/** `$USD` is money, `?$filter=` a parameter, and `${HOME}` in a text may be a line for a shell. */
function isMeant({ name, bare }: TextRead, kind: DashboardText['kind'], names: readonly string[]): boolean {
  if (nearest(name, names) !== undefined) return true;
  if (kind === 'prose') return false;
  return !bare || (kind === 'heading' && /^[a-z]/.test(name));
}

/** What Grafana says of such names when they are typed into it. */
function* badName(variable: Variable): Generator<Finding> {
  const { name, type } = variable;
  const words = wordsForName(name);
  if (words) yield inOption(variable, type === 'labelValues' ? ['name'] : [0], words);
}

function wordsForName(name: string): Words | undefined {
  if (!/^\w+$/.test(name)) {
    const better = name.replace(/\W+/g, '_').replace(/^_+|_+$/g, '');
    const help = better === '' ? 'give it a name' : `name it ${better}`;
    return { message: `variable "${name}" is not called by letters, digits and _ alone: no query can read it`, help };
  }
  if (name.startsWith('__'))
    return { message: `variable "${name}" begins with __, which Grafana keeps for its own`, help: 'name it otherwise' };
  if (/^\d/.test(name))
    return {
      message: `variable "${name}" begins with a digit: $${name} is no variable to Grafana`,
      help: 'let it begin with a letter',
    };
  if (name !== dataSourceVariable) return undefined;
  return { message: `every dashboard has a variable "${name}" already: its Prometheus`, help: 'name it otherwise' };
}

function* inCircle(dashboard: Dashboard): Generator<Finding> {
  for (const names of variableCycles(dashboard)) {
    const index = dashboard.variables.findIndex(({ name }) => name === names[0]);
    const message =
      names.length === 1
        ? `the query of variable "${names[0]}" reads itself: once a value is chosen, no other is offered`
        : `variables ${listed(names, 'and')} read each other: none of them gets values`;
    yield inOption(dashboard, [1, 'variables', index], {
      message,
      help: 'take one of them out of the query of the other',
    });
  }
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
