import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { brand, type Origin } from '../../src/model/declaration.ts';
import type { Project } from '../../src/model/project.ts';
import type { Alert, RecordingRule, RuleGroup } from '../../src/model/rule.ts';
import { parseDuration } from '../../src/promql/duration.ts';
import { alert, recordingRule } from '../analyze/project.ts';
import { expressionAt, placesIn } from './records.ts';

interface WrittenRule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string | number;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels?: Readonly<Record<string, unknown>>;
  readonly annotations?: Readonly<Record<string, unknown>>;
}

interface WrittenGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules?: readonly WrittenRule[];
}

/** A rule file, or manifests of PrometheusRule. */
interface Document {
  readonly groups?: readonly WrittenGroup[];
  readonly spec?: Document;
}

export type Rules = Pick<Project, 'ruleGroups' | 'alerts' | 'recordingRules'>;

/** The rules of a file as definitions would declare them. */
export function readRules(file: string, name: string): Rules {
  return rulesOf(readFileSync(file, 'utf8'), name);
}

export function rulesOf(text: string, name: string): Rules {
  const documents = parseAllDocuments(text).map((document) => document.toJS() as Document | null);
  const groups = documents.flatMap((document) => document?.groups ?? document?.spec?.groups ?? []);
  const next = placesIn(name);
  const ruleGroups: RuleGroup[] = [];
  const alerts: Alert[] = [];
  const recordingRules: RecordingRule[] = [];
  for (const group of groups) {
    const key = `${name}/${group.name}`;
    ruleGroups.push(groupOf(group, key, next()));
    for (const rule of group.rules ?? []) {
      if (rule.alert !== undefined) alerts.push(alertOf(rule, rule.alert, key, next()));
      else if (rule.record !== undefined) recordingRules.push(recordOf(rule, rule.record, key, next()));
    }
  }
  return { ruleGroups, alerts, recordingRules };
}

function groupOf({ interval }: WrittenGroup, name: string, origin: Origin): RuleGroup {
  const given = { interval: milliseconds(interval), limit: undefined, queryOffset: undefined };
  return { [brand]: true, kind: 'ruleGroup', ignore: {}, name, origin, ...given };
}

function alertOf(rule: WrittenRule, name: string, group: string, origin: Origin): Alert {
  const { severity = 'none', ...labels } = strings(rule.labels);
  const { summary, description, ...annotations } = strings(rule.annotations);
  const times = { for: milliseconds(rule.for), keepFiringFor: milliseconds(rule.keep_firing_for) };
  const texts = { summary, description, annotations, labels };
  return alert(name, '0', { group, origin, severity, ...times, ...texts, expr: expressionOf(rule, origin) });
}

function recordOf(rule: WrittenRule, name: string, group: string, origin: Origin): RecordingRule {
  return recordingRule(name, '0', { group, origin, labels: strings(rule.labels), expr: expressionOf(rule, origin) });
}

function expressionOf({ expr }: WrittenRule, origin: Origin) {
  return expressionAt(String(expr), origin);
}

function strings(given: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(given ?? {}).map(([name, value]) => [name, String(value)]));
}

function milliseconds(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : parseDuration(duration);
}
