import { alertCondition } from './alert-condition.ts';
import { alertDuplicate } from './alert-duplicate.ts';
import { alertFor } from './alert-for.ts';
import { alertName } from './alert-name.ts';
import { alertNeverFires } from './alert-never-fires.ts';
import { alertOwner } from './alert-owner.ts';
import { alertPair } from './alert-pair.ts';
import { alertRunbook } from './alert-runbook.ts';
import { alertSelfResolves } from './alert-self-resolves.ts';
import { alertSeverity } from './alert-severity.ts';
import { alertSummary } from './alert-summary.ts';
import { alertTemplate } from './alert-template.ts';
import { alertUntested } from './alert-untested.ts';
import { alertValueFormat } from './alert-value-format.ts';
import type { Check } from './check.ts';
import { dashboardDatasource } from './dashboard-datasource.ts';
import { dashboardLayout } from './dashboard-layout.ts';
import { dashboardLegend } from './dashboard-legend.ts';
import { dashboardLink } from './dashboard-link.ts';
import { dashboardPanelText } from './dashboard-panel-text.ts';
import { dashboardQuery } from './dashboard-query.ts';
import { dashboardRefresh } from './dashboard-refresh.ts';
import { dashboardThreshold } from './dashboard-threshold.ts';
import { dashboardUnit } from './dashboard-unit.ts';
import { dashboardVariable } from './dashboard-variable.ts';
import { dashboardVariableUnused } from './dashboard-variable-unused.ts';
import { ignoreExpired } from './ignore-expired.ts';
import { ignoreUnknown } from './ignore-unknown.ts';
import { ignoreUnused } from './ignore-unused.ts';
import { metricBucketFit } from './metric-bucket-fit.ts';
import { metricBuckets } from './metric-buckets.ts';
import { metricCardinality } from './metric-cardinality.ts';
import { metricCounterTotal } from './metric-counter-total.ts';
import { metricDeprecated } from './metric-deprecated.ts';
import { metricDuplicate } from './metric-duplicate.ts';
import { metricHelp } from './metric-help.ts';
import { metricLabelIdentifier } from './metric-label-identifier.ts';
import { metricLabelName } from './metric-label-name.ts';
import { metricName } from './metric-name.ts';
import { metricNameStyle } from './metric-name-style.ts';
import { metricPlanned } from './metric-planned.ts';
import { metricScraped } from './metric-scraped.ts';
import { metricUnit } from './metric-unit.ts';
import { metricUnused } from './metric-unused.ts';
import { promqlBucketBound } from './promql-bucket-bound.ts';
import { promqlCost } from './promql-cost.ts';
import { promqlCounter } from './promql-counter.ts';
import { promqlCounterRead } from './promql-counter-read.ts';
import { promqlDivision } from './promql-division.ts';
import { promqlFeature } from './promql-feature.ts';
import { promqlFragile } from './promql-fragile.ts';
import { promqlGaugeFunction } from './promql-gauge-function.ts';
import { promqlHistogram } from './promql-histogram.ts';
import { promqlHistogramLife } from './promql-histogram-life.ts';
import { promqlImpossible } from './promql-impossible.ts';
import { promqlLabelDropped } from './promql-label-dropped.ts';
import { promqlLabelValue } from './promql-label-value.ts';
import { promqlMatchingRedundant } from './promql-matching-redundant.ts';
import { promqlQuantileCap } from './promql-quantile-cap.ts';
import { promqlRange } from './promql-range.ts';
import { promqlRangeShort } from './promql-range-short.ts';
import { promqlRate } from './promql-rate.ts';
import { promqlRedundant } from './promql-redundant.ts';
import { promqlRegex } from './promql-regex.ts';
import { promqlScale } from './promql-scale.ts';
import { promqlSyntax } from './promql-syntax.ts';
import { promqlType } from './promql-type.ts';
import { promqlUnit } from './promql-unit.ts';
import { promqlUnknownLabel } from './promql-unknown-label.ts';
import { promqlUnknownMetric } from './promql-unknown-metric.ts';
import { promqlVectorMatching } from './promql-vector-matching.ts';
import { recordingCycle } from './recording-cycle.ts';
import { recordingDuplicate } from './recording-duplicate.ts';
import { recordingName } from './recording-name.ts';
import { recordingOrder } from './recording-order.ts';
import { recordingUnused } from './recording-unused.ts';
import { routingContinue } from './routing-continue.ts';
import { routingGroupBy } from './routing-group-by.ts';
import { routingInhibit } from './routing-inhibit.ts';
import { routingInterval } from './routing-interval.ts';
import { routingMatcher } from './routing-matcher.ts';
import { routingReceiver } from './routing-receiver.ts';
import { routingReceiverUnused } from './routing-receiver-unused.ts';
import { routingResolved } from './routing-resolved.ts';
import { routingSecret } from './routing-secret.ts';
import { routingTarget } from './routing-target.ts';
import { routingTemplate } from './routing-template.ts';
import { routingTime } from './routing-time.ts';
import { routingUnreachable } from './routing-unreachable.ts';
import { routingUnrouted } from './routing-unrouted.ts';
import { ruleExternalLabel } from './rule-external-label.ts';
import { ruleInterval } from './rule-interval.ts';
import { ruleTarget } from './rule-target.ts';
import { runbookReference } from './runbook-reference.ts';
import { runbookSteps } from './runbook-steps.ts';
import { runbookUsed } from './runbook-used.ts';
import { sloAlertThreshold } from './slo-alert-threshold.ts';
import { sloBurnInsideBudget } from './slo-burn-inside-budget.ts';
import { sloBurnUnreachable } from './slo-burn-unreachable.ts';
import { sloLatencyBucket } from './slo-latency-bucket.ts';
import { sloObjective } from './slo-objective.ts';
import { sloRatio } from './slo-ratio.ts';
import { sloShortWindow } from './slo-short-window.ts';
import { sloTraffic } from './slo-traffic.ts';
import { sloWindow } from './slo-window.ts';
import { testLabel } from './test-label.ts';

