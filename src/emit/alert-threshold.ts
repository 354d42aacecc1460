import type { Analysis } from '../analyze/analysis.ts';
import type { Alert } from '../model/rule.ts';
import type { Threshold } from '../promql/infer.ts';
import { thresholdOf } from '../promql/threshold.ts';

/** The comparison with a number that makes an alert fire, where there is one. */
export interface AlertThreshold {
  readonly alert: Alert;
  readonly threshold: Threshold;
}

export function alertThreshold(name: string, analysis: Analysis): AlertThreshold | undefined {
  const alert = analysis.project.alerts.find((candidate) => candidate.name === name);
  const inference = alert === undefined ? undefined : analysis.inference(alert.expr);
  const threshold = inference === undefined ? undefined : thresholdOf(inference);
  return alert === undefined || threshold === undefined ? undefined : { alert, threshold };
}
