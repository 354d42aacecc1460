/** A small project made of plain model objects, with something of everything the outputs render. */

import type { Analysis } from '../../src/analyze/analysis.ts';
import { analyze } from '../../src/analyze/analyze.ts';
import type { Annotation, Dashboard, Link, Panel, Query, Row, Variable } from '../../src/model/dashboard.ts';
import { brand, type Declared } from '../../src/model/declaration.ts';
import type { Expression } from '../../src/model/expression.ts';
import type { Metric, ScrapeJob } from '../../src/model/metric.ts';
import { panelId } from '../../src/model/panel-id.ts';
import type { Project } from '../../src/model/project.ts';
import type { Alert, RecordingRule, RuleGroup } from '../../src/model/rule.ts';
import { defaultBudget, type System } from '../../src/model/system.ts';
import { parse } from '../../src/promql/parse.ts';

export function declaredIn(file: string): Declared {
  return { [brand]: true, origin: { file, line: 1, column: 1, callers: [] }, ignore: {} };
}

const folder = '/home/someone/definitions/shop';

export function expression(text: string): Expression {
  const { ast, errors } = parse(text, { macros: true });
  if (errors.length > 0) throw new Error(`${text}: ${errors[0]?.message}`);
  return { ast, issues: [], origin: declaredIn(`${folder}/expressions.ts`).origin };
}

export function system(options: Partial<System> = {}): System {
  return {
    ...declaredIn(`${folder}/system.ts`),
    kind: 'system',
    title: 'Shop',
    description: ['Sells things.'],
    owner: 'shop-team',
    docsUrl: 'https://docs.example.com/shop/',
    severities: ['critical', 'warning', 'info'],
    environments: [],
    environment: undefined,
    runsOn: {
      prometheus: '3.5',
      grafana: '12.0',
      alertmanager: '0.28',
      features: [],
      retention: 15 * 86_400_000,
      lookbackDelta: 300_000,
    },
    scrapeInterval: 15_000,
    evaluationInterval: 30_000,
    externalLabels: {},
    budget: defaultBudget,
    ...options,
  };
}

export function scrapeJob(name: string, options: Partial<ScrapeJob> = {}): ScrapeJob {
  return {
    ...declaredIn(`${folder}/system.ts`),
    kind: 'scrapeJob',
    name,
    targets: [`${name}:9091`],
    interval: undefined,
    timeout: undefined,
    metricsPath: '/metrics',
    scheme: 'http',
    labels: {},
    honorLabels: false,
    discovery: {},
    params: {},
    relabel: [],
    metricRelabel: [],
    targetLabels: undefined,
    ...options,
  };
}

export function metric(name: string, type: Metric['type'], options: Partial<Metric> = {}): Metric {
  return {
    ...declaredIn(`${folder}/metrics.ts`),
    kind: 'metric',
    name,
    type,
    help: 'Help.',
    unit: undefined,
    counts: undefined,
    labels: {},
    buckets: undefined,
    quantiles: undefined,
    lifecycle: { stage: 'stable' },
    job: 'shop',
    component: 'shop',
    catalog: undefined,
    ...options,
  };
}

export function ruleGroup(name: string, options: Partial<RuleGroup> = {}): RuleGroup {
  const settings = { interval: undefined, limit: undefined, queryOffset: undefined };
  return { ...declaredIn(`${folder}/alerts.ts`), kind: 'ruleGroup', name, ...settings, ...options };
}

export function alert(name: string, expr: string, options: Partial<Alert> = {}): Alert {
  return {
    ...declaredIn(`${folder}/alerts.ts`),
    kind: 'alert',
    slo: undefined,
    name,
    expr: expression(expr),
    labels: {},
    group: undefined,
    for: undefined,
    keepFiringFor: undefined,
    severity: 'critical',
    summary: undefined,
    description: undefined,
    annotations: {},
    runbook: undefined,
    alwaysFiring: undefined,
    plannedMetrics: undefined,
    ...options,
  };
}

export function recordingRule(name: string, expr: string, options: Partial<RecordingRule> = {}): RecordingRule {
  const rest = { labels: {}, group: undefined, help: undefined, unit: undefined, slo: undefined };
  const declared = declaredIn(`${folder}/recording.ts`);
  return { ...declared, kind: 'recordingRule', name, expr: expression(expr), ...rest, ...options };
}

export function query(expr: string, options: Partial<Query> = {}): Query {
  return { refId: 'A', expr: expression(expr), legend: undefined, instant: false, ...options };
}

export function panel(title: string, options: Partial<Panel> = {}): Panel {
  const { origin, ignore } = declaredIn(`${folder}/dashboards.ts`);
  return {
    kind: 'panel',
    type: 'timeseries',
    key: title,
    id: panelId(options.key ?? title),
    title,
    description: undefined,
    queries: [],
    unit: undefined,
    min: undefined,
    max: undefined,
    decimals: undefined,
    thresholds: [],
    thresholdOf: undefined,
    width: 12,
    height: 8,
    links: [],
    content: undefined,
    plugin: undefined,
    options: {},
    custom: {},
    origin,
    ignore,
    ...options,
  };
}

export function row(title: string, panels: readonly Panel[], collapsed = false): Row {
  return { title, panels, collapsed, origin: declaredIn(`${folder}/dashboards.ts`).origin };
}

export function link(title: string, target: Link['target'], options: Partial<Link> = {}): Link {
  return { title, target, keepTime: false, keepVariables: false, variables: {}, ...options };
}

export function variable(name: string, rest: VariableRest): Variable {
  const declared = declaredIn(`${folder}/dashboards.ts`);
  return {
    ...declared,
    kind: 'variable',
    name,
    label: undefined,
    multi: false,
    includeAll: false,
    ...rest,
  } as Variable;
}

type VariableRest = (
  | { readonly type: 'labelValues'; readonly selector: Expression; readonly of: string }
  | { readonly type: 'custom' | 'interval'; readonly values: readonly string[] }
  | { readonly type: 'textbox'; readonly value: string }
) &
  Partial<Pick<Variable, 'label' | 'multi' | 'includeAll'>>;

export function annotation(name: string, expr: string): Annotation {
  return { name, expr: expression(expr), title: undefined, text: undefined, color: 'red', enabled: true };
}

export function dashboard(uid: string, rows: readonly Row[], options: Partial<Dashboard> = {}): Dashboard {
  return {
    ...declaredIn(`${folder}/dashboards.ts`),
    kind: 'dashboard',
    uid,
    title: uid,
    description: undefined,
    tags: [],
    folder: undefined,
    variables: [],
    rows,
    links: [],
    annotations: [],
    from: 'now-1h',
    to: 'now',
    refresh: undefined,
    refreshIntervals: ['5s', '1m'],
    timezone: 'browser',
    ...options,
  };
}

export function project(options: Partial<Project> = {}): Project {
  return {
    id: 'shop',
    system: system(),
    scrapeJobs: [scrapeJob('shop')],
    metrics: [],
    ruleGroups: [],
    recordingRules: [],
    alerts: [],
    dashboards: [],
    variables: [],
    runbooks: [],
    guide: [],
    receivers: [],
    notificationTemplates: [],
    timeIntervals: [],
    routing: undefined,
    ruleTests: [],
    slos: [],
    invalid: [],
    ...options,
  };
}

export function analysisOf(options: Partial<Project> = {}): Analysis {
  return analyze(project(options));
}