/** Every check, sorted by id. */
export const checks: readonly Check[] = [
  alertCondition,
  alertDuplicate,
  alertFor,
  alertName,
  alertNeverFires,
  alertOwner,
  alertPair,
  alertRunbook,
  alertSelfResolves,
  alertSeverity,
  alertSummary,
  alertTemplate,
  alertUntested,
  alertValueFormat,
  dashboardDatasource,
  dashboardLayout,
  dashboardLegend,
  dashboardLink,
  dashboardPanelText,
  dashboardQuery,
  dashboardRefresh,
  dashboardThreshold,
  dashboardUnit,
  dashboardVariable,
  dashboardVariableUnused,
  ignoreExpired,
  ignoreUnknown,
  ignoreUnused,
  metricBucketFit,
  metricBuckets,
  metricCardinality,
  metricCounterTotal,
  metricDeprecated,
  metricDuplicate,
  metricHelp,
  metricLabelIdentifier,
  metricLabelName,
  metricName,
  metricNameStyle,
  metricPlanned,
  metricScraped,
  metricUnit,
  metricUnused,
  promqlBucketBound,
  promqlCost,
  promqlCounter,
  promqlCounterRead,
  promqlDivision,
  promqlFeature,
  promqlFragile,
  promqlGaugeFunction,
  promqlHistogram,
  promqlHistogramLife,
  promqlImpossible,
  promqlLabelDropped,
  promqlLabelValue,
  promqlMatchingRedundant,
  promqlQuantileCap,
  promqlRange,
  promqlRangeShort,
  promqlRate,
  promqlRedundant,
  promqlRegex,
  promqlScale,
  promqlSyntax,
  promqlType,
  promqlUnit,
  promqlUnknownLabel,
  promqlUnknownMetric,
  promqlVectorMatching,
  recordingCycle,
  recordingDuplicate,
  recordingName,
  recordingOrder,
  recordingUnused,
  routingContinue,
  routingGroupBy,
  routingInhibit,
  routingInterval,
  routingMatcher,
  routingReceiver,
  routingReceiverUnused,
  routingResolved,
  routingSecret,
  routingTarget,
  routingTemplate,
  routingTime,
  routingUnreachable,
  routingUnrouted,
  ruleExternalLabel,
  ruleInterval,
  ruleTarget,
  runbookReference,
  runbookSteps,
  runbookUsed,
  sloAlertThreshold,
  sloBurnInsideBudget,
  sloBurnUnreachable,
  sloLatencyBucket,
  sloObjective,
  sloRatio,
  sloShortWindow,
  sloTraffic,
  sloWindow,
  testLabel,
];
