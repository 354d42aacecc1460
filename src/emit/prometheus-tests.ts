import { alertSelector } from '../analyze/alert-selector.ts';
import type { Analysis } from '../analyze/analysis.ts';
import { groupOrder } from '../analyze/group-order.ts';
import { testCases } from '../analyze/test-cases.ts';
import type { Project } from '../model/project.ts';
import { alertAt } from '../model/rule.ts';
import type { InputSeries } from '../model/rule-test.ts';
import type { CaseCheck, TestCase } from '../model/test-case.ts';
import { formatDuration } from '../promql/duration.ts';
import { isLabelName, isMetricName } from '../promql/keywords.ts';
import { quote } from '../promql/string.ts';
import type { Emitter } from './emit.ts';
import { ruleFileNames } from './prometheus-rules.ts';
import { sorted } from './sorted.ts';
import { generatedFrom } from './source.ts';
import { type YamlMap, yaml } from './yaml.ts';

export const testsFile = 'prometheus/tests.yml';

export const prometheusTests: Emitter = {
  id: 'prometheus-tests',
  about: 'prometheus/tests.yml: tests of the rules, for promtool test rules',
  emit: (analysis) => {
    const cases = testCases(analysis);
    return cases.length === 0 ? [] : [{ path: testsFile, text: testsText(cases, analysis) }];
  },
};

/** A file of tests beside the rule files; `testOf` says what each case asks. */
export function testsText(
  cases: readonly TestCase[],
  { project }: Pick<Analysis, 'project'>,
  testOf: (one: TestCase, project: Project, index: number) => YamlMap = caseOf,
): string {
  const document = {
    rule_files: ruleFileNames(project),
    evaluation_interval: formatDuration(project.system.evaluationInterval),
    group_eval_order: project.recordingRules.length > 0 ? groupOrder(project) : undefined,
    tests: cases.map((one, index) => testOf(one, project, index)),
  };
  return yaml(document, generatedFrom(project));
}

/** What feeds a case. */
export function inputOf({ interval, series }: TestCase, { system }: Project): YamlMap {
  return {
    interval: formatDuration(interval),
    external_labels: sorted(system.externalLabels),
    input_series: series.map((one) => ({ series: seriesText(one), values: one.values })),
  };
}

function caseOf(one: TestCase, project: Project): YamlMap {
  const exact = one.checks.filter(isExact);
  const expressions = one.checks.filter((check) => !isExact(check));
  return {
    name: one.name,
    ...inputOf(one, project),
    alert_rule_test: ifAny(exact.map((check) => exactTest(check, project))),
    promql_expr_test: ifAny(expressions.map((check) => expressionTest(check, project))),
  };
}

/** Of what is firing promtool compares all; whether something is pending only an expression can ask. */
function isExact({ state, exactly }: CaseCheck): boolean {
  return state === 'firing' && exactly !== undefined;
}

function ifAny(tests: readonly YamlMap[]): readonly YamlMap[] | undefined {
  return tests.length === 0 ? undefined : tests;
}

function exactTest({ at, alert, exactly = [] }: CaseCheck, { alerts }: Project): YamlMap {
  return {
    eval_time: formatDuration(at),
    alertname: alertAt(alerts, alert)?.name ?? alert,
    exp_alerts: exactly.map(({ labels, annotations }) => ({
      exp_labels: sorted(present(labels)),
      exp_annotations: sorted(annotations),
    })),
  };
}

/** An empty label is none. */
function present(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''));
}

/** promtool compares all labels; `group` leaves none, so that only those of the selector are asked for. */
function expressionTest(check: CaseCheck, project: Project): YamlMap {
  const state = check.state === 'quiet' ? undefined : check.state;
  const alerts = alertsSelector(check, project, state);
  const isQuiet = state === undefined;
  return {
    expr: isQuiet ? alerts : `group(${alerts})`,
    eval_time: formatDuration(check.at),
    exp_samples: isQuiet ? [] : [{ labels: '{}', value: 1 }],
  };
}

/** The `ALERTS` of an alert: its own labels tell it from others of its name. */
function alertsSelector(
  { alert, labels }: CaseCheck,
  { alerts }: Project,
  state: 'firing' | 'pending' | undefined,
): string {
  const { name, equal, unequal } = alertSelector(alert, sorted(labels) ?? {}, alerts);
  const known = { alertname: name, ...(state !== undefined && { alertstate: state }), ...equal };
  const matchers = [
    ...Object.entries(known).map(([label, value]) => matcher(label, '=', value)),
    ...unequal.map(([label, value]) => matcher(label, '!=', value)),
  ];
  return `ALERTS{${[...new Set(matchers)].join(', ')}}`;
}

function seriesText({ name, labels }: InputSeries): string {
  const matchers = Object.entries(sorted(labels) ?? {}).map(([label, value]) => matcher(label, '=', value));
  if (!isMetricName(name)) return `{${[quote(name), ...matchers].join(', ')}}`;
  return matchers.length === 0 ? name : `${name}{${matchers.join(', ')}}`;
}

/** A label matcher of PromQL. */
export function matcher(name: string, op: '=' | '!=', value: string): string {
  return `${isLabelName(name) ? name : quote(name)}${op}${quote(value)}`;
}
