import type { Metric, ScrapeJob } from '../model/metric.ts';
import type { Relabel } from '../model/relabel.ts';
import type { LabelFact } from '../promql/infer.ts';
import { metricName } from '../promql/labels.ts';
import { relabelled } from './relabel.ts';
import { type NamedSeries, type Source, seriesOf } from './series.ts';
import type { Targets } from './target.ts';

/** Why Prometheus never stores a series that a metric is declared to have. */
export type Loss =
  | { readonly kind: 'no-job'; readonly name: string }
  | { readonly kind: 'no-target'; readonly job: ScrapeJob; readonly targets: Targets }
  | { readonly kind: 'dropped'; readonly job: ScrapeJob; readonly step: number }
  | { readonly kind: 'renamed'; readonly job: ScrapeJob; readonly to: readonly string[] };

/** A series as its metric declares it, and what becomes of it on its way into storage. */
export interface Scraped {
  readonly declared: NamedSeries;
  readonly stored: readonly NamedSeries[];
  /** Undefined where it is stored under its own name. */
  readonly loss: Loss | undefined;
}

/** A job with its targets. */
export interface ScrapedJob extends Source {
  readonly targets: Targets;
}

/** What Prometheus stores of a metric. */
export function scraped(metric: Metric, source: ScrapedJob | undefined, prometheus: string): readonly Scraped[] {
  const series = seriesOf(metric, source, prometheus);
  if (!source) return series.map((declared) => lost(declared, { kind: 'no-job', name: metric.job }));
  const { job, targets } = source;
  if (targets.count === 0) return series.map((declared) => lost(declared, { kind: 'no-target', job, targets }));
  if (job.metricRelabel.length === 0) return series.map((one) => ({ declared: one, stored: [one], loss: undefined }));
  return series.map((declared) => afterRelabelling(declared, job));
}

function lost(declared: NamedSeries, loss: Loss): Scraped {
  return { declared, stored: [], loss };
}

function afterRelabelling(declared: NamedSeries, job: ScrapeJob): Scraped {
  const [name, facts] = declared;
  const named: LabelFact = { name: metricName, presence: 'always', values: [name] };
  const after = relabelled({ labels: [...facts.labels, named], complete: facts.complete }, job.metricRelabel);
  if ('droppedBy' in after) return lost(declared, { kind: 'dropped', job, step: after.droppedBy });
  const names = after.labels.find((label) => label.name === metricName);
  // Prometheus refuses a scrape with a sample that has lost its name.
  if (names === undefined || names.presence === 'never')
    return lost(declared, { kind: 'dropped', job, step: lastWriter(job.metricRelabel) });
  const labels = after.labels.filter((label) => !label.name.startsWith('__'));
  const left = {
    ...facts,
    labels,
    complete: after.complete,
    ...(facts.bounds && { bounds: boundsLeft(facts.bounds, labels) }),
  };
  const stored = (names.values ?? [name]).map((to): NamedSeries => [to, left]);
  const loss = stored.some(([to]) => to === name) ? undefined : ({ kind: 'renamed', job, to: names.values! } as const);
  return { declared, stored, loss };
}

/** The bounds of the buckets that are not dropped. */
function boundsLeft(bounds: readonly number[], labels: readonly LabelFact[]): readonly number[] {
  const le = labels.find(({ name }) => name === 'le')?.values;
  return le === undefined ? bounds : bounds.filter((bound) => le.some((value) => Number(value) === bound));
}

/** The step by which the name went. */
function lastWriter(steps: readonly Relabel[]): number {
  return Math.max(
    0,
    steps.findLastIndex(({ action, targetLabel }) => targetLabel === metricName || /^label(drop|keep)$/.test(action)),
  );
}
