import type { Metric, ScrapeJob } from '../model/metric.ts';
import type { Project } from '../model/project.ts';
import type { SeriesFacts } from '../promql/infer.ts';
import { append } from './append.ts';
import { builtinSeries } from './builtin.ts';
import { mergeFacts } from './merge.ts';
import { seriesOf } from './series.ts';

/** The series a system's scrape jobs deliver, by name. */
export interface Catalog {
  readonly facts: ReadonlyMap<string, SeriesFacts>;
  /** The declared metrics that a series belongs to: several where several jobs deliver one name. */
  readonly metrics: ReadonlyMap<string, readonly Metric[]>;
  /** Shortest scrape interval, in milliseconds, of the jobs that deliver it. */
  readonly intervals: ReadonlyMap<string, number>;
}

/** Gathers the series of all metrics, and those that Prometheus adds to every scrape. */
export function catalogOf(project: Project): Catalog {
  const jobs = new Map(project.scrapeJobs.map((job) => [job.name, job]));
  const facts = new Map<string, SeriesFacts[]>();
  const metrics = new Map<string, Metric[]>();
  const intervals = new Map<string, number>();
  for (const metric of project.metrics) {
    const job = jobs.get(metric.job);
    for (const [name, fact] of seriesOf(metric, job, project.system.runsOn.prometheus)) {
      append(facts, name, fact);
      append(metrics, name, metric);
      intervals.set(name, Math.min(intervalOf(job, project), intervals.get(name) ?? Number.POSITIVE_INFINITY));
    }
  }
  const shortest = Math.min(...project.scrapeJobs.map((job) => intervalOf(job, project)));
  for (const [name, fact] of builtinSeries(project)) {
    if (facts.has(name)) continue;
    facts.set(name, [fact]);
    intervals.set(name, shortest);
  }
  return { facts: new Map([...facts].map(([name, all]) => [name, mergeFacts(all)])), metrics, intervals };
}

function intervalOf(job: ScrapeJob | undefined, project: Project): number {
  return job?.interval ?? project.system.scrapeInterval;
}
