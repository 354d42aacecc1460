import { listedTargets, type ScrapeJob } from '../model/metric.ts';
import type { Project } from '../model/project.ts';
import { type Relabel, relabelDefaults } from '../model/relabel.ts';
import { atLeast } from '../model/version.ts';
import { formatDuration } from '../promql/duration.ts';
import type { Emitter } from './emit.ts';
import { ruleFileNames } from './prometheus-rules.ts';
import { sorted } from './sorted.ts';
import { generatedFrom } from './source.ts';
import { type Yaml, type YamlMap, yaml } from './yaml.ts';

export const prometheusConfig: Emitter = {
  id: 'prometheus-config',
  about: 'prometheus/prometheus.yml: global intervals, rule files and scrape jobs',
  emit: ({ project }) => [{ path: 'prometheus/prometheus.yml', text: yaml(config(project), generatedFrom(project)) }],
};

function config(project: Project): YamlMap {
  const { system, scrapeJobs, routing } = project;
  return {
    global: {
      scrape_interval: formatDuration(system.scrapeInterval),
      evaluation_interval: formatDuration(system.evaluationInterval),
      external_labels: sorted(system.externalLabels),
    },
    // Relative to this file, whose folder holds them.
    rule_files: ruleFileNames(project),
    alerting: routing && { alertmanagers: [{ static_configs: [{ targets: routing.alertmanagers }] }] },
    scrape_configs: scrapeJobs.length > 0 ? scrapeJobs.map((job) => scrapeConfig(job, project)) : undefined,
  };
}

/** What differs from Prometheus' defaults and the global settings. */
function scrapeConfig(job: ScrapeJob, project: Project): YamlMap {
  const { system } = project;
  const { interval, timeout } = job;
  return {
    job_name: job.name,
    scrape_interval:
      interval === undefined || interval === system.scrapeInterval ? undefined : formatDuration(interval),
    scrape_timeout: timeout === undefined ? undefined : formatDuration(timeout),
    honor_labels: job.honorLabels || undefined,
    metrics_path: job.metricsPath === '/metrics' ? undefined : job.metricsPath,
    scheme: job.scheme === 'http' ? undefined : job.scheme,
    params: sorted(job.params),
    scrape_native_histograms: asksForNative(job, project) || undefined,
    ...discoveries(job),
    relabel_configs: relabelling(job.relabel),
    metric_relabel_configs: relabelling(job.metricRelabel),
  };
}

/** From 3.8 on native histograms are scraped where the configuration asks for them; before, a feature flag decides. */
function asksForNative({ name }: ScrapeJob, { metrics, system }: Project): boolean {
  const exposes = metrics.some(({ type, job }) => type === 'nativeHistogram' && job === name);
  return exposes && atLeast(system.runsOn.prometheus, '3.8');
}

/** Where targets come from: listed, found by a mechanism, or both. */
function discoveries(job: ScrapeJob): YamlMap {
  const { discovery } = job;
  const mechanisms = Object.keys(discovery).sort();
  const groups = listedTargets(job);
  const isListed = mechanisms.length === 0 || groups.some(({ targets }) => targets.length > 0);
  const listed = groups.map(({ targets, labels }) => ({ targets, labels: sorted(labels) }));
  return {
    ...(isListed && { static_configs: listed }),
    ...Object.fromEntries(mechanisms.map((name) => [`${name}_sd_configs`, discovery[name] as Yaml])),
  };
}

function relabelling(steps: readonly Relabel[]): readonly YamlMap[] | undefined {
  return steps.length === 0 ? undefined : steps.map(relabelConfig);
}

/** In the order in which Prometheus prints them; what is as by default is left out. */
function relabelConfig(step: Relabel): YamlMap {
  const written = <K extends keyof Relabel>(key: K) => (step[key] === relabelDefaults[key] ? undefined : step[key]);
  return {
    source_labels: step.sourceLabels.length === 0 ? undefined : step.sourceLabels,
    separator: written('separator'),
    regex: written('regex'),
    modulus: written('modulus'),
    target_label: written('targetLabel'),
    replacement: written('replacement'),
    action: written('action'),
  };
}
