import { brand } from '../model/declaration.ts';
import type { Project } from '../model/project.ts';
import type { RecordingRule, RuleGroup } from '../model/rule.ts';
import { inReadingOrder } from './reading-order.ts';
import { groupsOf } from './rule-groups.ts';
import { selectorsIn, writersAmong } from './written.ts';

/**
 * Names of rule groups, those first that the others read. promtool takes groups in any order unless it is told; Prometheus
 * evaluates them side by side.
 */
export function groupOrder(project: Project): readonly string[] {
  const recording = groupsOf(project, project.recordingRules);
  const writers = writersAmong(project.recordingRules);
  const groupOf = new Map(recording.flatMap(({ name, rules }) => rules.map((rule) => [rule, name] as const)));
  const groups = new Map(recording.map((group) => [group.name, group]));
  const readBy = (group: string) =>
    (groups.get(group)?.rules ?? [])
      .flatMap(({ expr }) => selectorsIn(expr.ast).flatMap(writers))
      .map((rule) => groupOf.get(rule)!);
  const order = new Set<string>();
  const place = inReadingOrder(readBy, (group) => order.add(group), order);
  for (const { name } of recording) place(name);
  for (const { name } of groupsOf(project, project.alerts)) order.add(name);
  return [...order];
}

/**
 * The project with no group of recording rules named like one of alerts: promtool knows groups by their names, so that it could
 * not be told which of two comes first.
 */
export function groupsApart(project: Project): Project {
  const recording = groupsOf(project, project.recordingRules);
  const alerting = new Set(groupsOf(project, project.alerts).map(({ name }) => name));
  if (!recording.some(({ name }) => alerting.has(name))) return project;
  const nameApart = (name: string) => `${name}, recording rules`;
  return {
    ...project,
    ruleGroups: [
      ...project.ruleGroups,
      ...recording.map(({ name, settings, rules }): RuleGroup => {
        return { ...(settings ?? unset(rules[0]!)), name: nameApart(name) };
      }),
    ],
    recordingRules: recording.flatMap(({ name, rules }) => rules.map((rule) => ({ ...rule, group: nameApart(name) }))),
  };
}

function unset({ origin }: RecordingRule): RuleGroup {
  const settings = { interval: undefined, limit: undefined, queryOffset: undefined };
  return { [brand]: true, origin, ignore: {}, kind: 'ruleGroup', name: '', ...settings };
}
