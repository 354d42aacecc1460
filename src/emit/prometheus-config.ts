import type { ScrapeJob } from '../model/metric.ts';
import type { Project } from '../model/project.ts';
import type { System } from '../model/system.ts';
import { formatDuration } from '../promql/duration.ts';
import type { Emitter } from './emit.ts';
import { alertsFile, recordingFile } from './prometheus-rules.ts';
import { sorted } from './sorted.ts';
import { generatedFrom } from './source.ts';
import { type YamlMap, yaml } from './yaml.ts';

export const prometheusConfig: Emitter = {
  id: 'prometheus-config',
  about: 'prometheus/prometheus.yml: global intervals, rule files and scrape jobs',
  emit: ({ project }) => [{ path: 'prometheus/prometheus.yml', text: yaml(config(project), generatedFrom(project)) }],
};

function config(project: Project): YamlMap {
  const { system, recordingRules, scrapeJobs } = project;
  const files = recordingRules.length > 0 ? [alertsFile, recordingFile] : [alertsFile];
  return {
    global: {
      scrape_interval: formatDuration(system.scrapeInterval),
      evaluation_interval: formatDuration(system.evaluationInterval),
      external_labels: sorted(system.externalLabels),
    },
    // Relative to this file, whose folder holds them.
    rule_files: files.map((file) => file.slice(file.lastIndexOf('/') + 1)),
    scrape_configs: scrapeJobs.length > 0 ? scrapeJobs.map((job) => scrapeConfig(job, system)) : undefined,
  };
}

/** What differs from Prometheus' defaults and the global settings. */
function scrapeConfig(job: ScrapeJob, system: System): YamlMap {
  const { interval, timeout } = job;
  return {
    job_name: job.name,
    scrape_interval:
      interval === undefined || interval === system.scrapeInterval ? undefined : formatDuration(interval),
    scrape_timeout: timeout === undefined ? undefined : formatDuration(timeout),
    honor_labels: job.honorLabels || undefined,
    metrics_path: job.metricsPath === '/metrics' ? undefined : job.metricsPath,
    scheme: job.scheme === 'http' ? undefined : job.scheme,
    static_configs: [{ targets: job.targets, labels: sorted(job.labels) }],
  };
}
