import type { Metric } from '../model/metric.ts';
import type { Project } from '../model/project.ts';
import type { SeriesFacts } from '../promql/infer.ts';
import { append } from './append.ts';
import { builtinSeries, isPerScrape } from './builtin.ts';
import { mergeFacts } from './merge.ts';
import { unknownSeries } from './recorded.ts';
import { type Loss, type Scraped, type ScrapedJob, scraped } from './scraped.ts';
import type { NamedSeries } from './series.ts';
import { targetsOf } from './target.ts';

/** The series a system's scrape jobs deliver, by name. */
export interface Catalog {
  readonly facts: ReadonlyMap<string, SeriesFacts>;
  /** The declared metrics that a series belongs to: several where several jobs deliver one name. */
  readonly metrics: ReadonlyMap<string, readonly Metric[]>;
  /** Shortest scrape interval, in milliseconds, of the jobs that deliver it. */
  readonly intervals: ReadonlyMap<string, number>;
  /** Series that are declared, and that nothing delivers. They stay known by what was declared of them. */
  readonly losses: ReadonlyMap<string, Loss>;
}

/** Gathers the series of all metrics, and those that Prometheus adds to every scrape. */
export function catalogOf(project: Project): Catalog {
  const { system } = project;
  const jobs = project.scrapeJobs.map((job): ScrapedJob => ({ job, targets: targetsOf(job, system) }));
  const byName = new Map(jobs.map((source) => [source.job.name, source]));
  const broken = new Set(project.invalid.map(({ origin }) => origin));
  const all = project.metrics.flatMap((metric) => {
    const source = byName.get(metric.job);
    const series = scraped(metric, source, system.runsOn.prometheus);
    return (broken.has(metric.origin) ? series.map(unsaid) : series).map((one) => ({ ...one, metric, source }));
  });
  const facts = new Map<string, SeriesFacts[]>();
  const metrics = new Map<string, Metric[]>();
  const intervals = new Map<string, number>();
  const intervalOf = (source: ScrapedJob | undefined) => source?.job.interval ?? system.scrapeInterval;
  const add = ([name, fact]: NamedSeries, metric: Metric, source: ScrapedJob | undefined) => {
    append(facts, name, fact);
    append(metrics, name, metric);
    intervals.set(name, shortest(intervalOf(source), intervals.get(name)));
  };
  for (const { stored, metric, source } of all) for (const one of stored) add(one, metric, source);
  const losses = new Map<string, Loss>();
  for (const { declared, loss, metric, source } of all) {
    const [name] = declared;
    if (!loss || (facts.has(name) && !losses.has(name))) continue;
    add(declared, metric, source);
    losses.set(name, loss);
  }
  for (const [name, fact] of builtinSeries(project, jobs)) {
    if (facts.has(name)) continue;
    facts.set(name, [fact]);
    if (isPerScrape(name)) intervals.set(name, Math.min(...jobs.map(intervalOf)));
  }
  return { facts: new Map([...facts].map(([name, each]) => [name, mergeFacts(each)])), metrics, intervals, losses };
}

/** Of a metric whose options do not hold the names are known, and nothing else: what was meant is not. */
function unsaid({ declared, stored, loss }: Scraped): Scraped {
  return { declared: [declared[0], unknownSeries], stored: stored.map(([name]) => [name, unknownSeries]), loss };
}

function shortest(interval: number, known: number | undefined): number {
  return known === undefined ? interval : Math.min(interval, known);
}
