import type { Analysis } from '../analyze/analysis.ts';
import { faultKind, labelFaults } from '../analyze/label-faults.ts';
import { type Dashboard, type Panel, panelsOf } from '../model/dashboard.ts';
import type { Inference, LabelReason } from '../promql/infer.ts';
import { possibleLabels, why } from '../promql/labels.ts';
import type { Check, Finding } from './check.ts';
import { inPanel, itsLabels, meantName, soundInference, type Words } from './finding.ts';
import { droppedAt, droppedBy } from './promql-label-dropped.ts';

export const dashboardLegend: Check = {
  id: 'dashboard-legend',
  severity: 'error',
  class: 'fact',
  fixable: true,
  why: 'A legend over a label that the result does not carry is empty: nobody can tell the lines apart.',
  bad: `shop.dashboard('traffic', { title: 'Traffic', rows: [row('Traffic', [
  timeseries('Requests', { query: requests.rate().sum({ by: 'method' }), legend: '{{status}}', description: 'Requests each second.' }),
])] });`,
  good: `shop.dashboard('traffic', { title: 'Traffic', rows: [row('Traffic', [
  timeseries('Requests', { query: requests.rate().sum({ by: 'method' }), legend: '{{method}}', description: 'Requests each second.' }),
])] });`,
  *find(analysis) {
    for (const dashboard of analysis.project.dashboards) {
      for (const panel of panelsOf(dashboard)) yield* inLegends(panel, dashboard, analysis);
    }
  },
};

const labelInLegend = /\{\{\s*([A-Za-z_]\w*)\s*\}\}/g;

/** `{{method}`, `{method}}`, `{{method`: shown as it is written. */
const unclosed = /\{\{\s*(\w+)\s*\}(?!\})|\{\{\s*(\w+)\s*$|(?<!\{)\{\s*(\w+)\s*\}\}/g;

function wordsForUnclosed([text, ...names]: RegExpExecArray): Words {
  const label = `{{${names.find((name) => name !== undefined)}}}`;
  return {
    message: `"${text}" is shown as it is: a label stands between {{ and }}`,
    help: `write ${label}`,
    fix: label,
  };
}

function* inLegends(panel: Panel, dashboard: Dashboard, analysis: Analysis): Generator<Finding> {
  for (const [index, { expr, legend }] of panel.queries.entries()) {
    if (legend === undefined) continue;
    const path = panel.queries.length === 1 ? [1, 'legend'] : [1, 'query', index, 'legend'];
    for (const open of legend.matchAll(unclosed))
      yield inPanel(panel, dashboard, path, wordsForUnclosed(open), {
        start: open.index,
        end: open.index + open[0].length,
      });
    const inference = soundInference(expr, analysis);
    if (!inference) continue;
    for (const match of legend.matchAll(labelInLegend)) {
      const reason = missing(match[1]!, inference);
      const span = { start: match.index, end: match.index + match[0].length };
      if (reason) yield inPanel(panel, dashboard, path, wordsFor(reason, inference, panel), span);
    }
  }
}

/** Why a label is not there; undefined where it may be, and where the expression names it in vain itself. */
function missing(label: string, inference: Inference): LabelReason | undefined {
  const reason = label === '__name__' ? undefined : why(inference.root.labels, label);
  if (!reason || labelFaults(inference).some(({ reference }) => reference.label === label)) return undefined;
  return reason;
}

function wordsFor(reason: LabelReason, { root }: Inference, panel: Panel): Words {
  const has = possibleLabels(root.labels).map(({ name }) => name);
  const message = `the result has no label "${reason.label}"`;
  const mend = {
    help: itsLabels(has),
    ...meantName(
      reason.label,
      has,
      (name) => `{{${name}}}`,
      (name) => name,
    ),
  };
  if (faultKind(reason) === 'unknown') return { message, ...mend };
  return {
    message: `${message}: ${droppedBy(reason)} dropped it`,
    help: mend.help,
    related: [droppedAt(reason, panel.origin)],
  };
}
