/** What is read of `model.json`, the emitted description of a system for other programs. */
import { listedTargets, type Metric, type ScrapeJob } from '../../src/model/metric.ts';
import type { Target } from './hosts.ts';

export interface Model {
  readonly metrics: readonly Metric[];
  readonly scrapeJobs: readonly ScrapeJob[];
  readonly alerts: readonly { readonly name: string }[];
}

/** What a program in operation exposes: a planned metric is not there yet. */
export function exposed({ metrics }: Model): readonly Metric[] {
  return metrics.filter(({ lifecycle }) => lifecycle.stage === 'stable' || lifecycle.stage === 'deprecated');
}

export function targetsOf(model: Model): readonly Target[] {
  return model.scrapeJobs.flatMap((job) => {
    const metrics = exposed(model).filter((metric) => metric.job === job.name);
    const addresses = listedTargets(job).flatMap(({ targets }) => targets);
    return addresses.map((address) => ({ address, path: job.metricsPath, metrics }));
  });
}
