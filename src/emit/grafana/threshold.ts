import type { Analysis } from '../../analyze/analysis.ts';
import type { Panel, ThresholdStep } from '../../model/dashboard.ts';
import { alertAt } from '../../model/rule.ts';
import type { Threshold } from '../../promql/infer.ts';
import { thresholdOf } from '../../promql/inference.ts';
import { exact } from '../../promql/number.ts';
import { compatible, type Unit } from '../../promql/unit.ts';

/** Colours of Grafana's palette. `plain` says nothing: Grafana's own default turns red at 80, whatever is shown. */
const colors = { plain: 'blue', good: 'green', worst: 'red', bad: 'orange', none: 'transparent' } as const;

/** The coloured steps of a panel: its own and the threshold of an alert, ascending, the lowest without a value. */
export function thresholdSteps(panel: Panel, analysis: Analysis): readonly ThresholdStep[] {
  const own = [...panel.thresholds].sort((a, b) => (a.value ?? -Infinity) - (b.value ?? -Infinity));
  const alert = panel.thresholdOf === undefined ? [] : alertSteps(panel, panel.thresholdOf, analysis);
  if (own.length === 0) return alert;
  // A second lowest step would hide the first.
  const added = alert.filter((step) => step.value !== undefined);
  const based = own[0]?.value === undefined ? own : [{ value: undefined, color: colors.good }, ...own];
  return [...based, ...added].sort((a, b) => (a.value ?? -Infinity) - (b.value ?? -Infinity));
}

/** What a panel that colours its value needs where nothing says what is good. */
export const noThresholds: readonly ThresholdStep[] = [{ value: undefined, color: colors.plain }];

/**
 * On a graph a line where the alert fires; elsewhere the side on which it fires is coloured. An alert on equality has no
 * sides, and on a graph it is a line too.
 */
function alertSteps(panel: Panel, key: string, analysis: Analysis): readonly ThresholdStep[] {
  const alert = alertAt(analysis.project.alerts, key);
  const inference = alert && analysis.inference(alert.expr);
  const threshold = inference && thresholdOf(inference);
  const value = threshold && inUnitOf(panel, threshold, analysis);
  if (threshold === undefined || value === undefined) return [];
  const alarm = alert?.severity === analysis.project.system.severities[0] ? colors.worst : colors.bad;
  const steps = (below: string, above: string) => [
    { value: undefined, color: below },
    { value, color: above },
  ];
  if (panel.type === 'timeseries') return steps(colors.none, alarm);
  if (threshold.op.startsWith('>')) return steps(colors.good, alarm);
  return threshold.op.startsWith('<') ? steps(alarm, colors.good) : [];
}

/** The threshold as the panel shows it: an alert at 0.05 of 1 stands at 5 where percent are drawn; undefined where the units differ. */
function inUnitOf(panel: Panel, { measured, value }: Threshold, analysis: Analysis): number | undefined {
  const [query] = panel.queries;
  const shown = query && analysis.inference(query.expr)?.root.unit;
  const from = measured.unit;
  if (!isKnown(shown) || !isKnown(from)) return value;
  if (compatible(from, shown) === false) return undefined;
  // 0.07 in percent is 7, not 7.000000000000001.
  return exact((value * from.scale) / shown.scale);
}

function isKnown(unit: Unit | undefined): unit is Unit {
  return unit !== undefined && !unit.loose;
}
