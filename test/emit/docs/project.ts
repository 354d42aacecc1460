/** Projects for the tests of the documentation, of plain model objects: every kind of declaration in its smallest form. */
import type { Dashboard, Panel, Query } from '../../../src/model/dashboard.ts';
import { brand } from '../../../src/model/declaration.ts';
import type { Expression } from '../../../src/model/expression.ts';
import type { GuideSection } from '../../../src/model/guide.ts';
import type { Metric } from '../../../src/model/metric.ts';
import type { Project } from '../../../src/model/project.ts';
import type { Alert, RecordingRule } from '../../../src/model/rule.ts';
import type { Runbook } from '../../../src/model/runbook.ts';
import { defaultBudget, type System } from '../../../src/model/system.ts';
import { parse } from '../../../src/promql/parse.ts';

const origin = { file: '/definitions/shop/index.ts', line: 1, column: 1, callers: [] };
const declared = { [brand]: true as const, origin, ignore: {} };

export function expression(text: string): Expression {
  const { ast, errors } = parse(text, { macros: true });
  if (ast === undefined) throw new Error(`${text}: ${errors[0]?.message}`);
  return { ast, issues: [], origin };
}

export const system: System = {
  ...declared,
  kind: 'system',
  title: 'Shop',
  description: ['The shop sells things over HTTP.'],
  owner: 'team-shop',
  docsUrl: 'https://docs.example.com/shop/',
  severities: ['critical', 'warning'],
  environments: [],
  environment: undefined,
  runsOn: {
    prometheus: '3.5',
    grafana: '12.0',
    alertmanager: '0.28',
    features: [],
    retention: 1_296_000_000,
    lookbackDelta: 300_000,
  },
  scrapeInterval: 15_000,
  evaluationInterval: 60_000,
  externalLabels: {},
  budget: defaultBudget,
};

export function metric(name: string, type: Metric['type'], parts: Partial<Metric> = {}): Metric {
  const stable = { stage: 'stable' } as const;
  const base = {
    unit: undefined,
    counts: undefined,
    labels: {},
    buckets: undefined,
    quantiles: undefined,
    lifecycle: stable,
  };
  return {
    ...declared,
    kind: 'metric',
    name,
    type,
    help: `Help of ${name}.`,
    ...base,
    job: 'shop',
    component: 'HTTP',
    catalog: undefined,
    ...parts,
  };
}

export function alert(name: string, expr: string, parts: Partial<Alert> = {}): Alert {
  const absent = {
    keepFiringFor: undefined,
    description: undefined,
    alwaysFiring: undefined,
    plannedMetrics: undefined,
    group: undefined,
    slo: undefined,
  };
  const base = {
    for: 300_000,
    severity: 'warning',
    summary: undefined,
    annotations: {},
    labels: {},
    runbook: undefined,
  };
  return { ...declared, kind: 'alert', name, expr: expression(expr), ...absent, ...base, ...parts };
}

export function recordingRule(name: string, expr: string): RecordingRule {
  return {
    ...declared,
    kind: 'recordingRule',
    slo: undefined,
    name,
    expr: expression(expr),
    labels: {},
    group: undefined,
    help: undefined,
    unit: undefined,
  };
}

export function query(expr: string, legend?: string): Query {
  return { refId: 'A', expr: expression(expr), legend, instant: false };
}

export function panel(title: string, queries: readonly Query[], parts: Partial<Panel> = {}): Panel {
  const absent = {
    description: undefined,
    unit: undefined,
    min: undefined,
    max: undefined,
    decimals: undefined,
    thresholdOf: undefined,
    content: undefined,
    plugin: undefined,
  };
  const base = {
    type: 'timeseries',
    key: title,
    id: 1,
    thresholds: [],
    width: 12,
    height: 8,
    links: [],
    options: {},
    custom: {},
  } as const;
  return { kind: 'panel', title, queries, ...absent, ...base, origin, ignore: {}, ...parts };
}

export function dashboard(uid: string, panels: readonly Panel[], parts: Partial<Dashboard> = {}): Dashboard {
  const rows = [{ title: 'Traffic', collapsed: false, panels, origin }];
  const base = {
    description: undefined,
    tags: [],
    folder: undefined,
    variables: [],
    links: [],
    annotations: [],
    from: 'now-1h',
    to: 'now',
    refresh: '30s',
    refreshIntervals: [],
    timezone: 'browser',
  };
  return { ...declared, kind: 'dashboard', uid, title: uid, rows, ...base, ...parts };
}

export function runbook(id: string, parts: Partial<Runbook> = {}): Runbook {
  return { ...declared, kind: 'runbook', id, title: id, about: [], steps: [], escalation: undefined, ...parts };
}

export function section(id: GuideSection['section'], title: string, parts: Partial<GuideSection> = {}): GuideSection {
  return {
    ...declared,
    kind: 'guideSection',
    section: id,
    title,
    body: [],
    steps: [],
    items: [],
    scenarios: [],
    flows: [],
    ...parts,
  };
}

export function project(parts: Partial<Project> = {}): Project {
  const job = {
    name: 'shop',
    targets: ['shop:9090'],
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
  } as const;
  const lists = {
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
  };
  return { id: 'shop', system, scrapeJobs: [{ ...declared, kind: 'scrapeJob', ...job }], ...lists, ...parts };
}
