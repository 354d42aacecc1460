import type { Analysis } from '../analyze/analysis.ts';
import { nameOf } from '../analyze/selected.ts';
import { type Dashboard, type Panel, panelsOf } from '../model/dashboard.ts';
import { type Alert, alertAt } from '../model/rule.ts';
import type { Fact, Inference, Threshold } from '../promql/infer.ts';
import { selectorsOf, thresholdOf } from '../promql/inference.ts';
import { print } from '../promql/print.ts';
import { compatible } from '../promql/unit.ts';
import { unitOfGrafana } from '../promql/unit-grafana.ts';
import { unitName } from '../promql/unit-names.ts';
import type { Check, Finding } from './check.ts';
import { inPanel, listed, soundInference, type Words } from './finding.ts';

export const dashboardThreshold: Check = {
  id: 'dashboard-threshold',
  severity: 'warning',
  class: 'advice',
  why: 'A line or colour that is not where the alert fires tells people that all is well when it is not.',
  bad: `const long = shop.alert('QueueLong', { when: queueLength.gt(100), ...warning });
shop.dashboard('latency', { title: 'Latency', rows: [row('Latency', [
  timeseries('Slowest', { query: latency.quantile(0.95), description: '95 % of requests take up to this long.', thresholdOf: long }),
])] });`,
  good: `const slow = shop.alert('RequestsSlow', { when: latency.quantile(0.95, { over: '5m' }).gt('1s'), ...warning });
shop.dashboard('latency', { title: 'Latency', rows: [row('Latency', [
  timeseries('Slowest', { query: latency.quantile(0.95), description: '95 % of requests take up to this long.', thresholdOf: slow }),
])] });`,
  *find(analysis) {
    for (const dashboard of analysis.project.dashboards) {
      for (const panel of panelsOf(dashboard)) {
        yield* ownSteps(panel, dashboard);
        yield* ofAlert(panel, dashboard, analysis);
        yield* outOfReach(panel, dashboard, analysis);
      }
    }
  },
};

/** Steps are given from low to high, as they are read. */
function* ownSteps(panel: Panel, dashboard: Dashboard): Generator<Finding> {
  const { thresholds } = panel;
  for (const [index, { value }] of thresholds.entries()) {
    const before = thresholds[index - 1]?.value;
    if (index === 0 || (value !== undefined && (before === undefined || value > before))) continue;
    const words = wordsForStep(value, before);
    yield inPanel(panel, dashboard, ['thresholds', index], words);
    return;
  }
}

function wordsForStep(value: number | undefined, before: number | undefined): Words {
  if (value === undefined)
    return {
      message: 'a step without `from` stands after others: it is the colour below all of them',
      help: 'let it stand first, once',
    };
  if (value === before)
    return { message: `threshold ${value} stands twice: only one of its colours is shown`, help: 'remove one of them' };
  return {
    message: `threshold ${value} stands after ${before}: steps must ascend`,
    help: 'sort them from low to high',
  };
}

function* ofAlert(panel: Panel, dashboard: Dashboard, analysis: Analysis): Generator<Finding> {
  const alert = panel.thresholdOf === undefined ? undefined : alertAt(analysis.project.alerts, panel.thresholdOf);
  const inference = alert && soundInference(alert.expr, analysis);
  if (!alert || !inference) return;
  const words = notDrawn(alert, thresholdOf(inference), panel) ?? otherThing(alert, inference, panel, analysis);
  if (words) yield inPanel(panel, dashboard, ['thresholdOf'], words);
}

function notDrawn({ name }: Alert, threshold: Threshold | undefined, { type }: Panel): Words | undefined {
  if (!threshold)
    return {
      message: `${name} compares nothing with a number: there is no line to draw`,
      help: 'leave thresholdOf out, or give the panel thresholds of its own',
    };
  if (type === 'timeseries' || type === 'custom' || /^[<>]/.test(threshold.op)) return undefined;
  return {
    message: `${name} fires at exactly ${threshold.value}, which has no side to colour`,
    help: 'leave thresholdOf out, or show it as timeseries',
  };
}

/** Another unit, or metrics none of which the alert reads. What reads a recording rule reads what is behind it. */
function otherThing(alert: Alert, inference: Inference, panel: Panel, analysis: Analysis): Words | undefined {
  const queries = panel.queries.map(({ expr }) => soundInference(expr, analysis));
  const measured = thresholdOf(inference)!.measured.unit;
  const shown = panel.unit === undefined ? queries.map((query) => query?.root.unit) : [unitOfGrafana(panel.unit)];
  if (measured && shown.length > 0 && shown.every((unit) => compatible(unit, measured) === false)) {
    const message = `${alert.name} compares ${unitName(measured)}, but the panel shows ${unitName(shown[0]!)}`;
    return { message, help: 'show what the alert measures, or draw the threshold on the panel that does' };
  }
  const alerts = metricsBehind(inference, analysis);
  const panels = queries.map((query) => query && metricsBehind(query, analysis));
  if (!alerts || panels.length === 0 || panels.some((names) => !names || [...names].some((name) => alerts.has(name))))
    return undefined;
  const message = `${alert.name} is about ${listed([...alerts], 'and', 3)}, but the panel shows ${listed([...panels[0]!], 'and', 3)}`;
  return { message, help: 'show what the alert measures, or draw the threshold on the panel that does' };
}

/** Names of the metrics an expression is made of, recording rules followed; undefined where one is not known. */
function metricsBehind(
  inference: Inference,
  analysis: Analysis,
  seen = new Set<string>(),
): ReadonlySet<string> | undefined {
  const found = new Set<string>();
  for (const { expr } of selectorsOf(inference)) {
    const name = nameOf(expr);
    if (name === undefined) return undefined;
    const rules = analysis.project.recordingRules.filter((rule) => rule.name === name);
    const metric = analysis.metric(name);
    if (rules.length === 0 && !metric) return undefined;
    if (metric) found.add(metric.name);
    for (const rule of seen.has(name) ? [] : rules) {
      const behind = soundInference(rule.expr, analysis);
      const names = behind && metricsBehind(behind, analysis, new Set([...seen, name]));
      if (!names) return undefined;
      for (const one of names) found.add(one);
    }
  }
  return found;
}

/** What the queries can return at most lies below the step: its colour is never seen. */
function* outOfReach(panel: Panel, dashboard: Dashboard, analysis: Analysis): Generator<Finding> {
  // What a plugin, or a sum over time, makes of the values is not known.
  if (panel.type === 'custom' || 'reduceOptions' in panel.options) return;
  const roots = panel.queries.map(({ expr }) => soundInference(expr, analysis)?.root);
  if (roots.length === 0 || roots.includes(undefined)) return;
  const most = Math.max(...(roots as Fact[]).map(({ values }) => values.max));
  const index = panel.thresholds.findIndex(({ value }) => value !== undefined && value > most);
  if (index === -1 || !Number.isFinite(most)) return;
  const { value } = panel.thresholds[index]!;
  const what = print((roots[0] as Fact).expr).length <= 60 ? print((roots[0] as Fact).expr) : 'the query';
  const message = `threshold ${value} is never reached: ${what} is at most ${most}`;
  const help =
    most === 1 ? `a fraction of the whole is at most 1: '${value}%' is ${value! / 100}` : 'lower the threshold';
  yield inPanel(panel, dashboard, ['thresholds', index, 'from'], { message, help });
}
