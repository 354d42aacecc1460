import { annotationsOf } from '../analyze/annotations.ts';
import { type Group, groupsOf } from '../analyze/rule-groups.ts';
import type { Project } from '../model/project.ts';
import type { Alert, RecordingRule } from '../model/rule.ts';
import { type RuleField, ruleFields } from '../model/rule-field.ts';
import { atLeast } from '../model/version.ts';
import { formatDuration } from '../promql/duration.ts';
import type { Emitter, OutputFile } from './emit.ts';
import { expressionText } from './expression-text.ts';
import { sorted } from './sorted.ts';
import { generatedFrom } from './source.ts';
import { type YamlMap, yaml } from './yaml.ts';

export const alertsFile = 'prometheus/alerts.yml';
export const recordingFile = 'prometheus/recording.yml';

/** The rule files as a file beside them names them. */
export function ruleFileNames({ recordingRules }: Project): readonly string[] {
  const files = recordingRules.length > 0 ? [alertsFile, recordingFile] : [alertsFile];
  return files.map((file) => file.slice(file.lastIndexOf('/') + 1));
}

export const prometheusRules: Emitter = {
  id: 'prometheus-rules',
  about: 'prometheus/alerts.yml and recording.yml: rule files for Prometheus, Mimir, Thanos and VictoriaMetrics',
  emit: ({ project }) => {
    const alerts = ruleFile(alertsFile, project, project.alerts, alertRule);
    if (project.recordingRules.length === 0) return [alerts];
    return [alerts, ruleFile(recordingFile, project, project.recordingRules, recordingRule)];
  },
};

function ruleFile<R extends Alert | RecordingRule>(
  path: string,
  project: Project,
  rules: readonly R[],
  render: (rule: R, project: Project) => YamlMap,
): OutputFile {
  const groups = groupsOf(project, rules).map((group) => groupOf(group, project, render));
  return { path, text: yaml({ groups }, generatedFrom(project)) };
}

function groupOf<R>(group: Group<R>, project: Project, render: (rule: R, project: Project) => YamlMap): YamlMap {
  const { interval, limit, queryOffset } = group.settings ?? {};
  return {
    name: group.name,
    interval: duration(interval),
    limit: written('limit', limit, project),
    query_offset: written('query_offset', duration(queryOffset), project),
    rules: group.rules.map((rule) => render(rule, project)),
  };
}

function alertRule(alert: Alert, project: Project): YamlMap {
  const annotations = annotationsOf(alert, project.system);
  return {
    alert: alert.name,
    expr: expressionText(alert.expr),
    for: duration(alert.for),
    keep_firing_for: written('keep_firing_for', duration(alert.keepFiringFor), project),
    labels: { severity: alert.severity, ...sorted(alert.labels) },
    annotations: Object.keys(annotations).length === 0 ? undefined : annotations,
  };
}

function recordingRule(rule: RecordingRule): YamlMap {
  return { record: rule.name, expr: expressionText(rule.expr), labels: sorted(rule.labels) };
}

function duration(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : formatDuration(milliseconds);
}

/** What the target would refuse is left out. */
function written<T>(field: RuleField, value: T, project: Project): T | undefined {
  return atLeast(project.system.runsOn.prometheus, ruleFields[field].since) ? value : undefined;
}
