import type { Analysis } from '../analyze/analysis.ts';
import type { Delivery } from '../analyze/routing-tree.ts';
import { mutedBy, whereWords } from '../analyze/routing-words.ts';
import { holdsAt } from '../analyze/time-interval.ts';
import { CannotRun } from '../load/cannot-run.ts';
import { type Alert, alertsNamed, ruleKey } from '../model/rule.ts';
import { formatDuration } from '../promql/duration.ts';
import { didYouMean } from '../promql/nearest.ts';
import { paintWith } from '../report/paint.ts';
import { type RouteAnswer, routeJson, routeTable, routeText } from '../report/route.ts';
import { type DefinitionsOptions, judge } from './definitions.ts';
import { fails, type Outcome, type ReportingOptions, report } from './outcome.ts';
import { alertsAsked, type Question, questionOf } from './route-question.ts';
import { print, tell, wantsColor } from './terminal.ts';
import { startTimings } from './timings.ts';

export interface RouteOptions extends DefinitionsOptions, ReportingOptions {
  /** `ShopDown`, `ShopDown{severity="critical"}`; all alerts where none is named. */
  readonly alert: string | undefined;
  /** `service=shop`. */
  readonly labels: readonly string[];
  readonly environment: string | undefined;
  /** RFC 3339. */
  readonly at: string | undefined;
}

/** Says whom alerts reach, by the routing of the definitions. */
export async function route(options: RouteOptions): Promise<Outcome> {
  const moment = momentOf(options.at);
  const question = options.alert === undefined ? undefined : questionOf(options.alert, options.labels);
  const timings = startTimings();
  const judged = await judge({ ...options, notes: false }, timings);
  if (fails([...judged.diagnostics, ...judged.leftOut], { ...options, failOn: 'error' })) {
    report(judged, [], options, timings, 'no route can be told');
    return 'findings';
  }
  for (const analysis of chosen(judged.analyses, question, options)) answer(analysis, question, moment, options);
  if (options.timings) for (const line of timings.lines()) tell(line);
  return 'clean';
}

function momentOf(at: string | undefined): number | undefined {
  if (at === undefined) return undefined;
  const isWhole = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)$/.test(at);
  const moment = isWhole ? Date.parse(at.replace(' ', 'T')) : Number.NaN;
  if (Number.isNaN(moment))
    throw new CannotRun(`${at} is no moment`, 'write it with its time zone: --at 2027-03-01T23:30:00+01:00');
  return moment;
}

/** The systems asked about, each in one environment. */
function chosen(
  analyses: readonly Analysis[],
  question: Question | undefined,
  { environment, format }: RouteOptions,
): readonly Analysis[] {
  const inOne = inEnvironment(analyses, environment);
  const having = question ? inOne.filter(({ project }) => hasAlert(project.alerts, question.name)) : inOne;
  if (question && having.length === 0) throw elsewhere(question.name, analyses) ?? unknownAlert(question.name, inOne);
  const routed = having.filter(({ project }) => project.routing);
  const ids = having.map(({ project }) => project.id);
  if (routed.length === 0)
    throw new CannotRun(`${ids.join(', ')}: nobody is told of any alert`, 'declare who is, with routing(…)');
  if ((question || format === 'json') && routed.length > 1) {
    const what = question ? `several systems have an alert ${question.name}` : 'there are several systems';
    throw new CannotRun(`${what}: ${routed.map(({ project }) => project.id).join(', ')}`, 'choose one with --system');
  }
  return routed;
}

function hasAlert(alerts: readonly Alert[], name: string): boolean {
  return alerts.some((alert) => alert.name === name);
}

/** Of each system the environment that is named, or the last. */
function inEnvironment(analyses: readonly Analysis[], environment: string | undefined): readonly Analysis[] {
  const all = analyses.flatMap(({ project }) => project.system.environments);
  if (environment !== undefined && !all.includes(environment)) {
    const has = all.length === 0 ? 'none is declared' : `there are ${[...new Set(all)].join(', ')}`;
    throw new CannotRun(`there is no environment ${environment}`, didYouMean(environment, all) ?? has);
  }
  return analyses.filter(({ project: { id, system } }, index) => {
    if (system.environment === undefined) return true;
    const isLast = !analyses.slice(index + 1).some(({ project }) => project.id === id);
    return environment !== undefined && system.environments.includes(environment)
      ? system.environment === environment
      : isLast;
  });
}

/** An alert that other environments have. */
function elsewhere(name: string, analyses: readonly Analysis[]): CannotRun | undefined {
  const { project } = analyses.find((one) => hasAlert(one.project.alerts, name)) ?? {};
  if (!project) return undefined;
  const { environment } = project.system;
  return new CannotRun(`${name} is not in this environment`, `it is in ${environment}: --environment ${environment}`);
}

function unknownAlert(name: string, analyses: readonly Analysis[]): CannotRun {
  const names = analyses.flatMap(({ project }) => project.alerts.map((alert) => alert.name));
  return new CannotRun(`there is no alert ${name}`, didYouMean(name, names) ?? 'alidade route lists them');
}

function answer(
  analysis: Analysis,
  question: Question | undefined,
  moment: number | undefined,
  { format, at }: RouteOptions,
): void {
  const { project } = analysis;
  const { environment, environments } = project.system;
  const alerts = question ? alertsAsked(question, analysis) : project.alerts;
  const isJson = format === 'json';
  const nameOf = shortest(project.alerts);
  const answers = alerts.map((alert) => answerFor(alert, question?.labels ?? {}, { analysis, moment, nameOf }));
  if (isJson) {
    print(routeJson(answers, { system: project.id, environment, at }));
    return;
  }
  const where =
    environments.length > 1 ? `${project.id} in ${environment} (of ${environments.join(', ')})` : project.id;
  const paint = paintWith(wantsColor(process.stdout));
  if (question && environments.length > 1) tell(where);
  print(question ? routeText(answers, paint, at) : `${where}\n${routeTable(answers, paint)}\n`);
}

/** The name alone where no other alert has it. */
function shortest(alerts: readonly Alert[]): (alert: Alert) => string {
  return (alert) => (alertsNamed(alerts, alert.name).length === 1 ? alert.name : ruleKey(alert));
}

interface Circumstances {
  readonly analysis: Analysis;
  readonly moment: number | undefined;
  readonly nameOf: (alert: Alert) => string;
}

function answerFor(
  alert: Alert,
  labels: Question['labels'],
  { analysis: { routing, project }, moment, nameOf }: Circumstances,
): RouteAnswer {
  const { cases, cut } = routing()!.with(alert, labels);
  const holds = (name: string) => {
    const interval = project.timeIntervals.find((one) => one.name === name);
    return moment === undefined || interval === undefined ? undefined : holdsAt(interval, moment);
  };
  return {
    alert: nameOf(alert),
    severity: alert.severity,
    cases: cases.map(({ where, deliveries, inhibitedBy }) => ({
      where: whereWords(where),
      deliveries: deliveries.map((delivery) => deliveryWords(delivery, holds)),
      inhibitedBy: inhibitedBy.map(nameOf),
    })),
    cut,
  };
}

function deliveryWords(delivery: Delivery, holds: (interval: string) => boolean | undefined) {
  const { receiver, route, groupBy, groupWait, groupInterval, repeatInterval } = delivery;
  return {
    receiver,
    route,
    groupBy,
    groupWait: formatDuration(groupWait),
    groupInterval: formatDuration(groupInterval),
    repeatInterval: formatDuration(repeatInterval),
    mutedBy: mutedBy(delivery, holds),
  };
}
