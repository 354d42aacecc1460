import { brand, type Origin } from '../../src/model/declaration.ts';
import type { Metric, ScrapeJob } from '../../src/model/metric.ts';
import type { Project } from '../../src/model/project.ts';
import type { Alert, RecordingRule } from '../../src/model/rule.ts';
import { defaultBudget, type System } from '../../src/model/system.ts';
import { parse } from '../../src/promql/parse.ts';

const nowhere: Origin = { file: '/definitions/shop/shop.ts', line: 1, column: 1, callers: [] };
const declared = { [brand]: true as const, origin: nowhere, ignore: {} };

/** An expression as the `promql` tag makes it. */
export function expression(text: string): Alert['expr'] {
  const origin: Origin = { ...nowhere, template: { text, holes: [] } };
  const { ast, errors } = parse(text, { macros: true, experimental: true, source: origin });
  return { ast, issues: errors, origin };
}

const platform = {
  prometheus: '3.5',
  grafana: '12',
  alertmanager: '0.28',
  features: ['native-histograms'],
  retention: 15 * 86400e3,
  lookbackDelta: 300e3,
};
const system: System = {
  ...declared,
  kind: 'system',
  title: 'Shop',
  description: [],
  owner: 'shop-team',
  docsUrl: 'https://docs.example.com/shop',
  severities: ['critical', 'warning', 'info'],
  environments: [],
  environment: undefined,
  runsOn: platform,
  scrapeInterval: 60e3,
  evaluationInterval: 60e3,
  externalLabels: {},
  budget: defaultBudget,
};

/** A project of the parts given. */
export function project(parts: Partial<Project> = {}): Project {
  const empty = {
    scrapeJobs: [],
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
  return { id: 'shop', system, ...empty, ...parts };
}

export function metric(name: string, type: Metric['type'], rest: Partial<Metric> = {}): Metric {
  const given = { unit: undefined, counts: undefined, labels: {}, buckets: undefined, quantiles: undefined };
  const lifecycle = { stage: 'stable' as const };
  const placed = { job: 'shop', component: 'Shop', catalog: undefined };
  return { ...declared, kind: 'metric', name, type, help: 'Help.', ...given, lifecycle, ...placed, ...rest };
}

export function scrapeJob(name: string, rest: Partial<ScrapeJob> = {}): ScrapeJob {
  const settings = { interval: undefined, timeout: undefined, metricsPath: '/metrics', scheme: 'http' as const };
  const more = { targets: [`${name}:9090`], labels: {}, honorLabels: false };
  const relabelling = { discovery: {}, params: {}, relabel: [], metricRelabel: [], targetLabels: undefined };
  return { ...declared, kind: 'scrapeJob', name, ...settings, ...more, ...relabelling, ...rest };
}

export function recordingRule(name: string, expr: string, rest: Partial<RecordingRule> = {}): RecordingRule {
  const given = { labels: {}, group: undefined, help: undefined, unit: undefined, slo: undefined };
  return { ...declared, kind: 'recordingRule', name, expr: expression(expr), ...given, ...rest };
}

export function alert(name: string, expr: string, rest: Partial<Alert> = {}): Alert {
  const none = undefined;
  const times = { for: none, keepFiringFor: none, group: none };
  const texts = { summary: none, description: none, annotations: {}, labels: {}, runbook: none };
  const reasons = { alwaysFiring: none, plannedMetrics: none };
  const severity = 'warning';
  return {
    ...declared,
    kind: 'alert',
    slo: undefined,
    name,
    expr: expression(expr),
    severity,
    ...times,
    ...texts,
    ...reasons,
    ...rest,
  };
}
