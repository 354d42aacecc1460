import type { Analysis, Use } from '../analyze/analysis.ts';
import { faultKind } from '../analyze/label-faults.ts';
import { isNamedInVain } from '../analyze/named-in-vain.ts';
import { placeOf } from '../analyze/place.ts';
import { type AlertText, textsOf } from '../analyze/texts.ts';
import type { Alert } from '../model/rule.ts';
import { atLeast } from '../model/version.ts';
import { type Inference, type LabelReason, matchingOf } from '../promql/infer.ts';
import { alternativesOf } from '../promql/inference.ts';
import { possibleLabels, presence, why } from '../promql/labels.ts';
import { didYouMean } from '../promql/nearest.ts';
import { type TemplateIssue, type TemplateReference, templateVariables } from '../promql/template.ts';
import { templateFunctionNamed, templateFunctions } from '../promql/template-functions.ts';
import type { Check, Finding } from './check.ts';
import { inOption, inUse, itsLabels, listed, meantName, soundInference, type Words } from './finding.ts';
import { droppedAt, droppedBy } from './promql-label-dropped.ts';

export const alertTemplate: Check = {
  id: 'alert-template',
  severity: 'error',
  class: 'fact',
  fixable: true,
  why: 'A broken template stops the rule file from loading, or tells the person who is called nothing, at the worst moment.',
  bad: `shop.alert('ManyErrors', {
  when: promql\`sum by (method) (rate(shop_requests_total{status="error"}[5m])) > 1\`, ...warning,
  summary: '{{ $labels.instance }} fails {{ $value | humanize }} requests each second',
});`,
  good: `shop.alert('ManyErrors', {
  when: promql\`sum by (method) (rate(shop_requests_total{status="error"}[5m])) > 1\`, ...warning,
  summary: '{{ $labels.method }} fails {{ $value | humanize }} requests each second',
});`,
  *find(analysis) {
    for (const alert of analysis.project.alerts) {
      const inference = soundInference(alert.expr, analysis);
      for (const text of textsOf(alert))
        if (/\{\{|\$/.test(text.text)) {
          yield* inTemplate(alert, text, inference, analysis);
          yield* missingInQuery(alert, text, analysis);
        }
    }
    for (const use of analysis.uses) if (use.role === 'template') yield* brokenQuery(use);
  },
};

function* inTemplate(
  alert: Alert,
  text: AlertText,
  inference: Inference | undefined,
  analysis: Analysis,
): Generator<Finding> {
  const { issues, references } = text.template;
  const tested = new Set(
    references.flatMap((read) => (read.kind === 'label' && read.use === 'condition' ? read.name : [])),
  );
  for (const issue of issues) yield inOption(alert, text.path, wordsForIssue(issue), issue);
  for (const reference of references) {
    const words = wordsForReference(reference, { alert, text, inference, analysis, project: analysis.project, tested });
    if (words) yield inOption(alert, text.path, words, reference);
  }
}

function wordsForIssue({ message, unknown, instead }: TemplateIssue): Words {
  if (instead !== undefined) return { message, help: `write ${instead}` };
  if (!unknown) return { message };
  const known = { function: Object.keys(templateFunctions), variable: Object.keys(templateVariables), field: [] }[
    unknown.kind
  ];
  const meant = didYouMean(unknown.name, known);
  if (meant !== undefined) return { message, help: meant };
  return unknown.kind === 'variable'
    ? { message, help: `Prometheus sets ${Object.keys(templateVariables).join(', ')}` }
    : { message };
}

interface Context {
  readonly alert: Alert;
  readonly text: AlertText;
  readonly inference: Inference | undefined;
  readonly analysis: Analysis;
  readonly project: Analysis['project'];
  /** Labels that the text asks for before it shows them: `{{ if $labels.job }}`. */
  readonly tested: ReadonlySet<string>;
}

function wordsForReference(reference: TemplateReference, context: Context): Words | undefined {
  switch (reference.kind) {
    case 'label':
      return missingLabel(reference, context);
    case 'externalLabel':
      return missingExternalLabel(reference.name, context);
    case 'function':
      return tooNew(reference.name, context);
    case 'value':
      return context.text.in === 'label' && reference.use === 'shown' ? valueInLabel : undefined;
    default:
      return undefined;
  }
}

const valueInLabel: Words = {
  message: 'the value in a label makes a new alert whenever it changes',
  help: 'put it into the summary; labels must stay the same while the alert fires',
};

/** `$labels` holds the labels of the series alone: not those the rule adds, nor the external ones (rules/alerting.go). */
function missingLabel(
  read: Extract<TemplateReference, { readonly name: string }>,
  context: Context,
): Words | undefined {
  const { name } = read;
  const { alert, inference, text } = context;
  if (!inference || name === '__name__') return undefined;
  const reason = why(inference.root.labels, name);
  if (!reason) return context.tested.has(name) ? undefined : missingOnOneSide(name, inference, alert);
  if (isNamedInVain(name, inference, context.analysis) || isInConflict(name, inference)) return undefined;
  if (name === 'alertname' || name === 'severity' || Object.hasOwn(alert.labels, name))
    return {
      message: `$labels.${name} is empty: the rule itself adds that label`,
      help: 'write its value here; $labels are those of the series',
    };
  const { fix, ...words } = becauseOf(reason, inference, alert);
  const isField = text.text.slice(read.start, read.end) === `$labels.${name}`;
  return { message: `the result has no label "${name}"`, ...words, ...(fix !== undefined && isField && { fix }) };
}

/** Of sides that never match because one lacks the label promql-vector-matching speaks. */
function isInConflict(name: string, { nodes }: Inference): boolean {
  return nodes.some((node) => matchingOf(node)?.conflicts.some(({ label }) => label === name));
}

/** Of `a or b`, b may do without a label that a has: when it fires, the text has a hole. */
function missingOnOneSide(name: string, inference: Inference, alert: Alert): Words | undefined {
  const lacking = alternativesOf(inference).find(({ labels }) => presence(labels, name) === 'never');
  if (!lacking) return undefined;
  const place = placeOf(lacking.expr, alert.expr.origin);
  return {
    message: `$labels.${name} is empty where one side of or fires: that side has no label "${name}"`,
    help: `keep the label on both sides, or ask for it first: {{ if $labels.${name} }}…{{ end }}`,
    related: [{ place, message: `the side without "${name}"` }],
  };
}

function becauseOf(reason: LabelReason, inference: Inference, alert: Alert): Omit<Words, 'message'> {
  const has = possibleLabels(inference.root.labels).map((label) => label.name);
  const meant = meantName(
    reason.label,
    has,
    (name) => `$labels.${name}`,
    (name) => name,
  );
  if (meant) return meant;
  const help = itsLabels(has);
  if (faultKind(reason) === 'unknown') return { help };
  return { help: `${droppedBy(reason)} dropped it; ${help}`, related: [droppedAt(reason, alert.expr.origin)] };
}

function missingExternalLabel(name: string, { project }: Context): Words | undefined {
  const known = Object.keys(project.system.externalLabels);
  if (known.includes(name)) return undefined;
  const message = `the system sets no external label "${name}"`;
  return {
    message,
    help: known.length === 0 ? 'declare externalLabels in system(…)' : `it sets ${listed(known, 'and')}`,
  };
}

function tooNew(name: string, { project }: Context): Words | undefined {
  const { prometheus } = project.system.runsOn;
  const since = templateFunctionNamed(name)?.since;
  if (since === undefined || atLeast(prometheus, since)) return undefined;
  return { message: `${name} exists since Prometheus ${since}; the system runs on ${prometheus}` };
}

/** `query "…" | first | label "job"`: samples come from queries alone, so the label has to be in the result of one of the text. */
function* missingInQuery(alert: Alert, whole: AlertText, analysis: Analysis): Generator<Finding> {
  const { text, path } = whole;
  const labels = [...text.matchAll(/\blabel\s+"(\w+)"/g)];
  if (labels.length === 0) return;
  const isHere = ({ expression }: Use) => String(expression.origin.template?.within?.path) === String(path);
  const queries = analysis.uses.filter((use) => use.role === 'template' && use.owner === alert && isHere(use));
  const written = whole.template.references.filter((read) => read.kind === 'function' && read.name === 'query');
  const results = queries.flatMap(({ expression }) => soundInference(expression, analysis)?.root.labels ?? []);
  if (results.length === 0 || results.length !== written.length) return;
  for (const { 0: all, 1: name = '', index } of labels) {
    if (results.some((result) => presence(result, name) !== 'never')) continue;
    const has = [...new Set(results.flatMap(possibleLabels).map((label) => label.name))];
    const help = didYouMean(name, has) ?? itsLabels(has);
    const message = `the result of the query has no label "${name}"`;
    yield inOption(
      alert,
      path,
      { message, help },
      { start: index + all.length - name.length - 2, end: index + all.length },
    );
  }
}

/** A query that Prometheus refuses when the alert fires; its metrics and labels are judged like those of any expression. */
function* brokenQuery(use: Use): Generator<Finding> {
  const problem = use.expression.issues.find(({ kind }) => kind !== 'feature');
  if (!problem) return;
  const message = `the query does not parse: ${problem.message}`;
  const place = placeOf(problem, use.expression.origin);
  yield inUse(use, place, { message, ...(problem.help !== undefined && { help: problem.help }) });
}
